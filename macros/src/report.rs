//! Mistakes as compiler errors.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::shared::problem::Mistake;

/// An error on a literal: what is wrong, and below it what to do.
pub(crate) fn error(mistake: &Mistake, span: Span) -> syn::Error {
    syn::Error::new(span, message(mistake))
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
