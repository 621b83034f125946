//! Operations by the shape of their paths, to find the same API in the other model without a look at all of them.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::api_call::{Segment, segments, split_query};
use super::{ApiCall, Operation, OperationMatch};
use crate::shared::index::fold;
use crate::{Cloud, Model};

/// A method and the words of a path, as a number: whatever a caller fills in is the same.
pub(crate) fn shape(method: &str, path: &str) -> u64 {
    let mix = |hash: u64, word: &str| (hash.rotate_left(5) ^ fold(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let open = |it| if matches!(Segment::of(it), Segment::Literal(_)) { it } else { "{}" };
    let method = method.bytes().fold(0, |hash, it| hash << 8 ^ u64::from(it.to_ascii_uppercase()));
    segments(path).map(open).fold(method, mix)
}

/// Whether two paths are those of one API: a word of the one is not what fills a placeholder of the other.
pub(crate) fn is_same_api(one: &str, other: &str) -> bool {
    let is_open = |word: &str| matches!(Segment::of(word), Segment::Placeholder { .. });
    let is_same = |(one, other): (&str, &str)| one == other || is_open(one) && is_open(other);
    segments(one).count() == segments(other).count() && segments(one).zip(segments(other)).all(is_same)
}

/// The operations of one model by their shapes.
pub(crate) struct Shapes {
    model: Model,
    all: BTreeMap<u64, Vec<Operation>>,
}

impl Shapes {
    pub(crate) fn new(model: Model) -> Self {
        let mut all: BTreeMap<u64, Vec<Operation>> = BTreeMap::new();
        for it in Operation::all().filter(|it| it.model() == model) {
            if let (Some(method), Some(path)) = (it.method(), it.path()) {
                all.entry(shape(method, split_query(path).0)).or_default().push(it);
            }
        }
        Self { model, all }
    }

    /// The same as [`ApiCall::operations`], for the path of an operation: what has its shape has the most words of it, so that
    /// nothing else fits better or as well.
    pub(crate) fn operations<'a>(&self, call: ApiCall<'a>, cloud: Cloud) -> Vec<OperationMatch<'a>> {
        let alike = self.all.get(&shape(call.method(), call.path())).into_iter().flatten().copied();
        let has_method = |it: &Operation| it.method().is_some_and(|it| it.eq_ignore_ascii_case(call.method()));
        let found = call.best_of(alike.filter(|it| it.cloud() == cloud && has_method(it)));
        if found.is_empty() { call.operations(self.model, cloud) } else { found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operations_of_a_path_are_those_that_all_are_searched_for() {
        for model in Model::ALL.iter().copied() {
            let shapes = Shapes::new(model);
            for it in Operation::all().step_by(23) {
                let (Some(method), Some(path)) = (it.method(), it.path()) else { continue };
                let Ok(call) = ApiCall::new(method, path) else { continue };
                for cloud in Cloud::ALL.iter().copied() {
                    let operations = |all: Vec<OperationMatch<'_>>| -> Vec<Operation> {
                        all.iter().map(OperationMatch::operation).collect()
                    };
                    let all = operations(call.operations(model, cloud));
                    assert_eq!(operations(shapes.operations(call, cloud)), all, "{method} {path}");
                }
            }
        }
    }
}
