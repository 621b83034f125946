//! `policy!`, `scp!` and `trust_policy!`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::input::{self, Input, Rust};
use crate::lower::Lowering;
use crate::report;
use crate::shared::check::check;
use crate::shared::words::{Model, PolicyKind, Version};
use crate::tables::TABLES;

pub(crate) fn expand(tokens: TokenStream, kind: PolicyKind) -> TokenStream {
    let Input { library, root, places, errors: mut found } = match input::parse(tokens) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    // What seems to be missing may be what could not be read.
    let is_whole = found.is_empty();
    let problems = check(&root, kind, &TABLES);
    let (doubts, mistakes): (Vec<_>, Vec<_>) = problems.iter().partition(|it| it.mistake.is_doubt());
    let mistakes = mistakes.iter().filter(|it| is_whole || !it.mistake.is_absence());
    found.extend(mistakes.map(|it| report::error(&it.mistake, places.span(it.span))));
    let warnings: TokenStream = doubts.iter().map(|it| report::warning(&it.mistake, places.span(it.span))).collect();
    let model = input::version(&root).map_or(Model::IdentityPolicy, Version::model);
    let lowering = Lowering { library: &library, places: &places, model };
    if found.is_empty() {
        return report::warned(&warnings, lowering.policy(&root));
    }
    // The paths of a policy that is still being written, so that an editor can complete them.
    let paths = places.all_rust().filter_map(|it| match it {
        Rust::Path(path) if !input::is_of_other_model(path, model) => Some(lowering.path(path)),
        _ => None,
    });
    let paths = quote!(#warnings #(let _ = #paths;)*);
    report::errors(&found, &paths, &quote!(#library::__private::EMPTY))
}
