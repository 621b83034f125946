//! A module of Terraform: the files of a folder, read together.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Found, Tree, terraform};
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
    policies: Vec<Found>,
    unread: Vec<Unread>,
    files: Vec<String>,
    templates: Vec<String>,
    called: Vec<String>,
    moved: Vec<(String, String)>,
    folder: String,
}

impl Module {
    /// Reads the module in a folder of a tree.
    pub fn read(tree: &dyn Tree, folder: &str, options: &ModuleOptions) -> Self {
        let terraform::Read { policies, unread, files, templates, called, moved } =
            terraform::read(tree, folder, options);
        Self { policies, unread, files, templates, called, moved, folder: folder.into() }
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

    /// Those among them that are templates, which are no policies of their own.
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

    /// Whether a file of this name declares what belongs to a module.
    ///
    /// ```
    /// use hwc_iam::files::Module;
    ///
    /// assert!(Module::is_declared_in("main.tf") && Module::is_declared_in("more.tf.json"));
    /// assert!(!Module::is_declared_in("values.tfvars"));
    /// ```
    #[must_use]
    pub fn is_declared_in(name: &str) -> bool {
        terraform::is_declaration(name)
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
    /// Whether it is a whole file that would belong to the module, such as a link.
    pub is_file: bool,
    /// Whether it is a policy of which nothing that is read here makes use, such as one of another vendor.
    pub is_apart: bool,
}
