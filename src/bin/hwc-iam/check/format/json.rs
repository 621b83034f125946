//! For programs: `Findings` of the library, a file after the other.

use hwc_iam::report::{FileFindings, PassedOver};
use serde::Serialize;

use crate::check::checked::Checked;
use crate::check::shown as path_name;
use crate::output;

pub(super) const HEAD: &str = "{\"files\":[\n";

pub(super) fn file(checked: Checked) -> Result<String, String> {
    let mut file = FileFindings::new(path_name(&checked.path));
    file.findings = checked.findings.into_iter().map(|it| it.finding).collect();
    file.unchecked = checked.unchecked;
    file.suppressed = checked.suppressed.into_iter().map(|it| it.suppressed).collect();
    text(&file)
}

pub(super) fn tail(errors: &[String], passed_over: &[PassedOver]) -> Result<String, String> {
    Ok(format!("\n],\"passed_over\":{},\"errors\":{}}}\n", text(&passed_over)?, text(&errors)?))
}

fn text(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map(|it| output::json_text(&it)).map_err(|it| it.to_string())
}
