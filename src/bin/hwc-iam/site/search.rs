//! The index of the search: a script, since pages that are opened as files may load nothing else. Lines of cells, so that it is small
//! and read fast; `search.js` says what they are.

use std::collections::BTreeSet;

use hwc_iam::eval::Assumption;
use hwc_iam::lint::Rule;
use hwc_iam::{ConditionKey, Limit, Operator, Region, RoleCode, Service};
use serde_json::Value;

use super::names::{self, Call, Names};

pub(super) fn index(names: &Names) -> String {
    let mut out = Lines(String::new());
    for service in Service::all() {
        self::service(&mut out, names, service);
    }
    out.line(&["@", "", "", ""]);
    for it in ConditionKey::ALL.iter().filter(|it| it.service().is_none()) {
        key(&mut out, *it);
    }
    for it in Region::all() {
        out.line(&["g", it.id(), it.name().unwrap_or_default()]);
    }
    for it in Limit::all() {
        out.line(&["m", it.id(), it.counts()]);
    }
    for it in Operator::ALL {
        out.line(&["x", it.name()]);
    }
    for it in Rule::ALL {
        out.line(&["l", it.name(), it.summary()]);
    }
    for it in Assumption::ALL {
        out.line(&["q", it.name(), it.question()]);
    }
    format!("// Made by `hwc-iam site`.\nhwcIamSearch.take({});\n", Value::from(out.0))
}

fn service(out: &mut Lines, names: &Names, service: Service) {
    let code = service.code();
    let own = |name: &'static str| {
        name.strip_prefix(code).and_then(|it| it.strip_prefix(':')).map_or_else(
            // Where the name has another case than the service.
            || format!("={name}"),
            str::to_owned,
        )
    };
    out.line(&["@", code, service.title().unwrap_or_default(), service.title_zh().unwrap_or_default()]);
    for it in service.actions() {
        out.line(&["a", &own(it.name()), it.title().unwrap_or_default(), it.title_zh().unwrap_or_default()]);
    }
    for it in service.role_actions() {
        out.line(&["r", &own(it.name()), it.title().unwrap_or_default()]);
    }
    for it in names.calls(service) {
        call(out, it);
    }
    for it in service.condition_keys().unwrap_or_default() {
        key(out, *it);
    }
    for it in service.resource_types() {
        out.line(&["t", it.name(), it.urn_template().unwrap_or_default()]);
    }
    for it in service.role_resources() {
        out.line(&["s", it.name(), it.title().unwrap_or_default(), it.path(), names.role_resource_anchor(it)]);
    }
    for it in service.features() {
        out.line(&["f", it.name(), it.title().unwrap_or_default(), "", names.feature_anchor(it)]);
    }
    for it in service.roles() {
        let old = it.formerly().unwrap_or_default();
        out.line(&["p", it.name(), it.title().unwrap_or_default(), old, names.role_anchor(it)]);
    }
    let codes: BTreeSet<&str> = service.role_codes().map(RoleCode::code).collect();
    for code in codes {
        let roles = service.role_codes().filter(|it| it.code() == code).filter_map(RoleCode::role_name);
        let roles: BTreeSet<&str> = roles.collect();
        out.line(&["d", code, &roles.into_iter().collect::<Vec<_>>().join(" / ")]);
    }
    for it in service.constraints() {
        out.line(&["c", it.id(), it.title()]);
    }
}

/// With its anchor, where that is not made of its name.
fn call(out: &mut Lines, it: &Call) {
    let mut titles: Vec<&str> =
        it.operations.iter().filter_map(|it| it.title()).filter(|title| *title != it.name).collect();
    titles.sort_unstable();
    titles.dedup();
    let mut words: Vec<&str> = it.operations.iter().flat_map(|it| it.names()).copied().collect();
    words.sort_unstable();
    words.dedup();
    let anchor = if it.anchor == names::call_anchor(&it.name) { "" } else { &it.anchor };
    out.line(&["o", &it.name, &titles.join(" / "), &words.join(" "), anchor]);
}

fn key(out: &mut Lines, it: ConditionKey) {
    out.line(&["k", it.name(), it.title().unwrap_or_default(), it.title_zh().unwrap_or_default()]);
}

struct Lines(String);

impl Lines {
    /// Without the empty cells at its end.
    fn line(&mut self, cells: &[&str]) {
        let shown = cells.iter().rposition(|it| !it.is_empty()).map_or(0, |it| it + 1);
        for (at, it) in cells.iter().take(shown).enumerate() {
            if at > 0 {
                self.0.push('\t');
            }
            self.0.extend(it.chars().map(|it| if it.is_control() { ' ' } else { it }));
        }
        self.0.push('\n');
    }
}
