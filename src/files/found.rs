use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::resource::{Holds, Place};
use super::{START, foreign, terraform};
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::tree::{Node, Value};
use crate::{Cloud, Document, PolicyKind, Position, Span};

/// A policy in a file.
#[derive(Debug, Clone)]
pub struct Found {
    pub(super) address: Option<String>,
    pub(super) document: Document,
    pub(super) before: Position,
    pub(super) is_editable: bool,
    /// The files of the module that it is in.
    pub(super) files: Option<Arc<terraform::Files>>,
    /// Where its resource is written.
    pub(super) at: Option<Span>,
    /// Why parts of it are not known.
    pub(super) reasons: Vec<(Span, String)>,
    pub(super) variants: Vec<Found>,
    pub(super) concerns: Option<Vec<Span>>,
    pub(super) is_absent: bool,
    pub(super) place: Option<&'static Place>,
    pub(super) unread: Option<Cow<'static, str>>,
    /// Whether its version is not known, and it may be another one of the same model.
    pub(super) is_version_assumed: bool,
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

    /// The provider of Terraform, if it is of a cloud whose pages were not read, so that its names are unknown.
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

    /// Whether its version is not known: it is read as the one of those that its argument takes of which less is wrong, and what is said
    /// of that version alone may not hold.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identity_role" "a" {
    ///   policy = jsonencode({ Version = var.version, Statement = [{ Effect = "Allow", Action = ["ims:images:list"] }] })
    /// }"#;
    /// let mut assumed = Vec::new();
    /// files::each(Language::Terraform, text.into(), None, &mut |it| assumed.push(it.is_version_assumed()))?;
    /// assert_eq!(assumed, [true]);
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub const fn is_version_assumed(&self) -> bool {
        self.is_version_assumed
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

    /// The file of a module that contains a byte of the document's text.
    #[must_use]
    pub fn file(&self, offset: u32) -> Option<&str> {
        self.files.as_ref()?.file(offset)
    }

    /// The files of a module that contain parts of it, without duplicates.
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

    /// Whether findings at this place are certain; in a [variant](Self::variants), other places may differ.
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

    /// The parts that are unknown before Terraform runs, and were not checked.
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

    /// The parts that were not checked, and why: unknown parts, or all of it if no page states how to read it.
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

    /// Whether the fixes of findings can be applied to the file: the policy is written as JSON, or in Terraform's form of it.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        self.is_editable
    }

    /// Whether it is in a language that is not read at all.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    pub(super) fn whole(address: Option<String>, document: Document, is_editable: bool) -> Self {
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
            is_version_assumed: false,
        }
    }

    /// What was found in an argument of a resource, as the kind that is given, or else the one that the argument takes.
    pub(super) fn of_resource(
        place: &'static Place,
        address: Option<String>,
        kind: Option<PolicyKind>,
        read: InResource,
    ) -> Self {
        let InResource { text, mut root, problems, is_editable } = read;
        let is_version_assumed = kind.is_none() && place.set_version(&mut root);
        let holds = kind.map_or_else(|| place.holds(&root), Holds::Policy);
        let version = if kind.is_none() { place.version_problem(&root) } else { None };
        let (kind, unread) = match holds {
            Holds::Policy(it) => (it, None),
            Holds::Unread(it) => (PolicyKind::Topic, Some(Cow::Borrowed(it))),
        };
        let document = Document::of(text, kind, Some(root), problems).with_problem(version);
        Self { place: Some(place), unread, is_version_assumed, ..Self::whole(address, document, is_editable) }
    }
}

/// What an argument of a resource says, with its places in a text.
pub(super) struct InResource {
    pub(super) text: Text,
    pub(super) root: Node<Span>,
    /// What is wrong with its JSON.
    pub(super) problems: Vec<Problem<Span>>,
    /// Whether the fixes of findings can be applied to the text.
    pub(super) is_editable: bool,
}
