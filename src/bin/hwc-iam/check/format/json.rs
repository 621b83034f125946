//! For programs: `Findings` of the library, a file after the other.

use hwc_iam::report::PassedOver;
use serde::Serialize;

use crate::check::checked::Checked;
use crate::failure::{Failure, Result};
use crate::name;
use crate::output;

pub(super) const HEAD: &str = "{\"files\":[\n";

/// A file as `FileFindings` has it, or what goes on of one that has begun.
pub(super) fn file(checked: Checked, has_begun: bool) -> Result<String> {
    let mut out = match has_begun {
        true => String::new(),
        false => format!("{{\"file\":{},\"findings\":[", text(&name::in_reports(&checked.path))?),
    };
    for (at, it) in checked.findings.iter().enumerate() {
        out.push_str(if has_begun || at > 0 { "," } else { "" });
        out.push_str(&text(&it.finding)?);
    }
    if !checked.goes_on {
        let suppressed: Vec<_> = checked.suppressed.into_iter().map(|it| it.suppressed).collect();
        let (unchecked, suppressed) = (text(&checked.unchecked)?, text(&suppressed)?);
        out.push_str(&format!("],\"unchecked\":{unchecked},\"suppressed\":{suppressed}}}"));
    }
    Ok(out)
}

pub(super) fn tail(errors: &[String], passed_over: &[PassedOver]) -> Result<String> {
    Ok(format!("\n],\"passed_over\":{},\"errors\":{}}}\n", text(&passed_over)?, text(&errors)?))
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map(|it| output::json_text(&it)).map_err(Failure::new)
}
