use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "mfa_age_alone",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "`g:MFAAge` without `g:MFAPresent`",
    docs: include_str!("mfa_age_alone.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let of = |name: &'static str| statement.conditions.iter().filter(move |it: &&Condition<'_>| it.is_key(name));
    if statement.knows_conditions() && of("g:MFAPresent").next().is_none() {
        for it in of("g:MFAAge") {
            out.add(it.span(), "`g:MFAAge` is used without `g:MFAPresent`")
                .help_with("the documentation requires both in one statement");
        }
    }
}
