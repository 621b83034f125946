//! What programs call by the vendor's SDKs.

use std::path::Path;

use hwc_iam::generate::{Generated, Generator};
use hwc_iam::report::{NotRead, Usage};
use hwc_iam::usage::{Answers, SourceCode, SourceLanguage};

use super::{Arguments, not_read};
use crate::input::{self, Below};

/// The policy for what programs call, and what there is to say of that.
pub(super) fn generate(
    arguments: &Arguments,
    answers: &Answers,
    generator: Generator,
) -> Result<(Generated, Usage), String> {
    let (files, mut unread) = files(arguments)?;
    let mut code = SourceCode::of(&files, answers);
    let (generated, calls) = std::mem::take(&mut code.calls).generate(generator);
    let mut usage = Usage::of(&generated, &calls, arguments.policy_size).with_questions(&code.questions);
    unread.extend(code.unread.iter().map(|it| not_read(it.file.clone(), it.line, &it.why)));
    usage.unread = unread;
    Ok((generated, usage))
}

/// Files by their names, and what could not be read.
type Files = (Vec<(String, String)>, Vec<NotRead>);

/// The source code in all paths.
fn files(arguments: &Arguments) -> Result<Files, String> {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in &arguments.sdk {
        if !path.is_dir() {
            files.push((name(path), input::read(path)?));
            continue;
        }
        let Below { files: found, unreadable, .. } =
            input::files_of_project(path, |it| is_code(it.strip_prefix(path).unwrap_or(it)));
        unread.extend(unreadable.iter().map(|it| not_read(name(path), None, it)));
        let before = files.len();
        for it in found {
            match input::read_found(&it) {
                Ok(text) => files.push((name(&it), text)),
                Err(why) => unread.push(not_read(name(&it), None, &why)),
            }
        }
        if files.len() == before {
            let languages = "Go, Python, Java, TypeScript, JavaScript, C# or PHP";
            return Err(format!("{}: there is no source code of {languages} in this folder", input::name(path)));
        }
    }
    Ok((files, unread))
}

fn name(path: &Path) -> String {
    input::raw_name(path).replace('\\', "/")
}

/// Whether it may call operations: the SDKs themselves do not.
fn is_code(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let is_code = SourceLanguage::of_name(&name).is_some() || path.file_name().is_some_and(|it| it == "go.mod");
    let is_sdk = |it: &str| it.starts_with("huaweicloud-sdk-") || it.starts_with("huaweicloudsdk");
    is_code && !path.iter().any(|it| it.to_str().is_some_and(is_sdk))
}
