use crate::lint::context::{Context, Statement};
use crate::lint::cover::covered_resources;
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "covered_resource",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a resource that another one of the same list covers",
    docs: include_str!("covered_resource.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = &statement.resources else { return };
    let texts: Vec<&str> = list.items.iter().map(|it| it.text).collect();
    for (at, by) in covered_resources(context, &texts) {
        let (Some(item), Some(by)) = (list.items.get(at), list.items.get(by)) else { continue };
        out.add(item.span, format!("`{}` is covered by `{}`", item.text, by.text)).fix_with(fix::remove(
            context,
            item.span,
            "leave it out",
        ));
    }
}
