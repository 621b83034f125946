use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::string::String;

pub(super) static RULE: Rule = Rule {
    name: "redundant_wildcard",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a `*` beside another one",
    docs: include_str!("redundant_wildcard.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let actions = statement.actions.iter().flat_map(|it| &it.items).map(|it| (it.text, it.span));
    let resources = statement.resources.iter().flat_map(|it| &it.items).map(|it| (it.text, it.span));
    for (text, span) in actions.chain(resources).filter(|it| it.0.contains("**")) {
        let short = single(text);
        out.add(span, format!("`{text}` has two `*` where one does the same")).fix_with(fix::string(
            context,
            span,
            text,
            &short,
            &format!("write `{short}`"),
        ));
    }
}

fn single(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        if it != '*' || !out.ends_with('*') {
            out.push(it);
        }
    }
    out
}
