//! Feeds a reader mutated files and random bytes, one after the other, and tells what panics, takes too long or breaks a promise.
//!
//! ```sh
//! cargo build --release --all-features
//! cargo run --release --all-features --example fuzz -- TARGET [SECONDS] [SEED] [FOLDER]
//! ```
//!
//! The target is one of `json hcl yaml page schema scenario baseline config`. The files to mutate are those of the tests, and those
//! of the folder. What is found is written into the temporary folder as `fuzz-<target>-<seed>-<number>`, and ends it with 1.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool of the maintainers, for which a panic is an answer"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use hwc_iam::files::{self, Language};
use hwc_iam::import::{self, Page};
use hwc_iam::{Document, Policy, PolicyKind, lint};
use hwc_iam_data::schema::Service;

/// What an input may take, on a machine that does other things, too.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 4 });
/// Larger inputs are cut: the time of one is to stay small, so that there are many.
const LARGEST: usize = 64 << 10;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let target = TARGETS.iter().find(|it| it.name == name);
    let names: Vec<&str> = TARGETS.iter().map(|it| it.name).collect();
    let Some(target) = target else {
        eprintln!("error: the target is one of: {}", names.join(", "));
        return ExitCode::from(2);
    };
    let seconds: u64 = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(60);
    let mut random = Random(arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1));
    let seed = random.0;
    let files = corpus(target, arguments.next().map(PathBuf::from));
    let (begin, mut said) = (Instant::now(), Instant::now());
    let (mut inputs, mut bytes, mut found, mut slowest) = (0_u64, 0_u64, 0_u64, Duration::ZERO);
    while begin.elapsed().as_secs() < seconds {
        let input = input(&mut random, &files, target.pieces);
        let start = Instant::now();
        let result = panic::catch_unwind(|| (target.run)(&input)).unwrap_or_else(|_| Err("it panicked".into()));
        let took = start.elapsed();
        slowest = slowest.max(took);
        (inputs, bytes) = (inputs + 1, bytes + input.len() as u64);
        if result.is_err() || took > LIMIT {
            found += 1;
            let file = env::temp_dir().join(format!("fuzz-{name}-{seed}-{inputs}"));
            fs::write(&file, &input).expect("a place for what was found");
            println!("found {}: {took:?}, {result:?}", file.display());
        }
        if said.elapsed().as_secs() >= 60 {
            said = Instant::now();
            println!(
                "{name}: {:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}",
                begin.elapsed()
            );
        }
    }
    println!("{name}: {:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}", begin.elapsed());
    if found > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A reader, what it is fed with and what it must do.
struct Target {
    name: &'static str,
    run: fn(&[u8]) -> Result<(), String>,
    /// The files of the repository that are mutated: a folder, and how their names end.
    files: &'static [(&'static str, &'static [&'static str])],
    /// Written ones, for readers whose files are not in the repository.
    texts: &'static [&'static str],
    pieces: &'static [&'static str],
}

const TARGETS: &[Target] = &[
    Target {
        name: "json",
        run: json,
        files: &[("tests/fixtures", &["json", "jsonl"])],
        texts: &[POLICY],
        pieces: JSON,
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

fn corpus(target: &Target, folder: Option<PathBuf>) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = target.texts.iter().map(|it| it.as_bytes().to_vec()).collect();
    for (folder, endings) in target.files {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), endings, &mut files);
    }
    if let Some(folder) = folder {
        read(&folder, &[], &mut files);
    }
    files.sort();
    assert!(!files.is_empty(), "there is nothing to mutate");
    files
}

fn read(folder: &Path, endings: &[&str], files: &mut Vec<Vec<u8>>) {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|it| it.path());
    for path in entries.collect::<Vec<PathBuf>>() {
        let ending = path.extension().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            read(&path, endings, files);
        } else if endings.is_empty() || endings.contains(&&*ending) {
            files.push(fs::read(&path).expect("a file"));
        }
    }
}

/// Random bytes, or a file with a few mutations, or parts of several files.
fn input(random: &mut Random, files: &[Vec<u8>], pieces: &[&str]) -> Vec<u8> {
    if random.below(16) == 0 {
        return (0..random.below(2000)).map(|_| random.below(256) as u8).collect();
    }
    let mut file = files[random.below(files.len())].clone();
    if file.len() > LARGEST {
        let start = random.below(file.len() - LARGEST);
        file = file[start..start + LARGEST].to_vec();
    }
    for _ in 0..=random.below(8) {
        mutate(random, &mut file, files, pieces);
    }
    file.truncate(2 * LARGEST);
    file
}

fn mutate(random: &mut Random, file: &mut Vec<u8>, files: &[Vec<u8>], pieces: &[&str]) {
    let start = random.below(file.len() + 1);
    let end = start + random.below((file.len() - start).min(300) + 1);
    match random.below(7) {
        0 => drop(file.drain(start..end)),
        1 => {
            let copy = file[start..end].repeat(1 + random.below(20));
            let at = random.below(file.len() + 1);
            file.splice(at..at, copy);
        }
        2 => {
            let other = &files[random.below(files.len())];
            let from = random.below(other.len() + 1);
            let to = from + random.below((other.len() - from).min(2000) + 1);
            file.splice(start..end, other[from..to].iter().copied());
        }
        3 => file[start..end].iter_mut().for_each(|it| *it = random.below(256) as u8),
        4 => {
            // Now and then so often that a reader must be bounded.
            let times = if random.below(50) == 0 { 5000 } else { 1 + random.below(3) };
            let piece = pieces[random.below(pieces.len())].repeat(times);
            file.splice(start..start, piece.into_bytes());
        }
        5 => {
            // Two lines change places.
            let mut lines: Vec<&[u8]> = file.split(|it| *it == b'\n').collect();
            let (one, other) = (random.below(lines.len()), random.below(lines.len()));
            lines.swap(one, other);
            *file = lines.join(&b'\n');
        }
        _ => file.truncate(start),
    }
}

/// Xorshift: the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const POLICY: &str = r#"{"Version":"5.0","Statement":[{"Sid":"a","Effect":"Allow","Action":["ims:images:lst","ims:images:get"],
"Resource":["ims:*:*:image:*"],"Condition":{"StringEquals":{"g:ResourceTag/a":["b"]},"NumericLessThan":{"g:TagKeys":["x"]}}}]}"#;

const SCHEMA: &str = r#"{"version":"1","actions":[{"name":"lamp:lamps:get","access_level":"read","permission_only":false,
"description":{"en_us":"a","zh_cn":"b"},"aliases":["lamp:lamp:get"],"resources":[{"urn_template":"lamp:<region>:<account-id>:lamp:<lamp-id>","required":true,
"condition_keys":["g:ResourceTag/<tag-key>"]}],"condition_keys":["lamp:Colour"]}],"resources":[{"type_name":"lamp","urn_template":"lamp:<region>:<account-id>:lamp:<lamp-id>"}],
"conditions":[{"key":"lamp:Colour","value_type":"string","multi_valued":false}],"operations":[{"operation_id":"ShowLamp","operation_action":"lamp:lamps:get","dependent_actions":["vpc:vpcs:get"]}]}"#;

const SCENARIO: &str = r#"{"identity_policies":[{"name":"a","policy":{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:*:*"],
"Condition":{"IpAddress":{"g:SourceIp":["10.0.0.0/8"]}}}]}}],"scps":[[{"Version":"5.0","Statement":[{"Effect":"Deny","Action":["ims:images:delete"]}]}]],
"roles":[{"name":"Tenant Administrator","scope":{"project":"cn-north-4"}}],"assumptions":{"action_case":"yes"},"root_user":false,
"request":{"principal":{"IAM":"a"},"action":"ims:images:get","resource":"ims:cn-north-4:a:image:b","context":{"g:SourceIp":"10.1.2.3"},"unknown":["g:MFAPresent"]}}"#;

const SCENARIO_YAML: &str = "identity_policies:\n  - name: a\n    policy: &p\n      Version: \"5.0\"\n      Statement:\n        - Effect: Allow\n          Action: [\"ims:*:*\"]\n\
  - *p\nrequest:\n  action: ims:images:get\n  context:\n    g:MFAPresent: true\n    g:TagKeys: [a, b]\n  unknown: [g:SourceIp]\n";

const BASELINE: &str = r#"{"version":1,"files":{"policy.json":[{"rule":"unknown_action","message":"unknown action `ims:images:lst` (data of 2025-11-06)","count":1},
{"policy":"a.b","rule":"missing_sid","message":"b","count":2}]}}"#;

const CONFIG: &str = "profile = \"hwc\"\nkind = \"identity\"\nbaseline = \"fuzz.baseline\"\nenterprise_project = true\n\n[rules]\nall = \"warn\"\nmissing_sid = \"allow\"\n\n\
[[paths]]\npath = \"*/scps/*\"\nkind = \"scp\"\nrules = { full_access = \"deny\" }\n";

const JSON: &[&str] = &[
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    ":",
    ",",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "1e999",
    "-0",
    "{}",
    "\"*\"",
    "\"Statement\":",
    "\"NotAction\":",
    "\"ims:*:*\"",
    "${",
    "}",
    "*",
    "?",
    "//",
    "/*",
    "\n",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[2J",
    "'",
    "\"Version\":\"1.1\",",
];

const HCL: &[&str] = &[
    "\"",
    "${",
    "%{",
    "}",
    "$${",
    "<<E\n",
    "\nE\n",
    "jsonencode(",
    ")",
    "(",
    "[",
    "]",
    "{",
    "=",
    ":",
    ",",
    "local.a",
    "for x in y : ",
    "resource \"huaweicloud_identity_policy\" \"a\" {\n",
    "dynamic \"statement\" {\n",
    "# ",
    "/*",
    "*/",
    "\\u",
    "\n",
    "?",
    "...",
    "!",
];

const YAML: &[&str] = &[
    "\n",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a\n",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "!!",
    "!t ",
    "---\n",
    "...\n",
    "%TAG !a! b\n",
    "#",
    "~",
    "null",
    ".inf",
    "0x1",
    "1_0",
    "  ",
    "\t",
    "@",
    "`",
    "\u{feff}",
    "not_stated",
    "true",
];

const TOML: &[&str] = &[
    "\n",
    "=",
    "[",
    "]",
    "[[paths]]\n",
    "\"",
    "'",
    "\"\"\"",
    "{",
    "}",
    ",",
    "#",
    ".",
    "all = \"deny\"\n",
    "true",
    "1979-05-27",
    "\\u",
    "*",
    "nan",
];

const PAGE: &[&str] = &[
    "\n",
    "|",
    "+",
    "-",
    "=",
    "<",
    ">",
    "\"",
    "`",
    "\\",
    ":",
    "*",
    "(",
    "）",
    "<td rowspan=9999>",
    "<table>",
    "</table>",
    "GET ",
    "/v1/{",
    "}",
    "a:b:c",
    "•",
    "\n\n",
    "   ",
    "\u{ad}",
    "．",
    "Action",
    "API",
    "授权项",
    "{?",
    "https://",
    "[",
    "](",
    "&#x",
    "<ul><li>",
    "依赖",
    "```",
    "- ",
    "1. ",
    "\t",
    "\u{3000}",
    "'",
    "!!",
    "~",
    "null",
];
