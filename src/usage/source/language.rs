use alloc::string::String;
use alloc::vec::Vec;

use super::operations::{SdkOperations, version_of};

/// A language for which there is an SDK of the vendor.
///
/// ```
/// use hwc_iam::usage::SourceLanguage;
///
/// assert_eq!(SourceLanguage::of_name("src/main.go"), Some(SourceLanguage::Go));
/// assert_eq!(SourceLanguage::of_name("src/main_test.go"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SourceLanguage {
    /// Go.
    Go,
    /// Python.
    Python,
    /// Java.
    Java,
    /// TypeScript and JavaScript.
    TypeScript,
    /// C#.
    CSharp,
    /// PHP.
    Php,
}

impl SourceLanguage {
    /// The language of a file by its name; none for files that are never part of a program, such as Go tests.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name.rsplit_once('.')?.1 {
            "go" if name.ends_with("_test.go") => return None,
            "go" => Self::Go,
            "py" => Self::Python,
            "java" => Self::Java,
            "ts" | "tsx" | "mts" | "cts" | "js" | "jsx" | "mjs" | "cjs" => Self::TypeScript,
            "cs" => Self::CSharp,
            "php" => Self::Php,
            _ => return None,
        })
    }

    pub(super) fn grammar(self, name: &str) -> tree_sitter::Language {
        match self {
            Self::Go => tree_sitter_go::LANGUAGE.into(),
            Self::Python => tree_sitter_python::LANGUAGE.into(),
            Self::Java => tree_sitter_java::LANGUAGE.into(),
            // Its casts in angle brackets are elements of the other grammar.
            Self::TypeScript if name.ends_with("ts") => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
            Self::TypeScript => tree_sitter_typescript::LANGUAGE_TSX.into(),
            Self::CSharp => tree_sitter_c_sharp::LANGUAGE.into(),
            Self::Php => tree_sitter_php::LANGUAGE_PHP.into(),
        }
    }

    /// What stands in every file that imports an SDK.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Go => "huaweicloud-sdk-go-v3/services/",
            Self::Python => "huaweicloudsdk",
            Self::Java => "com.huaweicloud.sdk.",
            Self::TypeScript => "@huaweicloud/huaweicloud-sdk-",
            Self::CSharp => "HuaweiCloud.SDK.",
            Self::Php => "HuaweiCloud\\SDK\\",
        }
    }

    /// The line, from 1, of the first import of the SDK that OBS has of its own.
    pub(super) fn line_of_obs(self, text: &str) -> Option<usize> {
        let is_import = |it: &str| match self {
            Self::Go => it.contains("\"github.com/huaweicloud/huaweicloud-sdk-go-obs/obs\""),
            Self::Python => it.starts_with("from obs import ") || it == "import obs",
            Self::Java => it.starts_with("import com.obs.services."),
            Self::TypeScript => ["import", "require"].iter().any(|word| it.contains(word)) && it.contains("esdk-obs-"),
            Self::CSharp => it == "using OBS;" || it.starts_with("using OBS."),
            Self::Php => it.starts_with("use Obs\\"),
        };
        let is_it = |it: &str| !it.starts_with(['/', '*', '#']) && is_import(it);
        text.lines().position(|it| is_it(it.trim())).map(|it| it + 1)
    }

    /// Whether the names of all files are in one space, by the names of classes.
    pub(super) const fn has_one_space(self) -> bool {
        matches!(self, Self::Java | Self::CSharp | Self::Php)
    }

    /// Whether a name alone may be that of a field.
    pub(super) const fn omits_this(self) -> bool {
        matches!(self, Self::Java | Self::CSharp)
    }

    /// The package of an SDK that a path or a qualified name is of, and what comes behind it.
    pub(super) fn sdk(self, path: &str) -> Option<(Imported, Vec<String>)> {
        let path = path.trim_start_matches('\\');
        let behind = match self {
            Self::Go => path.split_once(self.mark())?.1,
            _ => path.strip_prefix(self.mark())?,
        };
        let mut parts = behind.split(['/', '.', '\\']);
        let word = parts.next().filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("core"))?;
        let mut rest: Vec<String> = parts.map(String::from).collect();
        let version = rest.first().and_then(|it| version_of(it));
        if version.is_some() {
            rest.remove(0);
        }
        let service = SdkOperations::get().service(word);
        let service = service.map(|service| Sdk { service, version }).ok_or_else(|| UnknownPackage(word.into()));
        Some((service, rest))
    }
}

/// The package of a service.
pub(super) type Imported = Result<Sdk, UnknownPackage>;

/// A package of which no operation is known.
pub(super) struct UnknownPackage(pub(super) String);

/// The package of a service in an SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sdk {
    pub(super) service: &'static str,
    /// The version, if it is said.
    pub(super) version: Option<u16>,
}
