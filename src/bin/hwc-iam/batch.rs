//! Many requests, a line each: read, decided on all cores and written in order, some megabytes at a time.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use hwc_iam::eval::{PolicySet, Request};
use hwc_iam::report::{self, Answer};
use hwc_iam::scenario;
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::{Failure, Result};
use crate::{Outcome, input, name, output};

/// How many bytes are decided at once.
const CHUNK: usize = 1 << 18;
/// A line that is longer is refused.
const LONGEST_LINE: usize = 1 << 24;

/// Some whole lines and the number of the first of them.
struct Chunk {
    text: Vec<u8>,
    first_line: usize,
}

/// What they are answered with.
struct Answers {
    text: String,
    read: usize,
    outcome: Outcome,
    /// The first problem of each line that has one, up to a few.
    problems: Vec<String>,
}

pub(crate) fn run(set: &PolicySet, path: &Path) -> Result<Outcome> {
    let (requests, length) = input::open(path)?;
    answer(set, requests, length, &name::of(path))
}

fn answer(set: &PolicySet, requests: impl BufRead, length: u64, name: &str) -> Result<Outcome> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let bar = bar(length);
    thread::scope(|scope| {
        let mut workers: Vec<SyncSender<Chunk>> = Vec::new();
        let mut answers: Vec<Receiver<Answers>> = Vec::new();
        for _ in 0..threads {
            let (chunks, received) = sync_channel::<Chunk>(2);
            let (send, answered) = sync_channel(2);
            scope.spawn(move || {
                for chunk in received {
                    if send.send(decide(set, &chunk, name)).is_err() {
                        return;
                    }
                }
            });
            workers.push(chunks);
            answers.push(answered);
        }
        let writer = scope.spawn(move || write(&answers, &bar));
        let read = distribute(requests, &workers);
        drop(workers);
        let written = writer.join().map_err(|_| Failure::new("the writer of answers has stopped"))?;
        read.map_err(|it| Failure::at(name, it))?;
        written
    })
}

fn bar(length: u64) -> ProgressBar {
    // On anything but a terminal the bar draws nothing.
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {per_sec} {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

/// One chunk for each worker in turn, so that their answers can be taken in turn.
fn distribute(mut requests: impl BufRead, workers: &[SyncSender<Chunk>]) -> io::Result<()> {
    let mut first_line = 1;
    for worker in workers.iter().cycle() {
        let text = next_lines(&mut requests)?;
        if text.is_empty() {
            break;
        }
        let lines = text.iter().filter(|it| **it == b'\n').count();
        if worker.send(Chunk { text, first_line }).is_err() {
            break;
        }
        first_line += lines;
    }
    Ok(())
}

/// About [`CHUNK`] bytes up to the end of a line; what is too long for a line is cut.
fn next_lines(requests: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(CHUNK + CHUNK / 4);
    Read::take(&mut *requests, CHUNK as u64).read_to_end(&mut text)?;
    if text.last().is_none_or(|it| *it == b'\n') {
        return Ok(text);
    }
    let mut line = Read::take(&mut *requests, LONGEST_LINE as u64);
    if line.read_until(b'\n', &mut text)? == LONGEST_LINE && text.last() != Some(&b'\n') {
        skip_line(requests)?;
        text.push(b'\n');
    }
    Ok(text)
}

fn skip_line(requests: &mut impl BufRead) -> io::Result<()> {
    loop {
        let found = requests.fill_buf()?;
        let end = found.iter().position(|it| *it == b'\n');
        let len = end.map_or(found.len(), |it| it + 1);
        if len == 0 {
            return Ok(());
        }
        requests.consume(len);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn decide(set: &PolicySet, chunk: &Chunk, name: &str) -> Answers {
    let mut answers =
        Answers { text: String::new(), read: chunk.text.len(), outcome: Outcome::Clean, problems: Vec::new() };
    let lines = chunk.text.strip_suffix(b"\n").unwrap_or(&chunk.text);
    for (number, line) in (chunk.first_line..).zip(lines.split(|it| *it == b'\n')) {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let outcome = match read(line) {
            Ok(request) => one(set, &request, &mut answers.text),
            Err((column, error)) => {
                let place = column.map(|it| format!(":{it}")).unwrap_or_default();
                answers.problems.push(format!("{name}:{number}{place}: {error}"));
                add(&Answer::Unreadable { line: number, column, error }, &mut answers.text);
                Outcome::Unreadable
            }
        };
        answers.outcome = answers.outcome.max(outcome);
    }
    answers
}

/// The request of a line; else the column and why not.
fn read(line: &[u8]) -> Result<Request, (Option<usize>, String)> {
    if line.len() > LONGEST_LINE {
        return Err((None, format!("the line is longer than {} MiB", LONGEST_LINE >> 20)));
    }
    scenario::request(line).map_err(|it| (it.column(), it.message().to_owned()))
}

fn one(set: &PolicySet, request: &Request, out: &mut String) -> Outcome {
    let answer = report::answer(set, request);
    add(&answer, out);
    match answer {
        Answer::Certain { decision } | Answer::Open { decision, .. } => decision.into(),
        _ => Outcome::Unreadable,
    }
}

/// Adds a line.
fn add(answer: &Answer, out: &mut String) {
    // Every answer can be written as JSON.
    let line = serde_json::to_string(answer).unwrap_or_default();
    out.push_str(&output::escaped(&line));
    out.push('\n');
}

fn write(answers: &[Receiver<Answers>], bar: &ProgressBar) -> Result<Outcome> {
    let mut out = output::Out::new();
    let mut outcome = Outcome::Clean;
    for worker in answers.iter().cycle() {
        let Ok(answers) = worker.recv() else { break };
        for problem in &answers.problems {
            bar.suspend(|| output::error(problem));
        }
        outcome = outcome.max(answers.outcome);
        bar.inc(answers.read as u64);
        if !out.write(&answers.text)? {
            break;
        }
    }
    bar.finish_and_clear();
    out.finish()?;
    Ok(outcome)
}
