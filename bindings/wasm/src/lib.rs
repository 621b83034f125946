//! The engines of `hwc-iam` for JavaScript. What goes in are texts, as the command reads them; what comes out are the documents that
//! the command prints with `--format json`. What cannot be read is thrown as an `Error` with the message that the command prints.

mod complete;
mod generate;

use hwc_iam::access::Options;
use hwc_iam::report::{self, FileFindings, Findings, Named};
use hwc_iam::scenario::{Granted, Input, Scenario, Settings};
use hwc_iam::{ConditionKey, Document, Model, PolicyKind, Service, migrate as migration};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

/// An answer, or the message of what is thrown.
pub type Answer = Result<String, wasm_bindgen::JsError>;

/// `check`: what is wrong in a policy. `settings` are those of `hwc-iam.toml`, as JSON; an empty text for none.
#[wasm_bindgen]
pub fn check(text: &str, settings: &str) -> Answer {
    let settings = if settings.is_empty() { Settings::default() } else { Settings::read(settings)? };
    let mut file = FileFindings::new("policy.json");
    file.findings = report::findings(text, settings.kind()?, &settings.options()?);
    json(&Findings::new(vec![file]))
}

/// The kind that a policy seems to be: `identity`, `trust` and so on.
#[wasm_bindgen]
#[must_use]
pub fn kind(text: &str) -> String {
    Document::infer(text).kind().name().into()
}

/// `fmt`: a policy in the one layout; nothing, if it is not JSON.
#[wasm_bindgen]
#[must_use]
pub fn format(text: &str) -> Option<String> {
    Document::read(text, PolicyKind::Identity).format()
}

/// What may stand at a byte of a policy: `{"from", "to", "items": [{"label", "apply", "detail"}]}`, the likeliest first. The kind may be
/// empty, where it is not known.
#[wasm_bindgen]
pub fn complete(text: &str, offset: usize, kind: &str) -> Answer {
    Ok(complete::at(text, offset, PolicyKind::from_name(kind))?)
}

/// The condition keys of every service: an array of names.
#[wasm_bindgen]
pub fn global_keys() -> Answer {
    json(&ConditionKey::ALL.iter().filter(|it| it.service().is_none()).map(|it| it.name()).collect::<Vec<_>>())
}

/// The form of the URNs of a resource type; nothing, if no page states it.
#[wasm_bindgen]
#[must_use]
pub fn urn(service: &str, resource_type: &str) -> Option<String> {
    let mut all = Service::from_code(service)?.resource_types();
    all.find(|it| it.name() == resource_type)?.urn_template().map(String::from)
}

/// `eval`: the decision on the request of a scenario.
#[wasm_bindgen]
pub fn decide(scenario: &str) -> Answer {
    let scenario = Scenario::read(&Input::json(scenario))?;
    match scenario.question() {
        Some(request) => json(&report::decision(&scenario.set.explain(request))),
        None => Err(wasm_bindgen::JsError::new("there is no `request` with an `action`")),
    }
}

/// What looks wrong in a scenario that can be decided, such as misspelt actions: an array of messages.
#[wasm_bindgen]
pub fn warnings(scenario: &str) -> Answer {
    let scenario = Scenario::read(&Input::json(scenario))?;
    json(&scenario.warnings.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// `diff`: what changes if the old policy, or scenario, becomes the new one, within so many steps.
#[wasm_bindgen]
pub fn compare(old: &str, new: &str, steps: u32) -> Answer {
    let read = |name: &str, text| Granted::read(name, &Input::json(text), &[]);
    let mut options = Options::default();
    options.steps = steps.into();
    json(&read("the old one", old)?.compare(&read("the new one", new)?, &options)?)
}

/// `migrate`: a policy of the role/policy model as an identity policy, which may allow more than the old one if so wished.
#[wasm_bindgen]
pub fn migrate(text: &str, allow_broader: bool) -> Answer {
    let (policy, _) = Input::json(text).policy(None)?;
    let options = if allow_broader { migration::Options::broader() } else { migration::Options::default() };
    json(&report::migration(&policy, options)?)
}

/// `generate`: the least policy for calls; [`generate::Wanted`] says what to send.
#[wasm_bindgen]
pub fn generate(wanted: &str) -> Answer {
    json(&generate::answer(wanted)?)
}

/// `expand`: the actions that patterns match, which are separated by white space; `v5` or `role`.
#[wasm_bindgen]
pub fn expand(patterns: &str, model: &str) -> Answer {
    json(&report::expanded(Model::from_name(model).unwrap_or(Model::IdentityPolicy), patterns.split_whitespace()))
}

/// `explain`: what a name of the catalogue stands for, without the pages that state it and the titles of calls, which the site has;
/// nothing, if it has no such name.
#[wasm_bindgen]
pub fn explain(name: &str) -> Option<String> {
    let named = Named::find(name)?;
    let mut document = serde_json::to_value(report::explanation(&named, name)).ok()?;
    without_sources(&mut document);
    Some(document.to_string())
}

/// What the module was built without is not said to be none.
fn without_sources(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("sources");
            if members.contains_key("path") {
                members.remove("title");
            }
            members.values_mut().for_each(without_sources);
        }
        Value::Array(all) => all.iter_mut().for_each(without_sources),
        _ => {}
    }
}

fn json(document: &impl Serialize) -> Answer {
    Ok(serde_json::to_string(document)?)
}
