//! A text in parts that are whole blocks, so that the tree of the parser, which takes some forty times its text, is only ever one of
//! a part.

use alloc::vec::Vec;
use core::ops::Range;

/// Where the parts are, of at least so many bytes each but for the last one. Where blocks are not what they seem to be the text is
/// not in its language, or there is one part.
pub(super) fn parts(text: &str, least: usize) -> Vec<Range<usize>> {
    if text.len() <= least {
        return alloc::vec![0..text.len()];
    }
    let mut cuts =
        Cuts { bytes: text.as_bytes(), at: 0, around: Vec::new(), heredocs: Vec::new(), is_behind_block: false };
    let (mut all, mut start) = (Vec::new(), 0);
    while let Some(end) = cuts.next_end() {
        if end - start >= least {
            all.push(start..end);
            start = end;
        }
    }
    if start < text.len() || all.is_empty() {
        all.push(start..text.len());
    }
    all
}

enum Around {
    /// Braces, brackets, or an expression in a text.
    Code,
    Text,
}

struct Cuts<'t> {
    bytes: &'t [u8],
    at: usize,
    around: Vec<Around>,
    /// The words that end the texts which begin on the next line.
    heredocs: Vec<&'t [u8]>,
    /// Whether nothing stands on the line but the end of a block.
    is_behind_block: bool,
}

impl<'t> Cuts<'t> {
    /// Behind the next line that ends a block which is in no other.
    fn next_end(&mut self) -> Option<usize> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let next = self.bytes.get(self.at + 1).copied().unwrap_or(b'\n');
            self.at += 1;
            if matches!(self.around.last(), Some(Around::Text)) {
                match (byte, next) {
                    (b'\\', _) => self.at += 1,
                    (b'$' | b'%', b'$' | b'%') if byte == next && self.bytes.get(self.at + 1) == Some(&b'{') => {
                        self.at += 2;
                    }
                    (b'$' | b'%', b'{') => {
                        self.around.push(Around::Code);
                        self.at += 1;
                    }
                    (b'"', _) => drop(self.around.pop()),
                    _ => {}
                }
                continue;
            }
            match (byte, next) {
                (b'\n', _) => {
                    let is_end = self.is_behind_block && self.around.is_empty() && self.heredocs.is_empty();
                    self.is_behind_block = false;
                    self.skip_heredocs();
                    if is_end {
                        return Some(self.at);
                    }
                }
                (b'#', _) | (b'/', b'/') => self.at = self.find(b"\n").unwrap_or(self.bytes.len()),
                (b'/', b'*') => {
                    // The star that begins it does not end it.
                    self.at += 1;
                    self.at = self.find(b"*/").map_or(self.bytes.len(), |it| it + 2);
                }
                (b'<', b'<') => self.heredoc(),
                (b'"', _) => self.around.push(Around::Text),
                (b'{' | b'[' | b'(', _) => self.around.push(Around::Code),
                (b'}' | b']' | b')', _) => {
                    let was_open = self.around.pop().is_some();
                    self.is_behind_block = was_open && self.around.is_empty() && byte == b'}';
                }
                _ if !byte.is_ascii_whitespace() => self.is_behind_block = false,
                _ => {}
            }
        }
        None
    }

    /// The next place of these bytes.
    fn find(&self, wanted: &[u8]) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        rest.windows(wanted.len()).position(|it| it == wanted).map(|it| self.at + it)
    }

    /// Notes the word of a text that begins on the next line, if this is one.
    fn heredoc(&mut self) {
        let start = self.at + 1 + usize::from(self.bytes.get(self.at + 1) == Some(&b'-'));
        let end = self.bytes.get(start..).and_then(|it| it.iter().position(|it| *it == b'\n')).map(|it| start + it);
        let word = end.and_then(|end| self.bytes.get(start..end)).unwrap_or_default().trim_ascii();
        let is_name = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-') || !it.is_ascii();
        if !word.is_empty() && word.iter().all(is_name) {
            self.heredocs.push(word);
            self.at = start + word.len();
        }
    }

    fn skip_heredocs(&mut self) {
        for word in core::mem::take(&mut self.heredocs) {
            while self.at < self.bytes.len() {
                let end = self.find(b"\n").unwrap_or(self.bytes.len());
                let line = self.bytes.get(self.at..end).unwrap_or_default();
                if line.trim_ascii() == word {
                    // What stands behind the word on its line, and the end of the line, are looked at as any others.
                    self.at = end;
                    break;
                }
                self.at = end + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::parts;

    fn of(text: &str) -> Vec<&str> {
        parts(text, 1).into_iter().filter_map(|it| text.get(it)).collect()
    }

    #[test]
    fn parts_are_whole_blocks() {
        let blocks = [
            "a \"b\" {\n  c = { d = \"}\" }\n} # of a\n",
            "\n// }\n/* }\n}\n*/\nb {\n  c = \"${f({ a = \"}\" })}%{ if x }}%{ endif }$${\"\n}\n",
            "c {\n  text = <<-EOT\n    }\n}\n  EOT\n  other = [<<A\n}\nA\n  , <<-B\n}\n  B\n  ]\n}\n",
            "d { e = 1 << 2 }\n",
            "/*/\na {\n}\n*/\nh {\n}\n",
            "f = {\n}\n",
            "g {}",
        ];
        assert_eq!(of(&blocks.concat()), blocks);
        assert_eq!(of(""), [""]);
        // What is not closed is one part.
        let open = "a {\n  b = \"${\n}\nc {\n}\n";
        assert_eq!(of(open), [open]);
        assert_eq!(of("}\na {\n}\n"), ["}\na {\n}\n"]);
    }

    #[test]
    fn small_parts_are_taken_together() {
        let text = "a {\n}\n".repeat(10);
        let parts = parts(&text, 20);
        assert_eq!(parts.iter().map(ExactSizeIterator::len).collect::<Vec<_>>(), [24, 24, 12]);
    }
}
