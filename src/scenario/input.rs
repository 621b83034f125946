use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::{Map, Value};

#[cfg(feature = "yaml")]
use super::yaml;
use crate::error::{InputProblem, ReadInputError};
use crate::{Document, DocumentProblem, Policy, PolicyKind};

/// A text in JSON, or with the feature `yaml` in YAML, of which everything that is wrong has a place.
///
/// ```
/// use hwc_iam::scenario::Input;
///
/// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }"#;
/// let input = Input::json(text);
/// assert!(input.is_policy());
/// let (policy, warnings) = input.policy(None)?;
/// assert_eq!(policy.statements().len(), 1);
/// assert!(warnings.is_empty());
/// # Ok::<(), hwc_iam::error::ReadInputError>(())
/// ```
#[derive(Debug)]
pub struct Input<'a> {
    /// Everything is read from this, of which a slice says by where it begins what it is.
    json: Cow<'a, str>,
    /// What the JSON was made of.
    #[cfg(feature = "yaml")]
    yaml: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// A text in JSON.
    #[must_use]
    pub fn json(text: &'a str) -> Self {
        let json = Cow::Borrowed(text.trim_start_matches('\u{feff}'));
        Self {
            json,
            #[cfg(feature = "yaml")]
            yaml: None,
        }
    }

    /// A text in YAML.
    ///
    /// ```
    /// use hwc_iam::scenario::{Input, Scenario};
    ///
    /// let input = Input::yaml("request:\n  action: ims:images:list\n")?;
    /// assert!(Scenario::read(&input)?.question().is_some());
    /// assert_eq!(Input::yaml("a: [\n").unwrap_err().problems()[0].line(), Some(2));
    /// # Ok::<(), hwc_iam::error::ReadInputError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// It is not YAML, has a duplicate name, or is too large for YAML.
    #[cfg(feature = "yaml")]
    pub fn yaml(text: &'a str) -> Result<Self, ReadInputError> {
        let value = yaml::read(text)?;
        Ok(Self { json: Cow::Owned(value.to_string()), yaml: Some(text) })
    }

    /// A text in JSON, if it begins as an object of JSON does; else in YAML, if that is read.
    ///
    /// # Errors
    ///
    /// As for [`yaml`](Self::yaml).
    #[cfg_attr(not(feature = "yaml"), expect(clippy::unnecessary_wraps, reason = "YAML may be wrong"))]
    pub fn of_text(text: &'a str) -> Result<Self, ReadInputError> {
        #[cfg(feature = "yaml")]
        if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
            return Self::yaml(text);
        }
        Ok(Self::json(text))
    }

    /// Whether it is a policy: it has a `Version` or a `Statement`, even if it is not JSON.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        let names = ["Version", "Statement"];
        match serde_json::from_str::<Map<String, Value>>(&self.json) {
            Ok(members) => names.iter().any(|it| members.contains_key(*it)),
            Err(_) => {
                let has = |name: &str| self.json.contains(&format!("\"{name}\""));
                names.iter().any(|it| has(it)) && !has("identity_policies") && !has("request")
            }
        }
    }

    /// The kind of policy that the whole text seems to be.
    #[must_use]
    pub fn kind(&self) -> PolicyKind {
        Document::infer(&*self.json).kind()
    }

    /// The whole text as a policy, of the kind that it seems to be if none is given, and what looks wrong in it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn policy(&self, kind: Option<PolicyKind>) -> Result<(Policy, Vec<InputProblem>), ReadInputError> {
        let document = kind.map_or_else(|| Document::infer(&*self.json), |kind| Document::read(&*self.json, kind));
        let mut warnings = Vec::new();
        let policy = self.document(&document, &self.json, "", &mut warnings)?;
        Ok((policy, warnings))
    }

    /// A part of the text as a policy, which messages call `name`.
    pub(super) fn part_policy(
        &self,
        text: &str,
        kind: PolicyKind,
        name: &str,
        warnings: &mut Vec<InputProblem>,
    ) -> Result<Policy, ReadInputError> {
        self.document(&Document::read(text, kind), text, name, warnings)
    }

    fn document(
        &self,
        document: &Document,
        text: &str,
        name: &str,
        warnings: &mut Vec<InputProblem>,
    ) -> Result<Policy, ReadInputError> {
        let within = |pointer: &str| match (name, pointer) {
            ("", _) => String::new(),
            _ => format!("{name}{pointer}: "),
        };
        let problem = |it: &DocumentProblem<'_>| {
            let at = usize::try_from(it.span().start).unwrap_or_default();
            let message = format!("{}{}", within(&document.pointer(it.span())), it.message());
            self.problem(text.get(at..).unwrap_or(text), message)
        };
        if let Some(policy) = document.policy() {
            // What is misspelt does nothing, and nothing in the answer would say so.
            let misspelt = document.problems().filter(|it| matches!(it.rule(), "unknown_action" | "unmatched_pattern"));
            warnings.extend(misspelt.map(|it| problem(&it)));
            return Ok(policy.clone());
        }
        if document.kind() == PolicyKind::Bucket && document.problems().len() == 0 {
            let why = "an operator of the bucket policy has no equivalent in identity policies";
            return Err(self.problem(text, format!("{}{why}", within(""))).into());
        }
        let mut all: Vec<InputProblem> = document.problems().map(|it| problem(&it).help_with(it.help())).collect();
        if all.is_empty() {
            let why = format!("a policy of the kind `{}` is not read here", document.kind().name());
            all = vec![self.problem(text, why)];
        }
        Err(ReadInputError::new(all))
    }

    /// The text as JSON.
    #[must_use]
    pub fn as_json(&self) -> &str {
        &self.json
    }

    /// What is wrong, with the place of a slice of the text.
    pub(super) fn problem(&self, at: &str, why: impl Into<String>) -> InputProblem {
        let offset = at.as_ptr().addr().checked_sub(self.json.as_ptr().addr()).filter(|it| *it <= self.json.len());
        InputProblem::new(why).at(offset.and_then(|it| self.place(it)))
    }

    fn place(&self, offset: usize) -> Option<(usize, usize)> {
        #[cfg(feature = "yaml")]
        if let Some(text) = self.yaml {
            return yaml::place(text, &self.json, offset);
        }
        let before = self.json.get(..offset)?;
        let line = before.rsplit('\n').next().unwrap_or_default();
        Some((before.matches('\n').count() + 1, line.chars().count() + 1))
    }

    /// A part of the text as what it is to be.
    pub(super) fn part<'t, T: Deserialize<'t>>(&self, text: &'t str) -> Result<T, ReadInputError> {
        serde_json::from_str(text).map_err(|error| {
            let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            self.problem(text.get(at..).unwrap_or(text), reason(&error)).into()
        })
    }
}

/// What a parser of JSON says, without the place.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let why = error.to_string();
    why.strip_suffix(&place).unwrap_or(&why).into()
}
