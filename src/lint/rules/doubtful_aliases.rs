use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "doubtful_aliases",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "an action whose aliases look wrong on its page",
    docs: include_str!("doubtful_aliases.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for item in statement.named() {
        if let Some(action) = item.action().filter(|it| it.has_doubtful_aliases()) {
            out.add(item.span, format!("the aliases of `{action}` look wrong on its page"))
                .help_with("do not trust a migration from or to the role/policy model for it");
        }
    }
}
