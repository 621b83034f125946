//! The whole documentation, where it is at hand: `HWC_IAM_CORPUS=/path/to/corpus cargo test --all-features corpus`.
//! What the catalogue holds of it is a snapshot that every machine can check.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use hwc_iam_data::schema::Service;
use hwc_iam_data::shared::words::Model;

/// One line for each service; a change of the data changes a few of them.
#[test]
fn services() {
    let catalog = hwc_iam_data::load().unwrap();
    let mut out =
        String::from("service: v5 actions, role actions, operations v5 + role, dependencies, roles, sources (older)\n");
    let mut total = [0; 8];
    for service in &catalog.services {
        let counts = counts(service);
        total.iter_mut().zip(counts).for_each(|(sum, it)| *sum += it);
        line(&mut out, &service.service, counts);
    }
    line(&mut out, "total", total);
    insta::assert_snapshot!(out);
}

fn line(
    out: &mut String,
    name: &str,
    [v5, role, v5_operations, operations, dependencies, roles, sources, older]: [usize; 8],
) {
    writeln!(out, "{name}: {v5}, {role}, {v5_operations} + {operations}, {dependencies}, {roles}, {sources} ({older})")
        .unwrap();
}

fn counts(it: &Service) -> [usize; 8] {
    let of = |model: Model| it.operations.iter().filter(|it| it.model == model).count();
    let dependencies = it.operations.iter().filter_map(|it| it.dependencies.get()).map(Vec::len).sum();
    let older = it.sources.iter().filter(|it| it.older).count();
    let (v5, role) = (of(Model::IdentityPolicy), of(Model::RolePolicy));
    [it.actions.len(), it.role_actions.len(), v5, role, dependencies, it.roles.len(), it.sources.len(), older]
}

/// Importing it again changes nothing; what is not understood is a snapshot.
#[test]
fn report() {
    let Some(corpus) = env::var_os("HWC_IAM_CORPUS") else { return };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
    let output =
        command.args(["import", "--check", "--format", "json", "--out"]).arg(data).arg(corpus).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut by_cloud: BTreeMap<String, [u64; 6]> = BTreeMap::new();
    let mut unread: BTreeMap<String, usize> = BTreeMap::new();
    for page in report["pages"].as_array().unwrap() {
        let sums = by_cloud
            .entry(format!("{} {}", page["cloud"].as_str().unwrap(), page["format"].as_str().unwrap()))
            .or_default();
        let len = |field: &str| page[field].as_array().unwrap().len() as u64;
        let number = |field: &str| page[field].as_u64().unwrap();
        let counts = [1, len("tables"), number("operations"), number("dependencies"), number("roles"), len("unread")];
        sums.iter_mut().zip(counts).for_each(|(sum, it)| *sum += it);
        for it in page["unread"].as_array().unwrap() {
            // What a message quotes differs; its kind does not.
            let why: Vec<&str> = it["why"].as_str().unwrap().split('`').step_by(2).collect();
            *unread.entry(why.join("…")).or_default() += 1;
        }
    }
    let mut out = String::from("cloud and layout: pages, tables, operations, dependencies, roles, unread\n");
    for (name, counts) in by_cloud {
        writeln!(out, "{name}: {}", counts.map(|it| it.to_string()).join(", ")).unwrap();
    }
    for (why, count) in unread {
        writeln!(out, "unread {count}: {why}").unwrap();
    }
    let disagreements = report["disagreements"].as_array().unwrap().len();
    writeln!(out, "{disagreements} disagreements, {} changes", report["changes"].as_array().unwrap().len()).unwrap();
    insta::assert_snapshot!(out);
}
