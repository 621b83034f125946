//! The answer for a pull request.

use std::collections::BTreeMap;

use hwc_iam::report::{Changes, PolicyChange, Witness};

use super::text::{context, meaning};

pub(crate) fn markdown(changes: &Changes) -> Vec<String> {
    let verdict = match (changes.new_access, changes.policies.len()) {
        (_, 0) if changes.unread.is_empty() => "No policy changes.",
        (Some(true), _) => "**There is new access.**",
        (Some(false), _) => "There is no new access.",
        (None, _) => "**Whether there is new access is not known.**",
    };
    let mut lines = vec![String::from("## Access"), String::new(), verdict.into()];
    if !changes.policies.is_empty() {
        lines.extend(
            [
                "",
                "| Policy | Change | Access | Gained | Lost | A request that it is about |",
                "|---|---|---|---|---|---|",
            ]
            .map(String::from),
        );
        lines.extend(changes.policies.iter().map(row));
    }
    let unknown = changes.policies.iter().flat_map(|it| {
        it.unknown.iter().map(move |why| (it.address.as_str(), format!("{}: {}", why.what, why.because)))
    });
    let unread = changes.unread.iter().map(|it| (it.what.as_str(), it.because.clone()));
    let unknown: Vec<String> =
        unknown.chain(unread).map(|(what, why)| format!("- {}: {}", code(what), escaped(&why))).collect();
    if !unknown.is_empty() {
        lines.extend([String::new(), String::from("Not known:"), String::new()]);
        lines.extend(unknown);
    }
    lines.extend([
        String::new(),
        format!(
            "{} as before.",
            match changes.unchanged {
                1 => String::from("1 policy is"),
                it => format!("{it} policies are"),
            }
        ),
    ]);
    lines
}

fn row(it: &PolicyChange) -> String {
    let mut name = code(&it.address);
    name.extend(it.previous_address.iter().map(|it| format!(" (was {})", code(it))));
    name.extend(it.place.iter().map(|it| format!(" in {}", code(it))));
    // What it shows beside others counts where it shows nothing alone.
    let all = || it.beside_everything.iter().chain(&it.comparison);
    let radius = || all().filter_map(|it| it.blast_radius.as_ref());
    let gained = radius().map(|it| &it.gained).find(|it| !it.is_empty());
    let lost = radius().map(|it| &it.lost).find(|it| !it.is_empty());
    let witness = all().find_map(|it| it.witness.as_ref()).map(|it| format!("now allowed: {}", request(it)));
    let witness = witness
        .or_else(|| all().find_map(|it| it.lost.as_ref()).map(|it| format!("no longer allowed: {}", request(it))));
    let cells =
        [name, it.change.to_string(), meaning(it).into(), levels(gained), levels(lost), witness.unwrap_or_default()];
    format!("| {} |", cells.join(" | "))
}

fn request(it: &Witness) -> String {
    let resource = it.resource.as_ref().map(|it| format!(" on {}", code(it))).unwrap_or_default();
    let context = context(it).iter().map(|it| code(&it.replace('`', ""))).collect::<Vec<_>>().join(", ");
    let with = if context.is_empty() { context } else { format!(" with {context}") };
    format!("{}{resource}{with}", code(&it.action))
}

/// How many actions of each level, and the first of them.
fn levels(all: Option<&BTreeMap<String, Vec<String>>>) -> String {
    let each = all.into_iter().flatten().map(|(level, names)| {
        let first = names.get(..MOST).unwrap_or(names).iter().map(|it| code(it)).collect::<Vec<_>>().join(", ");
        let more = if names.len() > MOST { ", …" } else { "" };
        format!("{level} ({}): {first}{more}", names.len())
    });
    each.collect::<Vec<_>>().join("<br>")
}

/// A text that means nothing to Markdown, in one line of a table.
fn code(text: &str) -> String {
    let plain: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let ticks = plain.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(ticks + 1);
    let blank = if ticks > 0 { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", plain.replace('|', "\\|"))
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '`' => out.push(it),
            '\\' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' | '&' | '@' => out.extend(['\\', it]),
            it if it.is_control() => out.push(' '),
            it => out.push(it),
        }
    }
    out
}

const MOST: usize = 3;
