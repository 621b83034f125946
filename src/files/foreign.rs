//! What is in a file and is not to be checked: policies of other vendors, and what is not known yet.

use alloc::vec::Vec;

use crate::policy::kind_of;
use crate::shared::tree::{Node, Value};
use crate::{PolicyKind, Span};

/// The vendor whose policy it plainly is. A policy of Huawei Cloud with another one's version is a mistake, and none of these.
pub(super) fn vendor(root: &Node<Span>) -> Option<&'static str> {
    if is_of_topic(root) {
        return None;
    }
    let seen = Seen::of(root);
    let is_other = !seen.has_own_action && (seen.has_other_action || !seen.has_action && !seen.has_principal);
    if seen.is_aws || is_other && version(root).is_some_and(is_date) {
        Some("AWS")
    } else if seen.is_alibaba || is_other && version(root) == Some("1") {
        Some("Alibaba Cloud")
    } else {
        None
    }
}

/// Whether it is a policy of a topic, whose version is a date, too.
pub(super) fn is_of_topic(root: &Node<Span>) -> bool {
    kind_of(root) == PolicyKind::Topic
}

/// Whether its version is a date, as in policies of buckets and of other vendors, and no action is one of Huawei Cloud's IAM.
pub(super) fn is_dated(root: &Node<Span>) -> bool {
    root.member("Statement").is_some() && version(root).is_some_and(is_date) && !Seen::of(root).has_own_action
}

fn version(root: &Node<Span>) -> Option<&str> {
    root.member("Version").and_then(|it| it.value.text())
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().filter(|it| *it == b'-').count() == 2
}

/// Adds the outermost parts that are not known.
pub(super) fn unknown(node: &Node<Span>, parts: &mut Vec<Span>) {
    match &node.value {
        Value::Opaque => parts.push(node.span),
        Value::Array(all) => all.iter().for_each(|it| unknown(it, parts)),
        Value::Object(all) => all.iter().for_each(|it| unknown(&it.value, parts)),
        _ => {}
    }
}

/// What the statements of a policy name.
#[derive(Default)]
struct Seen {
    has_action: bool,
    /// One of three parts, as those of Huawei Cloud are.
    has_own_action: bool,
    /// One of two parts.
    has_other_action: bool,
    has_principal: bool,
    is_aws: bool,
    is_alibaba: bool,
}

impl Seen {
    fn of(root: &Node<Span>) -> Self {
        let mut seen = Self::default();
        root.member("Statement").map_or(&[][..], Node::items).iter().for_each(|it| seen.statement(it));
        seen
    }

    fn statement(&mut self, statement: &Node<Span>) {
        for name in ["Action", "NotAction"] {
            for action in statement.member(name).map_or(&[][..], Node::items).iter().filter_map(|it| it.value.text()) {
                let colons = action.matches(':').count();
                self.has_action |= colons > 0;
                self.has_own_action |= colons == 2;
                self.has_other_action |= colons == 1;
            }
        }
        for name in ["Resource", "NotResource"] {
            for resource in statement.member(name).map_or(&[][..], Node::items).iter().filter_map(|it| it.value.text())
            {
                self.is_aws |= resource.starts_with("arn:aws");
                self.is_alibaba |= resource.starts_with("acs:");
            }
        }
        let principal = statement.member("Principal");
        self.has_principal |= principal.is_some();
        self.is_aws |= principal.is_some_and(|it| it.member("AWS").is_some());
        self.is_alibaba |= principal.is_some_and(|it| it.member("RAM").is_some());
    }
}
