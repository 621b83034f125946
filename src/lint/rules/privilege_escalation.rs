use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::allows_everywhere;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::shared::words::Risk;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "privilege_escalation",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` that permits privilege escalation",
    docs: include_str!("privilege_escalation.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for (item, row) in allows_everywhere(context, statement, Risk::Escalation) {
        let what =
            if item.text == row.action { format!("it {}", row.why) } else { format!("`{}` {}", row.action, row.why) };
        out.add(item.span, format!("`{}` permits privilege escalation: {what}", item.text))
            .help_with("name the resources, or add a condition");
    }
}
