//! What inputs cost that somebody has made to cost much: each in the command, with its time and its memory at the most.
//!
//! ```sh
//! cargo bench --all-features --bench hostile [-- PART_OF_A_NAME]
//! ```
//!
//! The aim is 5 s on two processors, and memory of ten times the input and 50 MB; what is over is marked. `benches/memory` does the same by format and size.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a tool of the maintainers, for which a panic is an answer"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

fn main() {
    let wanted = env::args().skip(1).find(|it| !it.starts_with('-')).unwrap_or_default();
    let folder = env::temp_dir().join(format!("hwc-iam-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    println!("{:<28} {:>9} {:>9} {:>9} {:>9}  {:>4}", "input", "MB", "seconds", "cpu s", "peak MB", "code");
    for (name, files, arguments) in inputs().into_iter().filter(|it| it.0.contains(&wanted)) {
        let mut size = 0;
        for (file, text) in files {
            size += text.len();
            fs::write(folder.join(file), text).unwrap();
        }
        let Cost { took, processor, peak, code } = run(&folder, &arguments);
        let mega = |bytes: usize| bytes as f64 / 1e6;
        // Of the processor, as other programs may have had it for the rest.
        let is_over = processor > Duration::from_secs(5) || peak > size * 10 + 50_000_000;
        let mark = if is_over { "  OVER" } else { "" };
        let (seconds, cpu, size, peak) = (took.as_secs_f64(), processor.as_secs_f64(), mega(size), mega(peak));
        println!("{name:<28} {size:>9.2} {seconds:>9.2} {cpu:>9.2} {peak:>9.0}  {code:>4}{mark}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

struct Cost {
    took: Duration,
    /// The time of the processor, in its own and the system's parts of it.
    processor: Duration,
    /// The memory in bytes that it had at the most.
    peak: usize,
    code: i32,
}

fn run(folder: &Path, arguments: &[&str]) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let begin = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let times = PathBuf::from(format!("/proc/{}/stat", child.id()));
    let (mut peak, mut processor) = (0, Duration::ZERO);
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().unwrap_or(-1);
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|it| it.strip_prefix("VmHWM:"));
        let kilobytes: usize = line.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
        peak = peak.max(kilobytes * 1024);
        // In hundredths of a second, the 14th and 15th word; the second is in parentheses.
        let text = fs::read_to_string(&times).unwrap_or_default();
        let words = text.rsplit(')').next().unwrap_or_default().split_whitespace();
        let ticks: u64 = words.skip(11).take(2).filter_map(|it| it.parse::<u64>().ok()).sum();
        processor = processor.max(Duration::from_millis(ticks * 10));
        thread::sleep(Duration::from_millis(2));
    };
    Cost { took: begin.elapsed(), processor, peak, code }
}

type Input = (&'static str, Vec<(&'static str, String)>, Vec<&'static str>);

fn inputs() -> Vec<Input> {
    let one = |statement: String| policy([statement]);
    let repeats = one(allow((0..2100).map(|it| format!("x:y:a{}", it / 2)), ""));
    let statements = policy((0..40_000).map(|it| allow([format!("x:t:a{it}")], "")));
    let small = policy((0..2000).map(|it| allow([format!("x:t:a{it}")], "")));
    let tags = |count: usize| {
        let keys: Vec<String> = (0..count).map(|it| format!(r#""g:ResourceTag/{it}":["a"]"#)).collect();
        one(allow(["ims:images:get"], &format!(r#","Condition":{{"StringEquals":{{{}}}}}"#, keys.join(","))))
    };
    let resources = |count: usize| {
        let all: Vec<String> = (0..count).map(|it| format!(r#""ims:*:*:image:*{it}*""#)).collect();
        one(allow(["ims:images:get"], &format!(r#","Resource":[{}]"#, all.join(","))))
    };
    let addresses = |bits: u32| {
        let all: Vec<String> = (0..4000).map(|it| format!("\"{}.{}.0.0/{bits}\"", it / 256, it % 256)).collect();
        one(allow(["x:t:a"], &format!(r#","Condition":{{"IpAddress":{{"g:SourceIp":[{}]}}}}"#, all.join(","))))
    };
    let traces: String = (0..20_000)
        .map(|it| {
            let id = format!("{it:032x}");
            format!("{{\"method\":\"GET\",\"uri\":\"https://ims.cn-north-4.myhuaweicloud.com/v2/images/{id}\"}}\n")
        })
        .collect();
    let empty = |count: usize| format!(r#"{{"Version":"5.0","Statement":[{}{{}}]}}"#, "{},".repeat(count));
    let stars = one(allow(std::iter::repeat_n("*", 15_000_000), ""));
    let scenario = format!(r#"{{"identity_policies":[{}],"request":{{"action":"a:b:c"}}}}"#, empty(2_000_000));
    let bomb = format!("a: &x \"{}\"\nb: [{}*x]\n", "y".repeat(100_000), "*x, ".repeat(60_000));
    let names = |names: &mut dyn Iterator<Item = String>| {
        let policies: Vec<String> = names.collect::<Vec<_>>().chunks(5000).map(|it| one(allow(it, ""))).collect();
        format!(r#"{{"identity_policies":[{}],"request":{{"action":"a:b:c"}}}}"#, policies.join(","))
    };
    let plan = plan();
    vec![
        ("braces", vec![("a.json", empty(20_000_000))], vec!["check", "a.json"]),
        ("braces, fewer", vec![("a.json", empty(4_000_000))], vec!["check", "a.json"]),
        ("stars", vec![("a.json", stars)], vec!["check", "a.json"]),
        ("numbers", vec![("a.json", format!("[{}1]", "1,".repeat(2_000_000)))], vec!["check", "a.json"]),
        ("tags", vec![("a.json", tags(30_000))], vec!["check", "a.json"]),
        ("tags, fewer", vec![("a.json", tags(6_000))], vec!["check", "a.json"]),
        ("resources", vec![("a.json", resources(30_000))], vec!["check", "a.json"]),
        ("resources, fewer", vec![("a.json", resources(19_000))], vec!["check", "a.json"]),
        ("repeats", vec![("a.json", repeats)], vec!["check", "--fix", "--dry-run", "a.json"]),
        ("statements", vec![("a.json", statements)], vec!["diff", "a.json", "a.json", "--steps", "1"]),
        ("statements, fewer", vec![("a.json", small)], vec!["diff", "a.json", "a.json", "--steps", "1"]),
        ("addresses", vec![("a.json", addresses(16)), ("b.json", addresses(17))], vec!["diff", "a.json", "b.json"]),
        ("malformed scenario", vec![("a.json", scenario)], vec!["eval", "a.json"]),
        ("traces", vec![("a.jsonl", traces)], vec!["generate", "--trace", "a.jsonl"]),
        ("aliases", vec![("a.yaml", bomb)], vec!["eval", "a.yaml"]),
        ("brackets", vec![("a.yaml", format!("a: {}", "[".repeat(100_000)))], vec!["eval", "a.yaml"]),
        ("yaml of small values", vec![("a.yaml", "- a\n".repeat(1_900_000))], vec!["eval", "a.yaml"]),
        ("names", vec![("a.json", names(&mut (0..100_000).map(|it| format!("x:t:a{it}"))))], vec!["eval", "a.json"]),
        ("colliding names", vec![("a.json", names(&mut colliding()))], vec!["eval", "a.json"]),
        ("plan of one line", vec![("a.json", plan.clone())], vec!["check", "a.json", "--format", "json"]),
        ("plan of one line, text", vec![("a.json", plan)], vec!["check", "a.json"]),
    ]
}

fn policy(statements: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = statements.into_iter().collect();
    format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, all.join(","))
}

fn allow(actions: impl IntoIterator<Item = impl AsRef<str>>, rest: &str) -> String {
    let all: Vec<String> = actions.into_iter().map(|it| format!("{:?}", it.as_ref())).collect();
    format!(r#"{{"Effect":"Allow","Action":[{}]{rest}}}"#, all.join(","))
}

/// Some 85 000 findings in 4 MB on one line.
fn plan() -> String {
    let policy = policy([allow((0..100).map(|it| format!("ims:images:lst{it}")), "")]);
    let policy = format!("{policy:?}");
    let change = |it: usize| {
        format!(
            r#"{{"address":"a.b{it}","type":"huaweicloud_identity_policy","change":{{"after":{{"policy_document":{policy}}}}}}}"#
        )
    };
    let all: Vec<String> = (0..1700).map(change).collect();
    format!(r#"{{"resource_changes":[{}]}}"#, all.join(","))
}

/// Names whose hashes in the table of names are the same: of three times eight bytes, the second undoes what the first did. It is
/// the hash that is attacked, not its key, for it has none.
fn colliding() -> impl Iterator<Item = String> {
    let mix = |hash: u64, bytes: u64| {
        let product = u128::from(hash ^ bytes) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        product as u64 ^ (product >> 64) as u64
    };
    let eight = |text: &[u8; 8]| u64::from_le_bytes(*text);
    let length = 8 + 8 + 5;
    let target = mix(length, eight(b"x:t:aaaa")) ^ eight(b"bbbbbbbb");
    let letters = b"abcdefghijklmnopqrstuvwxyz0123456789-_./";
    let mut state = 88_172_645_463_325_252_u64;
    let tries = std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut rest = state;
        let first = std::array::from_fn(|_| {
            let letter = letters.get((rest % 40) as usize).copied().unwrap_or_default();
            rest /= 40;
            letter
        });
        Some((first, (mix(length, eight(&first)) ^ target).to_le_bytes()))
    });
    let is_plain = |it: &u8| (0x21..0x7f).contains(it) && !it.is_ascii_uppercase() && !b"\"\\*?:$".contains(it);
    let good = tries.filter(move |(_, second)| second.iter().all(is_plain));
    good.take(5_000)
        .map(|(one, other)| format!("{}{}:t:op", String::from_utf8_lossy(&one), String::from_utf8_lossy(&other)))
}
