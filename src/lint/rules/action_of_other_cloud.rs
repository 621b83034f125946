use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Cloud, Model, Service};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "action_of_other_cloud",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an action that only the other cloud has",
    docs: include_str!("action_of_other_cloud.md"),
    check: Check::Statement(check),
};

/// Whether what this cloud's pages lack it does not have: they list all actions, and are not older than those of the other.
fn lists_all(service: Service, cloud: Cloud) -> bool {
    let own = service.known(Model::RolePolicy, cloud);
    let others = Cloud::ALL.iter().filter(|it| **it != cloud).map(|it| service.known(Model::RolePolicy, *it));
    own.is_complete() && others.filter_map(|it| it.date()).all(|it| Some(it) <= own.date())
}

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let cloud = context.options.profile.cloud();
    for item in statement.named() {
        // Which actions of identity policies a cloud has is a question of the model there: see `unsupported_model`.
        let Some(Named::Role(action)) = item.one() else { continue };
        let clouds = action.clouds();
        let is_of_other = !clouds.contains(cloud) && clouds.iter().next().is_some();
        if is_of_other && lists_all(action.service(), cloud) {
            out.add(item.span, format!("the pages of {} do not list `{action}`", cloud.title()));
        }
    }
}
