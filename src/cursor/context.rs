//! What stands around a place: its statement, and what that is a statement of.

use alloc::vec::Vec;

use super::place::{Place, Step};
use super::{Syntax, member, members, texts};
use crate::shared::tree::Node;
use crate::{Action, Model, PolicyKind, Service, Span, Version, expand};

/// The statement that a place is in, and the way from it to the place.
pub(super) struct Statement<'a> {
    pub(super) node: &'a Node<Span>,
    pub(super) inner: &'a [Step],
    pub(super) model: Model,
    pub(super) kind: Option<PolicyKind>,
    /// Whether it is a block of Terraform, whose elements are in lower case.
    pub(super) is_block: bool,
}

impl<'a> Statement<'a> {
    /// Nothing, if the place is not in a statement.
    pub(super) fn around(place: &'a Place, around: &[&'a Node<Span>], kind: Option<PolicyKind>) -> Option<Self> {
        let (at, is_block) = Self::depth(place, around)?;
        let node = around.get(at)?;
        let inner = place.path.get(at..)?;
        let policy = around.get(..at)?.iter().rev().find(|it| member(it, "Statement").is_some());
        let written = policy.and_then(|it| member(it, "Version")?.value.text()).and_then(Version::from_name);
        let is_role = is_block || kind == Some(PolicyKind::Role) || place.path.iter().any(is_of_role);
        let model = match written {
            Some(it) => it.model(),
            None if is_role => Model::RolePolicy,
            None => Model::IdentityPolicy,
        };
        Some(Self { node, inner, model, kind, is_block })
    }

    /// How many steps lead to it.
    fn depth(place: &Place, around: &[&Node<Span>]) -> Option<(usize, bool)> {
        let steps = place.path.iter().enumerate().rev();
        for (at, step) in steps {
            let Step::Name(name) = step else { continue };
            let is_block = name == "statement";
            if is_block || name == "Statement" {
                let is_in_list = matches!(place.path.get(at + 1), Some(Step::Index(_)));
                let depth = at + 1 + usize::from(is_in_list);
                return (depth < around.len()).then_some((depth, is_block));
            }
        }
        // One on its own, as in a `local`.
        let is_one = |it: &&Node<Span>| ELEMENTS.iter().any(|name| member(it, name).is_some());
        around.iter().rposition(is_one).map(|it| (it, false))
    }

    /// The name of the element that the place is in, as JSON has it.
    pub(super) fn element(&self) -> Option<&str> {
        match self.inner.first()? {
            Step::Name(it) if self.is_block => Some(match it.as_str() {
                "action" => "Action",
                "resource" => "Resource",
                "effect" => "Effect",
                "condition" => "Condition",
                other => other,
            }),
            Step::Name(it) => Some(it),
            Step::Index(_) => None,
        }
    }

    /// The names on the way to the place, behind the element.
    pub(super) fn names(&self) -> Vec<&str> {
        let name = |it: &'a Step| match it {
            Step::Name(it) => Some(it.as_str()),
            Step::Index(_) => None,
        };
        self.inner.iter().skip(1).filter_map(name).collect()
    }

    /// What it says of its actions, if it names them and does not say which ones it leaves out.
    pub(super) fn patterns(&self) -> Vec<&'a str> {
        let found = ["Action", "action"].iter().find_map(|it| member(self.node, it));
        found.map(|it| texts(it).collect()).unwrap_or_default()
    }

    /// The actions of identity policies that each of its patterns is for.
    pub(super) fn actions(&self) -> Vec<Vec<Action>> {
        self.patterns().into_iter().map(|it| expand([it])).filter(|it: &Vec<Action>| !it.is_empty()).collect()
    }

    /// The services whose actions it names.
    pub(super) fn services(&self) -> Vec<Service> {
        let codes = self.patterns().into_iter().filter_map(|it| it.split_once(':')).map(|it| it.0);
        let mut all: Vec<Service> = codes.filter_map(Service::from_code_ignore_case).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether it is of a kind whose names the catalogue does not have.
    pub(super) const fn is_foreign(&self) -> bool {
        matches!(self.kind, Some(PolicyKind::Bucket | PolicyKind::Topic))
    }
}

/// Whether a step leads into a resource of Terraform that holds roles.
fn is_of_role(step: &Step) -> bool {
    let Step::Name(name) = step else { return false };
    let kind = name.strip_prefix("resource ").and_then(|it| it.split(' ').next());
    kind.is_some_and(|it| it.contains("_identity_role") || it.ends_with("_vdc_role") || it.contains("custom_role"))
}

/// Whether a value is a policy or is about to become one, by what is in it and by the way to it.
pub(super) fn is_policy(syntax: Syntax, path: &[Step], node: &Node<Span>) -> bool {
    let is_one = ["Version", "Statement"].iter().any(|it| member(node, it).is_some());
    let is_argument = |it: &Step| match it {
        Step::Name(it) => it.contains("policy") && !it.contains(' '),
        Step::Index(_) => false,
    };
    let is_begun = match syntax {
        Syntax::Json | Syntax::Yaml => path.is_empty() && members(node).len() <= 1,
        Syntax::Terraform => path.iter().rev().take(2).any(is_argument),
    };
    is_one || is_begun
}

/// Those that only a statement has.
const ELEMENTS: [&str; 3] = ["Effect", "Action", "NotAction"];
