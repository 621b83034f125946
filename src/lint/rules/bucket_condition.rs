use crate::lint::bucket::keys;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::shared::obs;
use crate::suggest;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "bucket_condition",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a condition of a bucket policy that is not of its language",
    docs: include_str!("bucket_condition.md"),
    check: Check::Bucket(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for (operator, key) in keys(statement) {
        let compares = obs::operator(operator.text).map(|it| it.compares);
        let has = obs::KEYS.iter().find(|it| it.0.eq_ignore_ascii_case(obs::without_header(key.text)));
        if compares.is_none() {
            let near = suggest::nearest(operator.text, obs::OPERATORS.iter().map(|it| it.name));
            let found = out.add(operator.span, format!("no page that was read lists the operator `{}`", operator.text));
            if let Some(near) = near {
                found.help_with(suggest::did_you_mean(near));
            }
        }
        if has.is_none() {
            let bare = key.text.rsplit(':').next().unwrap_or_default();
            let near = suggest::nearest(bare, obs::KEYS.iter().map(|it| it.0));
            let found = out.add(key.span, format!("no page that was read lists the condition key `{}`", key.text));
            if let Some(near) = near {
                found.help_with(suggest::did_you_mean(near));
            }
        }
        if let (Some(compares), Some((_, has))) = (compares, has) {
            if compares != *has {
                let (compares, has) = (compares.name(), has.name());
                out.add(
                    key.span,
                    format!("`{}` compares {compares} values, but `{}` has {has} values", operator.text, key.text),
                );
            }
        }
    }
}
