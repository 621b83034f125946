//! Which actions of a policy were never used.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::shared::pattern;
use crate::wildcard::expand;
use crate::{AccessLevel, Action, ActionPattern, Actions, Cloud, Effect, Model, Operation, Policy, RoleAction};

/// What of a policy was used, and what was not.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Unused {
    /// The actions that were never used, by name.
    pub unused: Vec<String>,
    /// Those that were not seen and stay all the same, each with the reason.
    pub kept: Vec<Kept>,
    /// The policy without those that were never used; nothing, if nothing is left of it.
    pub policy: Option<Policy>,
}

/// An action that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept {
    /// Its name.
    pub action: String,
    /// Why.
    pub because: String,
}

/// What traces show.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Seen {
    /// The actions that were used.
    pub used: BTreeSet<String>,
    /// What the operations that were called may need beside these, by their documentation.
    pub needed: BTreeSet<String>,
    /// The codes of the services of which some traces could not be mapped.
    pub unmapped: BTreeSet<String>,
    /// Whether every call that reads is in the traces; CTS does not record them all.
    pub has_reading: bool,
}

/// What of a policy was used. What the used operations need by their documentation stays, whether it is in a log or not; so does what
/// no log can show, what a trace that could not be mapped may be of, and whatever a `NotAction` allows or a `Deny` denies. Reading stays, too, unless reading is logged.
///
/// ```
/// use hwc_iam::replay::{Seen, unused};
/// use hwc_iam::{Cloud, policy};
///
/// let policy = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copy*"], "Resource": ["*"] }]
/// });
/// let mut seen = Seen::default();
/// seen.used.insert("ims:images:copyInRegion".to_owned());
/// let found = unused(&policy, Cloud::HuaweiCloud, &seen);
/// assert_eq!(found.unused, ["ims:images:copyCrossRegion"]);
/// assert!(found.policy.unwrap().to_string().contains(r#""Action":["ims:images:copyInRegion"]"#));
/// ```
#[must_use]
pub fn unused(policy: &Policy, cloud: Cloud, seen: &Seen) -> Unused {
    let model = policy.version().model();
    let visible = visible(model, cloud);
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    let is_in = |all: &BTreeSet<String>, name: &str| match model {
        Model::IdentityPolicy => all.contains(name),
        Model::RolePolicy => all.iter().any(|it| it.eq_ignore_ascii_case(name)),
    };
    let mut stays = |name: &str| {
        if is_in(&seen.used, name) {
            return true;
        }
        let because = if is_in(&seen.needed, name) {
            Some("operations that were called need it by their documentation")
        } else if !is_known(model, name) {
            Some("the catalogue does not know it, so that no trace can show its use")
        } else if !visible.contains(&name.to_ascii_lowercase()) {
            Some("no operation that was read needs it, so that no trace can show its use")
        } else if seen.unmapped.contains(&name.split(':').next().unwrap_or_default().to_ascii_lowercase()) {
            Some("traces of its service could not be mapped, which may be of it")
        } else if !seen.has_reading && reads(model, name) {
            Some("it reads, and CTS does not record every reading")
        } else {
            None
        };
        match because {
            Some(it) => drop(kept.insert(name.into(), it.into())),
            None => drop(gone.insert(name.to_string())),
        }
        because.is_some()
    };
    let mut statements = Vec::new();
    for statement in policy.statements() {
        let (Effect::Allow, Actions::These(actions)) = (statement.effect(), statement.actions()) else {
            statements.push(statement.clone());
            continue;
        };
        let mut rest: Vec<ActionPattern> = Vec::new();
        for it in actions.iter() {
            let names = names(model, it.as_str());
            let left: Vec<&String> = names.iter().filter(|it| stays(it)).collect();
            if left.len() == names.len() {
                rest.push(it.clone());
            } else {
                rest.extend(left.into_iter().map(|it| ActionPattern::Unchecked(Cow::Owned(it.clone()))));
            }
        }
        if !rest.is_empty() {
            statements.push(statement.with_actions(rest));
        }
    }
    Unused {
        unused: gone.into_iter().collect(),
        kept: kept.into_iter().map(|(action, because)| Kept { action, because }).collect(),
        policy: (!statements.is_empty()).then(|| policy.with_statements(statements)),
    }
}

/// The actions that a pattern allows; one that matches none stands for itself.
fn names(model: Model, text: &str) -> Vec<String> {
    if !pattern::is_pattern(text) {
        return Vec::from([String::from(text)]);
    }
    let all: Vec<String> = match model {
        Model::IdentityPolicy => expand::<Action>([text]).into_iter().map(|it| it.name().to_string()).collect(),
        Model::RolePolicy => expand::<RoleAction>([text]).into_iter().map(|it| it.name().to_string()).collect(),
    };
    if all.is_empty() { Vec::from([String::from(text)]) } else { all }
}

fn is_known(model: Model, name: &str) -> bool {
    match model {
        Model::IdentityPolicy => Action::from_name(name).is_some(),
        Model::RolePolicy => RoleAction::from_name(name).is_some(),
    }
}

/// The actions, in small letters, that a trace of some operation can show.
fn visible(model: Model, cloud: Cloud) -> BTreeSet<String> {
    let all = Operation::all().filter(|it| (it.model(), it.cloud()) == (model, cloud));
    all.filter_map(Operation::actions).flatten().map(|it| it.name().to_ascii_lowercase()).collect()
}

/// Whether it reads: by its access level, or where a model has none, by its name.
fn reads(model: Model, name: &str) -> bool {
    match model {
        Model::IdentityPolicy => Action::from_name(name)
            .and_then(Action::access_level)
            .is_none_or(|it| matches!(it, AccessLevel::List | AccessLevel::Read)),
        // Nothing says it of actions of this model.
        Model::RolePolicy => {
            let operation = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
            ["get", "list", "show", "query", "check", "count", "download", "export"]
                .iter()
                .any(|it| operation.starts_with(it))
        }
    }
}
