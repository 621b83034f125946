//! The rows of the generated catalogue. Both build scripts fill them from the same YAML; nothing here knows any service.

use alloc::string::String;

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
    /// The constants that a fix names and not the rule: the place in `actions`, and the constant.
    pub identifiers: &'static [(u16, &'static str)],
    /// From the name without the service to the place in `actions`.
    pub action_index: &'static phf::Map<&'static str, u16>,
    /// Sorted by name.
    pub role_actions: &'static [RoleActionRow],
    /// The constants that a fix names and not the rule: the place in `role_actions`, and the constant.
    pub role_identifiers: &'static [(u16, &'static str)],
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

/// A part of one of the service's pools: its start and, in the last twelve bits, its length; or the note that the page does not
/// state the list.
///
/// The numbers of a row are packed because the compiler's time and memory go with the number of literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct List(pub u32);

impl List {
    /// The page's cell is missing or unreadable.
    pub const NOT_STATED: Self = Self(u32::MAX);

    /// The list at this place, if it is none too many or too long.
    #[must_use]
    pub fn new(start: usize, len: usize) -> Option<Self> {
        let start = u32::try_from(start).ok().filter(|it| *it < u32::MAX >> LENGTH_BITS)?;
        let len = u32::try_from(len).ok().filter(|it| *it < 1 << LENGTH_BITS)?;
        Some(Self(start << LENGTH_BITS | len))
    }

    /// What it points at, or nothing if the page does not say.
    #[must_use]
    pub fn of<T>(self, pool: &'static [T]) -> Option<&'static [T]> {
        if self == Self::NOT_STATED {
            return None;
        }
        let start = (self.0 >> LENGTH_BITS) as usize;
        let len = self.0 & ((1 << LENGTH_BITS) - 1);
        pool.get(start..start + len as usize)
    }
}

const LENGTH_BITS: u32 = 12;

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

/// One action of the identity-policy model: its name, its title and its packed facts, as [`ActionFacts`] makes them.
#[derive(Debug)]
pub struct ActionRow(pub &'static str, pub &'static str, pub [u32; 6]);

/// What is packed in an [`ActionRow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionFacts {
    pub access_level: Option<AccessLevel>,
    pub permission_only: Option<bool>,
    /// Whether the aliases look wrong on the page.
    pub doubtful_aliases: bool,
    pub clouds: Clouds,
    /// In `uses`.
    pub resources: List,
    /// The keys of the action whatever the resource, in `refs`.
    pub keys: List,
    /// In `strings`.
    pub aliases: List,
    /// In `strings`.
    pub replaced_by: List,
    /// In `refs`.
    pub sources: List,
}

impl ActionFacts {
    #[must_use]
    pub const fn pack(self) -> [u32; 6] {
        let level = match self.access_level {
            None => 0,
            Some(it) => it as u32 + 1,
        };
        let permission_only = match self.permission_only {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        let flags = level | permission_only << 4 | (self.doubtful_aliases as u32) << 6 | (self.clouds.0 as u32) << 8;
        [flags, self.resources.0, self.keys.0, self.aliases.0, self.replaced_by.0, self.sources.0]
    }
}

impl ActionRow {
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    #[must_use]
    pub const fn facts(&self) -> ActionFacts {
        let [flags, resources, keys, aliases, replaced_by, sources] = self.2;
        let access_level = match flags & 0xf {
            1 => Some(AccessLevel::List),
            2 => Some(AccessLevel::Read),
            3 => Some(AccessLevel::Write),
            4 => Some(AccessLevel::Tagging),
            5 => Some(AccessLevel::PermissionManagement),
            _ => None,
        };
        let permission_only = match flags >> 4 & 3 {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        };
        ActionFacts {
            access_level,
            permission_only,
            doubtful_aliases: flags >> 6 & 1 == 1,
            clouds: Clouds((flags >> 8) as u8),
            resources: List(resources),
            keys: List(keys),
            aliases: List(aliases),
            replaced_by: List(replaced_by),
            sources: List(sources),
        }
    }
}

/// A text of a row, of which nothing means that no page states it.
const fn stated(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

/// One resource type that an action takes: twice the place in the service's `resource_types`, odd if the type is required, and
/// the keys of the action on a resource of this type, in `refs`.
#[derive(Debug)]
pub struct ResourceUse(pub u16, pub List);

impl ResourceUse {
    #[must_use]
    pub const fn resource_type(&self) -> u16 {
        self.0 >> 1
    }

    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.0 & 1 == 1
    }

    #[must_use]
    pub const fn keys(&self) -> List {
        self.1
    }
}

/// One action of the role/policy model: its name, its title, its clouds and scopes packed, and its sources, in `refs`.
#[derive(Debug)]
pub struct RoleActionRow(pub &'static str, pub &'static str, pub u32, pub List);

impl RoleActionRow {
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    #[must_use]
    pub const fn clouds(&self) -> Clouds {
        Clouds(self.2 as u8 & 3)
    }

    /// Where it can be granted on a cloud.
    #[must_use]
    pub const fn scope(&self, cloud: Cloud) -> Scope {
        Scope::unpack(self.2 >> (8 + 8 * cloud as u32))
    }

    #[must_use]
    pub const fn sources(&self) -> List {
        self.3
    }

    /// The third field.
    #[must_use]
    pub fn pack(clouds: Clouds, scope: impl Fn(Cloud) -> Scope) -> u32 {
        let scopes = Cloud::ALL.iter().map(|it| scope(*it).pack() << (8 + 8 * *it as u32));
        scopes.fold(u32::from(clouds.0), |packed, it| packed | it)
    }
}

/// Where an action of the role/policy model, or an operation, can be authorized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    pub iam_project: Support,
    pub enterprise_project: Support,
}

impl Scope {
    #[must_use]
    pub const fn pack(self) -> u32 {
        self.iam_project as u32 | (self.enterprise_project as u32) << 4
    }

    const fn unpack(packed: u32) -> Self {
        const fn support(packed: u32) -> Support {
            match packed & 0xf {
                0 => Support::Yes,
                1 => Support::No,
                2 => Support::ByOperation,
                3 => Support::NotApplicable,
                _ => Support::NotStated,
            }
        }
        Self { iam_project: support(packed), enterprise_project: support(packed >> 4) }
    }
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

/// One API with what it needs: method, path, title, and packed: model, cloud and scope; actions and dependencies, in `needs`;
/// sources, in `refs`.
#[derive(Debug)]
pub struct OperationRow(pub &'static str, pub &'static str, pub &'static str, pub [u32; 4]);

impl OperationRow {
    #[must_use]
    pub const fn method(&self) -> Option<&'static str> {
        stated(self.0)
    }

    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        stated(self.1)
    }

    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.2)
    }

    #[must_use]
    pub const fn model(&self) -> Model {
        let [flags, ..] = self.3;
        if flags & 1 == Model::IdentityPolicy as u32 { Model::IdentityPolicy } else { Model::RolePolicy }
    }

    #[must_use]
    pub const fn cloud(&self) -> Cloud {
        let [flags, ..] = self.3;
        if flags >> 1 & 1 == Cloud::HuaweiCloud as u32 { Cloud::HuaweiCloud } else { Cloud::OpenTelekomCloud }
    }

    #[must_use]
    pub const fn scope(&self) -> Scope {
        let [flags, ..] = self.3;
        Scope::unpack(flags >> 8)
    }

    #[must_use]
    pub const fn actions(&self) -> List {
        let [_, it, ..] = self.3;
        List(it)
    }

    #[must_use]
    pub const fn dependencies(&self) -> List {
        let [.., it, _] = self.3;
        List(it)
    }

    #[must_use]
    pub const fn sources(&self) -> List {
        let [.., it] = self.3;
        List(it)
    }

    /// The first number.
    #[must_use]
    pub const fn pack(model: Model, cloud: Cloud, scope: Scope) -> u32 {
        model as u32 | (cloud as u32) << 1 | scope.pack() << 8
    }
}

/// One thing that an operation needs: its name, the action that it is a dependency of, the words that the page puts on it, and
/// packed: its kind and whether it names what no table lists.
#[derive(Debug)]
pub struct Need(pub &'static str, pub &'static str, pub &'static str, pub u8);

impl Need {
    /// An action or a pattern of actions, a role, or the page's words.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    #[must_use]
    pub const fn of_action(&self) -> Option<&'static str> {
        stated(self.1)
    }

    #[must_use]
    pub const fn qualifier(&self) -> Option<&'static str> {
        stated(self.2)
    }

    #[must_use]
    pub const fn kind(&self) -> NeedKind {
        match self.3 >> 1 {
            0 => NeedKind::Action,
            1 => NeedKind::Role,
            _ => NeedKind::Text,
        }
    }

    #[must_use]
    pub const fn is_unlisted(&self) -> bool {
        self.3 & 1 == 1
    }

    /// The last field.
    #[must_use]
    pub const fn pack(kind: NeedKind, unlisted: bool) -> u8 {
        (kind as u8) << 1 | unlisted as u8
    }
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
        let mut place = self.service_keys.partition_point(|it| *it < key);
        while self.service_keys.get(place) == Some(&key) {
            if self.services.get(place)?.code.eq_ignore_ascii_case(code) {
                return Some(place);
            }
            place += 1;
        }
        None
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
    /// The constant of the action at this place.
    #[must_use]
    pub fn action_const(&self, place: usize) -> Option<String> {
        Some(identifier(self.identifiers, place, self.actions.get(place)?.name()))
    }

    /// The constant of the action of the role/policy model at this place.
    #[must_use]
    pub fn role_action_const(&self, place: usize) -> Option<String> {
        Some(identifier(self.role_identifiers, place, self.role_actions.get(place)?.name()))
    }

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

fn identifier(fixed: &[(u16, &str)], place: usize, name: &str) -> String {
    let found = fixed.iter().find(|it| usize::from(it.0) == place);
    found.map_or_else(|| super::name::action_const(name), |it| String::from(it.1))
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
