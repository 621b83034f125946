//! The resources and data sources that a configuration, a plan or a state of Terraform has.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::json::{array, get, object, text};
use super::provider::OfPlan;
use super::{ModuleOptions, Provider, Tree, Unread, plan, state, terraform};
use crate::Span;
use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::read::read;
use crate::shared::tree::{Node, Value};

/// A resource or a data source that Terraform is to have, or has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Used {
    /// Where Terraform knows it from, such as `module.a.huaweicloud_vpc.main[0]`.
    pub address: String,
    /// Its type, such as `huaweicloud_vpc`.
    pub kind: String,
    /// Whether it is a data source.
    pub is_data: bool,
    /// Whether a plan only reads it, because nothing of it changes.
    pub is_unchanged: bool,
    /// Whether a plan only deletes it.
    pub is_deleted: bool,
    /// The arguments and attributes that say where it is, as far as they are known: `region`, `id`, and those that end with `_id`.
    pub values: BTreeMap<String, String>,
    /// The file of a configuration that declares it, from the root of the tree.
    pub file: String,
    /// The configuration of the provider that it has; nothing if nothing that was read says which.
    pub provider: Option<Arc<Provider>>,
}

impl Used {
    pub(super) fn new(address: String, kind: &str, is_data: bool) -> Self {
        let (values, file) = (BTreeMap::new(), String::new());
        Self {
            address,
            kind: kind.into(),
            is_data,
            is_unchanged: false,
            is_deleted: false,
            values,
            file,
            provider: None,
        }
    }

    /// Without the region, if something of it names another one: a copy to `target_region` is made in that.
    pub(super) fn in_one_region(&mut self, names_another: bool) {
        if names_another {
            self.values.remove("region");
        }
    }

    /// Has what a plan says of its provider.
    fn provided(&mut self, providers: &OfPlan) {
        let Some((provider, gives_region)) = providers.of(&self.address) else { return };
        if let Some(region) = provider.region.value().filter(|_| gives_region) {
            self.values.entry("region".into()).or_insert_with(|| region.into());
        }
        self.provider = Some(provider);
    }

    /// Whether an argument or an attribute names a region beside that of the resource.
    pub(super) fn is_other_region(name: &str, is_own: bool) -> bool {
        name.contains("region") && !(is_own && name == "region")
    }

    /// Whether an argument or an attribute says where a resource is.
    pub(super) fn is_place(name: &str) -> bool {
        name == "region" || name == "id" || name.ends_with("_id")
    }
}

/// What a folder of Terraform uses, with the modules in the same tree that it calls.
///
/// ```
/// use std::collections::BTreeMap;
/// use hwc_iam::files::{ModuleOptions, UsedIn};
///
/// let files = BTreeMap::from([(
///     "main.tf".to_owned(),
///     r#"resource "huaweicloud_vpc" "a" { count = 2 }
///     resource "huaweicloud_vpc_eip" "none" { count = 0 }"#.to_owned(),
/// )]);
/// let found = UsedIn::read(&files, "", &ModuleOptions::default());
/// let addresses: Vec<&str> = found.used.iter().map(|it| it.address.as_str()).collect();
/// assert_eq!(addresses, ["huaweicloud_vpc.a[0]", "huaweicloud_vpc.a[1]"]);
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct UsedIn {
    /// Its resources and data sources, each instance on its own.
    pub used: Vec<Used>,
    /// What was not looked at, such as a module of a registry.
    pub unread: Vec<Unread>,
    /// Every file that was read.
    pub files: Vec<String>,
    /// The folders of the modules that it calls.
    pub called: Vec<String>,
}

impl UsedIn {
    /// Reads the module in a folder of a tree.
    pub fn read(tree: &dyn Tree, folder: &str, options: &ModuleOptions) -> Self {
        terraform::read_used(tree, folder, options)
    }
}

/// What a plan or a state uses, as `terraform show -json` prints it or as Terraform keeps it; nothing if the text is neither.
///
/// ```
/// let state = r#"{"version": 4, "terraform_version": "1.9.0", "serial": 1, "resources": [{
///     "mode": "managed", "type": "huaweicloud_vpc", "name": "a", "instances": [{ "attributes": { "id": "7ca6" } }]
/// }]}"#;
/// let used = hwc_iam::files::used_in_json(state)?.unwrap();
/// assert_eq!((used[0].address.as_str(), used[0].values["id"].as_str()), ("huaweicloud_vpc.a", "7ca6"));
/// # Ok::<(), hwc_iam::error::ReadFileError>(())
/// ```
///
/// # Errors
///
/// If it is broken JSON.
pub fn used_in_json(source: &str) -> Result<Option<Vec<Used>>, ReadFileError> {
    let (root, broken) = read(source);
    if let Some(first) = broken.first() {
        let position = Text::from(String::from(source)).position(first.span.start);
        return Err(ReadFileError::new(position, first.mistake.to_string()));
    }
    Ok(root.filter(plan::is_plan).map(|root| {
        let mut all = BTreeMap::new();
        // A plan has most data sources only in the state before it, and what it changes in the changes.
        let before = get(&root, "prior_state").and_then(|it| get(it, "values"));
        let now = get(&root, "planned_values").or_else(|| get(&root, "values"));
        for module in [before, now].into_iter().flatten().filter_map(|it| get(it, "root_module")) {
            of_module(module, &mut all);
        }
        get(&root, "resource_changes").map_or(&[][..], array).iter().for_each(|it| of_change(it, &mut all));
        if state::is_state(&root) {
            of_state(&root, &mut all);
        }
        let providers = OfPlan::read(&root);
        all.values_mut().for_each(|it| it.provided(&providers));
        all.into_values().collect()
    }))
}

type All = BTreeMap<String, Used>;

fn of_module(module: &Node<Span>, all: &mut All) {
    for it in get(module, "resources").map_or(&[][..], array) {
        let address = text(it, "address").unwrap_or_default();
        add(it, String::from(address), get(it, "values"), all);
    }
    get(module, "child_modules").map_or(&[][..], array).iter().for_each(|it| of_module(it, all));
}

fn of_change(change: &Node<Span>, all: &mut All) {
    let address = text(change, "address").unwrap_or_default();
    let inner = get(change, "change");
    let side = |name| inner.and_then(|it| get(it, name)).filter(|it| matches!(it.value, Value::Object(_)));
    let Some(used) = add(change, String::from(address), side("after").or_else(|| side("before")), all) else { return };
    let actions = inner.and_then(|it| get(it, "actions")).map_or(&[][..], array);
    let only = |wanted: &[&str]| {
        !actions.is_empty() && actions.iter().all(|it| it.value.text().is_some_and(|it| wanted.contains(&it)))
    };
    (used.is_unchanged, used.is_deleted) = (only(&["no-op", "read"]), only(&["delete"]));
}

fn of_state(root: &Node<Span>, all: &mut All) {
    for resource in get(root, "resources").map_or(&[][..], array) {
        for instance in get(resource, "instances").map_or(&[][..], array) {
            add(resource, state::address(resource, instance), get(instance, "attributes"), all);
        }
    }
}

/// Adds a resource, unless it is there; nothing if it has no type.
fn add<'a>(
    resource: &Node<Span>,
    address: String,
    values: Option<&Node<Span>>,
    all: &'a mut All,
) -> Option<&'a mut Used> {
    let kind = text(resource, "type")?;
    let is_data = text(resource, "mode") == Some("data");
    let used = all.entry(address.clone()).or_insert_with(|| Used::new(address, kind, is_data));
    let known = values.map_or(&[][..], object).iter().filter(|it| Used::is_place(&it.name));
    used.values.extend(known.filter_map(|it| Some((it.name.clone(), it.value.value.text()?.to_string()))));
    used.in_one_region(values.is_some_and(|it| names_another_region(it, true)));
    Some(used)
}

fn names_another_region(values: &Node<Span>, is_own: bool) -> bool {
    match &values.value {
        Value::Array(all) => all.iter().any(|it| names_another_region(it, false)),
        Value::Object(all) => all.iter().any(|it| {
            let is_named = it.value.value.text().is_some_and(|it| !it.is_empty());
            is_named && Used::is_other_region(&it.name, is_own) || names_another_region(&it.value, false)
        }),
        _ => false,
    }
}
