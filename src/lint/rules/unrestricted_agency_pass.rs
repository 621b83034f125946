use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::allows_everywhere;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::shared::words::Risk;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unrestricted_agency_pass",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "an `Allow` to give any agency to a service",
    docs: include_str!("unrestricted_agency_pass.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for (item, _) in allows_everywhere(context, statement, Risk::Pass) {
        out.add(item.span, format!("`{}` lets every agency be given to services", item.text))
            .help_with("name the agencies, as in `iam::<account-id>:agency:<name>`");
    }
}
