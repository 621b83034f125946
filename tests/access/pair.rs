//! Whether comparison and evaluator agree on a random pair of policies.

use hwc_iam::access::{ContextValue, Options, Verdict, Witness, compare};
use hwc_iam::eval::{Assumptions, Decision, PolicySet, Request};

use super::generated::{Alphabet, answered};
use crate::random::Random;

/// What was looked at.
pub(super) struct Agreement {
    pub(super) verdict: Verdict,
    pub(super) witnesses: u32,
    pub(super) requests: u32,
    /// Whether the comparison gave up.
    pub(super) is_cut: bool,
}

/// Whether the request is allowed, if that is certain.
pub(super) fn is_allowed(set: &PolicySet, request: &Request) -> Option<bool> {
    set.decide(request).is_allowed().or_else(|| {
        let possible = set.explain(request).possible;
        (!possible.contains(&Decision::Allow)).then_some(false)
    })
}

/// The evaluator agrees with every witness, and no request contradicts the verdict, whatever the answers to the questions that
/// were open: with both models, sessions, levels, and every assumption answered in either way or not.
pub(super) fn agree(seed: u64) -> Result<Agreement, String> {
    let mut random = Random::new(seed);
    let alphabet = Alphabet::new(&mut random);
    let old = alphabet.side(&mut random);
    let is_change = random.chance(60);
    let new = if is_change { alphabet.change_side(&old, &mut random) } else { alphabet.side(&mut random) };
    let answers = random.pick(&[0, 0, 50, 100]);
    let open = answered(&mut random, Assumptions::default(), answers);
    let found = compare(&old.access(), &new.access(), &Options { assumptions: open, ..Options::default() });
    let told = |what: &str| format!("{what}\n{old:?}\n{new:?}\n{open:?}\n{found:?}");
    let gives_up = ["the comparison itself", "the policies together"];
    let is_cut = found.unknown.iter().any(|it| gives_up.contains(&it.what.as_str()));
    let mut seen = Agreement { verdict: found.verdict, witnesses: 0, requests: 0, is_cut };
    let (of_old, of_new) = (old.set().assuming(open), new.set().assuming(open));
    for (witness, allowing, other) in [(&found.witness, &of_new, &of_old), (&found.lost, &of_old, &of_new)] {
        let Some(it) = witness else { continue };
        seen.witnesses += 1;
        let request = asked(it);
        if (is_allowed(allowing, &request), is_allowed(other, &request)) != (Some(true), Some(false)) {
            return Err(told(&format!("a witness is refused: {it:?}")));
        }
    }
    for _ in 0..6 {
        let closed = answered(&mut random, open, 100);
        let (of_old, of_new) = (old.set().assuming(closed), new.set().assuming(closed));
        for _ in 0..50 {
            let request = alphabet.request(&mut random);
            seen.requests += 1;
            let denied = match (is_allowed(&of_old, &request), is_allowed(&of_new, &request)) {
                (Some(false), Some(true)) => found.new_access,
                (Some(true), Some(false)) => found.lost_access,
                _ => None,
            };
            if denied == Some(false) {
                return Err(told(&format!("a request contradicts the verdict: {request:?} under {closed:?}")));
            }
        }
    }
    Ok(seen)
}

pub(super) fn asked(it: &Witness) -> Request {
    let mut request = Request::new(&it.action);
    if let Some(name) = &it.resource {
        request = request.resource(name);
    }
    it.context.iter().fold(request, |request, (key, value)| match value {
        ContextValue::One(it) => request.key(key, it),
        ContextValue::Many(all) => request.keys(key, all.iter().cloned()),
    })
}
