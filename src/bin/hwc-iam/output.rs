//! The one way to print. A reader that has gone away, such as `head`, is no error, and neither is a standard error that takes
//! nothing. What is for people holds nothing that a terminal obeys.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, ErrorKind, Stdout, Write};

use hwc_iam::printable;
use serde::Serialize;

use crate::failure::{Failure, Result};

/// Prints a document as it is.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = Out::new();
    out.write(text)?;
    out.finish()
}

/// Prints what is for people.
pub(crate) fn text(text: &str) -> Result<()> {
    print(&printable::lines(text))
}

/// Prints lines for people; an end of a line within one is shown as such.
pub(crate) fn lines(all: &[String]) -> Result<()> {
    print(&joined(all))
}

/// Says lines on the standard error, beside a document on the standard output.
pub(crate) fn beside(all: &[String]) {
    // Where it cannot be said, nobody listens.
    let _ = io::stderr().lock().write_all(joined(all).as_bytes());
}

fn joined(all: &[String]) -> String {
    all.iter().flat_map(|it| [printable::line(it), "\n".into()]).collect()
}

/// Prints a value as JSON over several lines.
pub(crate) fn json(value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    print(&format!("{}\n", json_text(&text)))
}

/// JSON with escapes in the place of what a terminal obeys; it says the same.
pub(crate) fn json_text(text: &str) -> String {
    escaped(text).into_owned()
}

/// The same, as it is where nothing is to be escaped.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    let is_shown = |it: char| it == '\n' || printable::is_plain(it);
    if text.chars().all(is_shown) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        // Outside of strings there is no control character but the end of a line.
        if is_shown(it) {
            out.push(it);
        } else {
            it.encode_utf16(&mut [0; 2]).iter().for_each(|it| out.push_str(&format!("\\u{it:04x}")));
        }
    }
    out.into()
}

/// Says on the standard error why something was not done.
pub(crate) fn error(message: impl Display) {
    say("error", &message.to_string());
}

/// Says on the standard error what is to be looked at.
pub(crate) fn warning(message: impl Display) {
    say("warning", &message.to_string());
}

/// Says on the standard error what is good to know.
pub(crate) fn note(message: impl Display) {
    say("note", &message.to_string());
}

/// Each line says what it is, so that none can be taken for something else, such as a command to the runner of GitHub.
fn say(kind: &str, message: &str) {
    let mut err = io::stderr().lock();
    for line in printable::lines(message).lines() {
        let line = if line.starts_with("help: ") || line.starts_with("note: ") {
            line.to_owned()
        } else {
            format!("{kind}: {line}")
        };
        // Where it cannot be said, nobody listens.
        let _ = writeln!(err, "{line}");
    }
}

/// The standard output of a long report.
pub(crate) struct Out {
    out: io::BufWriter<Stdout>,
    is_open: bool,
}

impl Out {
    pub(crate) fn new() -> Self {
        Self { out: io::BufWriter::with_capacity(1 << 16, io::stdout()), is_open: true }
    }

    /// Whether anybody still reads.
    pub(crate) fn write(&mut self, text: &str) -> Result<bool> {
        self.take(|out| out.write_all(text.as_bytes()))
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.take(Write::flush).map(drop)
    }

    fn take(&mut self, write: impl FnOnce(&mut io::BufWriter<Stdout>) -> io::Result<()>) -> Result<bool> {
        if self.is_open {
            match write(&mut self.out) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => self.is_open = false,
                it => it.map_err(|it| Failure::at("<stdout>", it))?,
            }
        }
        Ok(self.is_open)
    }
}
