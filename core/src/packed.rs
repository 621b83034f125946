//! The rows that a large catalogue has many of, and how their numbers are packed: the compiler's time and memory go with the
//! number of literals.

use super::words::{AccessLevel, Cloud, Model, Support, words};

/// A part of one of the service's pools: its start and, in the last twelve bits, its length; or the note that the page does not
/// state the list.
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

/// One action of the identity-policy model: its name, its title and its packed facts, as `ActionFacts` makes them.
#[derive(Debug)]
pub struct ActionRow(pub &'static str, pub &'static str, pub [u32; 6]);

/// What is packed in an [`ActionRow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionFacts {
    /// Nothing if the page does not state it.
    pub access_level: Option<AccessLevel>,
    /// Whether no API is behind it, if the page says so.
    pub permission_only: Option<bool>,
    /// Whether the aliases look wrong on the page.
    pub doubtful_aliases: bool,
    /// Whose pages list it.
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
    /// The packed numbers.
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
    /// As the page prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// Its packed facts.
    #[must_use]
    pub const fn facts(&self) -> ActionFacts {
        let [flags, resources, keys, aliases, replaced_by, sources] = self.2;
        let access_level = match (flags & 0xf).checked_sub(1) {
            Some(it) => word(AccessLevel::ALL, it),
            None => None,
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
    /// The place in the service's `resource_types`.
    #[must_use]
    pub const fn resource_type(&self) -> u16 {
        self.0 >> 1
    }

    /// Whether a statement for the action must name a resource of the type.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.0 & 1 == 1
    }

    /// In `refs`.
    #[must_use]
    pub const fn keys(&self) -> List {
        self.1
    }
}

/// One action of the role/policy model: its name, its title, its clouds and scopes packed, and its sources, in `refs`.
#[derive(Debug)]
pub struct RoleActionRow(pub &'static str, pub &'static str, pub u32, pub List);

impl RoleActionRow {
    /// As the page prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// Whose pages list it.
    #[must_use]
    pub const fn clouds(&self) -> Clouds {
        Clouds(self.2 as u8)
    }

    /// Where it can be granted on a cloud.
    #[must_use]
    pub const fn scope(&self, cloud: Cloud) -> Scope {
        Scope::unpack(self.2 >> (8 + 8 * cloud as u32))
    }

    /// In `refs`.
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
    /// Whether a grant for a project of IAM reaches it.
    pub iam_project: Support,
    /// Whether a grant for an enterprise project reaches it.
    pub enterprise_project: Support,
}

impl Scope {
    /// As one number.
    #[must_use]
    pub const fn pack(self) -> u32 {
        self.iam_project as u32 | (self.enterprise_project as u32) << 4
    }

    const fn unpack(packed: u32) -> Self {
        Self { iam_project: support(packed), enterprise_project: support(packed >> 4) }
    }
}

const fn support(packed: u32) -> Support {
    match word(Support::ALL, packed & 0xf) {
        Some(it) => it,
        None => Support::NotStated,
    }
}

/// The word of a vocabulary that `it as u32` has made a number.
const fn word<T: Copy>(all: &[T], place: u32) -> Option<T> {
    if (place as usize) < all.len() {
        let (_, rest) = all.split_at(place as usize);
        if let [it, ..] = rest { Some(*it) } else { None }
    } else {
        None
    }
}

/// One API with what it needs: method, path, title, and packed: model, cloud and scope; actions and dependencies, in `needs`;
/// sources, in `refs`; its names, in `strings`.
#[derive(Debug)]
pub struct OperationRow(pub &'static str, pub &'static str, pub &'static str, pub [u32; 5]);

impl OperationRow {
    /// Nothing if no page states it.
    #[must_use]
    pub const fn method(&self) -> Option<&'static str> {
        stated(self.0)
    }

    /// As the page prints it; nothing if no page states it.
    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.2)
    }

    /// The model whose authorization it states.
    #[must_use]
    pub const fn model(&self) -> Model {
        let [flags, ..] = self.3;
        match word(Model::ALL, flags & 1) {
            Some(it) => it,
            None => Model::IdentityPolicy,
        }
    }

    /// The cloud whose API it is.
    #[must_use]
    pub const fn cloud(&self) -> Cloud {
        let [flags, ..] = self.3;
        match word(Cloud::ALL, flags >> 1 & 0x7f) {
            Some(it) => it,
            None => Cloud::HuaweiCloud,
        }
    }

    /// Where it can be authorized.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        let [flags, ..] = self.3;
        Scope::unpack(flags >> 8)
    }

    /// Whether a statement can name single instances.
    #[must_use]
    pub const fn by_instance(&self) -> Support {
        let [flags, ..] = self.3;
        support(flags >> 16)
    }

    /// Whether a statement can select instances by their tags.
    #[must_use]
    pub const fn by_tag(&self) -> Support {
        let [flags, ..] = self.3;
        support(flags >> 20)
    }

    /// In `needs`.
    #[must_use]
    pub const fn actions(&self) -> List {
        let [_, it, ..] = self.3;
        List(it)
    }

    /// In `needs`.
    #[must_use]
    pub const fn dependencies(&self) -> List {
        let [_, _, it, ..] = self.3;
        List(it)
    }

    /// In `refs`.
    #[must_use]
    pub const fn sources(&self) -> List {
        let [.., it, _] = self.3;
        List(it)
    }

    /// In `strings`.
    #[must_use]
    pub const fn names(&self) -> List {
        let [.., it] = self.3;
        List(it)
    }

    /// The first number.
    #[must_use]
    pub const fn pack(model: Model, cloud: Cloud, scope: Scope, by_instance: Support, by_tag: Support) -> u32 {
        model as u32 | (cloud as u32) << 1 | scope.pack() << 8 | (by_instance as u32) << 16 | (by_tag as u32) << 20
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

    /// The action that it is a dependency of, if only of one.
    #[must_use]
    pub const fn of_action(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// The words that the page puts on it.
    #[must_use]
    pub const fn qualifier(&self) -> Option<&'static str> {
        stated(self.2)
    }

    /// Whether it is an action, a role or prose.
    #[must_use]
    pub const fn kind(&self) -> NeedKind {
        match word(NeedKind::ALL, self.3 as u32 >> 1) {
            Some(it) => it,
            None => NeedKind::Text,
        }
    }

    /// Whether no table lists what it names.
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

words! {
    /// What an operation can need.
    NeedKind {
        /// An action, or a pattern of actions.
        Action = "action",
        /// A role or policy.
        Role = "role",
        /// Something that the page says in prose.
        Text = "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options<T: Copy>(all: &[T]) -> impl Iterator<Item = Option<T>> + Clone + '_ {
        core::iter::once(None).chain(all.iter().copied().map(Some))
    }

    fn scopes() -> impl Iterator<Item = Scope> {
        Support::ALL.iter().flat_map(|one| {
            let scope = |other: &Support| Scope { iam_project: *one, enterprise_project: *other };
            Support::ALL.iter().map(scope)
        })
    }

    #[test]
    fn the_facts_of_an_action_survive_packing() {
        for access_level in options(AccessLevel::ALL) {
            for permission_only in options(&[false, true]) {
                for (doubtful_aliases, clouds) in [(false, 0), (false, 1), (true, 2), (true, 3)] {
                    let facts = ActionFacts {
                        access_level,
                        permission_only,
                        doubtful_aliases,
                        clouds: Clouds(clouds),
                        resources: List(1),
                        keys: List(2),
                        aliases: List(3),
                        replaced_by: List(4),
                        sources: List::NOT_STATED,
                    };
                    assert_eq!(ActionRow("", "", facts.pack()).facts(), facts);
                }
            }
        }
    }

    #[test]
    fn clouds_and_scopes_of_a_role_action_survive_packing() {
        for one in scopes() {
            for other in scopes() {
                for clouds in (0..4).map(Clouds) {
                    let scope = |cloud| if cloud == Cloud::HuaweiCloud { one } else { other };
                    let row = RoleActionRow("", "", RoleActionRow::pack(clouds, scope), List(0));
                    assert_eq!(row.clouds(), clouds);
                    assert_eq!((row.scope(Cloud::HuaweiCloud), row.scope(Cloud::OpenTelekomCloud)), (one, other));
                }
            }
        }
    }

    #[test]
    fn what_is_known_of_an_operation_survives_packing() {
        for model in Model::ALL {
            for cloud in Cloud::ALL {
                for scope in scopes() {
                    for by in scopes() {
                        let (instance, tag) = (by.iam_project, by.enterprise_project);
                        let packed = OperationRow::pack(*model, *cloud, scope, instance, tag);
                        let row = OperationRow("", "", "", [packed, 0, 0, 0, 0]);
                        assert_eq!((row.model(), row.cloud(), row.scope()), (*model, *cloud, scope));
                        assert_eq!((row.by_instance(), row.by_tag()), (instance, tag));
                    }
                }
            }
        }
    }

    #[test]
    fn the_kind_of_a_need_survives_packing() {
        for kind in NeedKind::ALL {
            for unlisted in [false, true] {
                let need = Need("", "", "", Need::pack(*kind, unlisted));
                assert_eq!((need.kind(), need.is_unlisted()), (*kind, unlisted));
            }
        }
    }
}
