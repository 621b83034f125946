use crate::lint::bucket::{all, operations};
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::suggest;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_action",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an action in a bucket policy that is not one of its operations",
    docs: include_str!("bucket_action.md"),
    check: Check::Bucket(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(actions) = &statement.actions else { return };
    for it in &actions.items {
        let bare = it.text.rsplit(':').next().unwrap_or_default();
        if it.text.contains(':') {
            let found =
                out.add(it.span, format!("`{}` has a prefix, which actions of a bucket policy do not have", it.text));
            found.help_with(format!("write `{bare}`"));
        } else if OF_ALL_BUCKETS.iter().any(|name| it.text.eq_ignore_ascii_case(name)) {
            out.add(it.span, format!("`{}` is not an operation on this bucket", it.text))
                .help_with("an identity policy can allow it");
        } else if !it.text.is_empty() && operations(it.text).is_empty() {
            let near = suggest::nearest(it.text, all().map(|it| it.0));
            let found = out.add(it.span, format!("no page that was read lists the operation `{}`", it.text));
            if let Some(near) = near {
                found.help_with(suggest::did_you_mean(near));
            }
        }
    }
}

const OF_ALL_BUCKETS: [&str; 2] = ["CreateBucket", "ListAllMyBuckets"];
