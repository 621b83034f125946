//! A module of Terraform: the files of a folder, read together.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Found, Language, Tree, each};
use crate::error::ReadFileError;
use crate::{PolicyKind, Position};

/// What a module of Terraform is read with.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ModuleOptions {
    /// Files with values of variables, as `--var-file` takes them, from the root of the tree; a later one counts more.
    pub variable_files: Vec<String>,
    /// What its policies are; without it, what their resources say.
    pub kind: Option<PolicyKind>,
}

/// The policies of a folder of Terraform, and of the modules in the same tree that it calls.
///
/// ```
/// use std::collections::BTreeMap;
/// use hwc_iam::files::{Module, ModuleOptions};
///
/// let files = BTreeMap::from([(
///     "iam/main.tf".to_owned(),
///     r#"resource "huaweicloud_identity_policy" "a" { policy_document = jsonencode({ Version = "5.0" }) }"#.to_owned(),
/// )]);
/// let module = Module::read(&files, "iam", &ModuleOptions::default());
/// assert_eq!(module.policies()[0].address(), Some("huaweicloud_identity_policy.a"));
/// assert_eq!(module.policies()[0].file(0), Some("iam/main.tf"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Module {
    policies: Vec<Found>,
    unread: Vec<Unread>,
    files: Vec<String>,
}

impl Module {
    /// Reads the module in a folder of a tree.
    pub fn read(tree: &dyn Tree, folder: &str, options: &ModuleOptions) -> Self {
        let mut module = Self::default();
        for name in tree.names(folder).into_iter().filter(|it| Language::of_name(it) == Some(Language::Terraform)) {
            let file = if folder.is_empty() { name } else { alloc::format!("{folder}/{name}") };
            let read =
                tree.read(&file).map_err(|it| (Position { line: 1, column: 0, offset: 0 }, it)).and_then(|text| {
                    each(Language::Terraform, text, options.kind, &mut |it| {
                        module.policies.push(Found { file: Some(file.clone()), ..it });
                    })
                    .map_err(|it: ReadFileError| (it.position(), it.why().into()))
                });
            if let Err((position, why)) = read {
                module.unread.push(Unread { file: file.clone(), start: position, end: position, why, is_broken: true });
            }
            module.files.push(file);
        }
        module
    }

    /// Its policies, those of each instance of a resource on their own, in the order of the files.
    #[must_use]
    pub fn policies(&self) -> &[Found] {
        &self.policies
    }

    /// What of it, beside parts of its policies, was not looked at.
    #[must_use]
    pub fn unread(&self) -> &[Unread] {
        &self.unread
    }

    /// Every file that was read for it, from the root of the tree.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }
}

/// A part of a module that was not looked at.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Unread {
    /// The file that it is in.
    pub file: String,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
    /// Why nobody looked.
    pub why: String,
    /// Whether the file cannot be read; else Terraform would read more than is read here.
    pub is_broken: bool,
}
