use core::fmt;

use super::{Constraint, Fact, Feature, Known, Operation, ResourceType, Role, RoleCode, RoleResource, Source, TABLES};
use crate::shared::tables::{Clouds, Predicate, ServiceRow};
use crate::{Action, Cloud, ConditionKey, Coverage, Model, RoleAction, ServiceLevel};

/// A service, such as `ims`.
///
/// ```
/// use hwc_iam::Service;
///
/// let ims = Service::from_code("ims").unwrap();
/// assert_eq!(ims.title(), Some("Image Management Service"));
/// assert_eq!(ims.actions().count(), 26);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Service(u16);

impl Service {
    pub(crate) const fn at(place: u16) -> Self {
        Self(place)
    }

    /// The service with this code. The case counts, except in the role/policy model: see
    /// [`from_code_ignore_case`](Self::from_code_ignore_case).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::from_code_ignore_case(code).filter(|it| it.code() == code)
    }

    /// The service with this code, ignoring case.
    ///
    /// ```
    /// use hwc_iam::Service;
    ///
    /// assert_eq!(Service::from_code_ignore_case("OBS"), Service::from_code("obs"));
    /// ```
    #[must_use]
    pub fn from_code_ignore_case(code: &str) -> Option<Self> {
        TABLES.service_place(code).and_then(|it| u16::try_from(it).ok()).map(Self)
    }

    /// The service that a name or a pattern of actions begins with, in whatever case.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::from_code_ignore_case(name.split(':').next()?)
    }

    /// Every service, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(TABLES.services).map(|(place, _)| Self(place))
    }

    /// The prefix of its actions.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// Its English name.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title
    }

    /// Its Chinese name.
    #[must_use]
    pub const fn title_zh(self) -> Option<&'static str> {
        self.row().title_zh
    }

    /// Where its resources live, if a page says so.
    #[must_use]
    pub const fn level(self) -> Option<ServiceLevel> {
        self.row().level
    }

    /// The scopes in which the role/policy model grants it, each with what such a grant reaches.
    ///
    /// ```
    /// let rules = hwc_iam::Service::from_code("ims").unwrap().scope_rules();
    /// assert!(rules.contains(&("Region-specific projects", "the selected projects")));
    /// ```
    #[must_use]
    pub const fn scope_rules(self) -> &'static [(&'static str, &'static str)] {
        self.row().scope_rules
    }

    /// The clouds whose pages mention it.
    #[must_use]
    pub const fn clouds(self) -> Clouds {
        self.row().clouds
    }

    /// How much of its actions the catalogue knows, for one model and cloud, and of which date.
    #[must_use]
    pub const fn known(self, model: Model, cloud: Cloud) -> Known {
        Known::new(self.row().known(model, cloud))
    }

    /// The same on the cloud of which most is known, without the date.
    ///
    /// ```
    /// use hwc_iam::{Coverage, Model, Service};
    ///
    /// assert_eq!(Service::from_code("ims").unwrap().coverage(Model::IdentityPolicy), Coverage::Page);
    /// ```
    #[must_use]
    pub fn coverage(self, model: Model) -> Coverage {
        self.row().coverage(model)
    }

    /// How many of its actions are known, for one model and cloud.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Model, Service};
    ///
    /// let ims = Service::from_code("ims").unwrap();
    /// assert_eq!(ims.count_of_actions(Model::IdentityPolicy, Cloud::HuaweiCloud), 26);
    /// ```
    #[must_use]
    pub fn count_of_actions(self, model: Model, cloud: Cloud) -> usize {
        match model {
            Model::IdentityPolicy => self.actions().filter(|it| it.clouds().contains(cloud)).count(),
            Model::RolePolicy => self.role_actions().filter(|it| it.clouds().contains(cloud)).count(),
        }
    }

    /// Whether an action of this model that the catalogue does not have exists on neither cloud, see [`Known::is_complete`].
    /// Open Telekom Cloud has no identity policies.
    #[must_use]
    pub const fn is_complete(self, model: Model) -> bool {
        self.row().is_complete(model)
    }

    /// The version of its authorization schema, where one was read.
    #[must_use]
    pub const fn schema_version(self) -> Option<&'static str> {
        self.row().schema_version
    }

    /// How old its data is at least: the newest date that one of its pages prints on itself. Most pages print none.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Service::from_code("ims").unwrap().date(), Some("2025-11-06"));
    /// ```
    #[must_use]
    pub const fn date(self) -> Option<&'static str> {
        self.row().date
    }

    /// The types of its resources in the role/policy model, if it is stated which there are.
    ///
    /// ```
    /// // Its role/policy actions name no resources.
    /// assert_eq!(hwc_iam::Service::from_code("ims").unwrap().role_resource_types(), Some(&[][..]));
    /// ```
    #[must_use]
    pub const fn role_resource_types(self) -> Option<&'static [&'static str]> {
        self.row().role_resource_types
    }

    /// Its actions in identity policies.
    pub fn actions(self) -> impl Iterator<Item = Action> {
        Action::all_of(self)
    }

    /// Its actions in the role/policy model.
    pub fn role_actions(self) -> impl Iterator<Item = RoleAction> {
        RoleAction::all_of(self)
    }

    /// Its resource types.
    pub fn resource_types(self) -> impl Iterator<Item = ResourceType> {
        ResourceType::all_of(self)
    }

    /// Its own condition keys, if it is stated which there are.
    #[must_use]
    pub fn condition_keys(self) -> Option<&'static [ConditionKey]> {
        self.row().keys.of(ConditionKey::ALL)
    }

    /// Its operations, for both models and clouds.
    pub fn operations(self) -> impl Iterator<Item = Operation> {
        Operation::all_of(self)
    }

    /// Its system-defined roles and policies.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::all_of(self)
    }

    /// The codes of roles and policies, of any service, that its pages state.
    pub fn role_codes(self) -> impl Iterator<Item = RoleCode> {
        RoleCode::all_of(self)
    }

    /// What its features need of it and of other services.
    pub fn features(self) -> impl Iterator<Item = Feature> {
        Feature::all_of(self)
    }

    /// How statements of the role/policy model name its resources.
    pub fn role_resources(self) -> impl Iterator<Item = RoleResource> {
        RoleResource::all_of(self)
    }

    /// The facts that its constraints depend on.
    pub fn facts(self) -> impl Iterator<Item = Fact> {
        Fact::all_of(self)
    }

    /// The qualifications that its pages add to what an operation needs, each with the condition that it means; a page may also
    /// have qualifications that are not in the form of a condition yet.
    ///
    /// ```
    /// let ims = hwc_iam::Service::from_code("ims").unwrap();
    /// assert!(ims.qualifiers().iter().any(|(words, _)| *words == "required only by enterprise project users"));
    /// ```
    #[must_use]
    pub const fn qualifiers(self) -> &'static [(&'static str, Predicate)] {
        self.row().qualifiers
    }

    /// The documented constraints of its operations.
    pub fn constraints(self) -> impl Iterator<Item = Constraint> {
        Constraint::all_of(self)
    }

    /// The pages that its facts come from.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        self.row().sources.iter().map(Source::of)
    }

    pub(crate) const fn place(self) -> u16 {
        self.0
    }

    #[expect(clippy::indexing_slicing, reason = "handles are made only of places in the tables")]
    pub(crate) const fn row(self) -> &'static ServiceRow {
        TABLES.services[self.0 as usize]
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({})", self.code())
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
