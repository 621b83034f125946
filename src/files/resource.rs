//! Which arguments of the Terraform providers hold policies, as their documentation says: `places.tsv`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::sync::OnceLock;

use super::foreign;
use crate::shared::problem::{Mistake, Problem};
use crate::shared::tree::{Node, Value};
use crate::{Cloud, PolicyKind, Span, Version, policy};

/// An argument of a type of resource that holds a policy.
#[derive(Debug)]
pub(super) struct Place {
    /// The type of the resource.
    pub(super) resource: &'static str,
    pub(super) argument: &'static str,
    pub(super) form: Form,
    pub(super) holds: Holds,
    /// The versions that it takes; none if its pages state none.
    versions: Vec<Version>,
    /// Another argument, and what must be its value.
    pub(super) when: Option<(&'static str, &'static str)>,
    /// The cloud of the provider, if its names are known.
    pub(super) cloud: Option<Cloud>,
}

/// How the policy stands in the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As text, in JSON.
    Json,
    /// In blocks with this name, one for each statement; the provider sends them as version `1.1`.
    Blocks,
}

/// What it is a policy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Policy(PolicyKind),
    /// What is not read, in words.
    Unread(&'static str),
}

/// The places of the policies of a type of resource.
pub(super) fn places(resource: &str) -> &'static [Place] {
    let all = all();
    let start = all.partition_point(|it| it.resource < resource);
    let rest = all.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|it| it.resource == resource)).unwrap_or_default()
}

/// What is said of a policy in an argument of a type of resource that is not in the table.
pub(super) fn unlisted(resource: &str, argument: &str, policy: &Node<Span>) -> String {
    match vendor(resource).or_else(|| foreign::vendor(policy)) {
        Some(vendor) => format!("a policy of {vendor} in `{argument}` of `{resource}`"),
        None if foreign::is_of_topic(policy) => {
            format!("a policy of a topic in `{argument}` of `{resource}`, a kind that is not read")
        }
        None => format!("a policy in `{argument}` of `{resource}`, whose kind no page states"),
    }
}

/// The other vendor whose provider has a type of resource.
pub(super) fn vendor(resource: &str) -> Option<&'static str> {
    match resource.split('_').next()? {
        "aws" => Some("AWS"),
        "alicloud" => Some("Alibaba Cloud"),
        _ => None,
    }
}

/// What is said of a policy that a name of Terraform stands for, and that is in no argument of the table.
pub(super) fn of_name(name: &str, policy: &Node<Span>) -> String {
    match foreign::vendor(policy) {
        Some(vendor) => format!("a policy of {vendor} in `{name}`"),
        None if foreign::is_of_topic(policy) => format!("a policy of a topic in `{name}`, a kind that is not read"),
        None => format!("a policy in `{name}`, which is in no argument that holds policies"),
    }
}

/// What is said of a policy of which another argument says what it is, if that is not known.
pub(super) fn undecided(argument: &str, why: &str) -> String {
    format!("what it is a policy of depends on `{argument}`: {why}")
}

/// Whether a type of resource is of a provider of which some hold policies.
pub(super) fn is_provider(resource: &str) -> bool {
    let name = resource.split('_').next();
    all().iter().any(|it| Some(it.provider()) == name)
}

impl Place {
    /// The provider's name.
    pub(super) fn provider(&self) -> &'static str {
        self.resource.split('_').next().unwrap_or(self.resource)
    }

    /// What is read of it; S3's language is one that buckets take, too.
    pub(super) fn holds(&self, root: &Node<Span>) -> Holds {
        match self.holds {
            Holds::Policy(PolicyKind::Bucket) if policy::is_of_s3(root) => S3,
            it => it,
        }
    }

    /// Puts a version that it takes in the place of one that is not known; says whether it takes others, too. Of those of one model it is
    /// the one of which less is wrong.
    pub(super) fn set_version(&self, root: &mut Node<Span>) -> bool {
        let (Some(first), Value::Object(members) | Value::Open(members)) = (self.versions.first(), &mut root.value)
        else {
            return false;
        };
        let is_one = self.versions.len() == 1;
        // Only the newer one of the two has conditions.
        let statements = members.iter().filter(|it| it.name == "Statement").map(|it| &it.value);
        let newer = statements.into_iter().any(has_conditions).then_some(&Version::V1_1);
        let wanted = newer.filter(|it| self.versions.contains(it)).unwrap_or(first);
        let is_decided = is_one || self.versions.iter().all(|it| it.model() == first.model());
        let version = members.iter_mut().find(|it| it.name == "Version").map(|it| &mut it.value);
        match version.filter(|it| is_decided && matches!(it.value, Value::Opaque)) {
            Some(it) => {
                it.value = Value::String(format!("{wanted}"));
                !is_one
            }
            None => false,
        }
    }

    /// What is wrong with the version of a policy that may stand elsewhere. All other kinds have versions of their own.
    pub(super) fn version_problem(&self, root: &Node<Span>) -> Option<Problem<Span>> {
        if self.holds != Holds::Policy(PolicyKind::Identity) {
            return None;
        }
        let Value::Object(members) = &root.value else { return None };
        let node = members.iter().find(|it| it.name == "Version").map(|it| &it.value)?;
        let found = node.value.text().and_then(Version::from_name)?;
        let wanted = *self.versions.first()?;
        (!self.versions.contains(&found)).then_some(Problem {
            mistake: Mistake::VersionOfArgument { found, wanted, argument: self.argument, resource: self.resource },
            span: node.span,
        })
    }
}

/// Whether a statement, or one of several, has a `Condition`.
fn has_conditions(node: &Node<Span>) -> bool {
    match &node.value {
        Value::Array(all) => all.iter().any(has_conditions),
        Value::Object(all) | Value::Open(all) => all.iter().any(|it| it.name == "Condition"),
        _ => false,
    }
}

/// What a policy is that nothing but its own text says it of.
pub(super) fn kind_of(root: Option<&Node<Span>>) -> PolicyKind {
    root.map_or(PolicyKind::Identity, policy::kind_of)
}

fn all() -> &'static [Place] {
    static ALL: OnceLock<Vec<Place>> = OnceLock::new();
    ALL.get_or_init(|| include_str!("places.tsv").lines().skip(1).filter_map(place).collect())
}

fn place(row: &'static str) -> Option<Place> {
    let mut cells = row.split('\t');
    let mut next = || cells.next();
    Some(Place {
        resource: next()?,
        argument: next()?,
        form: match next()? {
            "json" => Form::Json,
            "blocks" => Form::Blocks,
            _ => return None,
        },
        holds: match next()? {
            "s3" => S3,
            "gateway" => Holds::Unread("the statements of a gateway's endpoint"),
            name => Holds::Policy(PolicyKind::from_name(name)?),
        },
        versions: match next()? {
            "-" => Vec::new(),
            all => all.split(' ').map(Version::from_name).collect::<Option<_>>()?,
        },
        when: match next()? {
            "-" => None,
            text => Some(text.split_once('=')?),
        },
        cloud: match next()? {
            "-" => None,
            name => Some(Cloud::from_name(name)?),
        },
    })
}

const S3: Holds = Holds::Unread("a bucket policy in the language of S3");
