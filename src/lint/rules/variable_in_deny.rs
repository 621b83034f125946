use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::variable::{Part, parts};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "variable_in_deny",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a variable without a default that can disarm a `Deny`",
    docs: include_str!("variable_in_deny.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_deny() {
        return;
    }
    let resources = statement.resources.iter().filter(|it| !it.negated).flat_map(|it| &it.items);
    let positive = statement.conditions.iter().filter(|it| !it.is_negated());
    for it in resources.chain(positive.flat_map(|it| &it.values)) {
        for part in parts(it.text) {
            if let Part::Variable { key, default: None } = part {
                if !key.eq_ignore_ascii_case("g:CurrentTime") {
                    out.add(it.span, format!("the `Deny` does not apply where `{key}` is missing"))
                        .help_with(format!("give it a default, as in `${{{key}, 'text'}}`"));
                }
            }
        }
    }
}
