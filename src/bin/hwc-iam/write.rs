//! Files that are there as a whole or as they were.

use std::fs;
use std::io::Write;
use std::path::Path;

/// Writes beside the file and renames; whether the file was another one.
pub(crate) fn atomically(path: &Path, text: &str) -> Result<bool, String> {
    if is_same(path, text) {
        return Ok(false);
    }
    let fail = |it: std::io::Error| format!("{}: {it}", path.display());
    // A link stays one, and the file keeps who may read it.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let beside = target.with_extension(format!("tmp{}", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        if let Ok(existing) = fs::metadata(&target) {
            file.set_permissions(existing.permissions())?;
        }
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&beside, &target)) {
        // What is left of it is of no use; that it cannot be removed adds nothing to the first error.
        let _ = fs::remove_file(&beside);
        return Err(fail(error));
    }
    Ok(true)
}

/// Whether the file says this already.
pub(crate) fn is_same(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|it| it == text.as_bytes())
}
