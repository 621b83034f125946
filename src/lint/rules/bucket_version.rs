use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_version",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a bucket policy with a version",
    docs: include_str!("bucket_version.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if statement.place > 0 {
        return;
    }
    if let Some(version) = context.written_version().filter(|it| it.text != "2008-10-17") {
        out.add(version.span, format!("a bucket policy has no version `{}`", version.text)).help_with("leave it out");
    }
}
