use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::string::String;

pub(super) static RULE: Rule = Rule {
    name: "key_case",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a condition key whose case differs from the documentation",
    docs: include_str!("key_case.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in &statement.conditions {
        let Some(key) = it.key else { continue };
        let right = match it.name().split_once('/') {
            Some((_, part)) if key.template().is_some() => format!("{}/{part}", key.stem()),
            _ => String::from(key.name()),
        };
        if right != it.name() {
            let fix = fix::string(context, it.span(), it.name(), &right, "write it as the documentation does");
            out.add(it.span(), format!("the condition key is written `{right}`")).fix_with(fix);
        }
    }
}
