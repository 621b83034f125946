//! What changes of the catalogue mean for a policy.

use hwc_iam::{ActionPattern, Actions, KeyName, Model, Policy};
use hwc_iam_core::pattern;
use hwc_iam_import::Change;

/// One thing that a policy says and a change of the catalogue is about.
#[derive(Debug)]
pub(crate) struct Affected {
    /// The place of the statement, from 0.
    pub(crate) statement: usize,
    /// What the statement says, as it is written.
    pub(crate) says: String,
    /// `added`, `removed`, `renamed` or `changed`.
    pub(crate) kind: &'static str,
    /// What has changed.
    pub(crate) name: String,
    /// What that means for the policy.
    pub(crate) how: String,
}

/// What of a policy the changes are about, in the order of its statements.
pub(crate) fn affected(policy: &Policy, changes: &[Change]) -> Vec<Affected> {
    let model = policy.version().model();
    let what = if model == Model::IdentityPolicy { "action" } else { "role_action" };
    let mut all = Vec::new();
    for (statement, it) in policy.statements().iter().enumerate() {
        let (element, patterns) = match it.actions() {
            Actions::These(all) => ("Action", all),
            Actions::AllBut(all) => ("NotAction", all),
        };
        for said in patterns.iter() {
            let names = |name: &str| pattern::matches_in(model, said.as_str(), name);
            for change in changes.iter().filter(|it| it.what == what && names(&it.name)) {
                let new = Affected {
                    statement,
                    says: said.to_string(),
                    kind: change.kind,
                    name: change.name.clone(),
                    how: of_action(said, element, change),
                };
                all.push(new);
            }
            // The new name of what it named, where it does not name that, too.
            let renamed = changes.iter().filter(|it| it.what == what && !names(&it.name));
            for change in renamed.filter(|it| it.to.as_ref().is_some_and(|to| names(to))) {
                let to = change.to.clone().unwrap_or_default();
                let how = format!("`{element}` covers `{to}`, which was `{}`", change.name);
                all.push(Affected { statement, says: said.to_string(), kind: change.kind, name: to, how });
            }
        }
        for condition in it.conditions() {
            let key = match condition.key() {
                KeyName::Unchecked(name) => name.to_string(),
                known => known.to_string(),
            };
            let stem = |name: &str| name.split('/').next().unwrap_or_default().to_lowercase();
            for change in changes.iter().filter(|it| it.what == "condition_key" && stem(&it.name) == stem(&key)) {
                let how = match change.kind {
                    "removed" => String::from("the key has gone from the catalogue"),
                    "added" => String::from("the key is in the catalogue now"),
                    _ => format!("of the key, these have changed: {}", change.fields.join(", ")),
                };
                let (says, name) = (key.clone(), change.name.clone());
                all.push(Affected { statement, says, kind: change.kind, name, how });
            }
        }
    }
    all
}

fn of_action(said: &ActionPattern, element: &str, change: &Change) -> String {
    let is_pattern = pattern::is_pattern(said.as_str());
    match (change.kind, is_pattern) {
        ("added", true) => format!("`{element}` covers it from now on"),
        ("added", false) => String::from("the catalogue knows it now"),
        ("removed", true) => format!("`{element}` covered it"),
        ("removed", false) => String::from("it names an action that has gone from the catalogue"),
        ("renamed", _) => format!("it is called `{}` now", change.to.as_deref().unwrap_or_default()),
        _ => format!("of the action, these have changed: {}", change.fields.join(", ")),
    }
}
