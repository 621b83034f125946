//! The words of the vendor as arguments.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use hwc_iam::{Cloud, Model};

pub(crate) fn model() -> impl TypedValueParser<Value = Model> {
    one_of(Model::ALL, Model::name)
}

pub(crate) fn cloud() -> impl TypedValueParser<Value = Cloud> {
    one_of(Cloud::ALL, Cloud::name)
}

/// One of a vocabulary, whose words help, completion and errors list.
pub(crate) fn one_of<T: Copy + Send + Sync>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let find = move |text: String| all.iter().copied().find(|it| name(*it) == text).ok_or("unknown word");
    PossibleValuesParser::new(all.iter().map(|it| name(*it))).try_map(find)
}

/// What messages call the actions of a model.
pub(crate) const fn actions_of(model: Model) -> &'static str {
    match model {
        Model::IdentityPolicy => "action of identity policies",
        Model::RolePolicy => "action of the role model",
    }
}
