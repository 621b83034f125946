use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::range::Range;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "private_source_address",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a private address as the source of requests from the public network",
    docs: include_str!("private_source_address.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.conditions.iter().filter(|it| it.is_key("g:SourceIp")).flat_map(|it| &it.values) {
        if Range::read(it.text).is_some_and(|it| it.is_private()) {
            out.add(it.span, format!("no request from the public network comes from `{}`", it.text)).help_with(
                "`g:SourceIp` is for requests from the public network only; `g:SourceVpce` names a VPC endpoint",
            );
        }
    }
}
