use alloc::vec::Vec;

use super::KnownAction;
use crate::shared::pattern::{is_pattern, matches_in};
use crate::{Model, Service};

/// The actions of the catalogue that one of the patterns matches, in the order of the catalogue. A pattern may also match
/// actions that the catalogue does not know: later ones, and those of services whose pages it has not read.
///
/// ```
/// use hwc_iam::{Action, RoleAction, expand};
///
/// let names: Vec<_> = expand::<Action>(["ims:*:copy*", "ims:quotas:get"]).into_iter().map(Action::name).collect();
/// assert_eq!(names, ["ims:images:copyCrossRegion", "ims:images:copyInRegion", "ims:quotas:get"]);
/// assert_eq!(expand::<RoleAction>(["IMS:images:COPY"]).len(), 1);
/// ```
#[must_use]
pub fn expand<'p, A: KnownAction>(patterns: impl IntoIterator<Item = &'p str>) -> Vec<A> {
    let mut found = Vec::new();
    let mut several = false;
    for pattern in patterns {
        several |= !found.is_empty();
        one(pattern, &mut found);
    }
    if several {
        found.sort_unstable();
        found.dedup();
    }
    found
}

fn one<A: KnownAction>(pattern: &str, found: &mut Vec<A>) {
    if !is_pattern(pattern) {
        found.extend(A::from_name(pattern));
        return;
    }
    if pattern.bytes().all(|it| it == b'*') {
        found.extend(Service::all().flat_map(A::of));
        return;
    }
    let fixed = pattern.find(['*', '?']).and_then(|at| pattern.get(..at)).unwrap_or(pattern);
    // A `*` may stand for a `:`, so only what is in front of the first wildcard tells the service.
    match fixed.split_once(':') {
        Some((code, _)) => {
            if let Some(service) = Service::from_code_ignore_case(code) {
                within(service, pattern, fixed, found);
            }
        }
        None => Service::all().for_each(|it| within(it, pattern, fixed, found)),
    }
}

fn within<A: KnownAction>(service: Service, pattern: &str, fixed: &str, found: &mut Vec<A>) {
    let begins = |name: &str| {
        let start = name.as_bytes().get(..fixed.len());
        start.is_some_and(|it| match A::MODEL {
            Model::IdentityPolicy => it == fixed.as_bytes(),
            Model::RolePolicy => it.eq_ignore_ascii_case(fixed.as_bytes()),
        })
    };
    // Every name has three parts.
    let is_all_behind = matches!(pattern.strip_prefix(fixed), Some("*")) || is_service(pattern, fixed);
    let fits = |it: &A| begins(it.name()) && (is_all_behind || matches_in(A::MODEL, pattern, it.name()));
    found.extend(A::of(service).filter(fits));
}

/// Whether the pattern is `service:*:*`.
fn is_service(pattern: &str, fixed: &str) -> bool {
    fixed.find(':').is_some_and(|at| at + 1 == fixed.len()) && pattern.strip_prefix(fixed) == Some("*:*")
}
