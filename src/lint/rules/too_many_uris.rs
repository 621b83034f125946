use crate::lint::context::{Context, Statement, get, object, one_or_all};
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "too_many_uris",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a `uri` with none or more agencies than it may have",
    docs: include_str!("too_many_uris.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "URIs of a resource object") else { return };
    let Some(uri) = statement.resources.as_ref().and_then(|it| get(object(&it.member.value)?, "uri")) else { return };
    let count = one_or_all(&uri.value).len();
    if limits::is_over(limit, count) {
        out.add(uri.value.span, limits::message(limit, "`uri`", count));
    }
}
