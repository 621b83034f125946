//! Mistakes as compiler errors.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use crate::shared::problem::{Mistake, Problem};
use crate::shared::read::Span as Number;

/// An error on a literal: what is wrong, and below it what to do.
pub(crate) fn error(mistake: &Mistake, span: Span) -> syn::Error {
    syn::Error::new(span, message(mistake))
}

/// A warning on a literal whose name the catalogue does not know. The stable way to one is the use of something deprecated.
pub(crate) fn warning(mistake: &Mistake, span: Span) -> TokenStream {
    warning_of(&message(mistake), span)
}

pub(crate) fn warning_of(message: &str, span: Span) -> TokenStream {
    let name = Ident::new("NOT_KNOWN_HERE", span);
    quote!(const _: () = {
        #[deprecated(note = #message)]
        const #name: () = ();
        #name
    };)
}

/// What is doubtful of a text that stands alone, and what is wrong.
pub(crate) fn of(problems: &[Problem<Number>], span: Span) -> (TokenStream, Vec<syn::Error>) {
    let (doubts, mistakes): (Vec<_>, Vec<_>) = problems.iter().partition(|it| it.mistake.is_doubt());
    let warnings = doubts.iter().map(|it| warning(&it.mistake, span)).collect();
    (warnings, mistakes.iter().map(|it| error(&it.mistake, span)).collect())
}

/// Code with the warnings before it.
pub(crate) fn warned(warnings: &TokenStream, code: TokenStream) -> TokenStream {
    if warnings.is_empty() { code } else { quote!({ #warnings #code }) }
}

/// What is wrong, and below it what to do in Rust.
fn message(mistake: &Mistake) -> String {
    match mistake.help_in_rust() {
        Some(help) => format!("{mistake}\nhelp: {help}"),
        None => mistake.to_string(),
    }
}

/// What is wrong in a file, and below it what to do.
pub(crate) fn message_of_file(mistake: &Mistake) -> String {
    match mistake.help() {
        Some(help) => format!("{mistake}\nhelp: {help}"),
        None => mistake.to_string(),
    }
}

/// All errors of one call, and a value of the right type, so that nothing else goes wrong.
pub(crate) fn errors(errors: &[syn::Error], paths: &TokenStream, value: &TokenStream) -> TokenStream {
    let errors = errors.iter().map(syn::Error::to_compile_error);
    quote!({ #(#errors)* #paths #value })
}
