//! What the subcommands read: files, and `-` for the standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The text of a file; an error says which and why.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let fail = |it: io::Error| format!("{}: {it}", name(path));
    let bytes = if is_standard(path) {
        bytes(io::stdin().lock())
    } else {
        let file = File::open(path).map_err(fail)?;
        if file.metadata().is_ok_and(|it| it.len() > LARGEST) {
            return Err(too_large(path));
        }
        bytes(file)
    };
    let bytes = bytes.map_err(fail)?.ok_or_else(|| too_large(path))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|it| **it == b'\n').count() + 1;
        format!("{}:{line}: not utf-8 from byte {at} on", name(path))
    })
}

/// What messages call a file.
pub(crate) fn name(path: &Path) -> String {
    if is_standard(path) { String::from("<stdin>") } else { path.display().to_string() }
}

pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Nothing, if there is more than [`LARGEST`].
fn bytes(from: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

fn too_large(path: &Path) -> String {
    format!("{}: larger than {} MiB", name(path), LARGEST >> 20)
}

/// Far larger than any policy, and small enough for any machine.
const LARGEST: u64 = 64 << 20;
