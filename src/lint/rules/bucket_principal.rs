use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_principal",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a malformed principal in a bucket policy",
    docs: include_str!("bucket_principal.md"),
    check: Check::Bucket(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(principals) = &statement.principals else { return };
    for (kind, it) in principals.items.iter().filter(|it| !matches!(it.0, "Service")) {
        if !is_principal(kind, it.text) {
            out.add(it.span, format!("`{}` is not a principal of a bucket policy", it.text))
                .help_with("write `domain/<account-id>:user/<user-id>`, or `domain/<account-id>:user/*` for all users");
        }
    }
}

fn is_principal(kind: &str, text: &str) -> bool {
    if text == "*" || text.contains("${") {
        return true;
    }
    let Some(rest) = text.trim().strip_prefix("domain/") else { return false };
    let (account, who) = rest.split_once(':').map_or((rest, None), |(account, who)| (account, Some(who)));
    let is_account = !account.is_empty() && !account.contains('/');
    let forms: &[&str] =
        if kind == "Federated" { &["identity-provider/", "group/"] } else { &["user/", "agency/", "group/"] };
    let is_form = |who: &str| who == "root" || forms.iter().any(|it| who.len() > it.len() && who.starts_with(it));
    is_account && who.is_none_or(is_form)
}
