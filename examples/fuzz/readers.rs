//! The readers, what each is fed with and what it must do.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::{env, fs};

use hwc_iam::files::{self, Language, Module, ModuleOptions};
use hwc_iam::{Document, Policy, PolicyKind, lint};
use hwc_iam_data::schema::Service;
use hwc_iam_import::{self as import, Page};

use crate::pieces::*;

/// A reader, what it is fed with and what it must do.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]) -> Result<(), String>,
    /// The files of the repository that are mutated: a folder, and how their names end.
    pub(crate) files: &'static [(&'static str, &'static [&'static str])],
    /// Written ones, for readers whose files are not in the repository.
    pub(crate) texts: &'static [&'static str],
    pub(crate) pieces: &'static [&'static str],
}

pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "json",
        run: json,
        files: &[("tests/fixtures", &["json", "jsonl"])],
        texts: &[POLICY],
        pieces: JSON,
    },
    Target {
        name: "terraform",
        run: terraform,
        files: &[("tests/fixtures", &["tf"])],
        texts: &[MODULE],
        pieces: EXPRESSIONS,
    },
    Target { name: "hcl", run: hcl, files: &[("tests/fixtures", &["tf"])], texts: &[], pieces: HCL },
    Target { name: "yaml", run: yaml, files: &[("data", &["yaml"])], texts: &[SCENARIO_YAML], pieces: YAML },
    Target {
        name: "page",
        run: page,
        files: &[("tests/fixtures/import/pages", &["md", "rst", "html"])],
        texts: &[],
        pieces: PAGE,
    },
    Target { name: "schema", run: page, files: &[], texts: &[SCHEMA], pieces: JSON },
    Target { name: "scenario", run: scenario, files: &[], texts: &[SCENARIO, SCENARIO_YAML], pieces: YAML },
    Target { name: "baseline", run: baseline, files: &[], texts: &[BASELINE], pieces: JSON },
    Target { name: "config", run: config, files: &[], texts: &[CONFIG], pieces: TOML },
];

/// What is found stands in the text, the layout says the same, and what the policy says can be read again.
fn json(input: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(input).into_owned();
    found(Language::of_text(&text), &text)?;
    found(Language::Json, &text)?;
    found(Language::JsonLines, &text)?;
    let document = Document::read(text.as_str(), PolicyKind::Identity);
    if let Some(laid_out) = document.format() {
        let again = Document::read(laid_out.as_str(), PolicyKind::Identity);
        let is_same = again.format().as_ref() == Some(&laid_out) && again.policy() == document.policy();
        is_same.then_some(()).ok_or("the layout says something else")?;
    }
    let Ok(policy) = Policy::from_json(&text) else { return Ok(()) };
    let again = Policy::from_json(&policy.to_string()).map_err(|it| format!("not read again: {it}"))?;
    // Its text is sorted and without repetitions.
    (again.to_string() == policy.to_string()).then_some(()).ok_or_else(|| "read again as something else".into())
}

fn hcl(input: &[u8]) -> Result<(), String> {
    found(Language::Terraform, &String::from_utf8_lossy(input))
}

/// A module with a template and with a module that it calls: what is found stands in its files.
fn terraform(input: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(input).into_owned();
    let files = [("main.tf", &*text), ("t.tpl", &*text), ("more.tf.json", &*text), ("m/main.tf", MODULE)];
    let tree: BTreeMap<String, String> = files.into_iter().map(|(name, it)| (name.into(), it.into())).collect();
    let module = Module::read(&tree, "", &ModuleOptions::default());
    for policy in module.policies() {
        for found in [policy].into_iter().chain(policy.variants()) {
            for finding in lint::check(found.document()) {
                let span = finding.span();
                let file = found.file(span.start).and_then(|it| tree.get(it)).ok_or("it stands in no file")?;
                let (start, end) = (found.position(span.start), found.position(span.end));
                let is_inside = start.offset <= end.offset && end.offset <= file.len() && start.line <= end.line;
                if !is_inside || finding.message().contains('\n') {
                    return Err(format!("{} at {start:?} to {end:?}", finding.message()));
                }
                let _ = found.document().pointer(span);
            }
            let _ = (found.unchecked(), found.files(), found.other_kind());
        }
    }
    Ok(())
}

fn found(language: Language, text: &str) -> Result<(), String> {
    let mut wrong = None;
    let read = files::each(language, text.into(), None, &mut |found| {
        for finding in lint::check(found.document()) {
            let (start, end) = (found.position(finding.span().start), found.position(finding.span().end));
            let is_inside = start.offset <= end.offset && end.offset <= text.len() && start.line <= end.line;
            if !is_inside || finding.message().contains('\n') {
                wrong = Some(format!("{} at {start:?} to {end:?}", finding.message()));
            }
            let _ = found.document().pointer(finding.span());
        }
        let _ = (found.unknown(), found.other_kind());
    });
    if let Err(error) = read
        && (error.position().offset > text.len() || error.position().line == 0)
    {
        return Err(format!("{:?}", error.position()));
    }
    wrong.map_or(Ok(()), Err)
}

/// What is read as a service is written and read as the same.
fn yaml(input: &[u8]) -> Result<(), String> {
    let text = String::from_utf8_lossy(input);
    let _ = hwc_iam_data::read_yaml::<serde_json::Value>(&text);
    let Ok(service) = hwc_iam_data::read_yaml::<Service>(&text) else { return Ok(()) };
    let written = import::to_yaml(&service).map_err(|it| it.to_string())?;
    is_read_again(&written)
}

/// A page that cannot be read costs itself only, and what was made of it can be written.
fn page(input: &[u8]) -> Result<(), String> {
    let page = Page { path: "fuzz/page".into(), bytes: input.to_vec(), ..Page::default() };
    let import = import::import(&[page], &[], &import::no_global());
    if import.report.pages.len() != 1 {
        return Err("the page is not in the report".into());
    }
    for service in &import.services {
        let written = import::to_yaml(service).map_err(|it| it.to_string())?;
        is_read_again(&written)?;
    }
    Ok(())
}

fn is_read_again(text: &str) -> Result<(), String> {
    let service = hwc_iam_data::read_yaml::<Service>(text).map_err(|it| {
        let line = it.location().and_then(|it| text.lines().nth(it.line().saturating_sub(1)));
        format!("it is not read again: {it}: {}", line.unwrap_or_default())
    })?;
    let again = import::to_yaml(&service).map_err(|it| it.to_string())?;
    match text.lines().zip(again.lines()).find(|(one, other)| one != other) {
        Some((one, other)) => Err(format!("`{one}` is read again as `{other}`")),
        None => (text.len() == again.len()).then_some(()).ok_or_else(|| "it is read again shorter or longer".into()),
    }
}

fn scenario(input: &[u8]) -> Result<(), String> {
    let yaml = command(input, "fuzz.yaml", &["eval", "fuzz.yaml"]);
    yaml.and_then(|()| command(input, "fuzz.json", &["eval", "fuzz.json", "--format", "json"]))
}

fn baseline(input: &[u8]) -> Result<(), String> {
    command(input, "fuzz.baseline", &["check", "policy.json", "--baseline", "fuzz.baseline", "--format", "json"])
}

fn config(input: &[u8]) -> Result<(), String> {
    command(input, "fuzz.toml", &["check", "policy.json", "--config", "fuzz.toml", "--format", "sarif"])
}

/// The command ends in one of its ways, says why if it cannot read, and speaks to no terminal.
fn command(input: &[u8], file: &str, arguments: &[&str]) -> Result<(), String> {
    let folder = env::temp_dir().join(format!("hwc-iam-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("policy.json"), POLICY).expect("a policy");
    fs::write(folder.join(file), input).expect("an input");
    let beside = env::current_exe().ok().and_then(|it| Some(it.parent()?.parent()?.join("hwc-iam")));
    let mut command = Command::new(beside.expect("the command"));
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().expect("the command, built");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let is_harmless = |text: &str| !text.contains(|it: char| it != '\n' && it.is_control());
    match output.status.code() {
        Some(2) if err.is_empty() => Err("no reason is given".into()),
        Some(0 | 1 | 2 | 4) if is_harmless(&out) && is_harmless(&err) => Ok(()),
        code => Err(format!("{code:?}: {err}")),
    }
}
