use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "confused_deputy",
    severity: Severity::SecurityWarning,
    level: Level::Allow,
    issue_code: None,
    summary: "a trusted service that any account can use",
    docs: include_str!("confused_deputy.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() || !statement.knows_conditions() {
        return;
    }
    let keys = ["g:SourceAccount", "g:SourceUrn"];
    if statement.conditions.iter().any(|it| keys.iter().any(|key| it.is_key(key))) {
        return;
    }
    let Some(principals) = statement.principals.as_ref().filter(|it| !it.negated) else { return };
    for (_, it) in principals.items.iter().filter(|(kind, _)| *kind == "Service") {
        out.add(it.span, format!("`{}` is trusted on behalf of any account", it.text))
            .help_with("restrict it by a condition on `g:SourceAccount` or `g:SourceUrn`");
    }
}
