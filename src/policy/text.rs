use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Position;

/// A text that several documents may stand in, and where its lines begin.
#[derive(Debug, Clone)]
pub(crate) struct Text(Arc<Lines>);

#[derive(Debug)]
struct Lines {
    text: String,
    /// The bytes at which lines begin.
    starts: Vec<u32>,
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let Lines { text, starts } = &*self.0;
        let line = starts.partition_point(|it| *it <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or_default();
        let before = text.get(start as usize..offset as usize).unwrap_or_default();
        Position { line, column: before.chars().count(), offset: offset as usize }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, it)| *it == b'\n');
        let starts = core::iter::once(0).chain(ends.filter_map(|(at, _)| u32::try_from(at + 1).ok())).collect();
        Self(Arc::new(Lines { text, starts }))
    }
}
