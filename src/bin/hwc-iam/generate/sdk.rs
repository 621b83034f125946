//! What programs call by the vendor's SDKs, and scripts by its command line.

use std::path::{Path, PathBuf};

use clap::Args;
use hwc_iam::generate::{Generated, Generator};
use hwc_iam::report::{NotRead, Usage};
use hwc_iam::usage::{Answers, SourceCode, SourceLanguage};

use super::not_read;
use crate::failure::{Failure, Result};
use crate::input::{self, Below};
use crate::name;

#[derive(Debug, Args)]
pub(super) struct Code {
    /// Folder or file of source code in Go, Python, Java, TypeScript, JavaScript, C# or PHP: what it calls through Huawei Cloud's
    /// SDKs (Go tests are skipped)
    #[arg(long, value_name = "PATH", num_args = 1.., group = "calls", conflicts_with_all = ["operation", "trace", "denied", "terraform"])]
    sdk: Vec<PathBuf>,
    /// Folder or file of shell scripts and workflows in YAML: what they call with `hcloud SERVICE OPERATION`
    #[arg(long, value_name = "PATH", num_args = 1.., group = "calls", conflicts_with_all = ["operation", "trace", "denied", "terraform", "sdk"])]
    cli: Vec<PathBuf>,
}

impl Code {
    pub(super) fn is_empty(&self) -> bool {
        self.sdk.is_empty() && self.cli.is_empty()
    }
}

/// The policy for what programs call, and what there is to say of that.
pub(super) fn generate(
    arguments: &Code,
    policy_size: Option<usize>,
    answers: &Answers,
    generator: Generator,
) -> Result<(Generated, Usage)> {
    let (mut code, mut unread) = if arguments.sdk.is_empty() {
        let (files, unread) = files(&arguments.cli, "script or workflow", is_script)?;
        (SourceCode::of_scripts(&files), unread)
    } else {
        let what = "source code of Go, Python, Java, TypeScript, JavaScript, C# or PHP";
        let (files, unread) = files(&arguments.sdk, what, is_code)?;
        (SourceCode::of(&files, answers), unread)
    };
    let (generated, calls) = std::mem::take(&mut code.calls).generate(generator);
    let mut usage = Usage::of(&generated, &calls, policy_size).with_questions(&code.questions);
    unread.extend(code.unread.iter().map(|it| not_read(it.file.clone(), it.line, &it.why)));
    usage.unread = unread;
    Ok((generated, usage))
}

/// Files by their names, and what could not be read.
type Files = (Vec<(String, String)>, Vec<NotRead>);

/// The files that are wanted in all paths.
fn files(paths: &[PathBuf], what: &str, is_wanted: fn(&Path) -> bool) -> Result<Files> {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push((name::in_reports(path), input::read(path)?));
            continue;
        }
        let is_wanted = |it: &Path| is_wanted(it.strip_prefix(path).unwrap_or(it));
        let Below { files: found, unreadable, left_out } = input::files_of_project_and_hidden(path, is_wanted);
        unread.extend(left_out.iter().map(|(it, why)| not_read(name::in_reports(it), None, why)));
        unread.extend(unreadable.iter().map(|it| not_read(name::in_reports(path), None, it)));
        let before = files.len();
        for it in found {
            match input::read_found(&it) {
                Ok(text) => files.push((name::in_reports(&it), text)),
                Err(why) => unread.push(not_read(name::in_reports(&it), None, &why.to_string())),
            }
        }
        if files.len() == before {
            return Err(Failure::of(path, format!("there is no {what} in this folder")));
        }
    }
    Ok((files, unread))
}

/// Whether it may be a shell script, or a workflow.
fn is_script(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str());
    matches!(extension, Some("sh" | "bash" | "zsh" | "yml" | "yaml"))
}

/// Whether it may call operations: the SDKs themselves do not.
fn is_code(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let is_code = SourceLanguage::of_name(&name).is_some() || path.file_name().is_some_and(|it| it == "go.mod");
    let is_sdk = |it: &str| it.starts_with("huaweicloud-sdk-") || it.starts_with("huaweicloudsdk");
    is_code && !path.iter().any(|it| it.to_str().is_some_and(is_sdk))
}
