use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a program was found to use, which is what a policy was generated for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Usage {
    /// Which of Terraform's commands it is for: `plan`, `apply` or `destroy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// How many APIs are called.
    pub apis: usize,
    /// Of how many of them it is known what they need.
    pub known: usize,
    /// The APIs.
    pub calls: Vec<UsedApi>,
    /// The types of resources and data sources, with `data.` in front of those.
    pub resources: Vec<UsedKind>,
    /// Those of which no table says what they call.
    pub unknown_resources: Vec<UsedKind>,
    /// Resources of other providers, which were not looked at.
    pub other_providers: Vec<UsedKind>,
    /// The configurations of the provider that the resources have.
    #[serde(default)]
    pub providers: Vec<UsedProvider>,
    /// What only a person knows; `--fact FACT=true` or `=false` answers it.
    pub questions: Vec<Question>,
    /// What was not read.
    pub unread: Vec<NotRead>,
    /// The policies as they can be created, each within the documented limits of its model; together they are the policy.
    pub parts: Vec<Value>,
    /// The trust policy of the agency that the policies are for, if requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_policy: Option<Value>,
}

/// An API that is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UsedApi {
    /// The program's word for the service.
    pub service: String,
    /// The HTTP method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Who calls it: types of resources, or places in files.
    pub called_by: Vec<String>,
    /// Whether it is called to `read` or to `change`; `null` if not stated.
    pub does: Option<String>,
    /// The actions that its page says it needs; `null` if that is not known.
    pub actions: Option<Vec<String>>,
    /// Whether all that it needs is known.
    pub known: bool,
}

/// Something that is used, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UsedKind {
    /// Its name.
    pub name: String,
    /// How often it is used.
    pub count: usize,
}

/// A configuration of Terraform's provider; what it does not say, or what is not known, is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct UsedProvider {
    /// Its address, such as `huaweicloud.eu`.
    pub name: String,
    /// The file that declares it; empty if none does.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// How many resources and data sources have it.
    pub resources: usize,
    /// Whether these are of another cloud, and were left out.
    pub left_out: bool,
    /// The region.
    pub region: Option<String>,
    /// The domain of its endpoints.
    pub domain: Option<String>,
    /// The id of the account in which it acts.
    pub account_id: Option<String>,
    /// The name of that account.
    pub account_name: Option<String>,
    /// The agency that it assumes, which must be allowed what its resources need.
    pub agency: Option<String>,
    /// What it states and is not known, each with the reason.
    pub unknown: Vec<String>,
}

/// A question that only a person can answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Question {
    /// The fact that answers it.
    pub fact: String,
    /// The question.
    pub asks: String,
}

/// A part of the files that was not read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct NotRead {
    /// The file.
    pub file: String,
    /// The line, from 1; `null` if it is the whole file.
    pub line: Option<usize>,
    /// Why not.
    pub why: String,
}

#[cfg(feature = "usage")]
mod made {
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    use super::{Question, Usage, UsedApi, UsedKind, UsedProvider};
    use crate::files::Stated;
    use crate::usage::{Call, Does, Kind, Phase};
    use crate::{Need, generate, usage};

    impl Usage {
        /// What a generated policy is for.
        ///
        /// ```
        /// use hwc_iam::generate::Generator;
        /// use hwc_iam::usage::Calls;
        /// use hwc_iam::{Cloud, Model, report};
        ///
        /// let generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
        /// let (generated, calls) = Calls::default().generate(generator);
        /// assert_eq!(report::Usage::of(&generated, &calls, None).apis, 0);
        /// ```
        #[must_use]
        pub fn of(generated: &generate::Generated, calls: &[Call], characters: Option<usize>) -> Self {
            Self {
                apis: calls.len(),
                known: calls.iter().filter(|it| it.is_known).count(),
                calls: calls.iter().map(used_api).collect(),
                parts: generated.parts(characters).iter().map(super::super::policy).collect(),
                ..Self::default()
            }
        }

        /// With the resources and data sources that were found.
        #[must_use]
        pub fn with_terraform(mut self, phase: Phase, found: &usage::Terraform) -> Self {
            let kind = |it: &Kind| UsedKind { name: it.name.clone(), count: it.count };
            self.phase = Some(phase.name().into());
            self.resources = found.kinds.iter().map(kind).collect();
            self.unknown_resources = found.unknown.iter().map(kind).collect();
            let others = found.others.iter().map(|(name, count)| UsedKind { name: name.clone(), count: *count });
            self.other_providers = others.collect();
            self.providers = found.providers.iter().map(used_provider).collect();
            self.with_questions(&found.questions)
        }

        /// With questions.
        #[must_use]
        pub fn with_questions(mut self, questions: &[usage::Question]) -> Self {
            let question = |it: &usage::Question| Question { fact: it.fact.clone(), asks: it.asks.clone() };
            self.questions.extend(questions.iter().map(question));
            self
        }
    }

    fn used_provider(it: &usage::ProviderUse) -> UsedProvider {
        let provider = &it.provider;
        let stated = [
            ("region", &provider.region),
            ("domain", &provider.domain),
            ("account's id", &provider.account_id),
            ("account's name", &provider.account_name),
            ("agency", &provider.agency),
        ];
        let unknown = stated.into_iter().filter_map(|(what, it)| match it {
            Stated::Unknown(why) => Some((what, why)),
            _ => None,
        });
        let unknown: Vec<(&str, &String)> = unknown.collect();
        let unknown = match unknown.as_slice() {
            // Nothing of it is known, for one reason.
            [first, rest @ ..] if rest.len() + 1 == stated.len() && rest.iter().all(|it| it.1 == first.1) => {
                Vec::from([first.1.clone()])
            }
            all => all.iter().map(|(what, why)| format!("{what}: {why}")).collect(),
        };
        let value = |it: &Stated| it.value().map(ToString::to_string);
        UsedProvider {
            name: provider.address.clone(),
            file: provider.file.clone(),
            line: provider.line,
            resources: it.count,
            left_out: it.is_left_out,
            region: value(&provider.region),
            domain: value(&provider.domain),
            account_id: value(&provider.account_id),
            account_name: value(&provider.account_name),
            agency: value(&provider.agency),
            unknown,
        }
    }

    fn used_api(it: &Call) -> UsedApi {
        let actions = it.operation.and_then(|it| it.actions());
        UsedApi {
            service: it.api.tag.into(),
            method: it.api.method.into(),
            path: it.api.path.into(),
            called_by: it.by.clone(),
            does: match it.does {
                Does::Read => Some(String::from("read")),
                Does::Change => Some(String::from("change")),
                Does::Call => None,
            },
            actions: actions.map(|all| all.map(Need::name).map(ToString::to_string).collect::<Vec<_>>()),
            known: it.is_known,
        }
    }
}
