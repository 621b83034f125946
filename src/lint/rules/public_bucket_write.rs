use crate::lint::bucket::{changes, everybody, is_public};
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "public_bucket_write",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "a bucket that anyone can change",
    docs: include_str!("public_bucket_write.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(principals) = statement.principals.as_ref().filter(|_| statement.is_allow()) else { return };
    let writes = statement.actions.as_ref().is_some_and(|it| it.negated || it.items.iter().any(|it| changes(it.text)));
    if !writes || !is_public(context, statement) {
        return;
    }
    let help = "name accounts or users, or add a condition on `SourceIp`";
    if principals.negated {
        out.add(principals.member.name_span, "anyone on the internet but these can change what it allows")
            .help_with(help);
        return;
    }
    for it in everybody(principals) {
        out.add(it.span, "anyone on the internet can change what it allows").help_with(help);
    }
}
