//! The programs of `tests/ui/fail` whose mistakes are ours, expanded in process: the messages and places that `rustc` prints of them stand
//! beside each. Some of them are given to the compiler itself, too; see `tests/ui.rs`.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};
use quote::quote;

use crate::shared::words::PolicyKind;

#[test]
fn messages_and_places_are_those_that_the_compiler_prints() {
    let (mut count, mut wrong) = (0, Vec::new());
    for program in programs() {
        let expected = printed(&fs::read_to_string(program.with_extension("stderr")).unwrap());
        let source = fs::read_to_string(&program).unwrap();
        let mut found = BTreeSet::new();
        calls(source.parse().unwrap(), &mut |expansion| errors(expansion, &mut found));
        if found != expected {
            wrong.push(format!("{}: {:?}", program.display(), found.symmetric_difference(&expected)));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 150, "only {count} programs were expanded");
}

/// A policy that takes too long to look up says so, and is not taken for one without mistakes.
#[test]
fn a_policy_over_the_budget_says_that_it_is_unexamined() {
    let patterns: Vec<String> = (0..15_000).map(|at| format!("\"*:*:a{at}b*\"")).collect();
    let statement = format!(r#"{{"Effect": "Allow", "Action": [{}]}}"#, patterns.join(","));
    let program = format!(r#"const IT: Policy = policy!({{"Version": "5.0", "Statement": [{statement}]}});"#);
    let mut expanded = String::new();
    calls(program.parse().unwrap(), &mut |it| expanded += &it.to_string());
    assert!(expanded.contains("take more than 20000000 comparisons"), "{}", expanded.get(..500).unwrap_or(&expanded));
}

/// What is wrong, where it begins and, on one line, how many characters it has.
type Found = (String, usize, usize, Option<usize>);

/// The programs of which the compiler prints nothing but our messages. What reads files needs a package, and how the text becomes tokens
/// is the compiler's own.
fn programs() -> impl Iterator<Item = PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    files.filter(|it| it.extension().is_some_and(|it| it == "stderr")).map(|it| it.with_extension("rs")).filter(|it| {
        let printed = fs::read_to_string(it.with_extension("stderr")).unwrap();
        let is_other =
            |line: &str| line.starts_with("error[") || line.starts_with("warning") || line.contains("deprecated");
        let is_syntax = it.file_stem().is_some_and(|it| it.to_string_lossy().starts_with("syntax_"));
        !is_syntax && !printed.lines().any(is_other) && !fs::read_to_string(it).unwrap().contains("policy_file!")
    })
}

/// The messages of a `.stderr` file.
fn printed(text: &str) -> BTreeSet<Found> {
    let mut all = BTreeSet::new();
    let mut message = String::new();
    let mut place = None;
    for line in text.lines() {
        if let Some(what) = line.strip_prefix("error: ") {
            message = what.to_owned();
        } else if let Some(at) = line.trim_start().strip_prefix("--> ") {
            let mut parts = at.rsplit(':').map(|it| it.parse::<usize>().unwrap_or_default());
            let (column, row) = (parts.next().unwrap(), parts.next().unwrap());
            place = Some((row, column));
        } else if let Some((row, column)) = place {
            let marks = line.trim_start().strip_prefix('|').map(str::trim);
            if let Some(marks) = marks.filter(|it| it.contains('^')) {
                let length = marks.chars().all(|it| it == '^').then(|| marks.chars().count());
                all.insert((std::mem::take(&mut message), row, column, length));
                place = None;
            }
        } else if !line.trim().is_empty() {
            message.push('\n');
            message.push_str(line.trim());
        }
    }
    all
}

/// Expands each macro of ours in `tokens`.
fn calls(tokens: TokenStream, with: &mut impl FnMut(TokenStream)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for window in tokens.windows(3) {
        let [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(content)] = window else { continue };
        if mark.as_char() == '!' {
            let content = content.stream();
            let input = quote!([::hwc_iam] #content);
            match name.to_string().as_str() {
                "policy" => with(crate::policy::expand(input, PolicyKind::Identity)),
                "scp" => with(crate::policy::expand(input, PolicyKind::Scp)),
                "trust_policy" => with(crate::policy::expand(input, PolicyKind::Trust)),
                "action" => with(crate::single::action(input)),
                "urn" => with(crate::single::urn(input)),
                _ => {}
            }
        }
    }
    for token in tokens {
        if let TokenTree::Group(group) = token {
            calls(group.stream(), with);
        }
    }
}

/// The `compile_error!`s of an expansion.
fn errors(expansion: TokenStream, found: &mut BTreeSet<Found>) {
    let tokens: Vec<TokenTree> = expansion.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_error = tokens.get(at.wrapping_sub(2)).is_some_and(|it| it.to_string() == "compile_error");
        if !is_error || group.delimiter() == Delimiter::None {
            errors(group.stream(), found);
            continue;
        }
        let text: syn::LitStr = syn::parse2(group.stream()).unwrap();
        // `::core::compile_error!`, whose first token has the span's beginning.
        let start = tokens.get(at.wrapping_sub(7)).unwrap_or_else(|| panic!("no path before the error")).span().start();
        found.insert(place(text.value(), start, group.span().end()));
    }
}

fn place(message: String, start: LineColumn, end: LineColumn) -> Found {
    let length = (start.line == end.line).then(|| end.column.saturating_sub(start.column));
    (message, start.line, start.column + 1, length)
}
