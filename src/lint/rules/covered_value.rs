use crate::lint::context::{Context, Statement};
use crate::lint::cover::covered;
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::range::Range;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Operator, ValueType};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "covered_value",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a condition value that another one covers",
    docs: include_str!("covered_value.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for condition in statement.conditions.iter().filter(|it| it.values.len() > 1) {
        let texts: Vec<&str> = condition.values.iter().map(|it| it.text).collect();
        let pairs = if condition.is(Operator::StringMatch) || condition.is(Operator::StringNotMatch) {
            covered(context, &texts, false)
        } else if condition.value_type() == Some(ValueType::Ip) {
            ranges(context, &texts)
        } else {
            continue;
        };
        for (at, by) in pairs {
            let (Some(item), Some(by)) = (condition.values.get(at), condition.values.get(by)) else { continue };
            out.add(item.span, format!("`{}` is covered by `{}`", item.text, by.text)).fix_with(fix::remove(
                context,
                item.span,
                "leave it out",
            ));
        }
    }
}

fn ranges(context: &Context<'_>, texts: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if !context.spend(texts.len().saturating_mul(texts.len())) {
        return found;
    }
    let ranges: Vec<Option<Range>> = texts.iter().map(|it| Range::read(it)).collect();
    for (at, inner) in ranges.iter().enumerate() {
        let holds = |(by, outer): (usize, &Option<Range>)| {
            let both = inner.zip(*outer).filter(|_| by != at && texts.get(by) != texts.get(at));
            both.is_some_and(|(inner, outer)| outer.contains(inner) && (by < at || !inner.contains(outer)))
                .then_some(by)
        };
        found.extend(ranges.iter().enumerate().find_map(holds).map(|by| (at, by)));
    }
    found
}
