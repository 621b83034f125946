//! A text with policies while somebody writes it: what stands at a place of it, and what may stand there. It need not be complete,
//! nor valid: what is missing or broken is read over, and only what stands around the place counts.

mod actions;
mod braces;
mod complete;
mod completion;
mod conditions;
mod context;
mod elements;
mod indent;
mod outline;
mod place;
mod resources;

use alloc::string::String;
use alloc::vec::Vec;

use crate::shared::read::read;
use crate::shared::tree::{Member, Node, Value};
use crate::{PolicyKind, Span};

pub use completion::{Completion, CompletionKind, Completions};
pub use outline::{Outline, OutlineKind};
pub use place::{Place, Step};

/// The language that a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, with a policy or with something that holds some.
    Json,
    /// YAML.
    Yaml,
    /// Terraform's own.
    Terraform,
}

/// A text that is being written.
///
/// ```
/// use hwc_iam::cursor::{Draft, Syntax};
///
/// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copyC"#;
/// let draft = Draft::new(text, Syntax::Json);
/// let place = draft.place(text.len()).unwrap();
/// assert_eq!(place.pointer(), "/Statement/0/Action/0");
/// assert_eq!(place.before(), "ims:images:copyC");
/// let found = draft.completions(text.len(), None);
/// assert_eq!(found.items()[0].label(), "ims:images:copyCrossRegion");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    text: &'a str,
    syntax: Syntax,
}

impl<'a> Draft<'a> {
    /// A text in this language.
    #[must_use]
    pub const fn new(text: &'a str, syntax: Syntax) -> Self {
        Self { text, syntax }
    }

    /// The element or value at a byte of the text, or the place for one; nothing inside a comment, for example.
    #[must_use]
    pub fn place(self, offset: usize) -> Option<Place> {
        let root = self.tree(Some(offset))?;
        place::find(self, &root, offset).map(|it| it.0)
    }

    /// The completions at a byte of the text, the likeliest first. Unless given, the kind of its policies follows from their texts
    /// and the Terraform resources around them.
    #[must_use]
    pub fn completions(self, offset: usize, kind: Option<PolicyKind>) -> Completions {
        let found = self.tree(Some(offset)).and_then(|root| {
            let (place, around) = place::find(self, &root, offset)?;
            Some(complete::of(self, &place, &around, kind))
        });
        found.unwrap_or_default()
    }

    /// The policies of the text with their statements.
    ///
    /// ```
    /// use hwc_iam::cursor::{Draft, Syntax};
    ///
    /// let text = "Version: '5.0'\nStatement:\n  - Sid: read\n    Effect: Allow\n    Action: ['ims:images:list']\n";
    /// let outline = Draft::new(text, Syntax::Yaml).outline();
    /// assert_eq!(outline[0].children()[0].name(), "read");
    /// ```
    #[must_use]
    pub fn outline(self) -> Vec<Outline> {
        self.tree(None).map(|it| outline::of(&it)).unwrap_or_default()
    }

    /// Where a `local` of Terraform gets its value in this text, if it does.
    ///
    /// ```
    /// use hwc_iam::cursor::{Draft, Syntax};
    ///
    /// let text = "locals {\n  reads = [\"ims:images:list\"]\n}\n";
    /// let place = Draft::new(text, Syntax::Terraform).local("reads").unwrap();
    /// assert_eq!(&text[place.start as usize..place.end as usize], "reads");
    /// ```
    #[must_use]
    pub fn local(self, name: &str) -> Option<Span> {
        let root = self.tree(None)?;
        let blocks = members(&root).iter().filter(|it| it.name == "locals");
        // In JSON there may be an array of such blocks.
        let mut all = blocks.flat_map(|it| it.value.items()).flat_map(members);
        all.find(|it| it.name == name).map(|it| it.name_span)
    }

    /// The tree of as much as can be read. In YAML an empty line means something only if somebody is about to write there.
    fn tree(self, cursor: Option<usize>) -> Option<Node<Span>> {
        match self.syntax {
            Syntax::Json => read(self.text).0,
            Syntax::Yaml => Some(indent::read(self.text, cursor)),
            Syntax::Terraform => Some(braces::read(self.text)),
        }
    }

    /// The text of a part.
    fn get(self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// The members of an object, whole or not.
fn members(node: &Node<Span>) -> &[Member<Span>] {
    match &node.value {
        Value::Object(all) | Value::Open(all) => all,
        _ => &[],
    }
}

/// The first member with this name, of an object that need not be whole.
fn member<'a>(node: &'a Node<Span>, name: &str) -> Option<&'a Node<Span>> {
    members(node).iter().find(|it| it.name == name).map(|it| &it.value)
}

/// The texts of an element with one or several.
fn texts(node: &Node<Span>) -> impl Iterator<Item = &str> {
    node.items().iter().filter_map(|it| it.value.text())
}

const fn span(start: usize, end: usize) -> Span {
    Span { start: offset(start), end: offset(end) }
}

/// A place in a text; one of more than 4 GiB has no completions.
#[expect(clippy::cast_possible_truncation, reason = "it is compared before")]
const fn offset(at: usize) -> u32 {
    if at > u32::MAX as usize { u32::MAX } else { at as u32 }
}

fn missing(at: usize, end: usize) -> Node<Span> {
    Node { value: Value::Opaque, span: span(at, end.max(at)) }
}

fn string(text: &str, start: usize, end: usize) -> Node<Span> {
    Node { value: Value::String(String::from(text)), span: span(start, end) }
}

/// Deeper than any policy, and flat enough for any stack.
const DEEPEST: usize = 64;
