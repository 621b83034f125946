//! Whether what `missing_keys` and `assumptions` name settles a decision, and nothing less does.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hwc_iam::eval::{Assumption, Decision, Explanation};

use super::scenario::{Scenario, Value};

/// What `explain` asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Key(String),
    Assumption(Assumption),
}

/// Whether it is decided, asks for too much to be tried, or is settled.
pub(super) fn settles(scenario: &Scenario) -> Result<&'static str, String> {
    let (set, request) = (scenario.set(), scenario.request());
    let found = set.explain(&request);
    if found.decision != Decision::Unknown {
        return Ok("decided");
    }
    let asked = asked(&found);
    if found.is_cut {
        return Ok("cut");
    }
    if asked.len() > 5 {
        return Ok("not tried");
    }
    let tried = Tried::of(scenario, &asked);
    if let Some(it) = &tried.open {
        return Err(format!("{asked:?} do not settle\n{}\nwhich stays open as\n{}", told(scenario), told(it)));
    }
    for it in &asked {
        let fewer: Vec<Asked> = asked.iter().filter(|other| *other != it).cloned().collect();
        let tried = Tried::of(scenario, &fewer);
        if tried.open.is_none() && tried.is_all {
            return Err(format!("{fewer:?} are enough, without {it:?}\n{}", told(scenario)));
        }
    }
    Ok(if tried.is_all { "settled" } else { "settled where tried" })
}

/// So many combinations of values are tried.
const MOST: usize = 20_000;

/// What values of what is asked for come to.
struct Tried {
    /// The scenario with values that leave it open.
    open: Option<Scenario>,
    is_all: bool,
}

impl Tried {
    fn of(scenario: &Scenario, asked: &[Asked]) -> Self {
        let mut worlds = vec![scenario.clone()];
        for it in asked {
            worlds = worlds.iter().flat_map(|scenario| answered(scenario, it)).collect();
        }
        let keys: Vec<(&String, (Vec<Value>, bool))> = asked
            .iter()
            .filter_map(|it| match it {
                Asked::Key(key) if key != "cross_account" => Some((key, values(scenario, key))),
                _ => None,
            })
            .collect();
        let count: usize = keys.iter().map(|it| it.1.0.len()).product();
        let is_whole = keys.iter().all(|it| it.1.1);
        let most = MOST / worlds.len();
        // Of too many some, by steps that have no divisor with the numbers of values.
        let step = if count > most { 1_000_003 } else { 1 };
        let open = worlds.into_iter().find_map(|world| {
            let set = world.set();
            (0..count.min(most)).find_map(|number| {
                let mut at = number * step % count;
                let mut world = world.clone();
                for (key, (all, _)) in &keys {
                    let value = &all[at % all.len()];
                    at /= all.len();
                    world.unknown.retain(|it| it != *key);
                    if *value != Value::Absent {
                        world.context.insert((*key).clone(), value.clone());
                    }
                }
                (set.decide(&world.request()) == Decision::Unknown).then_some(world)
            })
        });
        Self { open, is_all: count <= most && is_whole }
    }
}

fn told(it: &Scenario) -> String {
    let policies: Vec<String> = it.identity.iter().map(ToString::to_string).collect();
    let settings: Vec<String> = it.settings.iter().map(|(it, yes)| format!("{it}={yes}")).collect();
    format!(
        "{}\n{:?} {:?} unknown {:?}\n{}",
        policies.join("\n"),
        it.resource,
        it.context,
        it.unknown,
        settings.join(" ")
    )
}

fn asked(found: &Explanation<'_>) -> Vec<Asked> {
    let keys = found.missing.iter().map(|it| Asked::Key(it.to_string()));
    keys.chain(found.assumptions.iter().copied().map(Asked::Assumption)).collect()
}

/// With each answer to what is no key.
fn answered(scenario: &Scenario, asked: &Asked) -> Vec<Scenario> {
    match asked {
        Asked::Assumption(it) => [true, false]
            .map(|yes| {
                let mut scenario = scenario.clone();
                scenario.settings.insert(*it, yes);
                scenario
            })
            .into(),
        Asked::Key(key) if key == "cross_account" => {
            [true, false].map(|it| Scenario { cross_account: Some(it), ..scenario.clone() }).into()
        }
        Asked::Key(_) => vec![scenario.clone()],
    }
}

/// Every value of a type that the policies compare, and whether every pair of them, from all texts of the scenario and their parts.
fn values(scenario: &Scenario, key: &str) -> (Vec<Value>, bool) {
    let mut texts: BTreeSet<String> = ["", "a", "b", "ab", "A", "1", "other", "*"].map(String::from).into();
    let conditions: Vec<_> =
        scenario.conditions().filter(|it| it.key().to_string().eq_ignore_ascii_case(key)).collect();
    // A key that a page types has no other values; of a string those matter that what compares it reads.
    let known = hwc_iam::ConditionKey::from_name(key);
    let types: BTreeSet<_> = match known.and_then(hwc_iam::ConditionKey::value_type) {
        Some(it) if it != hwc_iam::ValueType::String => [it].into(),
        _ => conditions.iter().filter_map(|it| it.operator().operator().value_type()).collect(),
    };
    let of_policies: BTreeSet<String> =
        scenario.conditions().flat_map(|it| it.values()).map(ToString::to_string).collect();
    texts.extend(of_policies.iter().flat_map(|it| [it.clone(), it.to_uppercase()]));
    texts.extend(of_policies.iter().flat_map(|it| beside(it)));
    // What begins or ends with one, and with what is a wildcard elsewhere.
    let plain = of_policies.iter().map(|it| it.replace("${*}", "*")).filter(|it| !it.contains('$'));
    texts.extend(plain.flat_map(|it| [format!("{it}x"), format!("x{it}")]));
    // Which are texts, and dates that raise questions.
    texts.extend(of_policies.iter().filter_map(|it| it.strip_suffix('Z')).map(String::from));
    texts.extend(scenario.context.values().flat_map(|it| match it {
        Value::Absent => Vec::new(),
        Value::One(it) => vec![it.clone()],
        Value::Many(all) => all.clone(),
    }));
    if let Some(it) = &scenario.resource {
        texts.extend(it.split(':').map(String::from));
        // What a variable in a pattern must be for that to match, and what ends or begins with it, in either case.
        let id = it.rsplit(':').next().unwrap_or_default();
        let ranges = (0..id.len()).flat_map(|from| (from + 1..=id.len()).map(move |to| from..to));
        texts.extend(ranges.filter_map(|it| id.get(it)).map(String::from));
    }
    texts.extend(texts.clone().iter().map(|it| it.to_uppercase()));
    texts.extend(
        [
            "0",
            "61",
            "1999-01-01T00:00:00Z",
            "1999-01-01T00:00:00",
            "2024-06-30T12:00:00Z",
            "2100-01-01T00:00:00Z",
            "1.1.1.1",
            "10.0.0.1",
            "2001:db8::1",
            "::1",
            "true",
            "false",
        ]
        .map(String::from),
    );
    let setting = |it| scenario.settings.get(&it).copied();
    let is_zone_known =
        setting(Assumption::DateWithoutZoneIsUtc) == Some(false) && setting(Assumption::DateWithoutZoneHolds).is_some();
    if setting(Assumption::UnreadableValueHolds).is_some() {
        texts.extend(["::ffff:10.0.0.1", "::ffff:1.1.1.1"].map(String::from));
    }
    texts.retain(|it| {
        !it.contains('$')
            && (types.is_empty()
                || types.iter().any(|kind| {
                    hwc_iam::value::is_value(*kind, it)
                        && !it.contains('/')
                        && (*kind != hwc_iam::ValueType::Date || hwc_iam::value::has_zone(it) || is_zone_known)
                }))
    });
    let multivalued = known.and_then(hwc_iam::ConditionKey::is_multivalued);
    let (mut all, mut is_all) = (vec![Value::Absent], true);
    if multivalued != Some(true) {
        all.extend(texts.iter().cloned().map(Value::One));
    }
    if multivalued != Some(false) {
        let mut few: Vec<&String> = texts.iter().collect();
        // What the policies have, and what is like nothing, first.
        few.sort_by_key(|it| (!of_policies.contains(*it), *it != "other"));
        is_all = few.len() <= 12;
        few.truncate(12);
        all.push(Value::Many(Vec::new()));
        for (at, one) in few.iter().enumerate() {
            all.push(Value::Many(vec![(*one).clone()]));
            all.extend(few.iter().skip(at + 1).map(|other| Value::Many(vec![(*one).clone(), (*other).clone()])));
        }
    }
    (all, is_all)
}

/// What is a little less and a little more than a number, and what is in and beside a range.
fn beside(text: &str) -> Vec<String> {
    if let Ok(it) = text.parse::<i64>() {
        return [it - 1, it + 1].map(|it| it.to_string()).into();
    }
    let Some((first, length)) = hwc_iam::value::ip_range(text) else { return Vec::new() };
    match first {
        IpAddr::V4(it) => {
            let (first, last) = (u32::from(it), u32::from(it) | u32::MAX.checked_shr(length.into()).unwrap_or(0));
            let all = [first.wrapping_sub(1), first, last, last.wrapping_add(1)];
            all.map(|it| Ipv4Addr::from(it).to_string()).into()
        }
        IpAddr::V6(it) => {
            let (first, last) = (u128::from(it), u128::from(it) | u128::MAX.checked_shr(length.into()).unwrap_or(0));
            let all = [first.wrapping_sub(1), first, last, last.wrapping_add(1)];
            all.map(|it| Ipv6Addr::from(it).to_string()).into()
        }
    }
}
