use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{Target, is_exposed};
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "service_full_access",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` of all actions of a service on all resources",
    docs: include_str!("service_full_access.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let of_service = statement.named().iter().filter(|it| !it.is_all() && it.is_whole_service());
    for item in of_service.filter(|it| is_exposed(context, statement, &Target::of_item(it))) {
        let code = item.text.split(':').next().unwrap_or_default();
        out.add(item.span, format!("it allows every action of `{code}` on every resource"))
            .help_with("name the actions that are needed, or give the statement resources or a condition");
    }
}
