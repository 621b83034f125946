use crate::lint::context::{Context, Statement, get, object, one_or_all, text};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unsupported_uri",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a `uri` that is not an agency, or with an action other than the assumption",
    docs: include_str!("unsupported_uri.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(uri) = statement.resources.as_ref().and_then(|it| get(object(&it.member.value)?, "uri")) else { return };
    for it in one_or_all(&uri.value).iter().filter_map(text) {
        if !it.text.starts_with("/iam/agencies/") {
            out.add(it.span, format!("`{}` is not an agency", it.text)).help_with("write `/iam/agencies/` and its id");
        }
    }
    for item in statement.named().iter().filter(|it| !it.text.eq_ignore_ascii_case("iam:agencies:assume")) {
        out.add(item.span, format!("`{}` takes no `uri`", item.text))
            .help_with("`Resource` is an object for `iam:agencies:assume` only");
    }
}
