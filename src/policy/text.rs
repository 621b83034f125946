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
    /// How many characters begin before each block of bytes, so that a column far to the right is found as fast as one near by.
    blocks: Vec<u32>,
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The line and column of a byte.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let (line, start) = self.0.line(offset);
        let column = self.0.characters(offset as usize).saturating_sub(self.0.characters(start));
        Position { line, column, offset: offset as usize }
    }

    #[cfg(feature = "files")]
    /// The bytes of the line that a byte is in, without its end.
    pub(crate) fn line(&self, offset: u32) -> core::ops::Range<usize> {
        let Lines { text, starts, .. } = &*self.0;
        let (line, start) = self.0.line(offset);
        let end = starts.get(line).map_or(text.len(), |it| *it as usize - 1);
        start..end
    }
}

impl Lines {
    /// The number of a byte's line, and where it begins.
    fn line(&self, offset: u32) -> (usize, usize) {
        let line = self.starts.partition_point(|it| *it <= offset).max(1);
        (line, self.starts.get(line - 1).copied().unwrap_or_default() as usize)
    }

    /// How many characters begin before a byte.
    fn characters(&self, end: usize) -> usize {
        let block = end / BLOCK;
        let before = self.blocks.get(block).copied().unwrap_or_default() as usize;
        let rest = self.text.as_bytes().get(block * BLOCK..end.min(self.text.len())).unwrap_or_default();
        before + count(rest)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, it)| *it == b'\n');
        let starts = core::iter::once(0).chain(ends.filter_map(|(at, _)| u32::try_from(at + 1).ok()));
        let mut starts: Vec<u32> = starts.collect();
        starts.shrink_to_fit();
        let mut before = 0;
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(u32::try_from(before).unwrap_or(u32::MAX));
            before += count(block);
        }
        Self(Arc::new(Lines { text, starts, blocks }))
    }
}

/// The characters that begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xc0 != 0x80).count()
}

const BLOCK: usize = 512;
