//! The linter finds no mistake in what is generated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hwc_iam::files::{ModuleOptions, UsedIn};
use hwc_iam::lint::{self, Options, Profile, Severity};
use hwc_iam::usage::{Answers, Calls, Does, Phase, Place, SdkOperations, Table, Terraform};
use hwc_iam::{Cloud, Document, Model, PolicyKind};

use super::generator;

/// What the linter says of generated policies.
#[derive(Default)]
struct Said {
    policies: usize,
    /// True risks, which nothing but less could mend: who manages permissions with Terraform may manage permissions.
    risks: BTreeMap<&'static str, BTreeSet<String>>,
    mistakes: BTreeSet<String>,
}

impl Said {
    fn of(&mut self, calls: Calls, model: Model) {
        let options = Options { profile: Profile::HuaweiCloud, ..Options::default() };
        for part in calls.generate(generator(model)).0.parts(None) {
            self.policies += 1;
            let document = Document::read(part.to_string(), PolicyKind::Identity);
            for it in lint::check_with(&document, &options) {
                let (rule, message) = (it.rule().name(), it.message());
                if it.rule().severity() == Severity::SecurityWarning {
                    self.risks.entry(rule).or_default().insert(format!("{model}: {message}"));
                } else if message != DISCOURAGED {
                    self.mistakes.insert(format!("{model}: {rule}: {message}"));
                }
            }
        }
    }

    /// How many policies there are, and which risks.
    fn counts(&self) -> String {
        let mut out = format!("{} policies\n", self.policies);
        for (rule, all) in &self.risks {
            writeln!(out, "{rule}: {}", all.len()).unwrap();
        }
        out
    }
}

/// The page of `POST /v2/images/{image_id}/members` asks for no other, while that of the action recommends others.
const DISCOURAGED: &str = "`ims:images:share` is discouraged";

#[test]
fn of_every_resource_and_data_source() {
    let mut said = Said::default();
    let names: Vec<&str> = Table::terraform().names().collect();
    for batch in names.chunks(60) {
        let block = |it: &&str| match it.strip_prefix("data.") {
            Some(kind) => format!("data \"{kind}\" \"a\" {{}}\n"),
            None => format!("resource \"{it}\" \"a\" {{}}\n"),
        };
        let files = BTreeMap::from([("main.tf".to_owned(), batch.iter().map(block).collect::<String>())]);
        let used = UsedIn::read(&files, "", &ModuleOptions::default()).used;
        assert_eq!(used.len(), batch.len());
        for model in [Model::IdentityPolicy, Model::RolePolicy] {
            let found = Terraform::of(&used, Cloud::HuaweiCloud, Phase::Apply, &Answers::default());
            said.of(found.calls, model);
        }
    }
    assert!(said.mistakes.is_empty(), "{:#?}", said.mistakes);
    insta::assert_snapshot!(said.counts());
}

#[test]
fn of_every_operation_of_the_sdks() {
    let mut said = Said::default();
    let all = SdkOperations::get();
    for service in all.services() {
        for model in [Model::IdentityPolicy, Model::RolePolicy] {
            let mut calls = Calls::default();
            all.of(service).for_each(|it| calls.add(it.api, it.name, Does::Call, Place::default()));
            said.of(calls, model);
        }
    }
    assert!(said.mistakes.is_empty(), "{:#?}", said.mistakes);
    insta::assert_snapshot!(said.counts());
}
