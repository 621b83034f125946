//! The standard output. A reader that has gone away, such as `head`, is no error.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

/// Prints a text as it is.
pub(crate) fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("<stdout>: {error}")),
        _ => Ok(()),
    }
}

/// Prints a value as JSON over several lines.
pub(crate) fn json(value: &impl Serialize) -> Result<(), String> {
    let text = serde_json::to_string_pretty(value).map_err(|it| it.to_string())?;
    print(&format!("{text}\n"))
}
