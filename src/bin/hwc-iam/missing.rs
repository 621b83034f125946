//! What can be said of a name or pattern of actions that the catalogue does not have: the same as `check` says.

use hwc_iam::{Document, Model, PolicyKind, Service, Version};
use serde_json::json;

/// What is to be said of it.
pub(crate) struct Missing {
    /// What, and what to do.
    pub(crate) message: String,
    /// Whether it is certain that there is no such action.
    pub(crate) is_certain: bool,
}

/// Of a name or pattern that nothing known of this model has or matches.
pub(crate) fn of(name: &str, model: Model) -> Option<Missing> {
    let version = match model {
        Model::IdentityPolicy => Version::V5_0,
        Model::RolePolicy => Version::V1_1,
    };
    let policy = json!({ "Version": version.name(), "Statement": [{ "Effect": "Allow", "Action": [name] }] });
    let document = Document::read(policy.to_string(), PolicyKind::Identity);
    document
        .problems()
        .next()
        .map(|it| Missing { message: with_help(it.message(), it.help()), is_certain: !it.is_doubt() })
}

/// The same, or, of a pattern of several services, that it matches nothing that is known.
pub(crate) fn of_pattern(pattern: &str, model: Model) -> Missing {
    of(pattern, model).unwrap_or_else(|| {
        let is_certain = Service::all().all(|it| it.is_complete(model));
        Missing { message: format!("`{pattern}` matches no action that is known"), is_certain }
    })
}

fn with_help(message: String, help: Option<String>) -> String {
    match help {
        Some(help) => format!("{message}; {help}"),
        None => message,
    }
}
