//! The comparison and the fixes that it proves.

#[path = "../../../tests/access/generated.rs"]
mod generated;
#[path = "../../../tests/access/mended.rs"]
mod mended;
#[path = "../../../tests/access/pair.rs"]
mod pair;

use super::Counts;

pub(super) fn pair(seed: u64) -> Result<Counts, String> {
    let seen = pair::agree(seed)?;
    Ok(vec![
        (seen.verdict.name(), 1),
        ("witnesses", seen.witnesses.into()),
        ("requests", seen.requests.into()),
        ("given up", seen.is_cut.into()),
    ])
}

pub(super) fn fixes(seed: u64) -> Result<Counts, String> {
    let seen = mended::narrow(seed)?;
    let fixes = seen.fixes.len() as u64;
    let mut all = vec![
        ("fixes", fixes),
        ("mended policies", u64::from(fixes > 0)),
        ("all together", seen.is_clean.into()),
        ("requests", seen.requests.into()),
    ];
    all.extend(seen.fixes.into_iter().map(|it| (it, 1)));
    Ok(all)
}
