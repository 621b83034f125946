//! Policies in the files that people have: JSON, JSON Lines, Terraform and its plans.
//!
//! What Terraform computes while it runs is not known here: such a value is neither right nor wrong, and a policy of which a part
//! is not known has no [`Document::policy`].

#[cfg(feature = "lint")]
mod comment;
mod embedded;
mod foreign;
#[cfg(feature = "eval")]
mod grants;
mod json;
#[cfg(feature = "lint")]
mod literal;
mod module;
mod nested;
mod plan;
mod resource;
mod state;
#[cfg(feature = "lint")]
mod suppression;
mod terraform;
mod tree;
mod used;
mod yaml;

#[cfg(feature = "eval")]
pub use grants::Grants;
#[cfg(feature = "lint")]
pub use literal::LiteralFix;
#[cfg(feature = "lint")]
pub use suppression::Suppressions;

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::read::read;
use crate::shared::tree::{Node, Value};
use crate::{Cloud, Document, PolicyKind, Position, Span};
use resource::{Holds, Place};
use terraform::Syntax;

pub use module::{Module, ModuleOptions, Unread};
pub use terraform::{Evaluated, evaluate};
pub use tree::{Disk, Tree};
pub use used::{Used, UsedIn, used_in_json};

/// A document of YAML, or an array of several; nothing, if there is none. The error says why and at which byte.
#[cfg(feature = "sdk")]
pub(crate) fn tree_of_yaml(text: &str) -> Result<Option<Node<Span>>, String> {
    yaml::read(text).map_err(|it| format!("at byte {}: {}", it.offset, it.why))
}

/// A policy in a file.
#[derive(Debug, Clone)]
pub struct Found {
    address: Option<String>,
    document: Document,
    before: Position,
    is_editable: bool,
    /// The files of the module that it is in.
    files: Option<Arc<terraform::Files>>,
    /// Where its resource is written.
    at: Option<Span>,
    /// Why parts of it are not known.
    reasons: Vec<(Span, String)>,
    variants: Vec<Found>,
    concerns: Option<Vec<Span>>,
    is_absent: bool,
    place: Option<&'static Place>,
    unread: Option<Cow<'static, str>>,
}

impl Found {
    /// Whether a resource of Terraform says what it is.
    #[must_use]
    pub const fn is_of_resource(&self) -> bool {
        self.place.is_some()
    }

    /// Where Terraform knows it from, such as `huaweicloud_identity_policy.example`; in other data the JSON pointer to it.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Whether its resource has no instance, because its `count` is 0 or its `for_each` is empty. What would be there if it had one is
    /// found all the same.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identity_policy" "a" {
    ///   count           = 0
    ///   policy_document = jsonencode({ Version = "5.0" })
    /// }"#;
    /// let mut absent = Vec::new();
    /// files::each(Language::Terraform, text.into(), None, &mut |it| absent.push(it.is_absent()))?;
    /// assert_eq!(absent, [true]);
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        self.is_absent
    }

    /// The cloud of Terraform's provider, where it is known which that is.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "opentelekomcloud_identity_role_v3" "a" {
    ///   statement {
    ///     effect = "Allow"
    ///     action = ["smn:topic:publish"]
    ///   }
    /// }"#;
    /// let mut clouds = Vec::new();
    /// files::each(Language::Terraform, text.into(), None, &mut |it| clouds.push(it.cloud()))?;
    /// assert_eq!(clouds, [Some(hwc_iam::Cloud::OpenTelekomCloud)]);
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn cloud(&self) -> Option<Cloud> {
        self.place?.cloud
    }

    /// The provider of Terraform, if it is of a cloud of which no page was read, so that nobody can say which names it has.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "sbercloud_identity_role" "a" {
    ///   policy = jsonencode({ Version = "1.1", Statement = [{ Effect = "Allow", Action = ["a:b:c"] }] })
    /// }"#;
    /// let mut providers = Vec::new();
    /// files::each(Language::Terraform, text.into(), None, &mut |it| providers.push(it.unread_provider()))?;
    /// assert_eq!(providers, [Some("sbercloud")]);
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn unread_provider(&self) -> Option<&'static str> {
        self.place.filter(|it| it.cloud.is_none()).map(Place::provider)
    }

    /// The policy. Its text is the whole file, or the one line of JSON Lines.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Where the policy is in the document's text.
    #[must_use]
    pub fn span(&self) -> Span {
        let end = u32::try_from(self.document.text().len()).unwrap_or(u32::MAX);
        self.document.root().map_or(Span { start: 0, end }, |it| it.span)
    }

    /// Where the document's text begins in the file.
    #[must_use]
    pub const fn start(&self) -> Position {
        self.before
    }

    /// The place in the file of a byte of the document's text.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        if let Some(files) = &self.files {
            return files.position(offset);
        }
        let Position { line, column, offset } = self.document.position(offset);
        Position { line: self.before.line - 1 + line, column, offset: self.before.offset + offset }
    }

    /// The file of a module that a byte of the document's text stands in.
    #[must_use]
    pub fn file(&self, offset: u32) -> Option<&str> {
        self.files.as_ref()?.file(offset)
    }

    /// The files of a module that parts of it stand in, each once.
    #[must_use]
    pub fn files(&self) -> BTreeSet<&str> {
        fn each<'a>(node: &Node<Span>, files: &'a terraform::Files, out: &mut BTreeSet<&'a str>) {
            out.extend(files.file(node.span.start));
            match &node.value {
                Value::Array(all) => all.iter().for_each(|it| each(it, files, out)),
                Value::Object(all) | Value::Open(all) => {
                    for it in all {
                        out.extend(files.file(it.name_span.start));
                        each(&it.value, files, out);
                    }
                }
                _ => {}
            }
        }
        let mut all = BTreeSet::new();
        if let Some(files) = &self.files {
            all.extend(self.at.and_then(|it| files.file(it.start)));
            for it in [self].into_iter().chain(&self.variants) {
                it.document.root().into_iter().for_each(|it| each(it, files, &mut all));
            }
        }
        all
    }

    /// Where the resource is written that it is an argument of.
    #[must_use]
    pub const fn resource(&self) -> Option<Span> {
        self.at
    }

    /// The same policy with one of the things that a part of it may be, such as a branch of a conditional whose condition is not
    /// known. Of what is found in such a policy only that [counts](Self::concerns) which is about that part.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identity_policy" "viewer" {
    ///   policy_document = jsonencode({
    ///     Version   = "5.0"
    ///     Statement = [{ Effect = "Allow", Action = var.all ? ["*"] : ["ims:images:lst"] }]
    ///   })
    /// }"#;
    /// let mut found = Vec::new();
    /// files::each(Language::Terraform, text.into(), None, &mut |it| {
    ///     for variant in it.variants() {
    ///         found.extend(variant.document().problems().filter(|it| variant.concerns(it.span())).map(|it| it.message()));
    ///     }
    /// })?;
    /// assert_eq!(found, ["unknown action `ims:images:lst` (data of 2025-11-06)"]);
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn variants(&self) -> &[Self] {
        &self.variants
    }

    /// Whether what is said of this place is for certain; in a [variant](Self::variants) other places may be otherwise.
    #[must_use]
    pub fn concerns(&self, span: Span) -> bool {
        let holds = |it: &Span| it.start <= span.start && span.end <= it.end;
        self.concerns.as_ref().is_none_or(|it| it.iter().any(holds))
    }

    /// The line that a byte of the document's text is in, without its end, as bytes of that text.
    #[must_use]
    pub fn line(&self, offset: u32) -> core::ops::Range<usize> {
        self.document.line(offset)
    }

    /// The parts of which nothing is known before Terraform runs, and which nobody has checked.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identity_policy" "viewer" {
    ///   policy_document = jsonencode({ Version = "5.0", Statement = var.statements })
    /// }"#;
    /// files::each(Language::Terraform, text.into(), None, &mut |it| {
    ///     let part = it.unknown()[0];
    ///     assert_eq!(&text[part.start as usize..part.end as usize], "var.statements");
    /// })?;
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn unknown(&self) -> Vec<Span> {
        if !self.reasons.is_empty() {
            return self.reasons.iter().map(|it| it.0).collect();
        }
        let mut parts = Vec::new();
        // Elsewhere a part is not known because it is broken, and the problems say so.
        if self.place.is_some() {
            self.document.root().into_iter().for_each(|it| foreign::unknown(it, &mut parts));
        }
        parts
    }

    /// The parts that nobody has checked, and why: those of which nothing is known, or all of it if no page says how to read it.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identity_policy" "viewer" { policy_document = jsonencode(var.policy) }"#;
    /// files::each(Language::Terraform, text.into(), None, &mut |it| {
    ///     assert_eq!(it.unchecked()[0].1, "`var.policy` is not declared in what is read");
    /// })?;
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn unchecked(&self) -> Vec<(Span, String)> {
        let why = |it| self.reasons.iter().find(|(span, _)| *span == it).map(|it| it.1.clone());
        let reason = |it| (it, why(it).unwrap_or_else(|| String::from("known only when terraform runs")));
        let is_unread_kind = self.document.kind() == PolicyKind::Topic && self.is_known();
        let whole = is_unread_kind.then(|| (self.span(), String::from("a policy of a topic, a kind that is not read")));
        whole.into_iter().chain(self.unknown().into_iter().map(reason)).collect()
    }

    /// The vendor whose policy it is, if it is plainly one of another than Huawei Cloud.
    #[must_use]
    pub fn other_vendor(&self) -> Option<&'static str> {
        self.document.root().filter(|_| !self.is_told_by_content()).and_then(foreign::vendor)
    }

    /// Whether it is of a kind that is told by what it holds; topics and buckets have dates for versions, too.
    const fn is_told_by_content(&self) -> bool {
        matches!(self.document.kind(), PolicyKind::Topic | PolicyKind::Bucket)
    }

    /// What else it is, if it has a `Statement` and is not a policy of IAM, or has more in it than is read.
    #[must_use]
    pub fn other_kind(&self) -> Option<String> {
        if let Some(unread) = &self.unread {
            return Some(unread.to_string());
        }
        let Some(root) = self.document.root() else {
            let mut problems = self.document.problems();
            return problems.next().filter(|_| self.document.is_too_large()).map(|it| it.message());
        };
        let vendor = self.other_vendor().map(|it| format!("a policy of {it}"));
        vendor.or_else(|| {
            let is_dated = !self.is_told_by_content() && foreign::is_dated(root);
            is_dated.then(|| String::from("a policy of another kind, whose version is a date"))
        })
    }

    /// Whether anything of it is known before Terraform runs.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.document.root(), Some(Node { value: Value::Opaque, .. }))
    }

    /// Whether it says that it is a policy of Huawei Cloud: an object with a `Statement`, and nothing of another vendor.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        let Some(Node { value: Value::Object(members), .. }) = self.document.root() else { return false };
        members.iter().any(|it| it.name == "Statement") && self.other_kind().is_none()
    }

    /// Whether the fixes of findings can be applied to the file: what stands there is JSON, or Terraform's form of it.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        self.is_editable
    }

    /// Whether it is in a language that is not read at all.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    fn whole(address: Option<String>, document: Document, is_editable: bool) -> Self {
        Self {
            address,
            document,
            before: START,
            is_editable,
            files: None,
            at: None,
            reasons: Vec::new(),
            variants: Vec::new(),
            concerns: None,
            is_absent: false,
            place: None,
            unread: None,
        }
    }

    /// What was found in an argument of a resource, as the kind that is given, or else the one that the argument takes.
    fn of_resource(place: &'static Place, address: Option<String>, kind: Option<PolicyKind>, read: InResource) -> Self {
        let InResource { text, mut root, problems, is_editable } = read;
        if kind.is_none() {
            place.set_only_version(&mut root);
        }
        let holds = kind.map_or_else(|| place.holds(&root), Holds::Policy);
        let version = if kind.is_none() { place.version_problem(&root) } else { None };
        let (kind, unread) = match holds {
            Holds::Policy(it) => (it, None),
            Holds::Unread(it) => (PolicyKind::Topic, Some(Cow::Borrowed(it))),
        };
        let document = Document::of(text, kind, Some(root), problems).with_problem(version);
        Self { place: Some(place), unread, ..Self::whole(address, document, is_editable) }
    }
}

/// What an argument of a resource says, with its places in a text.
struct InResource {
    text: Text,
    root: Node<Span>,
    /// What is wrong with its JSON.
    problems: Vec<Problem<Span>>,
    /// Whether the fixes of findings can be applied to the text.
    is_editable: bool,
}

/// The languages in which policies stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// One policy, or what `terraform show -json` prints.
    Json,
    /// A policy on each line.
    JsonLines,
    /// Terraform's own.
    Terraform,
    /// Policies, answers, plans and so on, in YAML.
    Yaml,
}

impl Language {
    /// The language of a file with this name, if it is one of them.
    ///
    /// ```
    /// use hwc_iam::files::Language;
    ///
    /// assert_eq!(Language::of_name("iam/main.tf"), Some(Language::Terraform));
    /// assert_eq!(Language::of_name("prod.tfvars"), Some(Language::Terraform));
    /// assert_eq!(Language::of_name("README.md"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "json" | "tfstate" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "tf" | "tofu" | "tfvars" => Some(Self::Terraform),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// The language of a text without a name.
    ///
    /// ```
    /// use hwc_iam::files::Language;
    ///
    /// assert_eq!(Language::of_text("resource \"a\" \"b\" {}"), Language::Terraform);
    /// assert_eq!(Language::of_text("{}\n{}\n"), Language::JsonLines);
    /// assert_eq!(Language::of_text("# a policy\nVersion: '5.0'\n"), Language::Yaml);
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '#') && !text.starts_with("null") {
            let mut lines = text.lines().map(str::trim_end).filter(|it| !it.is_empty() && !it.starts_with('#'));
            // A name of Terraform's is followed by `=`, a label or a brace.
            let is_member = |it: &str| it.split_once(':').is_some_and(|(name, rest)| is_name(name) && is_apart(rest));
            return if lines.next().is_some_and(is_member) { Self::Yaml } else { Self::Terraform };
        }
        if text.starts_with("---") || text.starts_with("- ") {
            return Self::Yaml;
        }
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let is_whole = first.trim_end().ends_with('}') && first.len() < 1 << 20 && read(first).1.is_empty();
        if is_whole && rest.trim_start().starts_with('{') { Self::JsonLines } else { Self::Json }
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'))
}

/// Whether what follows the colon makes it one of YAML.
fn is_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// Hands every policy in a text to `visit`, in order. Without a kind each is what its resource or its own text says.
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
/// The text is not of that language, so that nobody can say which policies there are. What is wrong with a policy is no error.
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

fn lines(text: &str, kind: Option<PolicyKind>, visit: &mut dyn FnMut(Found)) {
    let mut offset = 0;
    for (line, text) in (1..).zip(text.split_inclusive('\n')) {
        let mut before = Position { line, column: 0, offset };
        offset += text.len();
        let trimmed = text.trim_start_matches('\u{feff}');
        before.offset += text.len() - trimmed.len();
        let text = trimmed.trim_end_matches(['\r', '\n']);
        if !text.trim().is_empty() {
            let document = kind.map_or_else(|| Document::infer(text), |kind| Document::read(text, kind));
            visit(Found { before, ..Found::whole(None, document, true) });
        }
    }
}

/// A value that is not known before Terraform runs.
const fn opaque(span: Span) -> Node<Span> {
    Node { value: Value::Opaque, span }
}

const START: Position = Position { line: 1, column: 0, offset: 0 };
