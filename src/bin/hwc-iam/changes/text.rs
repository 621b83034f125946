//! The answer for people.

use hwc_iam::Effect;
use hwc_iam::access::Verdict;
use hwc_iam::report::{Changes, Comparison, ContextValue, PolicyChange, Responsible, Witness};

pub(crate) fn lines(changes: &Changes) -> Vec<String> {
    let mut all = Vec::new();
    for it in &changes.policies {
        let place = it.place.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
        let was = it.previous_address.as_ref().map(|it| format!(" (was {it})")).unwrap_or_default();
        all.push(format!("{} {}{was}{place}: {}", it.change, it.address, meaning(it)));
        all.extend(it.unknown.iter().map(|it| format!("  unknown: {}: {}", it.what, it.because)));
        for found in it.comparison.iter().chain(&it.beside_everything) {
            all.extend(comparison(found).into_iter().skip(1).map(|it| format!("  {it}")));
        }
    }
    all.extend(changes.unread.iter().map(|it| format!("not read: {}: {}", it.what, it.because)));
    let count = changes.policies.len();
    let plural = if count == 1 { "policy" } else { "policies" };
    all.push(format!("{count} {plural} changed, {} as before", changes.unchanged));
    if count > 0 {
        let whole = changes.whole.as_ref().map_or(Verdict::Unknown, |it| it.verdict);
        all.push(format!("all of them together, as if one principal had them: {whole}"));
    }
    all
}

/// What becomes of a policy, in a word or two.
pub(super) fn meaning(it: &PolicyChange) -> &'static str {
    match (it.new_access, it.lost_access) {
        (Some(true), Some(false)) => "allows more",
        (Some(true), Some(true)) => "allows some more and some less",
        (Some(true), None) => "allows more, and perhaps less",
        (Some(false), Some(true)) => "allows less",
        (None, Some(true)) => "allows less, and perhaps more",
        (Some(false), Some(false)) => "allows the same",
        (Some(false), None) => "allows no more",
        (None, _) => "not known",
    }
}

pub(crate) fn comparison(found: &Comparison) -> Vec<String> {
    let meaning = match found.verdict {
        Verdict::Equal => "both allow the same requests",
        Verdict::Narrower => "the new one allows fewer requests",
        Verdict::Broader => "the new one allows more requests",
        Verdict::Incomparable => "the new one allows some more requests and some fewer",
        Verdict::Unknown => "there is no certain answer to both directions",
    };
    let mut lines = vec![format!("{}: {meaning}", found.verdict.name())];
    for (title, witness) in
        [("allowed by the new one only", &found.witness), ("allowed by the old one only", &found.lost)]
    {
        let Some(it) = witness else { continue };
        let unknown = if it.known_action { "" } else { " (a name that the catalogue does not know)" };
        lines.push(format!("{title}:"));
        lines.push(format!("  action    {}{unknown}", it.action));
        lines.extend(it.resource.as_ref().map(|it| format!("  resource  {it}")));
        lines.extend(context(it).into_iter().map(|it| format!("  context   {it}")));
        lines.extend(it.statements.iter().map(|it| format!("  because   {}", statement_text(it))));
    }
    match (found.new_access, found.lost_access) {
        (Some(false), None) => lines.push("the new one allows nothing that the old one does not".into()),
        (None, Some(false)) => lines.push("the old one allows nothing that the new one does not".into()),
        _ => {}
    }
    lines.extend(found.unknown.iter().map(|it| format!("unknown: {}: {}", it.what, it.because)));
    if let Some(radius) = &found.blast_radius {
        for (title, names) in [("gained", &radius.gained), ("lost", &radius.lost), ("undecided", &radius.unknown)] {
            lines.extend(
                names.iter().map(|(level, all)| {
                    format!("{title} in the catalogue, {level} ({}): {}", all.len(), shortened(all))
                }),
            );
        }
    }
    lines
}

/// The condition keys of a request.
pub(super) fn context(of: &Witness) -> Vec<String> {
    let each = of.context.iter().map(|(key, value)| match value {
        ContextValue::One(it) => format!("{key} = `{it}`"),
        ContextValue::Many(all) => format!("{key} = [{}]", all.join(", ")),
    });
    each.collect()
}

/// The first names; the JSON has all of them.
fn shortened(names: &[String]) -> String {
    const MOST: usize = 8;
    let first = names.get(..MOST).unwrap_or(names).join(", ");
    if names.len() > MOST { format!("{first}, …") } else { first }
}

fn statement_text(it: &Responsible) -> String {
    let verb = if it.effect == Effect::Allow { "allows" } else { "denies" };
    let level = it.level.map(|it| format!(" of level {it}")).unwrap_or_default();
    let sid = it.sid.as_ref().map(|it| format!(" `{it}`")).unwrap_or_default();
    let (side, layer) = (it.side, it.layer);
    format!("statement {}{sid} of {layer} policy {}{level} of the {side} one {verb} it", it.statement, it.policy)
}
