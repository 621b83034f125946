use crate::PolicyKind;
use crate::lint::context::{Context, Statement, is_everything};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "middle_wildcard",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a wildcard in a service control policy that is not at the end",
    docs: include_str!("middle_wildcard.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Scp {
        return;
    }
    let items = statement.actions.as_ref().map_or(&[][..], |it| &it.items);
    for item in items.iter().filter(|it| !is_everything(it.text)) {
        let stem = item.text.trim_end_matches(['*', '?', ':']);
        if stem.contains(['*', '?']) {
            out.add(item.span, format!("`{}` has a wildcard that is not at the end", item.text))
                .help_with("the documentation of 2024 forbids it there, that of 2025 no longer does");
        }
    }
}
