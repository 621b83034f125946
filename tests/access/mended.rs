//! Whether the fixes of a random policy with mistakes widen it.

use hwc_iam::eval::{Assumptions, PolicySet, Request};
use hwc_iam::{Document, Policy, PolicyKind, lint};
use serde_json::{Value, json};

use super::generated::{Alphabet, Side, answered};
use super::pair::is_allowed;
use crate::random::Random;

/// What was looked at.
#[derive(Default)]
pub(super) struct Mended {
    /// By the names of the rules.
    pub(super) fixes: Vec<&'static str>,
    pub(super) requests: u32,
    /// Whether one fix after the other was made until none was left.
    pub(super) is_clean: bool,
}

/// Of no fix, and of no sequence of them, is a request allowed that was not allowed before, and none is allowed beside another
/// policy that was denied, whatever the answers to open questions.
pub(super) fn narrow(seed: u64) -> Result<Mended, String> {
    let mut random = Random::new(seed);
    let alphabet = Alphabet::new(&mut random);
    let text = mistaken(&alphabet.policy(&mut random), &mut random);
    let mut seen = Mended::default();
    let document = Document::read(text, PolicyKind::Identity);
    let Some(old) = document.policy() else { return Ok(seen) };
    let findings = lint::check(&document);
    for finding in &findings {
        let Some(fix) = finding.fix() else { continue };
        seen.fixes.push(finding.rule().name());
        let text = fix.apply(document.text()).ok_or("a fix is not for its text")?;
        grants_no_more(old, &text, &alphabet, &mut random, &mut seen)?;
    }
    if seen.fixes.len() > 1 {
        let mut text = document.text().to_string();
        for _ in 0..64 {
            let document = Document::read(text.as_str(), PolicyKind::Identity);
            let findings = lint::check(&document);
            let Some(fix) = findings.iter().find_map(lint::Finding::fix) else {
                seen.is_clean = true;
                break;
            };
            text = fix.apply(&text).ok_or("a fix is not for its text")?;
        }
        grants_no_more(old, &text, &alphabet, &mut random, &mut seen)?;
    }
    Ok(seen)
}

fn grants_no_more(
    old: &Policy,
    text: &str,
    alphabet: &Alphabet,
    random: &mut Random,
    seen: &mut Mended,
) -> Result<(), String> {
    let told = |what: &str| format!("{what}\n{old}\n{text}");
    let document = Document::read(text, PolicyKind::Identity);
    let Some(new) = document.policy() else { return Err(told("a fix leaves no policy")) };
    let requests: Vec<Request> = (0..40).map(|_| alphabet.request(random)).collect();
    let all = Policy::from_json(&format!(
        r#"{{"Version":"{}","Statement":[{{"Effect":"Allow","Action":["*"]}}]}}"#,
        old.version()
    ));
    let all = all.map_err(|it| it.to_string())?;
    for _ in 0..3 {
        let closed = answered(random, Assumptions::default(), 100);
        for beside in [None, Some(&all)] {
            let set = |it: &Policy| -> PolicySet {
                let mut side = Side::of(it.clone());
                side.identity.extend(beside.cloned());
                side.set().assuming(closed)
            };
            let (old, new) = (set(old), set(new));
            for request in &requests {
                seen.requests += 1;
                if (is_allowed(&old, request), is_allowed(&new, request)) == (Some(false), Some(true)) {
                    return Err(told(&format!("a fix widens: {request:?} under {closed:?}")));
                }
            }
        }
    }
    Ok(())
}

/// The policy with repetitions, spellings and forms that rules mend.
fn mistaken(policy: &Policy, random: &mut Random) -> String {
    let mut value: Value = serde_json::from_str(&policy.to_string()).unwrap();
    let Some(statements) = value["Statement"].as_array_mut() else { return policy.to_string() };
    for _ in 0..1 + random.below(3) {
        let at = random.below(statements.len());
        match random.below(7) {
            0 => {
                let copy = statements[at].clone();
                statements.insert(random.below(statements.len() + 1), copy);
            }
            1 => statements.push(json!({ "Effect": random.pick(&["Allow", "Deny"]), "Action": ["*"] })),
            2 => lists(&mut statements[at], &mut |all| {
                let it = all[random.below(all.len())].clone();
                all.insert(random.below(all.len() + 1), it);
            }),
            3 => lists(&mut statements[at], &mut |all| {
                let more = random.pick(&["ims:images:get", "ims:*:*", "a:b:c", "A:b:c", "s:r:t:u:v", "a", "k", "K"]);
                all.push(more.into());
            }),
            4 => {
                let element = random.pick(&["Action", "NotAction", "Resource", "NotResource"]);
                if let Some(one) = statements[at][element].as_array().filter(|it| it.len() == 1).map(|it| it[0].clone())
                {
                    statements[at][element] = one;
                }
            }
            5 => {
                let name = random.pick(&["ims:Images:Get", "IMS:images:list", "ims:images:GET", "IMS:*:*"]);
                let element = if statements[at]["Action"].is_array() { "Action" } else { "NotAction" };
                if let Some(all) = statements[at][element].as_array_mut() {
                    all.push(name.into());
                }
            }
            _ => {
                let condition = random.pick(&[
                    r#"{"StringEquals":{"G:username":["a"]}}"#,
                    r#"{"Bool":{"g:mfapresent":[true]}}"#,
                    r#"{"NumberLessThan":{"g:MFAAge":[10]}}"#,
                    r#"{"IpAddress":{"g:SourceIp":["10.1.2.3/8","10.0.0.0/8"]}}"#,
                    r#"{"StringLike":{"g:UserName":["a*"]}}"#,
                    r#"{"NotIpAddress":{"g:SourceIp":["10.1.2.3/16"]}}"#,
                    r#"{"StringEquals":{"g:UserName":"a"}}"#,
                    "{}",
                ]);
                statements[at]["Condition"] = serde_json::from_str(condition).unwrap();
            }
        }
    }
    value.to_string()
}

/// Every list of values of a statement.
fn lists(value: &mut Value, change: &mut impl FnMut(&mut Vec<Value>)) {
    match value {
        Value::Array(all) if !all.is_empty() => change(all),
        Value::Object(all) => all.values_mut().for_each(|it| lists(it, change)),
        _ => {}
    }
}
