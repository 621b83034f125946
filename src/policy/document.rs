use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::kind::kind_of;
use super::text::Text;
use super::{Policy, bucket, layout, lower};
use crate::catalog::TABLES;
use crate::shared::check::{can_be_told, check_all};
use crate::shared::problem::{Mistake, Problem};
use crate::shared::read::{self, Span};
use crate::shared::tree::{Node, Value};
use crate::{PolicyKind, printable};

/// A policy read from a text: the policy, if it is well-formed, and everything that is wrong with it, with places.
///
/// Reading never fails; what the catalogue does not know is a problem and is read all the same.
///
/// ```
/// use hwc_iam::{Document, PolicyKind};
///
/// let text = r#"{
///   "Version": "5.0",
///   "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lst"] }]
/// }"#;
/// let document = Document::read(text, PolicyKind::Identity);
/// let problem = document.problems().next().unwrap();
/// assert_eq!(problem.message(), "unknown action `ims:images:lst` (data of 2025-11-06)");
/// assert_eq!(document.pointer(problem.span()), "/Statement/0/Action/0");
/// assert_eq!(document.position(problem.span().start).line, 3);
/// assert_eq!(document.policy().unwrap().statements().len(), 1);
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    text: Text,
    kind: PolicyKind,
    root: Option<Node<Span>>,
    policy: Option<Policy>,
    problems: Vec<Problem<Span>>,
    /// Whether its parts stand here and there, and not within each other.
    is_scattered: bool,
}

impl Document {
    /// Reads a text that is meant to be a policy of this kind.
    #[must_use]
    pub fn read(text: impl Into<String>, kind: PolicyKind) -> Self {
        let text = text.into();
        let (root, broken) = read::read(&text);
        Self::of(Text::from(text), kind, root, broken)
    }

    /// Reads a text and detects its kind from its content: a statement with a principal makes it the policy of a resource, mostly a
    /// trust policy, and the version determines its model. A service control policy looks like an identity policy and is read as
    /// one.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind};
    ///
    /// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["sts:agencies:assume"], "Principal": {} }] }"#;
    /// assert_eq!(Document::infer(text).kind(), PolicyKind::Trust);
    /// ```
    #[must_use]
    pub fn infer(text: impl Into<String>) -> Self {
        let text = text.into();
        let (root, broken) = read::read(&text);
        let kind = root.as_ref().map_or(PolicyKind::Identity, kind_of);
        Self::of(Text::from(text), kind, root, broken)
    }

    /// The same of a tree that was found in a text of another language.
    pub(crate) fn of(text: Text, kind: PolicyKind, root: Option<Node<Span>>, broken: Vec<Problem<Span>>) -> Self {
        let problems = match &root {
            // Its rules would take long, and no such policy can be.
            Some(it) if it.has_more_values_than(MOST_VALUES) => {
                alloc::vec![Problem { mistake: Mistake::TooLarge { most: MOST_VALUES }, span: it.span }]
            }
            root => check_all(root.as_ref(), broken, kind, &TABLES),
        };
        let is_whole = !problems.iter().any(|it| it.mistake.is_structural());
        let policy = root.as_ref().filter(|_| is_whole).and_then(|it| match kind {
            PolicyKind::Bucket => bucket::policy(it),
            PolicyKind::Topic => None,
            _ => lower::policy(it),
        });
        Self { text, kind, root, policy, problems, is_scattered: false }
    }

    /// The same with one more thing that is wrong with it.
    #[cfg(feature = "files")]
    pub(crate) fn with_problem(mut self, problem: Option<Problem<Span>>) -> Self {
        self.problems.extend(problem);
        self
    }

    /// The same, whose parts stand here and there in the text.
    #[cfg(feature = "files")]
    pub(crate) fn scattered(self) -> Self {
        Self { is_scattered: true, ..self }
    }

    /// The policy that a text is if [`read`](Self::read) finds one there, without everything that is wrong with it.
    pub(crate) fn policy_in(text: &str, kind: PolicyKind) -> Option<Policy> {
        let (root, broken) = read::read(text);
        let root = root.filter(|_| broken.is_empty())?;
        can_be_told(&root, kind, &TABLES).then(|| lower::policy(&root))?
    }

    /// What was read.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What it was meant to be.
    #[must_use]
    pub const fn kind(&self) -> PolicyKind {
        self.kind
    }

    /// The policy; nothing if a part of it cannot be told, as the problems say, or if it is of a kind that is not read. Of a bucket
    /// policy it is what an identity policy would say, with `obs:object:GetObject` for `GetObject`; nothing if an operator has no twin.
    #[must_use]
    pub const fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// Everything that [`policy!`](crate::policy!) would refuse it for, and what it would warn of.
    pub fn problems(&self) -> impl ExactSizeIterator<Item = DocumentProblem<'_>> {
        self.problems.iter().map(DocumentProblem)
    }

    /// Those because of which there is no policy.
    pub(crate) fn structural_problems(&self) -> impl Iterator<Item = DocumentProblem<'_>> {
        self.problems.iter().filter(|it| it.mistake.is_structural()).map(DocumentProblem)
    }

    /// Whether there is so much in it that nothing of it was checked.
    pub(crate) fn is_too_large(&self) -> bool {
        self.problems.iter().any(|it| matches!(it.mistake, Mistake::TooLarge { .. }))
    }

    /// The tree.
    pub(crate) const fn root(&self) -> Option<&Node<Span>> {
        self.root.as_ref()
    }

    /// The `Sid` of the statement that a place is in.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind};
    ///
    /// let text = r#"{ "Version": "5.0", "Statement": [{ "Sid": "list", "Effect": "Allow", "Action": ["ims:images:lst"] }] }"#;
    /// let document = Document::read(text, PolicyKind::Identity);
    /// let problem = document.problems().next().unwrap();
    /// assert_eq!(document.sid(problem.span()), Some("list"));
    /// ```
    #[must_use]
    pub fn sid(&self, place: Span) -> Option<&str> {
        let mut statements = self.root()?.member("Statement")?.items().iter();
        let around = statements.find(|it| it.span.start <= place.start && place.end <= it.span.end)?;
        around.member("Sid")?.value.text()
    }

    /// The line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.text.position(offset)
    }

    /// The bytes of the line that a byte is in, without its end.
    #[cfg(feature = "files")]
    pub(crate) fn line(&self, offset: u32) -> core::ops::Range<usize> {
        self.text.line(offset)
    }

    /// The same JSON in the one layout: two blanks a level, each value on a line of its own, and the elements in the
    /// documentation's order. Values stay as they are written, also those that no policy has; arrays keep their order.
    /// Nothing if the text is not JSON, or not JSON alone.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind};
    ///
    /// let document = Document::read(r#"{"Statement":[],"Version":"5.0"}"#, PolicyKind::Identity);
    /// let text = "{\n  \"Version\": \"5.0\",\n  \"Statement\": []\n}\n";
    /// assert_eq!(document.format().as_deref(), Some(text));
    /// ```
    #[must_use]
    pub fn format(&self) -> Option<String> {
        let is_json = !self.problems().any(|it| matches!(it.mistake(), Mistake::Syntax { .. }));
        is_json.then(|| layout::text(self.text(), self.root()?)).flatten()
    }

    /// The JSON pointer to the smallest value that holds all of a span; that of a member's name points to the member.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind, Span};
    ///
    /// let document = Document::read(r#"{"Version":"5.0"}"#, PolicyKind::Identity);
    /// assert_eq!(document.pointer(Span { start: 11, end: 16 }), "/Version");
    /// assert_eq!(document.pointer(Span { start: 0, end: 1 }), "");
    /// ```
    #[must_use]
    pub fn pointer(&self, span: Span) -> String {
        let mut pointer = String::new();
        if self.is_scattered {
            let mut best = None;
            self.root.iter().for_each(|it| smallest(it, span, &mut pointer, &mut best));
            return best.map(|it| it.1).unwrap_or_default();
        }
        let mut next = self.root.as_ref();
        while let Some(node) = next {
            next = step(node, span, &mut pointer);
        }
        pointer
    }
}

/// More than any policy may have: the largest that Huawei Cloud takes have some twenty thousand characters.
const MOST_VALUES: usize = 20_000;

/// Looks everywhere for the smallest part that holds a span.
fn smallest(node: &Node<Span>, span: Span, pointer: &mut String, best: &mut Option<(u32, String)>) {
    fn hold(outer: Span, span: Span, pointer: &str, best: &mut Option<(u32, String)>) {
        let size = outer.end.saturating_sub(outer.start);
        let is_better = best.as_ref().is_none_or(|it| size <= it.0);
        if outer.start <= span.start && span.end <= outer.end && is_better {
            *best = Some((size, pointer.into()));
        }
    }
    hold(node.span, span, pointer, best);
    let length = pointer.len();
    match &node.value {
        Value::Array(all) => {
            for (at, it) in all.iter().enumerate() {
                pointer.push('/');
                pointer.push_str(&at.to_string());
                smallest(it, span, pointer, best);
                pointer.truncate(length);
            }
        }
        Value::Object(members) | Value::Open(members) => {
            for it in members {
                pointer.push('/');
                pointer.push_str(&it.name.replace('~', "~0").replace('/', "~1"));
                hold(it.name_span, span, pointer, best);
                smallest(&it.value, span, pointer, best);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// Goes on to the child that a span is in.
fn step<'a>(node: &'a Node<Span>, span: Span, pointer: &mut String) -> Option<&'a Node<Span>> {
    let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
    match &node.value {
        Value::Array(all) => {
            // They stand in order, in whatever language.
            let at = all.partition_point(|it| it.span.end < span.end);
            all.get(at).filter(|it| holds(it.span))?;
            pointer.push('/');
            pointer.push_str(&at.to_string());
            all.get(at)
        }
        Value::Object(members) => {
            let whole = |name: Span, value: Span| Span { start: name.start, end: value.end.max(name.end) };
            let member = members.iter().find(|it| holds(whole(it.name_span, it.value.span)))?;
            pointer.push('/');
            pointer.push_str(&member.name.replace('~', "~0").replace('/', "~1"));
            holds(member.value.span).then_some(&member.value)
        }
        _ => None,
    }
}

/// A place in a text.
///
/// ```
/// use hwc_iam::{Document, PolicyKind};
///
/// let position = Document::read("{\n}", PolicyKind::Identity).position(2);
/// assert_eq!((position.line, position.column, position.offset), (2, 0, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The characters before it in the line, from 0.
    pub column: usize,
    /// The bytes before it in the text, from 0.
    pub offset: usize,
}

/// One thing that is wrong with a document.
#[derive(Debug, Clone, Copy)]
pub struct DocumentProblem<'a>(&'a Problem<Span>);

impl<'a> DocumentProblem<'a> {
    /// The name of the rule that finds it.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.0.mistake.rule()
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        printable::line(&self.0.mistake.to_string()).into_owned()
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        self.0.mistake.help()
    }

    /// Whether the catalogue cannot tell that it is wrong: a name that no page that was read has, of a service of which not all
    /// was read. [`policy!`](crate::policy!) warns of it.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind};
    ///
    /// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["evs:volumes:create"] }] }"#;
    /// let document = Document::read(text, PolicyKind::Identity);
    /// assert!(document.problems().all(|it| it.is_doubt()));
    /// ```
    #[must_use]
    pub const fn is_doubt(&self) -> bool {
        self.0.mistake.is_doubt()
    }

    pub(crate) const fn mistake(self) -> &'a Mistake {
        &self.0.mistake
    }

    /// Where it is.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.0.span
    }
}
