use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::variable::{Part, parts};

pub(super) static RULE: Rule = Rule {
    name: "user_name_variable",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "`${g:UserName}` in an `Allow`, which only IAM users have",
    docs: include_str!("user_name_variable.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    let resources = statement.resources.iter().flat_map(|it| &it.items);
    for it in resources.chain(statement.conditions.iter().flat_map(|it| &it.values)) {
        let is_it = |it| matches!(it, Part::Variable { key, default: None } if key.eq_ignore_ascii_case("g:UserName"));
        if parts(it.text).any(is_it) {
            out.add(it.span, "only users have `g:UserName`")
                .help_with("for agencies and federated users the text matches nothing");
        }
    }
}
