//! How well a misspelt name is told from another name, by the names of the catalogue itself.

#![expect(clippy::string_slice, reason = "names of the catalogue are ascii")]

use std::collections::BTreeMap;

use hwc_iam::{Document, Model, PolicyKind, Service};
use hwc_iam_data::shared::slip;

/// Of all names: how many others have each of their words.
struct Words(BTreeMap<String, usize>);

impl Words {
    fn new() -> Self {
        let mut counts = BTreeMap::new();
        for name in Service::all().flat_map(names) {
            distinct(name).into_iter().for_each(|it| *counts.entry(it).or_default() += 1);
        }
        Self(counts)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// Whether a name has it that is none of these.
    fn has_without(&self, word: &str, hidden: &[&str]) -> bool {
        let count = self.0.get(word).copied().unwrap_or_default();
        count > hidden.iter().filter(|it| distinct(it).iter().any(|it| it == word)).count()
    }
}

fn distinct(name: &str) -> Vec<String> {
    let mut words = slip::words(name);
    words.sort();
    words.dedup();
    words
}

/// The names of both models.
fn names(service: Service) -> Vec<&'static str> {
    service.actions().map(|it| it.name()).chain(service.role_actions().map(|it| it.name())).collect()
}

fn names_of(service: Service, model: Model) -> Vec<&'static str> {
    match model {
        Model::IdentityPolicy => service.actions().map(|it| it.name()).collect(),
        Model::RolePolicy => service.role_actions().map(|it| it.name()).collect(),
    }
}

/// If the catalogue did not have it: would each action be called a misspelling of another?
#[test]
fn few_actions_would_be_called_misspellings_of_others() {
    let words = Words::new();
    for (model, most) in [(Model::IdentityPolicy, 0.01), (Model::RolePolicy, 0.02)] {
        let (mut all, mut wrong) = (0, Vec::new());
        for service in Service::all() {
            let names = names(service);
            for name in names_of(service, model) {
                all += 1;
                let hidden: Vec<&str> = names.iter().copied().filter(|it| it.eq_ignore_ascii_case(name)).collect();
                let others = names.iter().filter(|it| !it.eq_ignore_ascii_case(name));
                let is_word = |word: &str| words.has_without(word, &hidden);
                wrong.extend(others.filter(|it| slip::is_slip(name, it, is_word)).map(|it| (name, *it)).take(1));
            }
        }
        let share = wrong.len() as f64 / f64::from(all);
        println!(
            "{model}: {} of {all} actions would be called a slip of another ({:.2} %)",
            wrong.len(),
            share * 100.0
        );
        println!("  {wrong:?}");
        assert!(share <= most, "{model}: {wrong:?}");
    }
}

/// One letter too many, too few or wrong, and two that changed places: how many of such slips are found?
#[test]
fn most_misspellings_are_found() {
    let words = Words::new();
    for model in Model::ALL {
        let (mut all, mut found) = (0, 0);
        for service in Service::all() {
            let names = names(service);
            for name in names_of(service, *model) {
                for slip in slips(name).into_iter().filter(|it| !names.iter().any(|name| name.eq_ignore_ascii_case(it)))
                {
                    all += 1;
                    found += i32::from(names.iter().any(|it| slip::is_slip(&slip, it, |it| words.has(it))));
                }
            }
        }
        let share = f64::from(found) / f64::from(all);
        println!("{model}: {found} of {all} slips are found ({:.1} %)", share * 100.0);
        assert!(share >= 0.9, "{model}: {share}");
    }
}

/// A slip of each kind at some places of the name behind the service.
fn slips(name: &str) -> Vec<String> {
    let start = name.find(':').unwrap() + 1;
    let letters = "etaoinshrdlucmfwypvbgkjqxz".chars().cycle();
    let places = (start..name.len()).step_by(3).filter(|at| !name[*at..].starts_with(':'));
    let mut all = Vec::new();
    for (at, letter) in places.zip(letters) {
        let (before, behind) = name.split_at(at);
        all.push(format!("{before}{letter}{behind}"));
        all.push(format!("{before}{letter}{}", &behind[1..]));
        all.push(format!("{before}{}", &behind[1..]));
        if let Some(second) = behind[1..].chars().next().filter(|it| *it != ':') {
            all.push(format!("{before}{second}{}{}", &behind[..1], &behind[2..]));
        }
    }
    all
}

#[test]
fn siblings_are_no_misspellings() {
    let rules = |version: &str, action: &str| -> Vec<&'static str> {
        let text = format!(r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":["{action}"]}}]}}"#);
        Document::read(text, PolicyKind::Identity).problems().map(|it| it.rule()).collect()
    };
    // Names of the live service that the pages lack.
    let missing =
        ["evs:backups:get", "vpc:addressGroups:list", "vpc:firewalls:get", "kms:dek:encrypt", "ecs:recycleBin:get"];
    for action in missing {
        assert_eq!(rules("1.1", action), ["unread_action"], "{action}");
    }
    for action in ["vpc:routers:get", "nat:dnatRules:list", "ecs:cloudServer:list", "evs:volumes:gets"] {
        assert!(rules("1.1", action).iter().all(|it| *it != "unknown_action"), "{action}");
    }
    for action in ["evs:volumes:creat", "vpc:vpcs:udpate", "ecs:cloudServers:lisst"] {
        assert_eq!(rules("1.1", action), ["unknown_action"], "{action}");
        assert_eq!(rules("5.0", action), ["unknown_action"], "{action}: of the other model, of which more is known");
    }
    for action in ["vpc:subnets:delete", "eps:resources:add", "obs:bucket:listBucket", "evs:volumes:create"] {
        assert!(rules("5.0", action).iter().all(|it| *it == "unread_action"), "{action}: a name of both models");
    }
    assert_eq!(rules("5.0", "ims:images:copy"), ["wrong_model"], "the page of IMS lists all of its actions");
    assert_eq!(rules("5.0", "ims:images:shrink"), ["unknown_action"]);
    for pattern in ["vpc:lbaas:*", "vpc:vpns:*", "evs:*:count"] {
        assert_eq!(rules("1.1", pattern), ["unread_action"], "{pattern}");
    }
    assert_eq!(rules("1.1", "evs:volums:*"), ["unmatched_pattern"]);
}

/// Names that differ in case only are that name, not one of the other model.
#[test]
fn another_case_is_told_by_the_right_one() {
    for service in ["ims", "evs", "smn"].map(|it| Service::from_code(it).unwrap()) {
        for action in service.actions() {
            let other = action.name().replacen(":l", ":L", 2).replacen(":c", ":C", 2).replacen(":g", ":G", 2);
            if hwc_iam::Action::from_name(&other).is_some() {
                continue;
            }
            let policy = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["{other}"]}}]}}"#);
            let document = Document::read(&policy, PolicyKind::Identity);
            let problem = document.problems().next().unwrap();
            assert_ne!(problem.rule(), "wrong_model", "{other}");
            assert!(problem.help().unwrap_or_default().contains(action.name()), "{other}: {:?}", problem.help());
        }
    }
}
