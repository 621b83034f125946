use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::allows_everywhere;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "privilege_escalation",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` with which one can give oneself more",
    docs: include_str!("privilege_escalation.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for item in allows_everywhere(context, statement, &GIVE) {
        out.add(item.span, format!("with `{}` one can give oneself further permissions", item.text))
            .help_with("name the resources, or add a condition");
    }
}

/// Actions of the catalogue that give permissions to users, groups and agencies, or change what permissions say.
const GIVE: [&str; 13] = [
    "iam:credentials:createCredential",
    "iam:permissions:addUserToGroup",
    "iam:permissions:grantRoleToAgency",
    "iam:permissions:grantRoleToAgencyOnDomain",
    "iam:permissions:grantRoleToAgencyOnProject",
    "iam:permissions:grantRoleToGroup",
    "iam:permissions:grantRoleToGroupOnDomain",
    "iam:permissions:grantRoleToGroupOnEnterpriseProject",
    "iam:permissions:grantRoleToGroupOnProject",
    "iam:permissions:grantRoleToUserOnEnterpriseProject",
    "iam:roles:updateRole",
    "iam:users:resetUserPassword",
    "iam:users:updateUserPassword",
];
