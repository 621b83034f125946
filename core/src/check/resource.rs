// `Resource` and `NotResource`: the parts of a URN, and whether the statement's actions take such a resource.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::checker::{Actions, Checker, Named};
use super::obs;
use crate::problem::{Date, Mistake, Wanted, quoted};
use crate::read::Span;
use crate::tables::{ActionRow, ResourceTypeRow, ResourceUse, RoleActionRow, ServiceRow};
use crate::tree::{Member, Node, Value};
use crate::variable::{self, Part};
use crate::words::{Model, Version};
use crate::{pattern, urn};

impl Checker {
    pub(super) fn resources(&mut self, element: &Member<Span>, actions: &Actions) {
        let Some(version) = self.version else { return };
        if let (Value::Object(_) | Value::Open(_), Model::RolePolicy) = (&element.value.value, version.model()) {
            self.resource_object(&element.value);
            return;
        }
        let shown = format!("`{}`", element.name);
        let nodes = self.strings(&shown, &element.value);
        let before = self.problems.len();
        for node in &nodes {
            match &node.value {
                Value::String(text) => self.resource(text, node.span, version),
                Value::Constant(_) => self.wrong_type(&shown, Wanted::Urns, node),
                _ => {}
            }
        }
        // What a wrong resource was meant to be, only its author knows.
        let all_right = self.problems.len() == before;
        if element.name == "Resource" && !nodes.is_empty() && all_right {
            self.resources_of_actions(&nodes, actions);
        }
    }

    /// `{"uri": […]}`, by which a policy of the role model names agencies.
    fn resource_object(&mut self, node: &Node<Span>) {
        let Some(members) = self.object("`Resource`", node) else { return };
        let get = self.elements(members, "`Resource`", &["uri"], |_| None);
        match get("uri") {
            Some(uri) => drop(self.some_strings("`uri`", &uri.value)),
            None => self.missing("`uri`", "`Resource`", node.span),
        }
    }

    pub(super) fn resource(&mut self, text: &str, span: Span, version: Version) {
        if text == "*" {
            return;
        }
        self.variables(text, span);
        // A topic of SMN, and what other clouds call their resources.
        if let Some(prefix) = urn::foreign_prefix(text) {
            self.report(span, Mistake::UrnPrefix { text: text.into(), prefix });
            return;
        }
        if let Some(why) = obs::impossible(text) {
            self.report(span, Mistake::UrnPart { text: text.into(), why });
            return;
        }
        if version == Version::V5_0 {
            self.urn(text, span);
        } else if let Some(parts) = urn::split(text) {
            let [front @ .., _] = parts;
            if let Some(part) = front.into_iter().find(|it| variable::has_variable(it)) {
                self.report(span, Mistake::VariablePart { text: part.into() });
            }
        } else if version == Version::V1_1 {
            self.report(span, Mistake::MalformedUrn { text: text.into() });
        }
    }

    fn urn(&mut self, text: &str, span: Span) {
        let Some([code, region, _, kind, id]) = urn::split(text) else {
            self.report(span, Mistake::MalformedUrn { text: text.into() });
            return;
        };
        if let Some(empty) =
            [(code, "the service"), (kind, "the type"), (id, "the id")].iter().find(|it| it.0.is_empty())
        {
            let why = match empty.1 {
                "the service" => "its service is empty",
                "the type" => "its type is empty",
                _ => "its id is empty",
            };
            self.report(span, Mistake::UrnPart { text: text.into(), why });
            return;
        }
        if is_open(code) {
            return;
        }
        let Some(service) = self.service(code, Model::IdentityPolicy, span) else { return };
        if !service.is_complete(Model::IdentityPolicy) {
            return;
        }
        let of_type = service.resource_types.iter().filter(|it| is_type(kind, it));
        if of_type.clone().next().is_none() {
            if service.resource_types.is_empty() {
                return;
            }
            let near = self.nearest(kind, service.resource_types.iter().map(|it| it.name)).map(Into::into);
            let mistake = Mistake::UnknownResourceType {
                service: code.into(),
                name: kind.into(),
                near,
                date: Date(service.date_of(Model::IdentityPolicy)),
            };
            self.report(span, mistake);
            return;
        }
        // A type whose URN no page states may be either.
        let regional: Vec<Option<bool>> =
            of_type.map(|it| it.urn.and_then(urn::split).map(|[_, region, ..]| !region.is_empty())).collect();
        let all = |it: bool| regional.iter().all(|of_type| *of_type == Some(it));
        if region.is_empty() && all(true) {
            let why = "its region is empty, but these resources live in regions";
            self.report(span, Mistake::UrnPart { text: text.into(), why });
        } else if !region.is_empty() && region != "*" && !is_open(region) && all(false) {
            let why = "its region is not empty, but these resources are global";
            self.report(span, Mistake::UrnPart { text: text.into(), why });
        }
    }

    fn resources_of_actions(&mut self, nodes: &[&Node<Span>], actions: &Actions) {
        let all_known = nodes.iter().all(|it| matches!(&it.value, Value::String(text) if text != "*"));
        if !all_known {
            return;
        }
        let texts: Vec<&str> = nodes.iter().filter_map(|it| it.value.text()).collect();
        if actions.are_all_known && self.foreign(nodes, actions) {
            return;
        }
        let mut seen = BTreeSet::new();
        for (named, span) in &actions.exact {
            let (name, refused) = match *named {
                Named::Action(service, row) => (row.name(), refused(service, row, &texts)),
                Named::RoleAction(service, row) => (row.name(), refused_in_role_model(service, row, &texts)),
            };
            if !seen.insert(name) {
                continue;
            }
            let of_type = || {
                let types = quoted(core::iter::once(obs::missing_type(name, &texts)?));
                Some(Mistake::ResourceTypeMissing { action: name.into(), types })
            };
            let refused = refused.or_else(of_type);
            if let Some(mistake) = refused {
                self.report(*span, mistake);
            }
        }
        // A pattern is for whatever it matches, so it is a mistake only if nothing that it matches takes such a resource.
        for (matched, span) in &actions.matched {
            let mut all = matched.iter().map(|(service, row)| refused(service, row, &texts));
            if let (Some(Some(first)), true) = (all.next(), all.all(|it| it.is_some())) {
                self.report(*span, first);
            }
        }
    }

    /// Reports the resources if all of them are of other services than every action.
    fn foreign(&mut self, nodes: &[&Node<Span>], actions: &Actions) -> bool {
        let mut services: Vec<&'static str> = Vec::new();
        // A type whose URN no page states may be one of another service.
        let mut open_types: Vec<&'static ResourceTypeRow> = Vec::new();
        let matched = actions.matched.iter().flat_map(|(all, _)| all).map(|(service, row)| (*service, Some(*row)));
        let exact = actions.exact.iter().map(|(named, _)| match *named {
            Named::Action(service, row) => (service, Some(row)),
            Named::RoleAction(service, _) => (service, None),
        });
        for (service, row) in exact.chain(matched) {
            if let Some(row) = row {
                // Nobody can say of which service the resources are of an action whose page does not name their types.
                let Some(uses) = row.facts().resources.of(service.uses).filter(|it| !it.is_empty()) else {
                    return false;
                };
                let types = uses.iter().filter_map(|it| service.resource_types.get(usize::from(it.resource_type())));
                open_types.extend(types.filter(|it| it.urn.is_none()));
            }
            services.push(service.code);
        }
        services.sort_unstable();
        services.dedup();
        let is_foreign = |code: &str| !is_open(code) && !services.iter().any(|it| it.eq_ignore_ascii_case(code));
        let mut found = Vec::new();
        for node in nodes {
            let Some(text) = node.value.text() else { continue };
            let Some([code, _, _, kind, _]) = urn::split(text) else { continue };
            if is_foreign(code) && !open_types.iter().any(|it| is_type(kind, it)) {
                found.push((text, code, node.span));
            }
        }
        if services.is_empty() || found.len() < nodes.len() {
            return false;
        }
        for (text, code, span) in found {
            let services = quoted(services.iter().copied());
            self.report(span, Mistake::ForeignResource { text: text.into(), service: code.into(), services });
        }
        true
    }

    /// The variables of a resource or a condition value.
    pub(super) fn variables(&mut self, text: &str, span: Span) {
        for part in variable::parts(text) {
            match part {
                Part::Malformed(text) => self.report(span, Mistake::MalformedVariable { text: text.into() }),
                Part::Variable { key, .. } => {
                    if let Some(row) = self.key(key, span).filter(|it| it.multivalued == Some(true)) {
                        self.report(span, Mistake::VariableMultivalued { key: row.name.into() });
                    }
                }
                Part::Text(_) | Part::Escaped(_) => {}
            }
        }
    }
}

/// Why an action does not take any of these resources.
fn refused(service: &'static ServiceRow, row: &'static ActionRow, texts: &[&str]) -> Option<Mistake> {
    let uses = row.facts().resources.of(service.uses)?;
    if uses.is_empty() {
        return Some(Mistake::ResourceNotTaken { action: row.name().into(), model: Model::IdentityPolicy });
    }
    // A type that is not required may stay unnamed.
    if !uses.iter().any(ResourceUse::is_required) {
        return None;
    }
    let types = || uses.iter().filter_map(|it| service.resource_types.get(usize::from(it.resource_type())));
    let is_taken = |text: &&str| {
        let Some([code, _, _, kind, _]) = urn::split(text) else { return true };
        // A type whose URN no page states may be one of another service.
        types().any(|it| is_type(kind, it) && (code == service.code || is_open(code) || it.urn.is_none()))
    };
    let types = quoted(types().map(|it| it.name));
    (!texts.iter().any(is_taken)).then(|| Mistake::ResourceTypeMissing { action: row.name().into(), types })
}

/// The same for services whose actions take no resource in the role/policy model.
fn refused_in_role_model(service: &'static ServiceRow, row: &'static RoleActionRow, texts: &[&str]) -> Option<Mistake> {
    let names_type = |text: &&str| {
        urn::split(text).is_some_and(|[code, .., kind, _]| code.eq_ignore_ascii_case(service.code) && kind != "*")
    };
    let takes_none = service.role_resource_types.is_some_and(<[_]>::is_empty);
    (takes_none && texts.iter().any(names_type))
        .then(|| Mistake::ResourceNotTaken { action: row.name().into(), model: Model::RolePolicy })
}

/// Whether a part of a URN stands for more than itself.
fn is_open(part: &str) -> bool {
    pattern::is_pattern(part) || variable::has_variable(part)
}

fn is_type(part: &str, kind: &ResourceTypeRow) -> bool {
    variable::has_variable(part) || pattern::matches(part, kind.name)
}
