use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::trust::assumptions;
use crate::lint::{Level, Rule, Severity};
use crate::{Model, PolicyKind};

pub(super) static RULE: Rule = Rule {
    name: "trust_without_assumption",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a trust policy that lets no one assume the agency",
    docs: include_str!("trust_without_assumption.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let allows = |it: &Statement<'_>| {
        let is_whole = it.actions.as_ref().is_some_and(|it| it.is_whole && !it.negated);
        !is_whole
            || it
                .named()
                .iter()
                .any(|it| it.is_all() || assumptions().any(|name| it.is_for(name, Model::IdentityPolicy)))
    };
    let mut all = context.statements.iter().filter(|it| it.is_allow()).peekable();
    let first = all.peek().map(|it| it.span);
    let is_judged = context.kind() == PolicyKind::Trust && context.is_whole;
    if let Some(span) = first.filter(|_| is_judged && !all.any(allows)) {
        out.add(span, "no statement allows `sts:agencies:assume`").help_with("without it no one can assume the agency");
    }
}
