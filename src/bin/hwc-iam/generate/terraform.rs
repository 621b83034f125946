//! What folders, plans and states of Terraform use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hwc_iam::files::{self, Disk, Language, Module, ModuleOptions, Provider, Unread, Used, UsedIn};
use hwc_iam::generate::{Generated, Generator};
use hwc_iam::report::{NotRead, Usage};
use hwc_iam::usage::{Answers, Terraform};

use super::{Arguments, not_read};
use crate::failure::{Failure, Result};
use crate::input::{self, Below};
use crate::name;

/// What was found in all paths.
#[derive(Default)]
struct Found {
    used: Vec<Used>,
    unread: Vec<NotRead>,
}

/// The policy for what the paths use, and what there is to say of that.
pub(super) fn generate(arguments: &Arguments, answers: &Answers, generator: Generator) -> Result<(Generated, Usage)> {
    let options = input::module_options(&arguments.var_file)?;
    let mut found = Found::default();
    for path in &arguments.terraform {
        found.path(path, &options)?;
    }
    if let Some(name) = &arguments.provider {
        found.only(name)?;
    }
    let mut terraform = Terraform::of(&found.used, arguments.cloud, arguments.phase, answers);
    let (generated, calls) = std::mem::take(&mut terraform.calls).generate(generator);
    let mut usage = Usage::of(&generated, &calls, arguments.policy_size).with_terraform(arguments.phase, &terraform);
    usage.unread = found.unread;
    Ok((generated, usage))
}

impl Found {
    fn path(&mut self, path: &Path, options: &ModuleOptions) -> Result<()> {
        if path.is_dir() {
            return self.folder(path, options);
        }
        let text = input::read(path)?;
        let language = Language::of_name(&path.to_string_lossy()).unwrap_or_else(|| Language::of_text(&text));
        let name = || path.file_name().map_or_else(|| "main.tf".into(), |it| it.to_string_lossy().into_owned());
        match language {
            Language::Terraform => {
                let tree = BTreeMap::from([(if name::is_standard(path) { "main.tf".into() } else { name() }, text)]);
                self.module(path.parent().unwrap_or(path), UsedIn::read(&tree, "", options));
                Ok(())
            }
            _ => match files::used_in_json(&text).map_err(|it| Failure::of(path, it))? {
                Some(used) => {
                    self.used.extend(used);
                    Ok(())
                }
                None if Module::is_declared_in(&name()) => {
                    let tree = BTreeMap::from([(name(), text)]);
                    self.module(path.parent().unwrap_or(path), UsedIn::read(&tree, "", options));
                    Ok(())
                }
                None => {
                    let what = "neither Terraform, nor a plan or a state in JSON as `terraform show -json` prints it";
                    Err(Failure::of(path, what))
                }
            },
        }
    }

    /// Leaves what has this configuration of the provider.
    fn only(&mut self, name: &str) -> Result<()> {
        let names = self.used.iter().filter_map(|it| Some(it.provider.as_ref()?.address.as_str()));
        let names: BTreeSet<&str> = names.filter(|it| it.split('.').any(|it| it == "huaweicloud")).collect();
        if !names.contains(name) {
            let all: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
            let all = if all.is_empty() { String::from("none") } else { all.join(", ") };
            let what = format!("no resource has `{name}`; the providers of the resources are: {all}");
            return Err(Failure::at("--provider", what));
        }
        self.used.retain(|it| it.provider.as_ref().is_some_and(|it| it.address == name));
        Ok(())
    }

    /// Every module in the folder and below it that no other one there calls.
    fn folder(&mut self, folder: &Path, options: &ModuleOptions) -> Result<()> {
        let is_declared = |it: &Path| it.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()));
        let Below { files, unreadable, left_out } = input::files_of_project(folder, is_declared);
        if files.is_empty() {
            return Err(Failure::of(folder, "there is no Terraform in this folder"));
        }
        self.unread.extend(unreadable.into_iter().map(|it| not_read(folder.display().to_string(), None, &it)));
        let left_out = left_out.iter().filter(|it| is_declared(&it.0));
        self.unread.extend(left_out.map(|(it, why)| not_read(it.display().to_string(), None, why)));
        let below = |it: &PathBuf| Some(it.parent()?.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"));
        let folders: BTreeSet<String> = files.iter().filter_map(below).collect();
        let tree = Disk::with_surroundings(folder);
        let read: Vec<(String, UsedIn)> =
            folders.into_iter().map(|it| (it.clone(), UsedIn::read(&tree, &it, options))).collect();
        let called: BTreeSet<String> = read.iter().flat_map(|(_, it)| it.called.iter().cloned()).collect();
        for (_, module) in read.into_iter().filter(|(it, _)| !called.contains(it)) {
            self.module(folder, module);
        }
        Ok(())
    }

    fn module(&mut self, root: &Path, mut module: UsedIn) {
        let mut placed: BTreeMap<Arc<Provider>, Arc<Provider>> = BTreeMap::new();
        for it in module.used.iter_mut().filter_map(|it| it.provider.as_mut()).filter(|it| it.line.is_some()) {
            let at_root = |it: &Arc<Provider>| {
                let mut found = Provider::clone(it);
                found.file = name::place(root, &it.file).display().to_string();
                Arc::new(found)
            };
            *it = placed.entry(Arc::clone(it)).or_insert_with_key(at_root).clone();
        }
        self.used.extend(module.used);
        // The walk names those below the folder.
        let is_named = |it: &&Unread| it.is_file && !it.file.starts_with("..");
        self.unread.extend(module.unread.iter().filter(|it| !is_named(it)).map(|it| {
            let file = name::place(root, &it.file).display().to_string();
            not_read(file, Some(it.start.line), &it.why)
        }));
    }
}
