use crate::Operator;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::is_denied_without;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "optional_mfa",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` that requires MFA only if the request mentions it",
    docs: include_str!("optional_mfa.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    for it in statement.conditions.iter().filter(|it| it.is(Operator::Bool) && it.operator.if_exists()) {
        let is_optional = it.is_key("g:MFAPresent") && it.values.iter().any(|it| it.text.eq_ignore_ascii_case("true"));
        if is_optional && !is_denied_without(context, statement, it) {
            out.add(it.span(), "a request that does not say whether MFA was used is also allowed")
                .help_with("write `Bool`");
        }
    }
}
