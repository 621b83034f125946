//! Policies in the files that people have: JSON, JSON Lines, Terraform and its plans.
//!
//! What Terraform computes while it runs is not known here: such a value is neither right nor wrong, and a policy of which a part
//! is not known has no [`Document::policy`].

#[cfg(feature = "eval")]
mod certain;
#[cfg(feature = "lint")]
mod comment;
mod embedded;
mod foreign;
mod found;
#[cfg(feature = "eval")]
mod grants;
mod json;
#[cfg(feature = "lint")]
mod known;
mod language;
#[cfg(feature = "lint")]
mod literal;
mod module;
mod nested;
mod plan;
#[cfg(any(feature = "eval", feature = "lint"))]
mod print;
mod provider;
mod resource;
mod state;
#[cfg(feature = "lint")]
mod suppression;
mod terraform;
mod tree;
mod used;
mod yaml;

#[cfg(feature = "eval")]
pub use certain::Certain;
#[cfg(feature = "eval")]
pub use grants::Grants;
#[cfg(feature = "lint")]
pub use literal::LiteralFix;
#[cfg(feature = "lint")]
pub use suppression::Suppressions;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::read::read;
use crate::shared::tree::{Node, Value};
use crate::{Document, PolicyKind, Position, Span};
use found::InResource;
use terraform::Syntax;

pub use found::Found;
pub use language::Language;
pub use module::{Module, ModuleOptions, Unread};
pub use provider::{Provider, Stated};
pub use terraform::{Evaluated, evaluate};
pub use tree::{Disk, Tree};
pub use used::{Used, UsedIn, used_in_json};

/// A document of YAML, or an array of several; nothing, if there is none. The error says why and at which byte.
#[cfg(feature = "sdk")]
pub(crate) fn tree_of_yaml(text: &str) -> Result<Option<Node<Span>>, yaml::Broken> {
    yaml::read(text)
}

/// Passes every policy in a text to `visit`, in order. Without a kind, the kind of each follows from its resource or its own text.
///
/// ```
/// use hwc_iam::files::{self, Language};
///
/// let text = r#"
/// resource "huaweicloud_identity_policy" "viewer" {
///   name            = "viewer"
///   policy_document = jsonencode({
///     Version   = "5.0"
///     Statement = [{ Effect = "Allow", Action = ["ims:images:lst"], Resource = [var.image] }]
///   })
/// }
/// "#;
/// let mut found = Vec::new();
/// files::each(Language::Terraform, text.into(), None, &mut |it| {
///     for problem in it.document().problems() {
///         found.push((it.position(problem.span().start).line, problem.message()));
///     }
/// })?;
/// assert_eq!(found, [(6, "unknown action `ims:images:lst` (data of 2025-11-06)".to_owned())]);
/// # Ok::<(), hwc_iam::error::ReadFileError>(())
/// ```
///
/// # Errors
///
/// If the text is not in that language, so that it is unknown which policies it has. A mistake in a policy is not an error.
pub fn each(
    language: Language,
    text: String,
    kind: Option<PolicyKind>,
    visit: &mut dyn FnMut(Found),
) -> Result<(), ReadFileError> {
    match language {
        Language::Terraform => terraform::each(&Text::from(text), Syntax::Native, kind, visit),
        Language::JsonLines => {
            lines(&text, kind, visit);
            Ok(())
        }
        Language::Yaml => {
            let root = yaml::read(&text);
            let text = Text::from(text);
            let root = root.map_err(|it| ReadFileError::new(text.position(it.offset), it.why))?;
            let is_many = |it: &Node<Span>| json::get(it, "Statement").is_none();
            if !root.as_ref().is_some_and(|it| is_many(it) && nested::each(&text, it, false, kind, visit)) {
                let kind = kind.unwrap_or_else(|| resource::kind_of(root.as_ref()));
                visit(Found::whole(None, Document::of(text, kind, root, Vec::new()), false));
            }
            Ok(())
        }
        Language::Json => {
            let (root, broken) = read(&text);
            data(&Text::from(text), root, broken, kind, visit)
        }
    }
}

/// Hands over the policies in what may be one, or a plan, or whatever else holds some.
fn data(
    text: &Text,
    root: Option<Node<Span>>,
    broken: Vec<Problem<Span>>,
    kind: Option<PolicyKind>,
    visit: &mut dyn FnMut(Found),
) -> Result<(), ReadFileError> {
    if let Some(root) = &root {
        if plan::is_plan(root) {
            if let Some(first) = broken.first() {
                return Err(ReadFileError::new(text.position(first.span.start), first.mistake.to_string()));
            }
            plan::each(text, root, kind, visit);
            return Ok(());
        }
        if terraform::is_terraform(root) {
            return terraform::each(text, Syntax::Json, kind, visit);
        }
        if broken.is_empty() && json::get(root, "Statement").is_none() && nested::each(text, root, true, kind, visit) {
            return Ok(());
        }
    }
    let kind = kind.unwrap_or_else(|| resource::kind_of(root.as_ref()));
    visit(Found::whole(None, Document::of(text.clone(), kind, root, broken), true));
    Ok(())
}

/// What a plan changes: every policy as it is, and every one as it is to be. Nothing if the text is no plan.
///
/// ```
/// use hwc_iam::files;
///
/// let document = r#"{\"Version\": \"5.0\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"ims:images:list\"]}]}"#;
/// let plan = format!(
///     r#"{{"resource_changes": [{{"address": "huaweicloud_identity_policy.a", "type": "huaweicloud_identity_policy",
///     "change": {{"actions": ["create"], "before": null, "after": {{"policy_document": "{document}"}}}}}}]}}"#
/// );
/// let (before, after) = files::plan_sides(&plan).unwrap();
/// assert!(before.is_empty());
/// assert_eq!(after[0].address(), Some("huaweicloud_identity_policy.a"));
/// assert!(after[0].document().policy().is_some());
/// ```
#[must_use]
pub fn plan_sides(text: &str) -> Option<(Vec<Found>, Vec<Found>)> {
    let (root, broken) = read(text);
    let root = root.filter(|it| broken.is_empty() && json::get(it, "resource_changes").is_some())?;
    let text = Text::from(String::from(text));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    plan::side(&text, &root, "before", &mut |it| before.push(it));
    plan::side(&text, &root, "after", &mut |it| after.push(it));
    Some((before, after))
}

/// Each line is read as a file of JSON with that line would be.
fn lines(text: &str, kind: Option<PolicyKind>, visit: &mut dyn FnMut(Found)) {
    let mut offset = 0;
    for (line, text) in (1..).zip(text.split_inclusive('\n')) {
        let mut before = Position { line, column: 0, offset };
        offset += text.len();
        let trimmed = text.trim_start_matches('\u{feff}');
        before.offset += text.len() - trimmed.len();
        let text = trimmed.trim_end_matches(['\r', '\n']);
        if !text.trim().is_empty() {
            let mut in_line = |it: Found| visit(Found { before, ..it });
            let (root, broken) = read(text);
            if data(&Text::from(String::from(text)), root, broken, kind, &mut in_line).is_err() {
                // What is wrong with one line is no reason not to read the others.
                let document = kind.map_or_else(|| Document::infer(text), |kind| Document::read(text, kind));
                in_line(Found::whole(None, document, true));
            }
        }
    }
}

/// A value that is not known before Terraform runs.
const fn opaque(span: Span) -> Node<Span> {
    Node { value: Value::Opaque, span }
}

const START: Position = Position { line: 1, column: 0, offset: 0 };
