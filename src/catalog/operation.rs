use core::fmt;

use super::handle::handle;
use super::{Constraint, Source, list};
use crate::shared::tables::{self, OperationRow, Scope};
use crate::{Cloud, Model, Support};

pub use tables::NeedKind;

handle! {
    /// One API with what it needs, on one cloud and for one model.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Model, Operation};
    ///
    /// let path = "/v1/cloudimages/{image_id}/copy";
    /// let copy = Operation::find("POST", path, Model::RolePolicy, Cloud::OpenTelekomCloud).unwrap();
    /// let of_copy = copy.dependencies().unwrap().filter(|it| it.of_action() == Some("ims:images:copy"));
    /// assert_eq!(of_copy.count(), 4);
    /// ```
    Operation, OperationRow, operations
}

impl Operation {
    /// The operation with this method and path as the page prints it.
    #[must_use]
    pub fn find(method: &str, path: &str, model: Model, cloud: Cloud) -> Option<Self> {
        Self::all().find(|it| {
            it.model() == model && it.cloud() == cloud && it.method() == Some(method) && it.path() == Some(path)
        })
    }

    /// The model whose actions it needs.
    #[must_use]
    pub const fn model(self) -> Model {
        self.row().model()
    }

    /// The cloud whose page states it.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.row().cloud()
    }

    /// The HTTP method.
    #[must_use]
    pub const fn method(self) -> Option<&'static str> {
        self.row().method()
    }

    /// The path with its placeholders in braces.
    #[must_use]
    pub const fn path(self) -> Option<&'static str> {
        self.row().path()
    }

    /// What it does, in the few words of its page.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title()
    }

    /// What its page, or the vendor's SDK, calls it; two where two APIs have the same path and the same needs.
    ///
    /// ```
    /// use hwc_iam::Operation;
    ///
    /// assert!(Operation::all().any(|it| it.names().contains(&"CopyImageInRegion")));
    /// ```
    #[must_use]
    pub fn names(self) -> &'static [&'static str] {
        self.row().names().of(self.service().row().strings).unwrap_or_default()
    }

    /// The operations with this name on their page or in the vendor's SDK, ignoring case, of every service, model and cloud. With
    /// the code of a service in front, as in `ims:CopyImageInRegion`, only that service's.
    ///
    /// ```
    /// use hwc_iam::Operation;
    ///
    /// let copy = Operation::find_by_name("CopyImageInRegion").next().unwrap();
    /// assert_eq!(copy.to_string(), "POST /v1/cloudimages/{image_id}/copy");
    /// ```
    pub fn find_by_name(name: &str) -> impl Iterator<Item = Self> {
        let (service, name) = name.split_once(':').map_or((None, name), |(service, name)| (Some(service), name));
        let is_named = move |it: &Self| it.names().iter().any(|it| it.eq_ignore_ascii_case(name));
        let is_of = move |it: &Self| service.is_none_or(|code| it.service().code().eq_ignore_ascii_case(code));
        Self::all().filter(move |it| is_of(it) && is_named(it))
    }

    /// The actions that it needs.
    #[must_use]
    pub fn actions(self) -> Option<impl Iterator<Item = Need>> {
        self.row().actions().of(self.service().row().needs).map(|it| it.iter().map(Need))
    }

    /// What those actions depend on.
    #[must_use]
    pub fn dependencies(self) -> Option<impl Iterator<Item = Need>> {
        self.row().dependencies().of(self.service().row().needs).map(|it| it.iter().map(Need))
    }

    /// Where it can be authorized, in the role/policy model.
    #[must_use]
    pub const fn scope(self) -> Scope {
        self.row().scope()
    }

    /// Whether a statement of the role/policy model can name single instances for it.
    ///
    /// ```
    /// use hwc_iam::{Operation, Support};
    ///
    /// assert!(Operation::all().any(|it| it.by_instance() == Support::Yes));
    /// ```
    #[must_use]
    pub const fn by_instance(self) -> Support {
        self.row().by_instance()
    }

    /// Whether a statement of the role/policy model can select instances by their tags for it.
    ///
    /// ```
    /// use hwc_iam::{Operation, Support};
    ///
    /// assert!(Operation::all().any(|it| it.by_tag() == Support::No));
    /// ```
    #[must_use]
    pub const fn by_tag(self) -> Support {
        self.row().by_tag()
    }

    /// The documented constraints of it, of both models; a constraint is of the cloud whose pages state it.
    pub fn constraints(self) -> impl Iterator<Item = Constraint> {
        let of_cloud = move |it: &Constraint| it.sources().any(|it| it.cloud() == self.cloud());
        self.service().constraints().filter(of_cloud).filter(move |it| {
            it.operations()
                .iter()
                .filter_map(|it| it.split_once(' '))
                .any(|(method, path)| self.method() == Some(method) && self.path() == Some(path))
        })
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources())
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({self}, {}, {})", self.model(), self.cloud())
    }
}

/// `METHOD /path`, or the title of an operation that has neither.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.method(), self.path()) {
            (Some(method), Some(path)) => write!(f, "{method} {path}"),
            (_, path) => f.write_str(path.or(self.title()).unwrap_or_default()),
        }
    }
}

/// One thing that an operation or a role needs.
///
/// ```
/// use hwc_iam::{Cloud, Model, NeedKind, Operation};
///
/// let path = "/v1/cloudimages/{image_id}/copy";
/// let copy = Operation::find("POST", path, Model::RolePolicy, Cloud::OpenTelekomCloud).unwrap();
/// let kms = copy.dependencies().unwrap().find(|it| it.name() == "kms:*:*").unwrap();
/// assert_eq!(kms.kind(), NeedKind::Action);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Need(pub(super) &'static tables::Need);

impl Need {
    /// Whether it is an action, a role, or something that only prose says.
    #[must_use]
    pub const fn kind(self) -> NeedKind {
        self.0.kind()
    }

    /// The action or the pattern of actions, the role, or the page's words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name()
    }

    /// The action that this is a dependency of, where the page groups them.
    #[must_use]
    pub const fn of_action(self) -> Option<&'static str> {
        self.0.of_action()
    }

    /// The words that the page puts on it, such as `required only for users who have enabled enterprise projects`.
    #[must_use]
    pub const fn qualifier(self) -> Option<&'static str> {
        self.0.qualifier()
    }

    /// Whether it names an action that no table lists.
    #[must_use]
    pub const fn is_unlisted(self) -> bool {
        self.0.is_unlisted()
    }
}

impl fmt::Debug for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}
