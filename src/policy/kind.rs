//! What kind of policy a text is, by what it holds.

use alloc::vec::Vec;

use super::lower::{get, object, one_or_all, text};
use crate::PolicyKind;
use crate::shared::tree::{Node, Value};

/// What the text of a policy says of its kind. A service control policy looks like an identity policy and is taken for one.
pub(crate) fn kind_of<S>(root: &Node<S>) -> PolicyKind {
    let Some(members) = object(root) else { return PolicyKind::Identity };
    let statements = get(members, "Statement").map_or(&[][..], one_or_all);
    // Policies of topics have a version of their own.
    if get(members, "Version").and_then(text) == Some("2016-09-07") {
        return PolicyKind::Topic;
    }
    let principals: Vec<&Node<S>> =
        statements.iter().filter_map(|it| element(it, &["Principal", "NotPrincipal"])).collect();
    let version = get(members, "Version").and_then(text);
    let actions = texts(statements, &["Action", "NotAction"]);
    let resources = texts(statements, &["Resource", "NotResource"]);
    // A principal by id, or operations and resources without a service.
    let is_bare = |all: &[&str]| !all.is_empty() && all.iter().all(|it| !it.contains(':'));
    let is_everything = |all: &[&str]| all.iter().all(|it| *it == "*");
    if principals.is_empty() {
        let is_bucket = get(members, "Version").is_none() && is_bare(&actions) && is_bare(&resources);
        let is_told = is_bucket && !is_everything(&actions) && !is_everything(&resources);
        return if is_told { PolicyKind::Bucket } else { PolicyKind::Identity };
    }
    let has = |name: &str| principals.iter().any(|it| object(it).is_some_and(|it| get(it, name).is_some()));
    let is_topic = |it: &&str| it.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("SMN:"));
    if has("CSP") || !actions.is_empty() && actions.iter().all(is_topic) {
        return PolicyKind::Topic;
    }
    let is_bare_throughout = is_bare(&actions) && (resources.is_empty() || is_bare(&resources));
    let says_nothing = is_everything(&actions) && is_everything(&resources);
    if has("ID") || version != Some("5.0") && is_bare_throughout && !says_nothing {
        return PolicyKind::Bucket;
    }
    let assumes = actions.iter().any(|it| it.starts_with("sts:"));
    let is_for_all = principals.iter().any(|it| text(it) == Some("*"));
    if version == Some("5.0") && is_for_all && !assumes { PolicyKind::Endpoint } else { PolicyKind::Trust }
}

/// Whether it is in the language of S3.
#[cfg(feature = "files")]
pub(crate) fn is_of_s3<S>(root: &Node<S>) -> bool {
    let Some(statements) = object(root).and_then(|it| get(it, "Statement")).map(one_or_all) else { return false };
    let principals = statements.iter().filter_map(|it| element(it, &["Principal", "NotPrincipal"]));
    let mut of_aws = principals.filter_map(object).filter(|it| get(it, "AWS").is_some());
    of_aws.next().is_some() || texts(statements, &["Action", "NotAction"]).iter().any(|it| it.starts_with("s3:"))
}

fn element<'a, S>(statement: &'a Node<S>, names: &[&str]) -> Option<&'a Node<S>> {
    let members = object(statement)?;
    names.iter().find_map(|name| get(members, name))
}

/// The texts of an element of all statements.
fn texts<'a, S>(statements: &'a [Node<S>], names: &[&str]) -> Vec<&'a str> {
    let all = statements.iter().filter_map(|it| element(it, names)).flat_map(|it| match &it.value {
        Value::Array(all) => all.as_slice(),
        _ => core::slice::from_ref(it),
    });
    all.filter_map(text).collect()
}
