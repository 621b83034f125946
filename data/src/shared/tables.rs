//! The rows of the generated catalogue. Both build scripts fill them from the same YAML; nothing here knows any service.

use super::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, RoleKind, ServiceLevel, Support, ValueType,
};

/// The whole catalogue.
#[derive(Debug)]
pub struct Tables {
    /// Sorted by lower-cased code.
    pub services: &'static [&'static ServiceRow],
    /// The beginning of each service's code, as [`code_key`] makes it; what a code is searched by.
    pub service_keys: &'static [u64],
    /// The keys of every service, then the global ones; the place is the number of the variant.
    pub keys: &'static [KeyRow],
    /// From the lower-cased name without its template to the place in `keys`.
    pub key_index: &'static phf::Map<&'static str, u16>,
    /// Sorted by name.
    pub operators: &'static [OperatorRow],
    /// Sorted by id.
    pub regions: &'static [RegionRow],
    /// Sorted by id.
    pub limits: &'static [LimitRow],
    /// The pages that the global facts come from.
    pub sources: &'static [SourceRow],
}

/// One service.
#[derive(Debug)]
pub struct ServiceRow {
    pub code: &'static str,
    /// The unit type that holds the constants.
    pub type_name: &'static str,
    pub title: Option<&'static str>,
    pub title_zh: Option<&'static str>,
    pub level: Option<ServiceLevel>,
    pub clouds: Clouds,
    /// By [`Model`].
    pub coverage: [Coverage; 2],
    /// Sorted by name.
    pub actions: &'static [ActionRow],
    /// From the name without the service to the place in `actions`.
    pub action_index: &'static phf::Map<&'static str, u16>,
    /// Sorted by name.
    pub role_actions: &'static [RoleActionRow],
    /// From the lower-cased name without the service to the place in `role_actions`.
    pub role_action_index: &'static phf::Map<&'static str, u16>,
    pub resource_types: &'static [ResourceTypeRow],
    /// The resource types of the role/policy model, if it is stated which there are.
    pub role_resource_types: Option<&'static [&'static str]>,
    /// The service's own keys, in `Tables::keys`, if it is stated which there are.
    pub keys: List,
    pub operations: &'static [OperationRow],
    pub roles: &'static [RoleRow],
    pub facts: &'static [FactRow],
    pub constraints: &'static [ConstraintRow],
    pub sources: &'static [SourceRow],
    /// What `List`s point into, by what it holds.
    pub uses: &'static [ResourceUse],
    pub needs: &'static [Need],
    pub refs: &'static [u16],
    pub strings: &'static [&'static str],
}

/// A part of one of the service's pools, by its start and length, or the note that the page does not state the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct List(pub u32, pub u32);

impl List {
    /// The page's cell is missing or unreadable.
    pub const NOT_STATED: Self = Self(u32::MAX, 0);

    /// What it points at, or nothing if the page does not say.
    #[must_use]
    pub fn of<T>(self, pool: &'static [T]) -> Option<&'static [T]> {
        let Self(start, len) = self;
        if start == u32::MAX {
            return None;
        }
        pool.get(start as usize..(start as usize).saturating_add(len as usize))
    }
}

/// A set of clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clouds(pub u8);

impl Clouds {
    /// Whether `cloud` is one of them.
    #[must_use]
    pub const fn contains(self, cloud: Cloud) -> bool {
        self.0 & (1 << cloud as u8) != 0
    }

    /// Every one of them.
    pub fn iter(self) -> impl Iterator<Item = Cloud> {
        Cloud::ALL.iter().copied().filter(move |it| self.contains(*it))
    }
}

/// One action of the identity-policy model.
#[derive(Debug)]
pub struct ActionRow {
    pub name: &'static str,
    /// The constant, where a fix names it and not the rule.
    pub identifier: Option<&'static str>,
    pub title: Option<&'static str>,
    pub access_level: Option<AccessLevel>,
    pub permission_only: Option<bool>,
    /// In `uses`.
    pub resources: List,
    /// The keys of the action whatever the resource, in `refs`.
    pub keys: List,
    /// In `strings`.
    pub aliases: List,
    /// Whether they look wrong on the page.
    pub doubtful_aliases: bool,
    /// In `strings`.
    pub replaced_by: List,
    pub clouds: Clouds,
    /// In `refs`.
    pub sources: List,
}

/// One resource type that an action takes.
#[derive(Debug)]
pub struct ResourceUse {
    /// The place in the service's `resource_types`.
    pub resource_type: u16,
    pub required: bool,
    /// The keys of the action on a resource of this type, in `refs`.
    pub keys: List,
}

/// One action of the role/policy model.
#[derive(Debug)]
pub struct RoleActionRow {
    pub name: &'static str,
    /// The constant, where a fix names it and not the rule.
    pub identifier: Option<&'static str>,
    pub title: Option<&'static str>,
    pub clouds: Clouds,
    /// By [`Cloud`].
    pub scopes: [Scope; 2],
    /// In `refs`.
    pub sources: List,
}

/// Where an action of the role/policy model, or an operation, can be authorized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    pub iam_project: Support,
    pub enterprise_project: Support,
}

/// One type of resource.
#[derive(Debug)]
pub struct ResourceTypeRow {
    pub name: &'static str,
    /// As the page prints it, such as `ims:<region>:<account-id>:image:<image-id>`.
    pub urn: &'static str,
    pub sources: List,
}

/// One condition key.
#[derive(Debug)]
pub struct KeyRow {
    pub name: &'static str,
    pub value_type: Option<ValueType>,
    pub multivalued: Option<bool>,
    /// What stands behind the `/`, such as `tag-key`.
    pub template: Option<&'static str>,
    /// Whether an action takes it only if its page lists it; the other global keys are there for every action.
    pub per_action: bool,
    pub title: Option<&'static str>,
    /// Ids of the service's sources, or of the global ones.
    pub sources: &'static [&'static str],
}

/// One condition operator, without qualifier and `IfExists`.
#[derive(Debug)]
pub struct OperatorRow {
    pub name: &'static str,
    /// Nothing for the operator that takes a key of any type.
    pub value_type: Option<ValueType>,
    pub negated: bool,
    /// Whether `IfExists` may be put behind it.
    pub if_exists: bool,
    /// By [`Model`].
    pub models: [bool; 2],
}

/// One API with what it needs.
#[derive(Debug)]
pub struct OperationRow {
    pub model: Model,
    pub cloud: Cloud,
    pub method: Option<&'static str>,
    pub path: Option<&'static str>,
    pub title: Option<&'static str>,
    /// In `needs`.
    pub actions: List,
    /// In `needs`.
    pub dependencies: List,
    pub scope: Scope,
    /// In `refs`.
    pub sources: List,
}

/// One thing that an operation needs.
#[derive(Debug)]
pub struct Need {
    pub kind: NeedKind,
    /// An action or a pattern of actions, a role, or the page's words.
    pub name: &'static str,
    /// The action that this is a dependency of, where the page groups them.
    pub of_action: Option<&'static str>,
    /// The words that the page puts on it.
    pub qualifier: Option<&'static str>,
    /// Whether it names what no table lists.
    pub unlisted: bool,
}

/// What an operation can need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedKind {
    /// An action, or a pattern of actions.
    Action,
    /// A role or policy.
    Role,
    /// Something that the page says in prose.
    Text,
}

/// One system-defined role or policy.
#[derive(Debug)]
pub struct RoleRow {
    pub name: &'static str,
    pub kind: RoleKind,
    pub cloud: Cloud,
    pub title: Option<&'static str>,
    pub formerly: Option<&'static str>,
    /// In `needs`, where `qualifier` says of the role in which scope it must be granted.
    pub dependencies: List,
    /// The policy document as JSON, where it is known.
    pub document: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// One fact that constraints speak of.
#[derive(Debug)]
pub struct FactRow {
    pub name: &'static str,
    pub kind: FactKind,
    pub unit: Option<&'static str>,
    pub title: &'static str,
    /// The values that are named somewhere, each with the page's word for it.
    pub values: &'static [(&'static str, &'static str)],
}

/// One documented constraint of operations.
#[derive(Debug)]
pub struct ConstraintRow {
    pub id: &'static str,
    pub kind: ConstraintKind,
    pub title: &'static str,
    /// As `METHOD /path`, in `strings`.
    pub operations: List,
    /// Where it applies; always, if there is nothing.
    pub when: Option<Predicate>,
    /// What must hold; for a charge, nothing.
    pub holds: Option<Predicate>,
    /// The code of the service that a charge is for.
    pub charge: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// A condition over named facts.
#[derive(Debug, Clone, Copy)]
pub enum Predicate {
    /// All of them hold; an empty list holds.
    All(&'static [Self]),
    /// One of them holds.
    Any(&'static [Self]),
    /// It does not hold.
    Not(&'static Self),
    /// The fact is this.
    Is(&'static str, bool),
    /// The fact is one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// The fact, a list, has one of these.
    HasOneOf(&'static str, &'static [&'static str]),
    /// The fact is at most this number.
    AtMost(&'static str, u64),
    /// The region that the fact names is in mainland China, or is not.
    Mainland(&'static str, bool),
}

/// One region.
#[derive(Debug)]
pub struct RegionRow {
    pub id: &'static str,
    pub cloud: Cloud,
    pub name: Option<&'static str>,
    pub mainland: Option<bool>,
}

/// One documented limit of policies.
#[derive(Debug)]
pub struct LimitRow {
    pub id: &'static str,
    pub model: Model,
    /// What is counted, such as `statements` or `characters`.
    pub counts: &'static str,
    pub max: u32,
    /// Which documentation states it, where they differ.
    pub profile: &'static str,
}

/// One page that facts come from.
#[derive(Debug)]
pub struct SourceRow {
    pub id: &'static str,
    pub cloud: Cloud,
    pub page: &'static str,
    pub title: &'static str,
    pub language: &'static str,
    /// The date that the page prints on itself.
    pub date: Option<&'static str>,
    /// SHA-256 of what was read.
    pub sha256: Option<&'static str>,
}

impl Tables {
    /// The service with this code, whatever its case.
    #[must_use]
    pub fn service_ignore_case(&self, code: &str) -> Option<&'static ServiceRow> {
        self.services.get(self.service_place(code)?).copied()
    }

    /// The place of the service with this code, whatever its case.
    #[must_use]
    pub fn service_place(&self, code: &str) -> Option<usize> {
        let key = code_key(code);
        let first = self.service_keys.partition_point(|it| *it < key);
        let same =
            self.service_keys.iter().zip(self.services).enumerate().skip(first).take_while(|(_, (it, _))| **it == key);
        same.map(|(place, (_, row))| (place, row.code)).find(|(_, it)| it.eq_ignore_ascii_case(code)).map(|it| it.0)
    }

    /// The place of the key with this name, whatever its case and with or without what stands for its template.
    #[must_use]
    pub fn key_place(&self, name: &str) -> Option<usize> {
        let place = lower(super::name::without_template(name), |it| self.key_index.get(it).copied())?;
        let has_template = self.keys.get(usize::from(place))?.template.is_some();
        (has_template == name.contains('/')).then_some(usize::from(place))
    }

    /// The operator with this name.
    #[must_use]
    pub fn operator(&self, name: &str) -> Option<&'static OperatorRow> {
        self.operators.binary_search_by(|it| it.name.cmp(name)).ok().and_then(|it| self.operators.get(it))
    }
}

impl ServiceRow {
    /// The place of the action of the identity-policy model whose name without the service is `rest`.
    #[must_use]
    pub fn action_place(&self, rest: &str) -> Option<usize> {
        self.action_index.get(rest).map(|it| usize::from(*it))
    }

    /// The place of the action of the role/policy model whose name without the service is `rest`, whatever its case.
    #[must_use]
    pub fn role_action_place(&self, rest: &str) -> Option<usize> {
        lower(rest, |it| self.role_action_index.get(it).map(|it| usize::from(*it)))
    }
}

/// The first eight bytes of a code in lower case, as a number in their order.
#[must_use]
pub fn code_key(code: &str) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let bytes = code.as_bytes();
    let first = bytes.first_chunk().map_or_else(
        || bytes.iter().fold(0, |key, it| key << 8 | u64::from(*it)) << (8 * (8 - bytes.len())).min(63),
        |it| u64::from_be_bytes(*it),
    );
    first | LOWER
}

/// The vendor's names are short; a longer text is none of them.
const LONGEST_NAME: usize = 128;

/// Calls `then` with the text in lower case, without allocating; a text longer than any name finds nothing.
fn lower<T>(text: &str, then: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0; LONGEST_NAME];
    let copy = buffer.get_mut(..text.len())?;
    copy.copy_from_slice(text.as_bytes());
    copy.make_ascii_lowercase();
    core::str::from_utf8(copy).ok().and_then(then)
}
