use crate::lint::bucket::{self, bucket_of, levels, operations};
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "bucket_level",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an action of a bucket policy that applies to no resource of its statement",
    docs: include_str!("bucket_level.md"),
    check: Check::Bucket(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = statement.resources.as_ref().filter(|it| it.is_whole && !it.negated) else { return };
    let levels: Vec<(bool, bool)> = list.items.iter().map(|it| levels(it.text)).collect();
    let (has_bucket, has_object) = (levels.iter().any(|it| it.0), levels.iter().any(|it| it.1));
    if list.items.is_empty() || has_bucket && has_object {
        return;
    }
    for it in statement.named().iter().filter(|_| context.steps.spend(100)) {
        let found = operations(it.text);
        let is_all = |level: bucket::Level| !found.is_empty() && found.iter().all(|it| it.1 == level);
        let bucket = list.items.iter().find_map(|it| bucket_of(it.text)).unwrap_or("bucket");
        if is_all(bucket::Level::Object) && !has_object {
            out.add(it.span, format!("`{}` is an operation on objects, but the statement names none", it.text))
                .help_with(format!("the objects are `{bucket}/*`"));
        } else if is_all(bucket::Level::Bucket) && !has_bucket {
            out.add(
                it.span,
                format!("`{}` is an operation on the bucket, but the statement names objects only", it.text),
            )
            .help_with(format!("the bucket is `{bucket}`"));
        }
    }
}
