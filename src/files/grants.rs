//! What the resources of a module grant to one principal: memberships of groups, attachments of policies, assignments of roles.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::parser;
use hcl_edit::structure::{Block, BlockLabel};

use super::{Language, Tree};
use crate::eval::GrantScope;

/// What a module grants to a principal.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Grants {
    /// The policies by their addresses; roles are granted somewhere.
    pub policies: Vec<(String, Option<GrantScope>)>,
    /// The system-defined roles by their names.
    pub roles: Vec<(String, GrantScope)>,
    /// What may grant more, and why nobody can say.
    pub unknown: Vec<String>,
}

impl Grants {
    /// What the files of a folder grant to a user, an agency or a group, by its address. Nothing if there is no such resource.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use hwc_iam::files::Grants;
    ///
    /// let main = r#"
    /// resource "huaweicloud_identityv5_user" "anna" {}
    /// resource "huaweicloud_identityv5_policy_user_attach" "a" {
    ///   policy_id = huaweicloud_identityv5_policy.p.id
    ///   user_id   = huaweicloud_identityv5_user.anna.id
    /// }"#;
    /// let files = BTreeMap::from([("main.tf".to_owned(), main.to_owned())]);
    /// let grants = Grants::read(&files, "", "huaweicloud_identityv5_user.anna").unwrap();
    /// assert_eq!(grants.policies, [("huaweicloud_identityv5_policy.p".to_owned(), None)]);
    /// ```
    #[must_use]
    pub fn read(tree: &dyn Tree, folder: &str, principal: &str) -> Option<Self> {
        let mut links = Links { principal, blocks: Vec::new(), grants: Self::default() };
        for name in tree.names(folder).into_iter().filter(|it| Language::of_name(it) == Some(Language::Terraform)) {
            let file = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            match tree.read(&file).ok().and_then(|it| parser::parse_body(&it).ok()) {
                Some(body) => links.blocks.extend(body.into_blocks()),
                None => links.grants.unknown.push(format!("{file} cannot be read")),
            }
        }
        links.find()
    }
}

struct Links<'a> {
    principal: &'a str,
    blocks: Vec<Block>,
    grants: Grants,
}

/// What an expression says of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reference {
    /// A resource of the module, or data that it looks up, by its address.
    Of(String),
    Text(String),
    Unknown,
}

impl Links<'_> {
    fn find(mut self) -> Option<Grants> {
        let blocks = core::mem::take(&mut self.blocks);
        let principal = blocks.iter().find(|it| address(it).as_deref() == Some(self.principal))?;
        if repeats(principal) {
            self.doubt(principal, "there may be several of it, or none");
        }
        for it in blocks.iter().filter(|it| it.has_ident("module")) {
            let name = it.labels.first().map_or("", label);
            self.grants.unknown.push(format!("module.{name} is not entered for what it grants"));
        }
        let links: Vec<&Block> = blocks.iter().filter(|it| it.has_ident("resource")).collect();
        let mut holders = alloc::vec![self.principal.to_string()];
        for it in &links {
            holders.extend(self.groups_of(it));
        }
        let data: BTreeMap<String, &Block> = blocks
            .iter()
            .filter(|it| it.has_ident("data"))
            .filter_map(|it| Some((format!("data.{}", address_of(it)?), it)))
            .collect();
        for it in &links {
            self.link(it, &holders, &data);
        }
        self.agency(principal);
        Some(self.grants)
    }

    fn doubt(&mut self, block: &Block, why: &str) {
        self.grants.unknown.push(format!("{}: {why}", address(block).unwrap_or_default()));
    }

    /// The groups that a membership puts the principal into.
    fn groups_of(&mut self, block: &Block) -> Vec<String> {
        let kind = kind(block);
        if !kind.contains("group_membership") || kind.contains("identitycenter") {
            return Vec::new();
        }
        let users =
            several(attribute(block, ["users", "user_id_list"]).or_else(|| attribute(block, ["user", "user_id"])));
        let groups =
            several(attribute(block, ["group", "group_id"]).or_else(|| attribute(block, ["groups", "groups"])));
        let is_in = users.contains(&Reference::Of(self.principal.into()));
        let may_be_in = users.is_empty() || users.iter().any(|it| !matches!(it, Reference::Of(_)));
        if !is_in && !may_be_in {
            return Vec::new();
        }
        if !is_in || repeats(block) {
            self.doubt(block, "it may put the principal into a group");
            return Vec::new();
        }
        let known = groups.iter().filter_map(|it| if let Reference::Of(it) = it { Some(it.clone()) } else { None });
        let known: Vec<String> = known.collect();
        if groups.is_empty() || known.len() < groups.len() {
            self.doubt(block, "into which group it puts the principal is not known");
        }
        known
    }

    /// An attachment or assignment.
    fn link(&mut self, block: &Block, holders: &[String], data: &BTreeMap<String, &Block>) {
        let kind = kind(block);
        let is_attachment = kind.ends_with("_attach") && kind.contains("_policy_") && kind.contains("_identity");
        if !is_attachment && !kind.contains("role_assignment") {
            return;
        }
        let holder = ["user_id", "group_id", "agency_id"]
            .iter()
            .find_map(|it| Some(reference(&block.body.get_attribute(it)?.value)));
        match holder {
            Some(Reference::Of(it)) if !holders.contains(&it) => return,
            Some(Reference::Of(_)) if !repeats(block) => {}
            Some(Reference::Of(_)) => return self.doubt(block, "there may be several of it, or none"),
            _ => return self.doubt(block, "to whom it grants is not known"),
        }
        let what = attribute(block, ["policy_id", "role_id"]).map_or(Reference::Unknown, reference);
        let scope = (!is_attachment).then(|| scope(block));
        match (what, scope) {
            (_, Some(None)) => self.doubt(block, "where it grants is not known"),
            (Reference::Of(it), scope) if !it.starts_with("data.") => self.grants.policies.push((it, scope.flatten())),
            (Reference::Of(it), Some(Some(scope))) => {
                let named = data.get(&it).and_then(|it| attribute(it, ["name", "display_name"])).map(reference);
                match named {
                    Some(Reference::Text(name)) => self.grants.roles.push((name, scope)),
                    _ => self.doubt(block, "what it grants is not known"),
                }
            }
            _ => self.doubt(block, "what it grants is not known"),
        }
    }

    /// What the agency itself says that it may do.
    fn agency(&mut self, block: &Block) {
        let lists = [("domain_roles", GrantScope::Global), ("all_resources_roles", GrantScope::All)];
        for (name, scope) in lists {
            for it in several(block.body.get_attribute(name).map(|it| &it.value)) {
                match it {
                    Reference::Text(name) => self.grants.roles.push((name, scope.clone())),
                    _ => self.doubt(block, "a role of it is not known"),
                }
            }
        }
        for inner in block.body.blocks() {
            let is_project = inner.has_ident("project_role");
            if inner.has_ident("dynamic") || inner.has_ident("enterprise_project_roles") {
                self.doubt(block, "some of its roles are not known");
            } else if is_project {
                let project = inner.body.get_attribute("project").map(|it| reference(&it.value));
                for it in several(inner.body.get_attribute("roles").map(|it| &it.value)) {
                    match (&project, it) {
                        (Some(Reference::Text(project)), Reference::Text(name)) => {
                            self.grants.roles.push((name, GrantScope::Project(project.clone())));
                        }
                        _ => self.doubt(block, "a role of it is not known"),
                    }
                }
            }
        }
        if block.body.get_attribute("policy_names").is_some() {
            self.doubt(block, "its `policy_names` name policies of other places");
        }
    }
}

/// Where an assignment grants; nothing if that is not known.
fn scope(block: &Block) -> Option<GrantScope> {
    let text = |name: &str| block.body.get_attribute(name).map(|it| reference(&it.value));
    match (text("project_id"), text("enterprise_project_id"), text("domain_id")) {
        (Some(Reference::Text(it)), None, _) if it == "all" => Some(GrantScope::AllProjects),
        (None, Some(Reference::Text(it)), _) => Some(GrantScope::EnterpriseProject(it)),
        (None, None, Some(_)) => Some(GrantScope::Global),
        _ => None,
    }
}

fn attribute<'a>(block: &'a Block, names: [&str; 2]) -> Option<&'a Expression> {
    names.iter().find_map(|it| block.body.get_attribute(it)).map(|it| &it.value)
}

fn several(value: Option<&Expression>) -> Vec<Reference> {
    match value {
        None => Vec::new(),
        Some(Expression::Array(all)) => all.iter().map(reference).collect(),
        Some(one) => alloc::vec![reference(one)],
    }
}

fn reference(value: &Expression) -> Reference {
    match value {
        Expression::String(it) => Reference::Text(it.value().clone()),
        Expression::Traversal(it) => {
            let Expression::Variable(first) = &it.expr else { return Reference::Unknown };
            let names: Option<Vec<&str>> = it
                .operators
                .iter()
                .map(|it| if let TraversalOperator::GetAttr(name) = it.value() { Some(name.as_str()) } else { None })
                .collect();
            match (first.as_str(), names.as_deref()) {
                ("var" | "local" | "each" | "count" | "self" | "module" | "path", _) => Reference::Unknown,
                ("data", Some([kind, name, "id"])) => Reference::Of(format!("data.{kind}.{name}")),
                (kind, Some([name, "id"])) => Reference::Of(format!("{kind}.{name}")),
                _ => Reference::Unknown,
            }
        }
        _ => Reference::Unknown,
    }
}

fn repeats(block: &Block) -> bool {
    block.body.get_attribute("count").is_some() || block.body.get_attribute("for_each").is_some()
}

fn kind(block: &Block) -> &str {
    block.labels.first().map_or("", label)
}

fn address(block: &Block) -> Option<String> {
    block.has_ident("resource").then(|| address_of(block)).flatten()
}

fn address_of(block: &Block) -> Option<String> {
    let [kind, name] = block.labels.as_slice() else { return None };
    Some(format!("{}.{}", label(kind), label(name)))
}

fn label(label: &BlockLabel) -> &str {
    match label {
        BlockLabel::Ident(it) => it.as_str(),
        BlockLabel::String(it) => it.as_str(),
    }
}
