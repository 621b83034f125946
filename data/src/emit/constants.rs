//! The names that code uses: one unit type for each service, with a constant for each action, key and resource type.

use std::fmt::Write;

use super::HEADER;
use super::docs::{self, Docs};
use super::tables::Keys;
use crate::catalog::Catalog;
use crate::lists::sort_rows;
use crate::schema::{ConditionKey, Service};
use crate::shared::name;
use crate::shared::words::{Model, ValueType};
use crate::stated::Stated;

pub(super) fn actions(catalog: &Catalog, site: Option<&str>) -> String {
    let docs = Docs::new(catalog, site);
    let types = (0_u16..).zip(&catalog.services).map(|(at, service)| {
        let constants = (0_u16..).zip(&service.actions).map(|(row, it)| Constant {
            name: it.identifier.clone().unwrap_or_else(|| name::action_const(&it.name)),
            docs: docs.action(service, it),
            deprecated: (!it.replaced_by.is_empty()).then(|| docs::replacement(&it.replaced_by)),
            value: format!("Action = Action::at({at}, {row})"),
        });
        (service, constants.collect())
    });
    unit_types("The actions of identity policies of", Some(Model::IdentityPolicy), types)
}

pub(super) fn role_actions(catalog: &Catalog, site: Option<&str>) -> String {
    let docs = Docs::new(catalog, site);
    let types = (0_u16..).zip(&catalog.services).map(|(at, service)| {
        let constants = (0_u16..).zip(&service.role_actions).map(|(row, it)| Constant {
            name: it.identifier.clone().unwrap_or_else(|| name::action_const(&it.name)),
            docs: docs.role_action(service, it),
            deprecated: None,
            value: format!("RoleAction = RoleAction::at({at}, {row})"),
        });
        (service, constants.collect())
    });
    unit_types("The actions of the role/policy model of", Some(Model::RolePolicy), types)
}

pub(super) fn resources(catalog: &Catalog, site: Option<&str>) -> String {
    let types = (0_u16..).zip(&catalog.services).map(|(at, service)| {
        let constants = (0_u16..).zip(&service.resource_types).map(|(row, it)| Constant {
            name: name::resource_const(&it.kind),
            docs: docs::resource_type(service, it, site),
            deprecated: None,
            value: format!("ResourceType = ResourceType::at({at}, {row})"),
        });
        (service, constants.collect())
    });
    unit_types("The resource types of", None, types)
}

pub(super) fn keys(catalog: &Catalog, site: Option<&str>) -> String {
    let constant = |it: &ConditionKey, page: &str, more: &str| {
        let values = match it.multivalued {
            Stated::As(true) => "Many",
            Stated::As(false) => "One",
            Stated::Not => "NotStated",
        };
        let kind = it.kind.get().map_or("Any", |it| match it {
            ValueType::String => "Text",
            ValueType::Boolean => "Boolean",
            ValueType::Number => "Number",
            ValueType::Date => "Date",
            ValueType::Ip => "Ip",
        });
        let wrapper = if it.key.contains('/') { "KeyTemplate" } else { "Key" };
        let ty = format!("{wrapper}<{kind}, {values}>");
        Constant {
            name: name::key_const(&it.key),
            docs: docs::key(it, page, more),
            deprecated: None,
            value: format!("{ty} = {wrapper}::new(ConditionKey::{})", name::key_variant(&it.key)),
        }
    };
    let types = catalog.services.iter().map(|service| {
        let keys = service.condition_keys.get().into_iter().flatten();
        let more = docs::page_of(site, &service.service);
        (service, keys.map(|it| constant(it, &docs::page(&service.sources, &it.sources), &more)).collect())
    });
    let mut out = unit_types("The condition keys of", None, types);
    let global: Vec<Constant> = catalog
        .global
        .condition_keys
        .iter()
        .map(|it| constant(it, &docs::page(&catalog.global.sources, &it.sources), &docs::on_site(site, "keys.html")))
        .collect();
    unit_type(&mut out, "Global", "The condition keys that every service shares.", &global);
    out
}

pub(super) fn condition_key(catalog: &Catalog) -> String {
    let keys = Keys::new(catalog).all;
    let variants = keys.iter().map(|it| (name::key_variant(&it.key), format!("`{}`", it.key)));
    let docs = "A condition key of the catalogue.\n\n```\nuse hwc_iam::ConditionKey;\n\n\
                assert_eq!(ConditionKey::from_name(\"g:mfapresent\"), Some(ConditionKey::GMfaPresent));\n```";
    enumeration("ConditionKey", "u16", docs, variants)
}

pub(super) fn operator(catalog: &Catalog) -> String {
    let variants = catalog.global.operators.iter().map(|it| {
        let kind = it.kind.map_or("any", |it| it.name());
        let negated = if it.negated { ", negated" } else { "" };
        (it.operator.clone(), format!("For {kind} keys{negated}."))
    });
    let docs = "A condition operator, without qualifier and `IfExists`.\n\n```\nuse hwc_iam::{Operator, ValueType};\n\n\
                assert_eq!(Operator::StringMatch.value_type(), Some(ValueType::String));\n```";
    enumeration("Operator", "u8", docs, variants)
}

/// A fieldless enum whose variants have the places of their rows as numbers.
fn enumeration(name: &str, repr: &str, docs: &str, variants: impl Iterator<Item = (String, String)>) -> String {
    let mut out = format!(
        "{HEADER}#[doc = {docs:?}]\n#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[non_exhaustive]\n#[repr({repr})]\npub enum {name} {{\n"
    );
    let mut all = String::new();
    for (variant, docs) in variants {
        let _ = writeln!(out, "    #[doc = {docs:?}]\n    {variant},");
        let _ = writeln!(all, "        Self::{variant},");
    }
    let _ = writeln!(
        out,
        "}}\n\nimpl {name} {{\n    /// Every one of them, by name within its service.\n    pub const ALL: &[Self] = &[\n{all}    ];\n}}"
    );
    out
}

struct Constant {
    name: String,
    docs: String,
    deprecated: Option<String>,
    /// Its type and value.
    value: String,
}

/// With a model the docs say how much is known of each service in it.
fn unit_types<'a>(
    what: &str,
    model: Option<Model>,
    types: impl Iterator<Item = (&'a Service, Vec<Constant>)>,
) -> String {
    let mut out = String::from(HEADER);
    // A service without any has no type, so that a path says by its existence that there is something in it.
    let mut by_name: Vec<(String, &Service, Vec<Constant>)> = types
        .filter(|(_, all)| !all.is_empty())
        .map(|(service, all)| (name::service_type(&service.service), service, all))
        .collect();
    sort_rows(&mut by_name, |one, other| one.0.cmp(&other.0));
    for (ident, service, constants) in &by_name {
        let title = service.titles.en.get().map(|it| format!(": {it}")).unwrap_or_default();
        let known = model.map(|it| docs::known(service, it, constants.len())).unwrap_or_default();
        unit_type(&mut out, ident, &format!("{what} `{}`{title}.{known}", service.service), constants);
    }
    out
}

fn unit_type(out: &mut String, ident: &str, docs: &str, constants: &[Constant]) {
    let _ =
        writeln!(out, "#[doc = {docs:?}]\n#[derive(Debug)]\n#[non_exhaustive]\npub struct {ident};\n\nimpl {ident} {{");
    for Constant { name, docs, deprecated, value } in constants {
        let _ = writeln!(out, "    #[doc = {docs:?}]");
        if let Some(note) = deprecated {
            let _ = writeln!(out, "    #[deprecated(note = {note:?})]");
        }
        let _ = writeln!(out, "    pub const {name}: {value};");
    }
    out.push_str("}\n\n");
}
