use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{urn, variable};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "malformed_account",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an account in a resource that is not an id",
    docs: include_str!("malformed_account.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let Some([_, _, account, ..]) = urn::split(it.text) else { continue };
        let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '*' | '?');
        let is_judged = !account.contains('<') && !variable::has_variable(account);
        if is_judged && !account.chars().all(is_part) {
            out.add(it.span, format!("`{account}` is not an account id"))
                .help_with("the third part of a urn is the id of an account, or `*`");
        }
    }
}
