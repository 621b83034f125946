//! What is wrong with the files of a catalogue.

use std::fmt;

/// One mistake, where it stands and what to do.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The file, from the catalogue's folder on.
    pub file: String,
    /// From 1; 0 if the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// All mistakes of a catalogue.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Problem { file, line, message }) in self.0.iter().enumerate() {
            let newline = if at == 0 { "" } else { "\n" };
            write!(f, "{newline}{file}:{line}: {message}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
