//! What a policy says for certain of which not all is known.

use alloc::vec::Vec;

use super::Found;
use super::print::print;
use crate::shared::tree::{Member, Node, Value};
use crate::{Document, Policy, Span};

/// What a policy says for certain.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Certain {
    /// The statements that hold for any values of the unknown parts; nothing, if there are none.
    pub policy: Option<Policy>,
    /// Whether the unknown parts may deny something; else they may only allow more.
    pub may_deny: bool,
}

impl Found {
    /// What the policy says for certain, if parts of it are not known.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    ///
    /// let text = r#"resource "huaweicloud_identityv5_policy" "a" {
    ///   policy_document = jsonencode({
    ///     Version   = "5.0"
    ///     Statement = [{ Effect = "Allow", Action = concat(["ims:images:list"], var.more) }]
    ///   })
    /// }"#;
    /// files::each(Language::Terraform, text.into(), None, &mut |it| {
    ///     let certain = it.certain().unwrap();
    ///     assert!(certain.policy.unwrap().to_string().contains("ims:images:list"));
    ///     assert!(!certain.may_deny);
    /// })?;
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn certain(&self) -> Option<Certain> {
        let root = self.document().root().filter(|it| !is_whole(it))?;
        let nothing = Certain { policy: None, may_deny: true };
        let Value::Object(members) = &root.value else { return Some(nothing) };
        let (mut may_deny, mut says_something) = (false, false);
        let mut all = Vec::new();
        for it in members {
            let of = match (&*it.name, &it.value.value) {
                ("Statement", Value::Array(of)) => of.as_slice(),
                ("Statement", _) => core::slice::from_ref(&it.value),
                _ if is_whole(&it.value) => {
                    all.push(it.clone());
                    continue;
                }
                _ => return Some(nothing),
            };
            let statements: Vec<Node<Span>> = of.iter().filter_map(certain).collect();
            may_deny |= of.iter().any(|it| !is_whole(it) && !allows(it));
            says_something |= !statements.is_empty();
            let value = Node { value: Value::Array(statements), span: it.value.span };
            all.push(Member { value, ..it.clone() });
        }
        let json = print(&Node { value: Value::Object(all), span: root.span });
        let policy = json.and_then(|it| Document::policy_in(&it, self.document().kind()));
        // What is not read may be a denial.
        may_deny |= says_something && policy.is_none();
        Some(Certain { policy, may_deny })
    }
}

fn is_whole(node: &Node<Span>) -> bool {
    match &node.value {
        Value::Array(all) => all.iter().all(is_whole),
        Value::Object(all) => all.iter().all(|it| is_whole(&it.value)),
        Value::Open(_) | Value::Opaque | Value::Constant(_) | Value::Unchecked(_) => false,
        _ => true,
    }
}

fn allows(statement: &Node<Span>) -> bool {
    let (Value::Object(all) | Value::Open(all)) = &statement.value else { return false };
    all.iter().any(|it| it.name == "Effect" && matches!(&it.value.value, Value::String(it) if it == "Allow"))
}

/// The part of a statement that holds for certain: there may be more actions and resources, and nothing else.
fn certain(statement: &Node<Span>) -> Option<Node<Span>> {
    if is_whole(statement) {
        return Some(statement.clone());
    }
    let Value::Object(members) = &statement.value else { return None };
    let certain = |it: &Member<Span>| {
        let value = match (&*it.name, &it.value.value) {
            _ if is_whole(&it.value) => it.value.value.clone(),
            ("Action" | "Resource", Value::Array(all)) => {
                let known: Vec<Node<Span>> = all.iter().filter(|it| is_whole(it)).cloned().collect();
                (!known.is_empty()).then_some(Value::Array(known))?
            }
            _ => return None,
        };
        Some(Member { value: Node { value, span: it.value.span }, ..it.clone() })
    };
    let members = members.iter().map(certain).collect::<Option<Vec<_>>>()?;
    Some(Node { value: Value::Object(members), span: statement.span })
}
