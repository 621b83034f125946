use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::lint::{self, Level, Options, Severity};
use crate::{Document, PolicyKind};

/// What `check` answers: what is wrong in files, and what was not checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Findings {
    /// The files with policies, and those that were named.
    pub files: Vec<FileFindings>,
    /// The files without a policy.
    pub passed_over: Vec<PassedOver>,
    /// What could not be read.
    pub errors: Vec<String>,
}

impl Findings {
    /// Of files with policies.
    #[must_use]
    pub const fn new(files: Vec<FileFindings>) -> Self {
        Self { files, passed_over: Vec::new(), errors: Vec::new() }
    }
}

/// What was found in one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct FileFindings {
    /// Its path.
    pub file: String,
    /// The findings, in the order of the policies.
    pub findings: Vec<Finding>,
    /// The parts that were not checked.
    pub unchecked: Vec<Unchecked>,
    /// The findings that are meant to be there.
    pub suppressed: Vec<Suppressed>,
}

impl FileFindings {
    /// A file of which nothing is said yet.
    #[must_use]
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), findings: Vec::new(), unchecked: Vec::new(), suppressed: Vec::new() }
    }
}

/// Something that a rule has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// The code of Huawei Cloud's Access Analyzer for the same finding.
    pub issue_code: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// What is done with it: `warn` or `deny`.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// The resource of Terraform whose policy it is in.
    pub policy: Option<String>,
    /// Its place in the policy, as a JSON pointer.
    pub path: String,
    /// Where it begins in the file.
    pub start: Position,
    /// Where it ends in the file.
    pub end: Position,
    /// What to do about it.
    pub help: Option<String>,
    /// Edits that mend it and grant nothing more.
    pub fix: Option<Fix>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The characters before it in the line.
    pub column: usize,
    /// The bytes before it in the file.
    pub offset: usize,
}

impl From<crate::Position> for Position {
    fn from(it: crate::Position) -> Self {
        Self { line: it.line, column: it.column, offset: it.offset }
    }
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Fix {
    /// What they do.
    pub title: String,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Edits of a text whose bytes are at these places in the file.
    pub fn new(title: impl Into<String>, edits: &[lint::Edit], position: impl Fn(u32) -> crate::Position) -> Self {
        let position = |offset: u32| Position::from(position(offset));
        let edit = |it: &lint::Edit| Edit {
            start: position(it.span.start),
            end: position(it.span.end),
            text: it.text.clone(),
        };
        Self { title: title.into(), edits: edits.iter().map(edit).collect() }
    }
}

/// A part of a file, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Edit {
    /// Where the part begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
    /// What to write there.
    pub text: String,
}

/// A finding that the author accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Suppressed {
    /// The finding.
    #[serde(flatten)]
    pub finding: Finding,
    /// Why the author accepts it.
    pub reason: String,
}

impl Suppressed {
    /// A finding, and why the author accepts it.
    #[must_use]
    pub const fn new(finding: Finding, reason: String) -> Self {
        Self { finding, reason }
    }
}

/// A policy, or a part of one, that was not checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Unchecked {
    /// The resource of Terraform whose policy it is.
    pub policy: Option<String>,
    /// Where it begins in the file.
    pub start: Position,
    /// Where it ends in the file.
    pub end: Position,
    /// Why it was not checked.
    pub why: String,
}

impl Unchecked {
    /// A part of a file that was not checked.
    #[must_use]
    pub fn new(policy: Option<String>, start: crate::Position, end: crate::Position, why: impl Into<String>) -> Self {
        Self { policy, start: start.into(), end: end.into(), why: why.into() }
    }
}

/// A file without a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct PassedOver {
    /// Its path.
    pub file: String,
    /// How it is known that it has none.
    pub why: String,
}

impl PassedOver {
    /// A file without a policy.
    #[must_use]
    pub fn new(file: impl Into<String>, why: impl Into<String>) -> Self {
        Self { file: file.into(), why: why.into() }
    }
}

/// What is wrong in a policy in JSON, of the kind that it seems to be if none is given.
///
/// ```
/// use hwc_iam::{lint::Options, report};
///
/// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lst"] }] }"#;
/// let document = report::findings(text, None, &Options::default());
/// let json = serde_json::to_value(&document)?;
/// assert_eq!(json[0]["rule"], "unknown_action");
/// assert_eq!(json[0]["path"], "/Statement/0/Action/0");
/// assert_eq!(json[0]["start"]["column"], 66);
/// assert_eq!(serde_json::from_value::<Vec<report::Finding>>(json)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn findings(text: &str, kind: Option<PolicyKind>, options: &Options) -> Vec<Finding> {
    let document = kind.map_or_else(|| Document::infer(text), |kind| Document::read(text, kind));
    let all = lint::check_with(&document, options).into_iter();
    all.map(|it| {
        let path = document.pointer(it.span());
        finding(&it, None, path, true, |offset| document.position(offset))
    })
    .collect()
}

/// What is wrong in a policy in a file: the place of a byte of its text is what `position` says, and it can be edited there or not.
#[cfg(feature = "files")]
#[must_use]
pub fn found(found: &crate::files::Found, it: &lint::Finding) -> Finding {
    let policy = found.address().map(String::from);
    let path = found.document().pointer(it.span());
    finding(it, policy, path, found.is_editable() && !found.is_of_resource(), |offset| found.position(offset))
}

/// What is wrong at a place that is not in a policy, such as a comment.
#[must_use]
pub fn elsewhere(it: &lint::Finding, position: impl Fn(u32) -> crate::Position) -> Finding {
    finding(it, None, String::new(), false, position)
}

fn finding(
    it: &lint::Finding,
    policy: Option<String>,
    path: String,
    is_editable: bool,
    position: impl Fn(u32) -> crate::Position,
) -> Finding {
    let fix = it.fix().filter(|it| is_editable && !it.edits.is_empty());
    let fix = fix.map(|it| Fix::new(it.title.clone(), &it.edits, &position));
    let position = |offset: u32| Position::from(position(offset));
    Finding {
        rule: it.rule().name().into(),
        issue_code: it.rule().issue_code().map(String::from),
        severity: it.rule().severity(),
        level: it.level(),
        message: it.message().into(),
        policy,
        path,
        start: position(it.span().start),
        end: position(it.span().end),
        help: it.help().map(String::from),
        fix,
    }
}
