//! Adds made-up services to a catalogue, to measure what a larger one costs: `synthetic FOLDER ACTIONS`.
//!
//! Every service has 100 actions, each with a title, a resource type and three keys. With `full` behind the number each also has
//! an action of the role/policy model as its alias, and an operation.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use hwc_iam_data::Stated::{As, Not};
use hwc_iam_data::schema::{
    Action, ConditionKey, Known, Need, Operation, ResourceType, ResourceUse, RoleAction, Service, Source, SourceKind,
    Titles,
};
use hwc_iam_data::shared::words::{AccessLevel, Cloud, Coverage, Model, ServiceLevel, Support, ValueType};
use hwc_iam_data::{read_folder, write_files};

const PER_SERVICE: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, actions, is_full) = match arguments.as_slice() {
        [folder, actions] => (folder, actions, false),
        [folder, actions, full] if full == "full" => (folder, actions, true),
        _ => return Err("expected a folder, a number of actions and perhaps `full`".into()),
    };
    let services = actions.parse::<usize>()? / PER_SERVICE;
    let mut catalog = read_folder(Path::new(folder)).map_err(|it| it.to_string())?;
    for number in 0..services {
        let mut service = service(number);
        if !is_full {
            service.role_actions.clear();
            service.operations.clear();
            service.actions.iter_mut().for_each(|it| it.aliases = As(Vec::new()));
        }
        catalog.services.retain(|it| it.service != service.service);
        catalog.services.push(service);
    }
    for (path, text) in write_files(&catalog.services, &catalog.global)? {
        fs::write(Path::new(folder).join(path), text)?;
    }
    Ok(())
}

/// A page of each model was read.
fn read() -> Vec<Known> {
    let known = |model: &Model| Known { model: *model, cloud: Cloud::HuaweiCloud, coverage: Coverage::Page, date: Not };
    Model::ALL.iter().map(known).collect()
}

fn service(number: usize) -> Service {
    let code = format!("synthetic{number:03}");
    let id = format!("page-{code}");
    let page = || vec![id.clone()];
    let action = |at: usize| format!("{code}:resources:operateOnNumber{at:03}");
    let role_action = |at: usize| format!("{code}:resource:operate{at:03}");
    let keys: Vec<String> = ["Alpha", "Beta", "Gamma"].iter().map(|it| format!("{code}:{it}")).collect();
    Service {
        service: code.clone(),
        titles: Titles { en: As(format!("Synthetic Service {number}")), zh: Not },
        level: As(ServiceLevel::Project),
        scope_rules: Vec::new(),
        schema_version: Not,
        clouds: vec![Cloud::HuaweiCloud],
        known: read(),
        sources: vec![Source {
            id: id.clone(),
            cloud: Cloud::HuaweiCloud,
            kind: SourceKind::Page,
            page: format!("https://example.com/{code}"),
            title: format!("Permissions of {code}"),
            language: String::from("en"),
            date: Not,
            sha256: Not,
            older: false,
        }],
        actions: (0..PER_SERVICE)
            .map(|at| Action {
                name: action(at),
                title_zh: Not,
                title: As(format!("Operating on the resource in way number {at} of many")),
                access_level: As(AccessLevel::ALL.iter().copied().cycle().nth(at).unwrap_or(AccessLevel::Read)),
                permission_only: Not,
                resources: As(vec![ResourceUse {
                    kind: String::from("resource"),
                    required: at % 2 == 0,
                    condition_keys: As(keys.clone()),
                }]),
                condition_keys: As(Vec::new()),
                aliases: As(vec![role_action(at)]),
                replaced_by: Vec::new(),
                clouds: vec![Cloud::HuaweiCloud],
                sources: page(),
                doubtful_aliases: false,
                identifier: None,
            })
            .collect(),
        role_actions: (0..PER_SERVICE)
            .map(|at| RoleAction {
                name: role_action(at),
                title: Not,
                clouds: vec![Cloud::HuaweiCloud],
                scopes: Vec::new(),
                sources: page(),
                identifier: None,
            })
            .collect(),
        resource_types: vec![ResourceType {
            kind: String::from("resource"),
            urn: As(format!("{code}:<region>:<account-id>:resource:<id>")),
            sources: page(),
        }],
        role_resource_types: Not,
        role_codes: Vec::new(),
        role_resources: Vec::new(),
        condition_keys: As(keys
            .iter()
            .map(|key| ConditionKey {
                key: key.clone(),
                title: Not,
                title_zh: Not,
                kind: As(ValueType::String),
                multivalued: As(false),
                models: Vec::new(),
                sources: page(),
            })
            .collect()),
        operations: (0..PER_SERVICE)
            .map(|at| Operation {
                names: Vec::new(),
                model: Model::IdentityPolicy,
                cloud: Cloud::HuaweiCloud,
                method: As(String::from("POST")),
                path: As(format!("/v1/{{project_id}}/resources/{{resource_id}}/operate-{at:03}")),
                title: Not,
                actions: As(vec![Need { action: Some(action(at)), ..Need::default() }]),
                dependencies: As(Vec::new()),
                iam_project: Support::NotStated,
                enterprise_project: Support::NotStated,
                by_instance: Support::NotStated,
                by_tag: Support::NotStated,
                sources: page(),
            })
            .collect(),
        roles: Vec::new(),
        features: Vec::new(),
        facts: Vec::new(),
        qualifiers: Vec::new(),
        constraints: Vec::new(),
        left_out: Vec::new(),
        disagreements: Vec::new(),
    }
}
