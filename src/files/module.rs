//! A module of Terraform: the files of a folder, read together.

use alloc::string::String;
use alloc::vec::Vec;

use super::Found;
use crate::{PolicyKind, Position};

/// What a module of Terraform is read with.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ModuleOptions {
    /// Files with values of variables, as `--var-file` takes them: their names and texts; a later one counts more.
    pub variable_files: Vec<(String, String)>,
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
    pub(super) policies: Vec<Found>,
    pub(super) unread: Vec<Unread>,
    pub(super) files: Vec<String>,
    pub(super) templates: Vec<String>,
    pub(super) called: Vec<String>,
    pub(super) moved: Vec<(String, String)>,
    pub(super) folder: String,
}

impl Module {
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

    /// The folder that it is in, from the root of the tree.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Every file that was read for it, from the root of the tree.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Those among them that are templates, which are not policies by themselves.
    #[must_use]
    pub fn templates(&self) -> &[String] {
        &self.templates
    }

    /// The folders of the modules that it calls, from the root of the tree.
    #[must_use]
    pub fn called(&self) -> &[String] {
        &self.called
    }

    /// The addresses that resources and modules had before, each with the one that it has now, as `moved` blocks say.
    #[must_use]
    pub fn moved(&self) -> &[(String, String)] {
        &self.moved
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
    /// Why it was not read.
    pub why: String,
    /// Whether the file cannot be read; else Terraform would read more than is read here.
    pub is_broken: bool,
    /// Whether it is a whole file that would belong to the module, such as a link.
    pub is_file: bool,
    /// Whether it is a policy of which nothing that is read here makes use, such as one of another vendor.
    pub is_apart: bool,
}
