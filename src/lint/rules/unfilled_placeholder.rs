use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unfilled_placeholder",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a placeholder of the documentation in a resource",
    docs: include_str!("unfilled_placeholder.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let placeholder = it.text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        if let Some((name, _)) = placeholder {
            out.add(it.span, format!("`<{name}>` is a placeholder that was not filled in"))
                .help_with("write what is meant, or `*`");
        }
    }
}
