//! Documents within other data: answers of the API, lists of many, rules of Cloud Custodian. Each is an object with a `Statement`, or a
//! string with such an object in JSON.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Found;
use super::embedded::Embedded;
use super::json::{get, object, text, within};
use super::resource;
use crate::policy::Text;
use crate::shared::problem::Problem;
use crate::shared::tree::{Member, Node, Value};
use crate::{Document, PolicyKind, Span};

/// Hands over every document below the root, and says whether there is any. Without a kind each is what the member says that it is in,
/// or else its own text.
pub(super) fn each(
    text: &Text,
    root: &Node<Span>,
    is_json: bool,
    kind: Option<PolicyKind>,
    visit: &mut dyn FnMut(Found),
) -> bool {
    let mut walk = Walk { text, is_json, kind, visit, any: false };
    walk.value(root, &mut String::new(), None);
    walk.any
}

struct Walk<'a> {
    text: &'a Text,
    /// Else it is YAML, which has many ways to write a string.
    is_json: bool,
    kind: Option<PolicyKind>,
    visit: &'a mut dyn FnMut(Found),
    any: bool,
}

impl Walk<'_> {
    /// Looks at a value, whose pointer this is; `said` is what is said of it beside it.
    fn value(&mut self, node: &Node<Span>, pointer: &mut String, said: Option<PolicyKind>) {
        match &node.value {
            Value::Object(_) if is_document(node) => self.document(node.clone(), Vec::new(), pointer, said, true),
            Value::String(text) if text.trim_start().starts_with('{') && text.contains("\"Statement\"") => {
                let source = self.text.as_str();
                let (root, problems) = if self.is_json {
                    within(source, node.span)
                } else {
                    Embedded::of_lines(source, node.span.start as usize..node.span.end as usize, text).read(node.span)
                };
                if is_document(&root) {
                    self.document(root, problems, pointer, said, self.is_json);
                }
            }
            Value::Object(members) => {
                if let Some(statements) = set_statements(node) {
                    self.step("statements", &statements, pointer, Some(PolicyKind::Bucket));
                    return;
                }
                for member in members {
                    let said = said_of(node, &member.name).or(said);
                    self.step(&member.name.replace('~', "~0").replace('/', "~1"), &member.value, pointer, said);
                }
            }
            Value::Array(all) => {
                for (at, it) in all.iter().enumerate() {
                    self.step(&format!("{at}"), it, pointer, said);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, name: &str, node: &Node<Span>, pointer: &mut String, said: Option<PolicyKind>) {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(name);
        self.value(node, pointer, said);
        pointer.truncate(length);
    }

    fn document(
        &mut self,
        root: Node<Span>,
        problems: Vec<Problem<Span>>,
        pointer: &str,
        said: Option<PolicyKind>,
        is_editable: bool,
    ) {
        self.any = true;
        let kind = self.kind.or(said).unwrap_or_else(|| resource::kind_of(Some(&root)));
        let document = Document::of(self.text.clone(), kind, Some(root), problems);
        (self.visit)(Found::whole(Some(pointer.into()), document, is_editable));
    }
}

fn is_document(node: &Node<Span>) -> bool {
    object(node).iter().any(|it| it.name == "Statement")
}

/// The bucket policy that a rule of Cloud Custodian makes of statements. What it fills in itself, such as `{bucket_name}`, is not known.
fn set_statements(node: &Node<Span>) -> Option<Node<Span>> {
    let statements = object(node).iter().find(|it| it.name == "statements")?;
    if text(node, "type") != Some("set-statements") {
        return None;
    }
    let member = Member { name: "Statement".into(), value: filled(&statements.value), ..statements.clone() };
    Some(Node { value: Value::Object(alloc::vec![member]), span: statements.value.span })
}

/// A value in which strings with names in braces are not known.
fn filled(node: &Node<Span>) -> Node<Span> {
    let is_filled = |text: &str| text.split('{').skip(1).any(|it| it.contains('}')) && !text.contains("${");
    let value = match &node.value {
        Value::String(it) if is_filled(it) => Value::Opaque,
        Value::Array(all) => Value::Array(all.iter().map(filled).collect()),
        Value::Object(all) => {
            Value::Object(all.iter().map(|it| Member { value: filled(&it.value), ..it.clone() }).collect())
        }
        other => other.clone(),
    };
    Node { value, span: node.span }
}

/// What the member of an answer, or of a rule of Cloud Custodian, is that has this name.
fn said_of(holder: &Node<Span>, name: &str) -> Option<PolicyKind> {
    let kind = || {
        let own = ["type", "policy-type", "policy_type"].into_iter().filter_map(|it| text(holder, it));
        own.chain(get(holder, "policy_summary").and_then(|it| text(it, "type")))
    };
    let is_scp = || kind().any(|it| it.eq_ignore_ascii_case("service_control_policy"));
    match name {
        "trust_policy" => Some(PolicyKind::Trust),
        "content" | "contents" | "policy" | "document" if is_scp() => Some(PolicyKind::Scp),
        _ => None,
    }
}
