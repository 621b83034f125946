use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::variable::{Part, parts};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unfinished_variable",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a text that looks like a variable but is not one",
    docs: include_str!("unfinished_variable.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let resources = statement.resources.iter().flat_map(|it| &it.items);
    for it in resources.chain(statement.conditions.iter().flat_map(|it| &it.values)) {
        for part in parts(it.text) {
            let Part::Text(text) = part else { continue };
            if let Some(start) = ["$g:", "{g:", "$(g:", "%{g:"].into_iter().find(|start| text.contains(start)) {
                out.add(it.span, format!("`{start}` does not begin a policy variable"))
                    .help_with("a variable is `${key}` or `${key, 'default'}`");
            }
        }
    }
}
