//! `policy_file!`: a policy in a file of JSON, checked when the crate is compiled.

use std::env;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Ident, LitStr, Token, bracketed, parenthesized};

use crate::input::{self, Library, Places};
use crate::lower::Lowering;
use crate::report;
use crate::shared::check::check_all;
use crate::shared::problem::Problem;
use crate::shared::read::{self, Span};
use crate::shared::tree::{Node, Value};
use crate::shared::words::{Model, PolicyKind, Version};
use crate::tables::TABLES;

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let Arguments { library, name, kind, unchecked } = match parse(tokens) {
        Ok(parsed) => parsed,
        Err(error) => return error.to_compile_error(),
    };
    // Relative to the package, as `CARGO_MANIFEST_DIR` says where that is.
    let path = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(name.value());
    let fail = |messages: &[String]| {
        let errors: Vec<_> = messages.iter().map(|it| syn::Error::new(name.span(), it)).collect();
        report::errors(&errors, &watch(&path), &quote!(#library::__private::EMPTY))
    };
    let text = match read(&path) {
        Ok(text) => text,
        Err(what) => return fail(&[format!("`{}` {what}", name.value())]),
    };
    let (root, problems) = read::read(&text);
    let root = root.map(|mut root| {
        allow(&mut root, &unchecked);
        root
    });
    let problems = check_all(root.as_ref(), problems, kind, &TABLES);
    let (doubts, mistakes): (Vec<_>, Vec<_>) = problems.iter().partition(|it| it.mistake.is_doubt());
    let messages = |all: &[&Problem<Span>]| -> Vec<String> {
        let shown = all.iter().take(MOST_PROBLEMS);
        shown.map(|it| located(&name, &text, it.span.start as usize, &report::message_of_file(&it.mistake))).collect()
    };
    let root = match root {
        Some(root) if mistakes.is_empty() => root,
        _ => return fail(&messages(&mistakes)),
    };
    let warnings: TokenStream = messages(&doubts).iter().map(|it| report::warning_of(it, name.span())).collect();
    let model = input::version(&root).map_or(Model::IdentityPolicy, Version::model);
    let policy = Lowering { library: &library, places: &Places::at(name.span()), model }.policy(&root);
    let watch = watch(&path);
    quote!({ #watch #warnings #policy })
}

struct Arguments {
    library: Library,
    name: LitStr,
    kind: PolicyKind,
    /// The strings that the catalogue is not to be asked about.
    unchecked: Vec<String>,
}

/// `[path to the library]`, the name of a file and, behind commas, the kind of policy and `unchecked("…", …)`.
fn parse(tokens: TokenStream) -> syn::Result<Arguments> {
    let parser = |input: ParseStream<'_>| {
        let content;
        bracketed!(content in input);
        let library = content.parse()?;
        let name = input.parse()?;
        let mut kind = None;
        let mut unchecked = Vec::new();
        while input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let expected = |span| {
                syn::Error::new(
                    span,
                    "the kind of a policy is `identity`, `scp` or `trust`; `unchecked(\"…\")` may follow",
                )
            };
            let word: Ident = input.parse().map_err(|it: syn::Error| expected(it.span()))?;
            if word == "unchecked" {
                let content;
                parenthesized!(content in input);
                let names = content.parse_terminated(<LitStr as Parse>::parse, Token![,])?;
                unchecked.extend(names.iter().map(LitStr::value));
            } else if kind.is_some() {
                return Err(expected(word.span()));
            } else {
                // The policies of other resources than agencies are texts, and no policies in Rust.
                let is_typed =
                    |it: &PolicyKind| !matches!(it, PolicyKind::Bucket | PolicyKind::Endpoint | PolicyKind::Topic);
                let named = PolicyKind::from_name(&word.to_string()).filter(is_typed);
                kind = Some(named.ok_or_else(|| expected(word.span()))?);
            }
        }
        if !input.is_empty() {
            return Err(input.error("expected the end"));
        }
        Ok(Arguments { library, name, kind: kind.unwrap_or(PolicyKind::Identity), unchecked })
    };
    parser.parse2(tokens)
}

/// Makes the strings that the author vouches for ones that the catalogue is not asked about.
fn allow(node: &mut Node<Span>, unchecked: &[String]) {
    match &mut node.value {
        Value::String(text) if unchecked.contains(text) => node.value = Value::Unchecked(core::mem::take(text)),
        Value::Array(all) => all.iter_mut().for_each(|it| allow(it, unchecked)),
        Value::Object(members) => {
            for member in members {
                member.checked &= !unchecked.contains(&member.name);
                allow(&mut member.value, unchecked);
            }
        }
        _ => {}
    }
}

/// Makes the compiler expand the macro again when the file changes.
fn watch(path: &Path) -> TokenStream {
    let path = path.to_string_lossy();
    if fs::metadata(&*path).is_ok_and(|it| it.is_file()) {
        quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        )
    } else {
        TokenStream::new()
    }
}

/// More than anybody reads.
const MOST_PROBLEMS: usize = 100;

/// Far above what IAM takes; a larger file is another one than was meant.
const MAX_BYTES: u64 = 1 << 20;

fn read(path: &Path) -> Result<String, String> {
    // Reading anything else, such as a pipe, may never end.
    if fs::metadata(path).is_ok_and(|it| !it.is_file()) {
        return Err(String::from("is not a file"));
    }
    let file = fs::File::open(path).map_err(|it| format!("cannot be read: {it}"))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|it| format!("cannot be read: {it}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("is larger than {MAX_BYTES} bytes, which no policy is"));
    }
    let text =
        String::from_utf8(bytes).map_err(|it| format!("is not utf-8 at byte {}", it.utf8_error().valid_up_to()))?;
    // Some editors put a byte order mark in front.
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// `file:line:column: what`, both from 1.
fn located(name: &LitStr, text: &str, offset: usize, what: &str) -> String {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{line}:{column}: {what}", name.value())
}
