//! Feeds the importer mutated pages and random bytes, one after the other, and stops at what panics or takes too long.
//!
//! ```sh
//! cargo run --release --all-features --example fuzz_import -- PAGES [SECONDS] [SEED]
//! ```
//!
//! An input that panics or takes longer than a second is written beside the pages' counts as `fuzz-<seed>-<number>`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool of the maintainers, for which a panic is an answer"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use hwc_iam::import::{self, Page};

/// What an input may take, on a machine that does other things, too.
const LIMIT: Duration = Duration::from_secs(2);
/// Larger inputs are cut: the time of one is to stay small, so that there are many.
const LARGEST: usize = 64 << 10;

fn main() {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().expect("the folder of the pages");
    let seconds: u64 = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(60);
    let mut random = Random(arguments.next().and_then(|it| it.parse().ok()).unwrap_or(1));
    let seed = random.0;
    let mut pages = Vec::new();
    read(Path::new(&folder), &mut pages);
    pages.sort();
    assert!(!pages.is_empty(), "no pages in {folder}");
    let (begin, mut said) = (Instant::now(), Instant::now());
    let (mut inputs, mut bytes, mut found, mut slowest) = (0_u64, 0_u64, 0_u64, Duration::ZERO);
    while begin.elapsed().as_secs() < seconds {
        let input = input(&mut random, &pages);
        let page = Page { path: "fuzz/page".into(), bytes: input.clone(), ..Page::default() };
        let start = Instant::now();
        let result = panic::catch_unwind(|| import::import(&[page], &[], &import::no_global()));
        let took = start.elapsed();
        slowest = slowest.max(took);
        (inputs, bytes) = (inputs + 1, bytes + input.len() as u64);
        // A page that cannot be read costs itself only, and what was made of it can be written.
        let written = result.is_ok_and(|it| {
            it.report.pages.len() == 1 && it.services.iter().all(|it| import::to_yaml(it).is_ok_and(|it| again(&it)))
        });
        if !written || took > LIMIT {
            found += 1;
            let file = env::temp_dir().join(format!("fuzz-{seed}-{inputs}"));
            fs::write(&file, &input).expect("a place for what was found");
            println!("found {}: {took:?}, written {written}", file.display());
        }
        if said.elapsed().as_secs() >= 60 {
            said = Instant::now();
            println!("{:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}", begin.elapsed());
        }
    }
    println!("{:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}", begin.elapsed());
}

/// Whether what was written is read as the same.
fn again(text: &str) -> bool {
    let read = hwc_iam_data::read_yaml::<hwc_iam_data::schema::Service>(text);
    read.is_ok_and(|it| import::to_yaml(&it).is_ok_and(|it| it == text))
}

fn read(folder: &Path, pages: &mut Vec<Vec<u8>>) {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|it| it.path());
    for path in entries.collect::<Vec<PathBuf>>() {
        if path.is_dir() { read(&path, pages) } else { pages.push(fs::read(&path).expect("a page")) }
    }
}

/// Random bytes, or a page with a few mutations, or parts of several pages.
fn input(random: &mut Random, pages: &[Vec<u8>]) -> Vec<u8> {
    if random.below(16) == 0 {
        return (0..random.below(2000)).map(|_| random.below(256) as u8).collect();
    }
    let mut page = pages[random.below(pages.len())].clone();
    if page.len() > LARGEST {
        let start = random.below(page.len() - LARGEST);
        page = page[start..start + LARGEST].to_vec();
    }
    for _ in 0..=random.below(8) {
        mutate(random, &mut page, pages);
    }
    page.truncate(2 * LARGEST);
    page
}

fn mutate(random: &mut Random, page: &mut Vec<u8>, pages: &[Vec<u8>]) {
    let start = random.below(page.len() + 1);
    let end = start + random.below((page.len() - start).min(300) + 1);
    match random.below(7) {
        0 => drop(page.drain(start..end)),
        1 => {
            let copy = page[start..end].repeat(1 + random.below(20));
            let at = random.below(page.len() + 1);
            page.splice(at..at, copy);
        }
        2 => {
            let other = &pages[random.below(pages.len())];
            let from = random.below(other.len() + 1);
            let to = from + random.below((other.len() - from).min(2000) + 1);
            page.splice(start..end, other[from..to].iter().copied());
        }
        3 => page[start..end].iter_mut().for_each(|it| *it = random.below(256) as u8),
        4 => {
            const PIECES: &[&str] = &[
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
            let piece = PIECES[random.below(PIECES.len())].repeat(1 + random.below(3));
            page.splice(start..start, piece.into_bytes());
        }
        5 => {
            // Two lines change places.
            let mut lines: Vec<&[u8]> = page.split(|it| *it == b'\n').collect();
            let (one, other) = (random.below(lines.len()), random.below(lines.len()));
            lines.swap(one, other);
            *page = lines.join(&b'\n');
        }
        _ => page.truncate(start),
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
