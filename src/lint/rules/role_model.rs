use crate::Cloud;
use crate::Model;
use crate::lint::context::{Context, get, object};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "role_model",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a policy of the older authorization model",
    docs: include_str!("role_model.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(version) = context.version.filter(|it| it.model() == Model::RolePolicy) else { return };
    if context.options.profile.cloud() != Cloud::HuaweiCloud {
        return;
    }
    let members = context.document.root().and_then(object).unwrap_or_default();
    if let Some(member) = get(members, "Version") {
        out.add(member.value.span, format!("version `{version}` is of the role/policy model"))
            .help_with("Huawei Cloud recommends identity policies, version `5.0`");
    }
}
