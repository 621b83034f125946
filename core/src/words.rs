//! The closed vocabularies: every word as the vendor spells it and as Rust does.

/// Makes an enum of words; the library has some of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every one of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word as data and output spell it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one that is spelt so, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub use words;

words! {
    /// What an action does to what it touches, as the identity-policy pages classify it.
    ///
    /// ```
    /// use hwc_iam::{AccessLevel, actions::Ims};
    ///
    /// assert_eq!(Ims::IMAGES_COPY_IN_REGION.access_level(), Some(AccessLevel::Write));
    /// assert_eq!(AccessLevel::PermissionManagement.name(), "permission_management");
    /// ```
    AccessLevel {
        /// Finds out which resources there are.
        List = "list",
        /// Reads a resource.
        Read = "read",
        /// Creates, changes or deletes a resource.
        Write = "write",
        /// Changes nothing but tags.
        Tagging = "tagging",
        /// Changes who may do what.
        PermissionManagement = "permission_management",
    }
}

words! {
    /// One of the two clouds whose documentation the catalogue holds.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Cloud::OpenTelekomCloud.name(), "otc");
    /// ```
    Cloud {
        /// Huawei Cloud.
        HuaweiCloud = "hwc",
        /// Open Telekom Cloud.
        OpenTelekomCloud = "otc",
    }
}

impl Cloud {
    /// What people call it.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Cloud::OpenTelekomCloud.title(), "Open Telekom Cloud");
    /// ```
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::HuaweiCloud => "Huawei Cloud",
            Self::OpenTelekomCloud => "Open Telekom Cloud",
        }
    }
}

words! {
    /// One of the two authorization models; their action names are not interchangeable.
    ///
    /// ```
    /// use hwc_iam::{Model, Version};
    ///
    /// assert_eq!(Version::V5_0.model(), Model::IdentityPolicy);
    /// assert_eq!(Version::V1_1.model(), Model::RolePolicy);
    /// ```
    Model {
        /// Identity policies: documents of version 5.0, attached without a scope.
        IdentityPolicy = "v5",
        /// Roles (1.0) and policies (1.1), granted to a group or agency in a scope.
        RolePolicy = "role",
    }
}

impl Model {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::IdentityPolicy => Self::RolePolicy,
            Self::RolePolicy => Self::IdentityPolicy,
        }
    }

    /// The version that a new document of it has.
    ///
    /// ```
    /// use hwc_iam::{Model, Version};
    ///
    /// assert_eq!(Model::RolePolicy.version(), Version::V1_1);
    /// ```
    #[must_use]
    pub const fn version(self) -> Version {
        match self {
            Self::IdentityPolicy => Version::V5_0,
            Self::RolePolicy => Version::V1_1,
        }
    }
}

words! {
    /// The `Version` element of a policy document.
    ///
    /// ```
    /// use hwc_iam::Version;
    ///
    /// assert_eq!(Version::from_name("5.0"), Some(Version::V5_0));
    /// assert_eq!(Version::from_name("2012-10-17"), None);
    /// ```
    Version {
        /// A role of the role/policy model.
        V1_0 = "1.0",
        /// A policy of the role/policy model.
        V1_1 = "1.1",
        /// An identity policy, a service control policy or a trust policy.
        V5_0 = "5.0",
    }
}

impl Version {
    /// The authorization model whose action names such a document holds.
    #[must_use]
    pub const fn model(self) -> Model {
        match self {
            Self::V1_0 | Self::V1_1 => Model::RolePolicy,
            Self::V5_0 => Model::IdentityPolicy,
        }
    }
}

words! {
    /// Whether a statement grants or takes away. A `Deny` that applies beats every `Allow`.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Effect::Deny.name(), "Deny");
    /// ```
    Effect {
        /// Grants.
        Allow = "Allow",
        /// Takes away.
        Deny = "Deny",
    }
}

words! {
    /// What the values of a condition key are. A policy always writes them as strings.
    ///
    /// ```
    /// use hwc_iam::{ConditionKey, ValueType};
    ///
    /// assert_eq!(ConditionKey::ImsEncrypted.value_type(), Some(ValueType::Boolean));
    /// ```
    ValueType {
        /// Any text.
        String = "string",
        /// `true` or `false`.
        Boolean = "boolean",
        /// A decimal number.
        Number = "number",
        /// A date and time of ISO 8601, such as `2022-08-01T00:00:00Z`.
        Date = "date",
        /// An IP address, or a range of them in CIDR notation.
        Ip = "ip",
    }
}

words! {
    /// How a condition on a key with several values is to be read.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Qualifier::ForAnyValue.name(), "ForAnyValue");
    /// ```
    Qualifier {
        /// Every value of the request must match.
        ForAllValues = "ForAllValues",
        /// At least one value of the request must match.
        ForAnyValue = "ForAnyValue",
    }
}

words! {
    /// The kind of a principal in the policy of a resource.
    ///
    /// ```
    /// assert_eq!(hwc_iam::PrincipalKind::Service.name(), "Service");
    /// ```
    PrincipalKind {
        /// An account, a user or an agency.
        Iam = "IAM",
        /// An identity provider.
        IdentityProvider = "Identity_provider",
        /// A cloud service, as `service.` and its name.
        Service = "Service",
        /// An identity provider, or in a bucket policy a group of one.
        Federated = "Federated",
        /// Whom a bucket policy is for: an account, a user or an agency, as `domain/` and its id.
        Id = "ID",
    }
}

words! {
    /// Where a service's resources live, and so in which scope of the role/policy model it is granted.
    ///
    /// ```
    /// assert_eq!(hwc_iam::Service::from_code("ims").unwrap().level(), Some(hwc_iam::ServiceLevel::Project));
    /// ```
    ServiceLevel {
        /// In all regions at once.
        Global = "global",
        /// In the projects of each region.
        Project = "project",
    }
}

words! {
    /// How much of a service's actions the catalogue knows, for one model, from less to more.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Coverage, Model, Service};
    ///
    /// let ims = Service::from_code("ims").unwrap();
    /// let known = ims.known(Model::IdentityPolicy, Cloud::HuaweiCloud);
    /// assert_eq!(known.coverage(), Coverage::Page);
    /// assert!(Coverage::Apis < Coverage::Page);
    /// ```
    Coverage {
        /// Nothing.
        None = "none",
        /// Only what the pages of other services say of it, so that a name may be missing here and exist.
        Mentioned = "mentioned",
        /// Some of its actions, from pages of single APIs or a part of a table: others exist.
        Apis = "apis",
        /// Those of a page that lists all of them; the page can be old: see `Known::is_complete`.
        Page = "page",
    }
}

words! {
    /// What a system-defined permission is.
    ///
    /// ```
    /// assert_eq!(hwc_iam::RoleKind::Role.name(), "role");
    /// ```
    RoleKind {
        /// A role: coarse, and it depends on other roles.
        Role = "role",
        /// A policy of the role/policy model.
        Policy = "policy",
        /// An identity policy.
        IdentityPolicy = "identity_policy",
    }
}

words! {
    /// What a constraint of an operation states.
    ///
    /// ```
    /// assert_eq!(hwc_iam::ConstraintKind::Requirement.name(), "requirement");
    /// ```
    ConstraintKind {
        /// The operation is refused unless it holds.
        Requirement = "requirement",
        /// The operation costs something where it holds.
        Charge = "charge",
    }
}

words! {
    /// Which kind of policy document a text is meant to be.
    ///
    /// ```
    /// assert_eq!(hwc_iam::PolicyKind::Scp.name(), "scp");
    /// ```
    PolicyKind {
        /// An identity policy, or a role or policy of the role/policy model: whatever its `Version` says.
        Identity = "identity",
        /// A service control policy of an organization.
        Scp = "scp",
        /// The trust policy of an agency.
        Trust = "trust",
        /// A role or a policy of the role/policy model, and nothing of identity policies.
        Role = "role",
        /// The policy of a bucket of OBS.
        Bucket = "bucket",
        /// The policy of a VPC endpoint.
        Endpoint = "endpoint",
        /// The policy of a topic of SMN, which is known by its look and not read.
        Topic = "topic",
    }
}

words! {
    /// Whether a scope of the role/policy model is supported.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Support, role_actions::Ims};
    ///
    /// let scope = Ims::IMAGES_COPY.scope(Cloud::OpenTelekomCloud);
    /// assert_eq!(scope.enterprise_project, Support::Yes);
    /// ```
    Support {
        /// It is.
        Yes = "true",
        /// It is not.
        No = "false",
        /// It is for some of the operations that need the action and not for others.
        ByOperation = "by_operation",
        /// The page says that the question does not arise.
        NotApplicable = "not_applicable",
        /// No page says.
        NotStated = "not_stated",
    }
}

words! {
    /// What somebody can do with an action beyond what it says.
    Risk {
        /// Give oneself further permissions.
        Escalation = "escalation",
        /// Let a service act as an agency.
        Pass = "pass",
        /// Act as an agency.
        Assumption = "assumption",
    }
}

words! {
    /// What the value of a fact is that a constraint speaks of.
    ///
    /// ```
    /// assert_eq!(hwc_iam::FactKind::Region.name(), "region");
    /// ```
    FactKind {
        /// `true` or `false`.
        Boolean = "boolean",
        /// A number, in the fact's unit.
        Number = "number",
        /// The id of a region.
        Region = "region",
        /// The names of the roles and policies that somebody holds together, in one project.
        Roles = "roles",
        /// One text.
        String = "string",
        /// Several texts.
        Strings = "strings",
    }
}

impl Support {
    /// What two rows say together: lines that differ are for different actions.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotStated, it) | (it, Self::NotStated) => it,
            (Self::NotApplicable, it) | (it, Self::NotApplicable) => it,
            (Self::Yes, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::ByOperation,
        }
    }

    /// This, or the other where this is not stated.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        if matches!(self, Self::NotStated) { other } else { self }
    }
}
