use crate::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Edit, Fix};
use crate::lint::{Level, Rule, Severity};
use alloc::vec;

pub(super) static RULE: Rule = Rule {
    name: "byte_order_mark",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a byte order mark in front of the policy",
    docs: include_str!("byte_order_mark.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    if context.document.text().starts_with('\u{feff}') {
        let span = Span { start: 0, end: 3 };
        let fix = Fix { title: "remove it".into(), edits: vec![Edit { span, text: "".into() }] };
        out.add(span, "the text begins with a byte order mark").fix_with(Some(fix));
    }
}
