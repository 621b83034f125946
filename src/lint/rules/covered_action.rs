use crate::Model;
use crate::lint::context::{Context, Statement};
use crate::lint::cover::covered;
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "covered_action",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an action that a pattern of the same list covers",
    docs: include_str!("covered_action.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let items = statement.actions.as_ref().map_or(&[][..], |it| &it.items);
    let ignore_case = context.model() == Some(Model::RolePolicy);
    let texts: Vec<&str> = items.iter().map(|it| it.text).collect();
    for (at, by) in covered(context, &texts, ignore_case) {
        let (Some(item), Some(by)) = (items.get(at), items.get(by)) else { continue };
        out.add(item.span, format!("`{}` is covered by `{}`", item.text, by.text)).fix_with(fix::remove(
            context,
            item.span,
            "leave it out",
        ));
    }
}
