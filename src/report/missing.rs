use alloc::format;
use alloc::string::String;

use crate::policy::string;
use crate::shared::pattern;
use crate::{Action, Document, Model, PolicyKind, Service};

/// The message about a name or pattern of actions that the catalogue does not have, the same as that of `check`.
///
/// ```
/// use hwc_iam::Model;
/// use hwc_iam::report::Missing;
///
/// let found = Missing::of("ims:images:lst", Model::IdentityPolicy).unwrap();
/// assert!(found.is_certain && found.message.ends_with("did you mean `ims:images:list`?"));
/// assert!(Missing::of("ims:images:list", Model::IdentityPolicy).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Missing {
    /// What is wrong, and what to do.
    pub message: String,
    /// Whether it is certain that there is no such action.
    pub is_certain: bool,
}

impl Missing {
    /// Of a name or pattern that nothing known of this model has or matches.
    #[must_use]
    pub fn of(name: &str, model: Model) -> Option<Self> {
        let version = model.version();
        let mut action = String::new();
        string(&mut action, name).ok()?;
        let policy = format!(r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":[{action}]}}]}}"#);
        let document = Document::read(policy, PolicyKind::Identity);
        let problem = document.problems().next()?;
        let message = match problem.help() {
            Some(help) => format!("{}; {help}", problem.message()),
            None => problem.message(),
        };
        Some(Self { message, is_certain: !problem.is_doubt() })
    }

    /// The same, or, of a pattern of several services, that it matches nothing that is known.
    #[must_use]
    pub fn of_pattern(pattern: &str, model: Model) -> Self {
        if let Some(it) = Self::but_for_case(pattern, model) {
            return it;
        }
        Self::of(pattern, model).unwrap_or_else(|| {
            let is_certain = Service::all().all(|it| it.is_complete(model));
            Self { message: format!("`{pattern}` matches no action that is known"), is_certain }
        })
    }

    /// That it matches actions of identity policies in another case: no page says if that counts.
    fn but_for_case(pattern: &str, model: Model) -> Option<Self> {
        if model != Model::IdentityPolicy || Action::all().any(|it| pattern::matches(pattern, it.name())) {
            return None;
        }
        let action = Action::all().find(|it| pattern::matches_ignore_case(pattern, it.name()))?;
        let message = format!(
            "`{pattern}` matches no action as it is written, and `{action}` in another case: no page says whether case counts"
        );
        Some(Self { message, is_certain: false })
    }
}
