use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{pattern, urn};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "partial_account",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a wildcard inside an account id",
    docs: include_str!("partial_account.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let Some([_, _, account, ..]) = urn::split(it.text) else { continue };
        if account != "*" && pattern::is_pattern(account) && !account.contains("${") {
            out.add(it.span, format!("`{account}` matches every account with such an id"))
                .help_with("write the whole id, or `*` if all accounts are meant");
        }
    }
}
