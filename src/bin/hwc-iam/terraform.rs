//! What a folder of Terraform grants to a principal.

use std::path::{Path, PathBuf};

use hwc_iam::eval::{GrantScope, PolicySet};
use hwc_iam::files::{Certain, Disk, Found, Grants, Module};
use hwc_iam::scenario::{self, doubt_of_role};
use hwc_iam::{Cloud, Effect, Model, Policy, suggest};

use crate::failure::{Failure, Result};
use crate::{input, name, output};

/// What is granted, and by which models.
pub(crate) struct Granted {
    pub(crate) set: PolicySet,
    pub(crate) models: Vec<Model>,
    pub(crate) cloud: Cloud,
}

/// The one who asks.
pub(crate) fn principal<'a>(folder: &Path, given: Option<&'a str>) -> Result<&'a str> {
    let what = "it is a folder: name a file, or add `--principal` for a folder of Terraform";
    given.ok_or_else(|| Failure::of(folder, what))
}

/// Reads the module of a folder. What may grant more is an open role, so that no answer passes over it.
pub(crate) fn granted(
    folder: &Path,
    principal: &str,
    cloud: Option<Cloud>,
    (var_files, assume): (&[PathBuf], &[String]),
) -> Result<Granted> {
    let of_provider =
        if principal.contains("opentelekomcloud_") { Cloud::OpenTelekomCloud } else { Cloud::HuaweiCloud };
    let cloud = cloud.unwrap_or(of_provider);
    let tree = Disk::with_surroundings(folder);
    let options = input::module_options(var_files)?;
    let module = Module::read(&tree, "", &options);
    let grants = Grants::read(&tree, "", principal, &options).ok_or_else(|| {
        let near = suggest::nearest(principal, module.policies().iter().filter_map(Found::address));
        let help = near.map_or_else(
            || String::from("a principal is the address of a user, a group or an agency, such as `huaweicloud_identityv5_user.anna`"),
            |it| format!("`{it}` is a policy; give the user, group or agency that makes the request"),
        );
        Failure::of(folder, format!("there is no resource `{principal}`")).with_help(Some(help))
    })?;
    let mut open = grants.unknown.clone();
    let mut models = Vec::new();
    let mut set = PolicySet::builder().cloud(cloud);
    for (address, scope) in grants.policies {
        match (policy(&module, &address), scope) {
            (Some(it), _) if it.version().model() == Model::IdentityPolicy => {
                models.push(Model::IdentityPolicy);
                set = set.identity(address, it.clone());
            }
            (Some(it), Some(scope)) => {
                models.push(Model::RolePolicy);
                set = set.role(address, it.clone(), scope);
            }
            (None, scope) => match certain(&module, &address) {
                Some(certain) => {
                    let (name, why) = (address.clone(), format!("{address}: a part of its content is unknown"));
                    output::warning(format!("{}: {why}", name::of(folder)));
                    models.push(if scope.is_some() { Model::RolePolicy } else { Model::IdentityPolicy });
                    let effects = if certain.may_deny { &[Effect::Allow, Effect::Deny][..] } else { &[Effect::Allow] };
                    set = set.undocumented(why, scope.clone(), effects);
                    match (certain.policy, scope) {
                        (Some(it), Some(scope)) if it.version().model() == Model::RolePolicy => {
                            set = set.role(address, it, scope);
                        }
                        (Some(it), None) if it.version().model() == Model::IdentityPolicy => {
                            set = set.identity(address, it);
                        }
                        (Some(_), _) => open.push(format!("{name}: it is of the other model")),
                        (None, _) => {}
                    }
                }
                None => open.push(format!("{address}: its content is unknown")),
            },
            _ => open.push(format!("{address}: its content is unknown")),
        }
    }
    for (name, scope) in grants.roles {
        models.push(Model::RolePolicy);
        if let Some(why) = doubt_of_role(&name, cloud) {
            output::warning(format!("{}: {why}", name::of(folder)));
        }
        set = set.system_role(&name, scope);
    }
    for it in open {
        output::warning(format!("{}: {it}", name::of(folder)));
        set = set.undocumented_role(it, GrantScope::All);
    }
    for text in assume {
        let (assumption, setting) = scenario::setting(text)?;
        set = set.assume(assumption, setting);
    }
    models.sort_unstable();
    models.dedup();
    Ok(Granted { set: set.build()?, models, cloud })
}

/// The one policy with this address, if all of it is known.
fn policy<'a>(module: &'a Module, address: &str) -> Option<&'a Policy> {
    only(module, address)?.document().policy()
}

/// What is certain of it, if a part of it is not known.
fn certain(module: &Module, address: &str) -> Option<Certain> {
    only(module, address)?.certain()
}

fn only<'a>(module: &'a Module, address: &str) -> Option<&'a Found> {
    let mut all = module.policies().iter().filter(|it| it.address() == Some(address));
    all.next().filter(|_| all.next().is_none())
}
