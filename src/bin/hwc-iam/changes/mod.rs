//! What a change of many policies allows and no longer allows: folders, plans, revisions of git.

mod compare;
mod context;
mod git;
mod markdown;
mod sides;
mod text;

use std::path::{Path, PathBuf};

use hwc_iam::access::Options;
use hwc_iam::files::ModuleOptions;
use hwc_iam::report::Changes;

use crate::archive;
use crate::failure::Result;
pub(crate) use markdown::markdown;
use sides::Side;
pub(crate) use text::{comparison, lines};

/// Whether this is more than one policy or scenario.
pub(crate) fn is_many(path: &Path) -> bool {
    path.is_dir() || archive::is_archive(path)
}

/// The changes between two folders or archives.
pub(crate) fn between(old: &Path, new: &Path, read: &ModuleOptions, options: &Options) -> Result<Changes> {
    Ok(compare::all(Side::of_path(old, read)?, &Side::of_path(new, read)?, options))
}

/// The changes that a plan makes; nothing if the text is no plan.
pub(crate) fn of_plan(text: &str, options: &Options) -> Option<Changes> {
    let (before, after) = hwc_iam::files::plan_sides(text)?;
    Some(compare::all(Side::of_plan(before), &Side::of_plan(after), options))
}

/// The changes between two revisions of git, or from one to the files that are there, below these paths.
pub(crate) fn of_git(range: &str, paths: &[PathBuf], read: &ModuleOptions, options: &Options) -> Result<Changes> {
    let (old, new) = git::sides(range, paths, read)?;
    Ok(compare::all(old, &new, options))
}
