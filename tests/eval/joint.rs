//! Evaluator, slow evaluator and comparison on the same random policies and requests.

use std::collections::BTreeMap;

use hwc_iam::access::{Access, Comparison, ContextValue, Options, Witness, compare};
use hwc_iam::eval::{Assumptions, Decision, Setting};

use super::generate::{asked, closed, pair};
use super::scenario::{Scenario, Value};
use super::slow::{decisions, runs};
use crate::random::Random;

/// Every request is decided in the same way by both evaluators, none contradicts the verdict, and both agree with the witnesses.
pub(super) fn agree(seed: u64) -> Result<Comparison, String> {
    let mut random = Random::new(seed);
    let sides = pair(&mut random);
    let settings = &sides[0].settings;
    let assumptions = settings
        .iter()
        .fold(Assumptions::default(), |all, (it, yes)| all.with(*it, if *yes { Setting::Yes } else { Setting::No }));
    let [old, new] = sides.each_ref().map(access);
    let found = compare(&old, &new, &Options { assumptions, ..Options::default() });
    for (witness, allowed) in [(&found.witness, [false, true]), (&found.lost, [true, false])] {
        let Some(it) = witness else { continue };
        let asked = sides.each_ref().map(|side| of_witness(side, it));
        if [is_allowed(&asked[0])?, is_allowed(&asked[1])?] != allowed.map(Some) {
            return Err(format!("a witness is refused: {it:?}\n{asked:#?}"));
        }
    }
    for _ in 0..3 {
        let settings = closed(&mut random, settings);
        for _ in 0..6 {
            let asked = asked(&mut random, &sides, &settings);
            let contradicted = match [is_allowed(&asked[0])?, is_allowed(&asked[1])?] {
                [Some(false), Some(true)] => found.new_access == Some(false),
                [Some(true), Some(false)] => found.lost_access == Some(false),
                _ => false,
            };
            if contradicted {
                return Err(format!("the verdict is {}:\n{asked:#?}\n{found:#?}", found.verdict.name()));
            }
        }
    }
    Ok(found)
}

fn access(side: &Scenario) -> Access<'_> {
    let identity = Access::of_all(&side.identity);
    side.scps.iter().fold(identity, |all, level| all.scp_level(level)).session(&side.sessions)
}

fn of_witness(side: &Scenario, it: &Witness) -> Scenario {
    let value = |it: &ContextValue| match it {
        ContextValue::One(it) => Value::One(it.clone()),
        ContextValue::Many(all) => Value::Many(all.clone()),
    };
    Scenario {
        action: it.action.clone(),
        resource: it.resource.clone(),
        context: it.context.iter().map(|(key, it)| (key.clone(), value(it))).collect(),
        ..side.clone()
    }
}

/// Whether the request is allowed, if that is certain; an error, if the evaluators disagree.
fn is_allowed(scenario: &Scenario) -> Result<Option<bool>, String> {
    let slow = decisions(&runs(scenario, &BTreeMap::new()));
    let fast = scenario.set().decide(&scenario.request());
    let is_same = match slow.iter().collect::<Vec<_>>().as_slice() {
        [one] => fast == **one,
        _ => fast == Decision::Unknown,
    };
    if !is_same {
        return Err(format!("the evaluator says {fast}, the slow one {slow:?}:\n{scenario:#?}"));
    }
    Ok(match slow.contains(&Decision::Allow) {
        true => (slow.len() == 1).then_some(true),
        false => Some(false),
    })
}
