//! `action!` and `urn!`: one string each.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token, bracketed};

use crate::input::Library;
use crate::report;
use crate::shared::check::{check_action, check_urn};
use crate::shared::pattern;
use crate::shared::read::Span as Number;
use crate::shared::words::Version;
use crate::tables::TABLES;

/// The string is one place.
const WHOLE: Number = Number { start: 0, end: 0 };

pub(crate) fn action(tokens: TokenStream) -> TokenStream {
    let (library, text) = match parse(tokens) {
        Ok(parsed) => parsed,
        Err(error) => return error.to_compile_error(),
    };
    let name = text.value();
    let is_pattern = pattern::is_pattern(&name);
    let problems = check_action(&name, WHOLE, Version::V5_0, &TABLES);
    let (warnings, errors) = report::of(&problems, text.span());
    if !errors.is_empty() {
        let value = if is_pattern {
            quote!(#library::ActionWildcard::checked(#text))
        } else {
            quote!(#library::__private::NO_ACTION)
        };
        return report::errors(&errors, &TokenStream::new(), &value);
    }
    if is_pattern || !warnings.is_empty() {
        return report::warned(&warnings, quote!(#library::ActionWildcard::checked(#text)));
    }
    let found = TABLES.action_place(&name).and_then(|(service, row)| {
        let service = TABLES.services.get(usize::from(service))?;
        Some((service.type_name, service.action_const(usize::from(row))?))
    });
    let Some((service, constant)) = found else { return TokenStream::new() };
    let (service, constant) = (Ident::new(service, Span::call_site()), Ident::new(&constant, text.span()));
    quote!(#library::actions::#service::#constant)
}

pub(crate) fn urn(tokens: TokenStream) -> TokenStream {
    let (library, text) = match parse(tokens) {
        Ok(parsed) => parsed,
        Err(error) => return error.to_compile_error(),
    };
    let problems = check_urn(&text.value(), WHOLE, &TABLES);
    let (warnings, errors) = report::of(&problems, text.span());
    let value = quote!(#library::UrnPattern::checked(#text));
    if errors.is_empty() {
        report::warned(&warnings, value)
    } else {
        report::errors(&errors, &TokenStream::new(), &value)
    }
}

/// `[path to the library]` and a string.
fn parse(tokens: TokenStream) -> syn::Result<(Library, LitStr)> {
    let parser = |input: ParseStream<'_>| {
        let content;
        bracketed!(content in input);
        let library = content.parse()?;
        let text = input.parse().map_err(|it: syn::Error| syn::Error::new(it.span(), "expected a string"))?;
        let _: Option<Token![,]> = input.parse()?;
        Ok((library, text))
    };
    parser.parse2(tokens)
}
