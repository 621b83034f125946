use crate::lint::bucket::bucket_of;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_resource",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a malformed resource in a bucket policy",
    docs: include_str!("bucket_resource.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let all = context.statements.iter().flat_map(|it| it.resources.iter().flat_map(|it| &it.items));
    let first = all.filter(|it| is_resource(it.text)).find_map(|it| bucket_of(it.text));
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        if !is_resource(it.text) {
            let id = it.text.rsplit(':').next().unwrap_or_default();
            let found = out.add(it.span, format!("`{}` is not a resource of a bucket policy", it.text));
            found.help_with(match bucket_of(id) {
                Some(_) => format!("write `{id}`"),
                None => "write `bucket` for the bucket, and `bucket/*` for its objects".into(),
            });
        } else if let (Some(first), Some(bucket)) = (first, bucket_of(it.text).filter(|it| first != Some(it))) {
            out.add(it.span, format!("`{bucket}` is another bucket than `{first}`, and a policy is for one"));
        }
    }
}

/// Whether the part before the first `/` can be the name of a bucket.
fn is_resource(text: &str) -> bool {
    let name = text.split('/').next().unwrap_or_default();
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_' | '*' | '?');
    text.contains(['<', '{']) || !name.is_empty() && name.chars().all(is_part)
}
