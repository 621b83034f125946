//! Traces in files and folders: arrays, lines or pages of JSON, as they are or in gzip, read once and never as a whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use flate2::bufread::MultiGzDecoder;
use hwc_iam::replay::Trace;
use hwc_iam::report::NotRead;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;

use crate::failure::{Failure, Result};
use crate::input::{self, Below};
use crate::name;

/// Objects that are handed over together.
struct Batch {
    file: Arc<str>,
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

/// What was read beside traces.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) not_traces: u64,
    pub(crate) not_read: Vec<NotRead>,
}

/// The answer of the API that lists traces.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    traces: Vec<Trace<'a>>,
}

/// Hands every trace, and the file that it is in, to one of several takers, as many as there are cores.
pub(crate) fn each<T: Send>(
    paths: &[PathBuf],
    make: impl Fn() -> T + Sync,
    take: impl Fn(&mut T, &Trace<'_>, &str) + Sync,
) -> Result<(Vec<T>, Beside)> {
    let (files, unreadable) = files(paths)?;
    let mut beside = Beside::default();
    beside.not_read.extend(unreadable.into_iter().map(|it| not_read(String::new(), &it)));
    let length = files.iter().filter_map(|it| it.metadata().ok()).map(|it| it.len()).sum();
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {eta}") {
        bar.set_style(style);
    }
    let (send, receive) = sync_channel::<Batch>(8);
    let receive = Mutex::new(receive);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let (mut taker, mut beside) = (make(), Beside::default());
                    loop {
                        let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(batch) = next else { return (taker, beside) };
                        batch.each(&mut beside, &mut |trace| take(&mut taker, trace, &batch.file));
                    }
                })
            })
            .collect();
        for path in &files {
            if let Err(why) = send_file(path, &send, &bar) {
                beside.not_read.push(not_read(name::raw(path), &why.to_string()));
            }
        }
        drop(send);
        let mut takers = Vec::new();
        for worker in workers {
            let (taker, more) = worker.join().map_err(|_| Failure::new("a reader of traces has stopped"))?;
            takers.push(taker);
            beside.not_traces += more.not_traces;
            beside.not_read.extend(more.not_read);
        }
        bar.finish_and_clear();
        beside.not_read.sort_by(|one, other| (&one.file, &one.why).cmp(&(&other.file, &other.why)));
        beside.not_read.dedup();
        Ok((takers, beside))
    })
}

fn files(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<String>)> {
    let (mut files, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let is_wanted = |it: &Path| {
                let name = it.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
                let name = name.strip_suffix(".gz").unwrap_or(&name);
                [".json", ".jsonl", ".ndjson"].iter().any(|it| name.ends_with(it))
            };
            let Below { files: found, unreadable: errors, left_out } = input::files(path, is_wanted);
            if found.is_empty() {
                return Err(Failure::of(path, "there is no file of traces in this folder"));
            }
            files.extend(found);
            unreadable.extend(errors);
            unreadable.extend(left_out.iter().map(|(it, why)| format!("{}: {why}", name::of(it))));
        } else {
            if !name::is_standard(path) {
                File::open(path).map_err(|it| Failure::of(path, it))?;
            }
            files.push(path.clone());
        }
    }
    Ok((files, unreadable))
}

fn send_file(path: &Path, send: &SyncSender<Batch>, bar: &ProgressBar) -> Result<()> {
    let (from, _) = input::open(path)?;
    let mut from = BufReader::with_capacity(1 << 18, bar.wrap_read(from));
    let is_zipped = from.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let file: Arc<str> = name::raw(path).into();
    let ended = if is_zipped {
        objects(BufReader::with_capacity(1 << 18, MultiGzDecoder::new(from)), &file, send)
    } else {
        objects(from, &file, send)
    };
    match ended? {
        true => Ok(()),
        false => Err(Failure::new("it ends within an object")),
    }
}

/// Sends the objects of a text, whatever stands between them; says whether the last one is whole.
fn objects(mut from: impl BufRead, file: &Arc<str>, send: &SyncSender<Batch>) -> io::Result<bool> {
    let new = || Batch { file: Arc::clone(file), bytes: Vec::with_capacity(CHUNK + CHUNK / 4), ends: Vec::new() };
    let mut batch = new();
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    loop {
        let found = from.fill_buf()?;
        let length = found.len();
        if length == 0 {
            break;
        }
        let mut start = 0;
        for (at, byte) in found.iter().enumerate() {
            if in_text {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => in_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' if depth > 0 => in_text = true,
                b'{' => {
                    if depth == 0 {
                        start = at;
                    }
                    depth += 1;
                }
                b'}' if depth > 0 => {
                    depth -= 1;
                    if depth == 0 {
                        batch.bytes.extend_from_slice(found.get(start..=at).unwrap_or_default());
                        batch.ends.push(batch.bytes.len());
                        if batch.bytes.len() >= CHUNK && send.send(std::mem::replace(&mut batch, new())).is_err() {
                            return Ok(true);
                        }
                    }
                }
                _ => {}
            }
        }
        if depth > 0 {
            batch.bytes.extend_from_slice(found.get(start..).unwrap_or_default());
            if batch.bytes.len() > LARGEST {
                return Err(io::Error::other(format!("an object is larger than {} MiB", LARGEST >> 20)));
            }
        }
        from.consume(length);
    }
    if depth > 0 {
        batch.salvage();
    }
    if !batch.ends.is_empty() {
        // Whoever took them has stopped, which is said elsewhere.
        let _ = send.send(batch);
    }
    Ok(depth == 0)
}

impl Batch {
    /// Of what ends within an object, the lines that are objects: a broken line of JSON Lines swallows what is behind it.
    fn salvage(&mut self) {
        let rest = self.bytes.split_off(self.ends.last().copied().unwrap_or_default());
        for line in rest.split(|it| *it == b'\n').map(<[u8]>::trim_ascii) {
            let line = line.strip_suffix(b",").unwrap_or(line);
            if line.starts_with(b"{") && line.ends_with(b"}") {
                self.bytes.extend_from_slice(line);
                self.ends.push(self.bytes.len());
            }
        }
    }

    fn each(&self, beside: &mut Beside, take: &mut dyn FnMut(&Trace<'_>)) {
        let mut start = 0;
        for end in &self.ends {
            let object = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            match serde_json::from_slice::<Trace<'_>>(object) {
                Ok(trace) if trace.is_trace() => take(&trace),
                Ok(_) => match serde_json::from_slice::<Page<'_>>(object) {
                    Ok(page) => page.traces.iter().for_each(|it| match it.is_trace() {
                        true => take(it),
                        false => beside.not_traces += 1,
                    }),
                    Err(_) => beside.not_traces += 1,
                },
                Err(error) => {
                    beside.not_traces += 1;
                    if beside.not_read.len() < MOST_TOLD {
                        let why = format!("an object is not a trace: {error}");
                        beside.not_read.push(not_read(self.file.to_string(), &why));
                    }
                }
            }
        }
    }
}

fn not_read(file: String, why: &str) -> NotRead {
    let mut it = NotRead::default();
    (it.file, it.why) = (file, why.into());
    it
}

/// How many bytes are handed over at once.
const CHUNK: usize = 1 << 18;
/// Far larger than any trace.
const LARGEST: usize = 64 << 20;
/// How many broken objects are named.
const MOST_TOLD: usize = 20;
