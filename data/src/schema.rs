//! The YAML of the catalogue as Rust types; the only place that knows its form.
//!
//! A list that a page prints has three states: the values, `[]` where the page prints "-", and `not_stated`.

use serde::{Deserialize as Read, Serialize as Write};

use crate::shared::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,
};
use crate::stated::Stated;
use crate::word;

/// One file of `services/`.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The prefix of its actions, as printed.
    pub service: String,
    #[serde(default, skip_serializing_if = "Titles::is_empty")]
    pub titles: Titles,
    #[serde(default, skip_serializing_if = "Stated::is_not", with = "word")]
    pub level: Stated<ServiceLevel>,
    /// What a grant of the role/policy model reaches, by the scope in which it is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope_rules: Vec<ScopeRule>,
    /// Those of its sources.
    #[serde(skip)]
    pub clouds: Vec<Cloud>,
    /// Sorted; of what no page says anything of, nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<Known>,
    /// The version of its authorization schema, where one was read.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub schema_version: Stated<String>,
    /// The pages that its facts name, as `pages.tsv` has them.
    #[serde(skip)]
    pub sources: Vec<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_actions: Vec<RoleAction>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_types: Vec<ResourceType>,
    /// The types of the role/policy model's resources.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub role_resource_types: Stated<Vec<String>>,
    /// How a statement of the role/policy model names resources, by type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_resources: Vec<RoleResource>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<ConditionKey>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Operation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// The codes by which APIs name roles and policies, whatever service these are of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role_codes: Vec<RoleCode>,
    /// What features of the service need of it and of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<Feature>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<Qualifier>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Where pages do not say the same; the facts are those of the one that is `kept`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
}

/// The name of a service in both languages of its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Titles {
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub en: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub zh: Stated<String>,
}

impl Titles {
    /// Whether neither is stated.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!((&self.en, &self.zh), (Stated::Not, Stated::Not))
    }
}

/// What a grant in one scope reaches.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ScopeRule {
    pub scope: String,
    pub reach: String,
}

/// How much is known of the actions of one model on one cloud.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Known {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(with = "word")]
    pub coverage: Coverage,
    /// The newest date of the pages that tell as much.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub date: Stated<String>,
}

/// One page, or one document, that facts come from: a line of `pages.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub id: String,
    pub cloud: Cloud,
    pub kind: SourceKind,
    /// Its address, or its repository with the commit, and the path there; see [`Address`](crate::Address).
    pub page: String,
    pub title: String,
    pub language: String,
    /// The date that the page prints on itself.
    pub date: Stated<String>,
    /// SHA-256 of what was read.
    pub sha256: Stated<String>,
    /// A newer version of the page has replaced it; what only it states is kept.
    pub older: bool,
}

/// In which form a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// The page itself.
    Page,
    /// The facts of a page, or of a part of one, that somebody has transcribed.
    Transcript,
    /// An authorization schema.
    Schema,
}

impl SourceKind {
    pub const ALL: [Self; 3] = [Self::Page, Self::Transcript, Self::Schema];

    /// The word of the table of pages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Transcript => "transcript",
            Self::Schema => "schema",
        }
    }

    /// The one that is called so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// One action of the identity-policy model.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub name: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title_zh: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not", with = "word")]
    pub access_level: Stated<AccessLevel>,
    /// Whether it stands for no API.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub permission_only: Stated<bool>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub resources: Stated<Vec<ResourceUse>>,
    /// The keys of the action whatever the resource.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<String>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub aliases: Stated<Vec<String>>,
    /// The actions that the page recommends in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced_by: Vec<String>,
    /// Left out where they are those of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub clouds: Vec<Cloud>,
    pub sources: Vec<String>,
    /// Set by a fix: the aliases look wrong.
    #[serde(skip)]
    pub doubtful_aliases: bool,
    /// Set by a fix: the name of the constant.
    #[serde(skip)]
    pub identifier: Option<String>,
}

/// A resource type that an action takes.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ResourceUse {
    #[serde(rename = "type")]
    pub kind: String,
    pub required: bool,
    /// The keys of the action on a resource of this type.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub condition_keys: Stated<Vec<String>>,
}

/// One action of the role/policy model.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleAction {
    pub name: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// Left out where they are those of the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub clouds: Vec<Cloud>,
    /// At most one for each cloud; left out where it is what the operations of the service say that need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<RoleScope>,
    /// Left out where they are those of the operations of the service that need it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Set by a fix: the name of the constant.
    #[serde(skip)]
    pub identifier: Option<String>,
}

/// Where an action can be granted, on one cloud.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleScope {
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(with = "word")]
    pub iam_project: Support,
    #[serde(with = "word")]
    pub enterprise_project: Support,
}

/// A type of resource.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ResourceType {
    #[serde(rename = "type")]
    pub kind: String,
    /// The template of its URN as the page prints it.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub urn: Stated<String>,
    pub sources: Vec<String>,
}

/// A condition key.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct ConditionKey {
    pub key: String,
    /// Whose values it has, in a few words.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title_zh: Stated<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Stated::is_not", with = "word")]
    pub kind: Stated<ValueType>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub multivalued: Stated<bool>,
    /// The models whose documentation lists it; whether the other has it, too, is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "word")]
    pub models: Vec<Model>,
    pub sources: Vec<String>,
}

/// One API with what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// What its page, or the vendor's SDK, calls it: `CreateImage`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub method: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub path: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub actions: Stated<Vec<Need>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub dependencies: Stated<Vec<Need>>,
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub iam_project: Support,
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub enterprise_project: Support,
    /// Whether a statement can name single instances.
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub by_instance: Support,
    /// Whether a statement can select instances by their tags.
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub by_tag: Support,
    pub sources: Vec<String>,
}

/// Something that a console or a job does, in the page's words, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    pub feature: String,
    /// What of it, or what for, in the page's words.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// The services that it uses, as printed.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub services: Stated<Vec<String>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub needs: Stated<Vec<Need>>,
    pub sources: Vec<String>,
}

/// How a statement of the role/policy model names resources of one type.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleResource {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// Its path as the page prints it.
    pub path: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    pub sources: Vec<String>,
}

/// One thing that an operation needs: an action or pattern, a role, or what only prose says.
///
/// In YAML, an action about which nothing more is said is its name alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Need {
    pub action: Option<String>,
    pub role: Option<String>,
    pub text: Option<String>,
    /// The action that this is a dependency of, where the page groups them.
    pub of_action: Option<String>,
    /// The words that the page puts on it.
    pub qualifier: Option<String>,
    /// No table lists what it names, though its service is documented.
    pub unlisted: bool,
}

/// A system-defined role or policy.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub name: String,
    #[serde(with = "word")]
    pub kind: RoleKind,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// What it was called before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formerly: Option<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub dependencies: Stated<Vec<Need>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub document: Stated<Document>,
    /// What a table of common operations by role says of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<Covered>,
    pub sources: Vec<String>,
}

/// The code of a system-defined role or policy, which APIs and Terraform name it by: `te_admin`.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleCode {
    pub code: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// The name that the page prints beside it; other pages may print another one.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub role: Stated<String>,
    /// The words of the page that say where it is so: `EU-DE/EU-NL REGIONS`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    pub sources: Vec<String>,
}

/// A common operation, in the page's words, and whether the role allows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Covered {
    pub title: String,
    #[serde(with = "word")]
    pub allowed: Support,
    /// The words that the page puts on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
}

/// The policy document of a role; its fields are the elements of that document.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub struct Document {
    pub version: String,
    pub statement: Vec<DocumentStatement>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends: Vec<Depends>,
}

/// A statement of such a document.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub struct DocumentStatement {
    pub effect: String,
    pub action: Vec<String>,
}

/// A role that a role depends on.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Depends {
    pub catalog: String,
    pub display_name: String,
}

/// A fact that constraints speak of.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is about, a dot, and what of it: `image.size`.
    pub fact: String,
    #[serde(rename = "type", with = "word")]
    pub kind: FactKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<FactValue>,
}

/// A value that constraints name, with the page's word for it.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct FactValue {
    pub value: String,
    pub printed: String,
}

/// What the words mean that a page puts on something an operation needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Qualifier {
    pub words: String,
    /// It is needed where this holds.
    pub when: Predicate,
}

/// A documented constraint of operations.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    pub id: String,
    #[serde(with = "word")]
    pub kind: ConstraintKind,
    pub title: String,
    /// As `METHOD /path`.
    pub operations: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Predicate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Predicate>,
    /// The code of the service that it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge: Option<String>,
    pub sources: Vec<String>,
}

/// A condition over facts: either several predicates, or one fact and what it must be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Self>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_one_of: Option<Vec<String>>,
    /// Of roles held together: one of these is among them, and what it depends on, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_role: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u64>,
    /// Of a fact that is a region: in mainland China or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mainland: Option<bool>,
}

/// What two pages do not say alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// The fact, by the name that it has in its list, and what of it.
    pub what: String,
    /// The source whose word the catalogue has.
    pub kept: String,
    /// The source whose word it has not.
    pub other: String,
}

/// Something that a page says and the catalogue does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    pub source: String,
    pub what: String,
    pub why: String,
}

/// `global.yaml`
#[derive(Debug, Clone, Default, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Global {
    /// The pages that its facts name, as `pages.tsv` has them.
    #[serde(skip)]
    pub sources: Vec<Source>,
    /// The codes of services that there are, whether anything of them was read or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    pub condition_keys: Vec<ConditionKey>,
    pub operators: Vec<Operator>,
    pub regions: Vec<Region>,
    pub limits: Vec<Limit>,
    /// Actions that a person has looked at, whatever level their page gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sensitive: Vec<Sensitive>,
}

/// A condition operator, without qualifier and `IfExists`.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    pub operator: String,
    /// Nothing, if it takes keys of any type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none", with = "word")]
    pub kind: Option<ValueType>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    pub if_exists: bool,
    #[serde(with = "word")]
    pub models: Vec<Model>,
    pub sources: Vec<String>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub region: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub name: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub mainland: Stated<bool>,
    pub sources: Vec<String>,
}

/// A limit of policies.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    pub limit: String,
    #[serde(with = "word")]
    pub model: Model,
    pub counts: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    pub max: u32,
    /// Which documentation states it, where they differ.
    pub profile: String,
    pub sources: Vec<String>,
}

/// An action with which one can get more than it says.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Sensitive {
    pub action: String,
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub risk: Risk,
    /// The type of resource that a policy can limit it to, as `service:type` where it is another service's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// What it does, as the end of a sentence.
    pub why: String,
    /// The page that says so.
    pub source: String,
}

/// `fixes.yaml`
#[derive(Debug, Clone, Default, PartialEq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fixes {
    pub fixes: Vec<Fix>,
}

/// Corrections of what pages print, for one reason. The imported file keeps the print; the catalogue has the correction.
#[derive(Debug, Clone, PartialEq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    pub service: String,
    /// What is wrong with the print.
    pub why: String,
    /// Where the correction is known from.
    pub source: String,
    #[serde(with = "serde_yaml::with::singleton_map_recursive")]
    pub corrections: Vec<Correction>,
}

/// What is corrected.
#[derive(Debug, Clone, PartialEq, Read, Write)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Correction {
    /// The method of an operation.
    Method {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        now: String,
    },
    /// A dependency names an action that no table lists.
    Unlisted {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        action: String,
    },
    /// The aliases of these actions look wrong, and nobody knows the right ones.
    DoubtfulAliases { actions: Vec<String> },
    /// What an operation needs is printed so that only its words could be kept; it is this action, or this role.
    Need {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    },
    /// The name of an action, in its row and wherever an operation of the service needs it.
    Name {
        #[serde(with = "word")]
        model: Model,
        name: String,
        now: String,
    },
    /// A field of an action of identity policies, of a condition key or of a resource type: what the page says, and what is right.
    Field { name: String, field: String, was: serde_yaml::Value, now: serde_yaml::Value },
    /// A field of an operation: what the page says, and what is right; `not_stated`, where that is not known.
    Operation {
        #[serde(with = "word")]
        model: Model,
        #[serde(with = "word")]
        cloud: Cloud,
        operation: String,
        field: String,
        was: serde_yaml::Value,
        now: serde_yaml::Value,
    },
    /// The Rust constant of a name, where the rule gives two names the same.
    Identifier {
        #[serde(with = "word")]
        model: Model,
        name: String,
        constant: String,
    },
}

const fn not_stated() -> Support {
    Support::NotStated
}

fn is_not_stated(it: &Support) -> bool {
    *it == Support::NotStated
}

impl Operation {
    /// `METHOD /path`, or what it has of both, or its title.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.method.get(), self.path.get(), self.title.get()) {
            (Some(method), Some(path), _) => format!("{method} {path}"),
            (None, Some(path), _) => path.clone(),
            (_, None, Some(title)) => title.clone(),
            (_, None, None) => String::new(),
        }
    }

    /// What operations are sorted by, and distinguished by.
    ///
    /// One path, or one title of what has no path, may be that of several APIs, which their names tell apart.
    #[must_use]
    pub fn order(&self) -> (Model, Cloud, String, String, String) {
        let text = |it: &Stated<String>| it.get().cloned().unwrap_or_default();
        let names = self.names.join(" ");
        let last = if self.path.is_not() { format!("{}\n{names}", text(&self.title)) } else { names };
        (self.model, self.cloud, text(&self.path), text(&self.method), last)
    }
}

impl Feature {
    /// What features are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, Option<&str>, Model, Cloud, Option<&[String]>) {
        let title = self.title.get().map(String::as_str);
        (&self.feature, title, self.model, self.cloud, self.services.get().map(Vec::as_slice))
    }
}

impl RoleCode {
    /// What codes are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, &str, Option<&String>, Option<&String>) {
        (&self.code, self.cloud.name(), self.role.get(), self.qualifier.as_ref())
    }
}

impl RoleResource {
    /// What paths are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, &str, &str) {
        (&self.kind, self.cloud.name(), &self.path)
    }
}

impl Need {
    /// What is needed, whatever it is.
    #[must_use]
    pub fn name(&self) -> &str {
        self.action.as_deref().or(self.role.as_deref()).or(self.text.as_deref()).unwrap_or_default()
    }

    #[must_use]
    pub fn cmp_name(one: &Self, other: &Self) -> std::cmp::Ordering {
        let key = |it: &Self| (it.of_action.clone(), it.name().to_owned(), it.qualifier.clone());
        key(one).cmp(&key(other))
    }
}

impl Source {
    /// Where it is.
    #[must_use]
    pub fn address(&self) -> crate::Address<'_> {
        crate::Address::of(&self.page)
    }
}
