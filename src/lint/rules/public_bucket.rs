use crate::lint::bucket::{changes, everybody, is_public};
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "public_bucket",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a bucket that anyone can read",
    docs: include_str!("public_bucket.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(principals) = statement.principals.as_ref().filter(|_| statement.is_allow()) else { return };
    let writes = statement.named().iter().any(|it| changes(it.text));
    if writes || statement.named().is_empty() || !is_public(context, statement) {
        return;
    }
    let help = "name accounts or users, or add a condition on `SourceIp`";
    if principals.negated {
        if everybody(principals).next().is_none() {
            out.add(principals.member.name_span, "anyone on the internet but these can read what it allows")
                .help_with(help);
        }
        return;
    }
    for it in everybody(principals) {
        out.add(it.span, "anyone on the internet can read what it allows").help_with(help);
    }
}
