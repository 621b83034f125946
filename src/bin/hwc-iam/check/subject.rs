//! A file's text, and what is found in it.

use std::borrow::Cow;
use std::path::Path;

use hwc_iam::error::ReadFileError;
use hwc_iam::files::{self, Found, Language};
use hwc_iam::lint::{self, Finding, Level, Options, Profile, Rule};
use hwc_iam::{Cloud, PolicyKind};

use super::config::Allowed;
use super::suppress::{Apart, Suppressions};

/// A file's text, and what it is checked for.
pub(super) struct Subject<'a> {
    pub(super) path: &'a Path,
    pub(super) language: Language,
    pub(super) kind: Option<PolicyKind>,
    pub(super) options: &'a Options,
    pub(super) named: bool,
    pub(super) allowed: Vec<&'a Allowed>,
    /// Whether it is proved that what else uses parts of the text grants no more when the text is this one.
    pub(super) may_share: &'a dyn Fn(&str) -> bool,
}

/// The findings of a policy that are to be reported, and those that are meant to be there; nothing of a policy that was not checked.
pub(super) type Findings = Option<(Vec<Finding>, Vec<Apart>)>;

impl Subject<'_> {
    /// Hands over every policy of a text with what is found in it; nothing of those that are of another kind.
    pub(super) fn each(
        &self,
        text: String,
        suppressions: &mut Suppressions<'_>,
        take: &mut dyn FnMut(&Found, Findings),
    ) -> Result<(), ReadFileError> {
        files::each(self.language, text, self.kind, &mut |found| {
            self.one(&found, &|_| true, suppressions, take);
        })
    }

    /// The same for one policy, of which only a part may be in the file.
    pub(super) fn one(
        &self,
        found: &Found,
        is_here: &dyn Fn(u32) -> bool,
        suppressions: &mut Suppressions<'_>,
        take: &mut dyn FnMut(&Found, Findings),
    ) {
        let is_named = self.named || found.is_of_resource();
        let is_checked =
            if is_named { !found.is_unread() && found.other_vendor().is_none() } else { found.is_policy() };
        if is_checked {
            let options = self.options(found);
            let mut findings = lint::check_with(found.document(), &options);
            for it in found.variants() {
                let more = lint::check_with(it.document(), &options).into_iter();
                findings.extend(more.filter(|finding| it.concerns(finding.span())));
            }
            findings.retain(|it| is_here(it.span().start));
            take(found, Some(suppressions.part(found, findings)));
        } else if found.other_kind().is_some() {
            take(found, None);
        }
    }

    /// Hands over every policy of a text with what is to be reported of it.
    pub(super) fn each_reported(
        &self,
        text: String,
        take: &mut dyn FnMut(&Found, Vec<Finding>),
    ) -> Result<(), ReadFileError> {
        let mut suppressions = Suppressions::of(&self.allowed, self.language, &text);
        self.each(text, &mut suppressions, &mut |found, findings| {
            take(found, findings.map(|it| it.0).unwrap_or_default());
        })
    }

    /// Terraform's provider is of a cloud, whatever the others in the folder are of.
    pub(super) fn options(&self, found: &Found) -> Cow<'_, Options> {
        let options = self.cloud_options(found);
        match Rule::from_name(OF_ONE_VERSION).filter(|_| found.is_version_assumed()) {
            Some(rule) => {
                let mut options = options.into_owned();
                options.levels.set(rule, Level::Allow);
                Cow::Owned(options)
            }
            None => options,
        }
    }

    fn cloud_options(&self, found: &Found) -> Cow<'_, Options> {
        if found.unread_provider().is_some() {
            return Cow::Owned(self.options.clone().without_names());
        }
        match found.cloud() {
            Some(Cloud::OpenTelekomCloud) if self.options.profile != Profile::OpenTelekomCloud => {
                Cow::Owned(Options { profile: Profile::OpenTelekomCloud, ..self.options.clone() })
            }
            Some(Cloud::HuaweiCloud) if self.options.profile == Profile::OpenTelekomCloud => {
                Cow::Owned(Options { profile: Profile::HuaweiCloud, ..self.options.clone() })
            }
            _ => Cow::Borrowed(self.options),
        }
    }
}

/// What is only said of roles of version `1.0`, and not of policies.
const OF_ONE_VERSION: &str = "missing_dependency";
