use crate::shared::read::read;

/// The languages that policies are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// One policy, or what `terraform show -json` prints.
    Json,
    /// On each line a policy, or whatever else a file of JSON may be.
    JsonLines,
    /// Terraform's own.
    Terraform,
    /// Policies, answers, plans and so on, in YAML.
    Yaml,
}

impl Language {
    /// The language of a file with this name, if it is one of them.
    ///
    /// ```
    /// use hwc_iam::files::Language;
    ///
    /// assert_eq!(Language::of_name("iam/main.tf"), Some(Language::Terraform));
    /// assert_eq!(Language::of_name("prod.tfvars"), Some(Language::Terraform));
    /// assert_eq!(Language::of_name("README.md"), None);
    /// ```
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "json" | "tfstate" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "tf" | "tofu" | "tfvars" => Some(Self::Terraform),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// The language of a text without a name.
    ///
    /// ```
    /// use hwc_iam::files::Language;
    ///
    /// assert_eq!(Language::of_text("resource \"a\" \"b\" {}"), Language::Terraform);
    /// assert_eq!(Language::of_text("{}\n{}\n"), Language::JsonLines);
    /// assert_eq!(Language::of_text("# a policy\nVersion: '5.0'\n"), Language::Yaml);
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.starts_with(|it: char| it.is_ascii_alphabetic() || it == '#') && !text.starts_with("null") {
            let mut lines = text.lines().map(str::trim_end).filter(|it| !it.is_empty() && !it.starts_with('#'));
            // A name of Terraform's is followed by `=`, a label or a brace.
            let is_member = |it: &str| it.split_once(':').is_some_and(|(name, rest)| is_name(name) && is_apart(rest));
            return if lines.next().is_some_and(is_member) { Self::Yaml } else { Self::Terraform };
        }
        if text.starts_with("---") || text.starts_with("- ") {
            return Self::Yaml;
        }
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let is_whole = first.trim_end().ends_with(['}', ']']) && first.len() < 1 << 20 && read(first).1.is_empty();
        if is_whole && rest.trim_start().starts_with(['{', '[']) { Self::JsonLines } else { Self::Json }
    }
}

fn is_name(text: &str) -> bool {
    text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'))
}

/// Whether what follows the colon makes it one of YAML.
fn is_apart(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}
