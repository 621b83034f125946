use crate::PolicyKind;
use crate::Span;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "large_bucket_policy",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "a bucket policy of more than 20 KB",
    docs: include_str!("large_bucket_policy.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(root) = context.document.root().filter(|_| context.kind() == PolicyKind::Bucket) else { return };
    let text = context.document.text().get(root.span.start as usize..root.span.end as usize).unwrap_or_default();
    // No page says whether white space counts; without it there is no doubt.
    let count: usize = text.chars().filter(|it| !it.is_whitespace()).map(char::len_utf8).sum();
    if count > MOST {
        let span = Span { start: root.span.start, end: root.span.start + 1 };
        out.add(span, format!("the policy has {count} bytes, but at most {MOST} are allowed"))
            .help_with("all statements of a bucket together have 20 KB; white space is not counted here");
    }
}

/// "All bucket policies of a bucket": 20 KB, as OBS's page on the parameters of bucket policies says.
const MOST: usize = 20 * 1024;
