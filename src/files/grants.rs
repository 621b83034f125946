//! What the resources of a module grant to one principal: memberships of groups, attachments of policies, assignments of roles.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::terraform::{Argument, Made, Said, made};
use super::{ModuleOptions, Tree};
use crate::eval::GrantScope;

/// What a module grants to a principal.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Grants {
    /// The policies by their addresses; those of the role model are granted somewhere.
    pub policies: Vec<(String, Option<GrantScope>)>,
    /// The system-defined roles by their names or codes.
    pub roles: Vec<(String, GrantScope)>,
    /// What may grant or deny more, and why that is unknown.
    pub unknown: Vec<String>,
}

impl Grants {
    /// What the module in a folder, and those that it calls, grant to a user, an agency or a group, by its address. Nothing if there is
    /// no such resource.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use hwc_iam::files::{Grants, ModuleOptions};
    ///
    /// let main = r#"
    /// resource "huaweicloud_identityv5_user" "all" { for_each = toset(["anna", "ben"]) }
    /// resource "huaweicloud_identityv5_policy_user_attach" "a" {
    ///   policy_id = huaweicloud_identityv5_policy.p.id
    ///   user_id   = huaweicloud_identityv5_user.all["anna"].id
    /// }
    /// resource "huaweicloud_identityv5_policy" "p" {}"#;
    /// let files = BTreeMap::from([("main.tf".to_owned(), main.to_owned())]);
    /// let options = ModuleOptions::default();
    /// let grants = Grants::read(&files, "", r#"huaweicloud_identityv5_user.all["anna"]"#, &options).unwrap();
    /// assert_eq!(grants.policies, [("huaweicloud_identityv5_policy.p".to_owned(), None)]);
    /// let grants = Grants::read(&files, "", r#"huaweicloud_identityv5_user.all["ben"]"#, &options).unwrap();
    /// assert!(grants.policies.is_empty() && grants.unknown.is_empty());
    /// ```
    #[must_use]
    pub fn read(tree: &dyn Tree, folder: &str, principal: &str, options: &ModuleOptions) -> Option<Self> {
        let wanted = |kind: &str| kind.contains("_identity") || kind.contains("_iam_") || is_of_organization(kind);
        let (all, unread) = made(tree, folder, options, &wanted);
        let mut links = Links { principal, grants: Self { unknown: unread, ..Self::default() } };
        let principal = all.iter().find(|it| it.address == principal && is_principal(&it.kind))?;
        links.find(principal, &all);
        Some(links.grants)
    }
}

/// Whether a type of resource is of those to whom is granted.
fn is_principal(kind: &str) -> bool {
    let name = kind.strip_suffix("_v3").unwrap_or(kind);
    ["_user", "_group", "_agency"].iter().any(|it| name.ends_with(it))
}

fn is_of_organization(kind: &str) -> bool {
    kind.ends_with("_organizations_policy_attach")
}

struct Links<'a> {
    principal: &'a str,
    grants: Grants,
}

impl Links<'_> {
    fn find(&mut self, principal: &Made, all: &[Made]) {
        if !principal.is_certain {
            self.doubt(principal, "there may be several of it, or none");
        }
        let mut holders = alloc::vec![self.principal.to_string()];
        for it in all {
            holders.extend(self.groups_of(it));
        }
        for it in all {
            self.link(it, &holders, all);
        }
        self.agency(principal, all);
        self.grants.unknown.sort();
        self.grants.unknown.dedup();
    }

    fn doubt(&mut self, of: &Made, why: &str) {
        self.grants.unknown.push(format!("{}: {why}", of.address));
    }

    /// The groups that a membership puts the principal into.
    fn groups_of(&mut self, of: &Made) -> Vec<String> {
        if !of.kind.contains("group_membership") || of.kind.contains("identitycenter") {
            return Vec::new();
        }
        let users = several(first(&of.body, &["users", "user_id_list", "user", "user_id"]));
        let groups = several(first(&of.body, &["group", "group_id", "groups"]));
        let is_in = users.iter().any(|it| **it == Argument::Id(self.principal.into()));
        let may_be_in = users.is_empty() || users.iter().any(|it| !matches!(it, Argument::Id(_)));
        if !is_in && !may_be_in {
            return Vec::new();
        }
        if !is_in || !of.is_certain {
            self.doubt(of, "it may put the principal into a group");
            return Vec::new();
        }
        let known: Vec<String> =
            groups.iter().filter_map(|it| if let Argument::Id(it) = it { Some(it.clone()) } else { None }).collect();
        if groups.is_empty() || known.len() < groups.len() {
            self.doubt(of, "into which group it puts the principal is not known");
        }
        known
    }

    /// An attachment or assignment.
    fn link(&mut self, of: &Made, holders: &[String], all: &[Made]) {
        if is_of_organization(&of.kind) {
            return self.doubt(of, "it may deny in the account of the principal");
        }
        if of.is_data {
            return;
        }
        let is_attachment = of.kind.ends_with("_attach") && of.kind.contains("_policy_");
        if !is_attachment && !of.kind.contains("role_assignment") {
            return self.other(of, holders);
        }
        match first(&of.body, &["user_id", "group_id", "agency_id"]) {
            Some(Argument::Id(it)) if !holders.contains(it) => return,
            Some(Argument::Id(_)) if of.is_certain => {}
            Some(Argument::Id(_)) => return self.doubt(of, "there may be several of it, or none"),
            _ => return self.doubt(of, TO_NOBODY_KNOWN),
        }
        let scope = (!is_attachment).then(|| scope(&of.body, all));
        match (first(&of.body, &["policy_id", "role_id"]), scope) {
            (_, Some(None)) => match of.body.get("project_id") {
                Some(Argument::Text(id)) => {
                    self.doubt(of, &format!("it grants in the project with the id `{id}`, whose name is unknown"));
                }
                _ => self.doubt(of, "where it grants is not known"),
            },
            (Some(Argument::Id(address)), scope) => match all.iter().find(|it| it.address == *address) {
                Some(found) if found.is_data => match (first(&found.body, &["name", "display_name"]), scope) {
                    (Some(Argument::Text(name)), Some(Some(scope))) if found.is_certain => {
                        // A `name` is a code there, and codes are those of one cloud.
                        let is_of_known_cloud = CLOUDS.iter().any(|it| found.kind.starts_with(it));
                        if found.body.get("name").is_some() && !is_of_known_cloud {
                            return self.doubt(of, &format!("no page of its cloud says which role `{name}` is"));
                        }
                        self.grants.roles.push((name.clone(), scope));
                    }
                    _ => self.doubt(of, "what it grants is not known"),
                },
                _ => self.grants.policies.push((address.clone(), scope.flatten())),
            },
            _ => self.doubt(of, "what it grants is not known"),
        }
    }

    /// A resource that may grant or deny in a way that is not known here.
    fn other(&mut self, of: &Made, holders: &[String]) {
        if is_principal(&of.kind)
            || of.kind.contains("group_membership")
            || GRANT_NOTHING.iter().any(|it| of.kind.ends_with(it))
        {
            return;
        }
        if holders.iter().any(|it| of.body.names(it) || of.refers_to(it)) {
            return self.doubt(of, "it refers to the principal, and what it grants is not known");
        }
        let links = ["_associate", "_association", "_attach", "_attachment", "_assignment"];
        let is_link = links.iter().any(|it| of.kind.ends_with(it)) && !of.kind.contains("identitycenter");
        let to_another = matches!(first(&of.body, &["user_id", "group_id", "agency_id"]), Some(Argument::Id(_)));
        if is_link && !to_another && of.body.is_open() {
            self.doubt(of, TO_NOBODY_KNOWN);
        }
    }

    /// What the agency itself says that it may do.
    fn agency(&mut self, of: &Made, all: &[Made]) {
        for (name, scope) in [("domain_roles", GrantScope::Global), ("all_resources_roles", GrantScope::All)] {
            self.roles((of, all), &of.body, name, &Some(scope));
        }
        for (name, inner) in &of.body.blocks {
            match name.as_str() {
                "dynamic" | "enterprise_project_roles" => self.doubt(of, "some of its roles are not known"),
                "project_role" => {
                    let scope = match (inner.get("project"), inner.get("all_projects")) {
                        (Some(Argument::Text(it)), None) => Some(GrantScope::Project(it.clone())),
                        (None, Some(Argument::Text(it))) if it == "true" => Some(GrantScope::AllProjects),
                        _ => None,
                    };
                    self.roles((of, all), inner, "roles", &scope);
                }
                _ => {}
            }
        }
        let is_block = |name: &str| of.body.blocks.iter().any(|it| it.0 == name);
        if ["project_role", "enterprise_project_roles"].iter().any(|it| of.body.get(it).is_some() && !is_block(it)) {
            self.doubt(of, "some of its roles are not known");
        }
        if of.body.get("policy_names").is_some() {
            self.doubt(of, "its `policy_names` name policies of other places");
        }
    }

    fn roles(&mut self, (of, all): (&Made, &[Made]), body: &Said, name: &str, scope: &Option<GrantScope>) {
        for it in several(body.get(name)) {
            match (it, scope) {
                (Argument::Text(name), Some(scope)) if all.iter().any(|it| is_role(it, name)) => {
                    let made = all.iter().filter(|it| is_role(it, name));
                    self.grants.policies.extend(made.map(|it| (it.address.clone(), Some(scope.clone()))));
                }
                (Argument::Text(name), Some(scope)) => self.grants.roles.push((name.clone(), scope.clone())),
                (open @ Argument::Open(_), Some(scope)) => {
                    let mut made = all.iter().filter(|it| is_role_called(it, open));
                    match (made.next(), made.next()) {
                        (Some(it), None) if it.is_certain => {
                            self.grants.policies.push((it.address.clone(), Some(scope.clone())));
                        }
                        _ => self.doubt(of, "a role of it is not known"),
                    }
                }
                _ => self.doubt(of, "a role of it is not known"),
            }
        }
    }
}

/// Whether it is the custom role with this name.
fn is_role(it: &Made, name: &str) -> bool {
    is_role_called(it, &Argument::Text(name.into()))
}

fn is_role_called(it: &Made, name: &Argument) -> bool {
    let is_kind = !it.is_data && it.kind.strip_suffix("_v3").unwrap_or(&it.kind).ends_with("_identity_role");
    is_kind && ["name", "display_name"].into_iter().any(|argument| it.body.get(argument) == Some(name))
}

/// Where an assignment grants; nothing if that is not known.
fn scope(body: &Said, all: &[Made]) -> Option<GrantScope> {
    let all_projects = body.get("all_projects").filter(|it| **it != Argument::Text("false".into()));
    match (body.get("project_id"), body.get("enterprise_project_id"), body.get("domain_id"), all_projects) {
        (None, None, _, Some(Argument::Text(_))) => Some(GrantScope::AllProjects),
        (Some(Argument::Text(it)), None, _, None) if it == "all" => Some(GrantScope::AllProjects),
        // A project has its name from its resource.
        (Some(Argument::Id(address)), None, _, None) => {
            let made = all.iter().find(|it| it.address == *address && is_project(&it.kind))?;
            match made.body.get("name") {
                Some(Argument::Text(name)) => Some(GrantScope::Project(name.clone())),
                _ => None,
            }
        }
        (None, Some(Argument::Text(it)), _, None) => Some(GrantScope::EnterpriseProject(it.clone())),
        (None, None, Some(_), None) => Some(GrantScope::Global),
        _ => None,
    }
}

fn is_project(kind: &str) -> bool {
    kind.strip_suffix("_v3").unwrap_or(kind).ends_with("_identity_project")
}

fn first<'a>(body: &'a Said, names: &[&str]) -> Option<&'a Argument> {
    names.iter().find_map(|it| body.get(it))
}

fn several(value: Option<&Argument>) -> Vec<&Argument> {
    match value {
        None => Vec::new(),
        Some(Argument::Many(all)) => all.iter().collect(),
        Some(one) => alloc::vec![one],
    }
}

/// What types of the clouds that the catalogue has codes of begin with.
const CLOUDS: [&str; 2] = ["huaweicloud_", "opentelekomcloud_"];

const TO_NOBODY_KNOWN: &str = "the principal that it grants to is unknown";

/// What belongs to a user or a group, and gives them no access that they do not have.
const GRANT_NOTHING: [&str; 11] = [
    "_identity_access_key",
    "_identity_policy",
    "_identity_role",
    "_identity_role_v3",
    "_identityv5_access_key",
    "_identityv5_login_profile",
    "_identityv5_policy",
    "_identityv5_virtual_mfa_device",
    "_identity_virtual_mfa_device",
    "_identity_user_token",
    "_identity_acl",
];
