use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_not_principal",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a `Deny` for all but a user that does not except the account of the user",
    docs: include_str!("bucket_not_principal.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(all) = statement.principals.as_ref().filter(|it| it.negated && it.is_whole && statement.is_deny()) else {
        return;
    };
    let accounts: BTreeSet<&str> = all.items.iter().filter_map(|(_, it)| account(it.text)).collect();
    for (_, it) in all.items.iter().filter(|_| context.steps.spend(1)) {
        let Some((of, who)) = it.text.split_once(':') else { continue };
        if who.starts_with("user/") && !accounts.contains(of) {
            out.add(it.span, format!("`{}` is denied as part of its account, which is not excepted", it.text))
                .help_with(format!("add `{of}`"));
        }
    }
}

/// What an entry for a whole account is for.
fn account(text: &str) -> Option<&str> {
    let account = text.strip_suffix(":root").unwrap_or(text);
    (account.starts_with("domain/") && !account.contains(':')).then_some(account)
}
