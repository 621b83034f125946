//! Strings and their escapes.

use alloc::format;
use alloc::string::String;

use super::Reader;

impl Reader<'_> {
    /// What stands between two double quotes. One that is not closed ends with its line.
    pub(super) fn string(&mut self) -> String {
        let open = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            let rest = self.text.get(start..).unwrap_or_default();
            let run = rest.bytes().position(|it| matches!(it, b'"' | b'\\' | 0..=0x1f)).unwrap_or(rest.len());
            out.push_str(rest.get(..run).unwrap_or_default());
            self.at += run;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return out;
                }
                Some(b'\\') => out.extend(self.escape()),
                None | Some(b'\n' | b'\r') => {
                    self.report(open, self.at, "the string is never closed");
                    return out;
                }
                Some(it) => {
                    self.report(self.at, self.at + 1, &format!("the character {it:#04x} in a string is not escaped"));
                    out.push(char::from(it));
                    self.at += 1;
                }
            }
        }
    }

    pub(super) fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.at += 1;
        let simple = match self.peek() {
            Some(it @ (b'"' | b'\\' | b'/')) => char::from(it),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return Some(self.unicode(start));
            }
            _ => {
                self.report(start, self.at, "a backslash escapes nothing here");
                return None;
            }
        };
        self.at += 1;
        Some(simple)
    }

    /// The character whose four digits, or twice four, come next.
    pub(super) fn unicode(&mut self, start: usize) -> char {
        let first = self.hexadecimal();
        let code = match first {
            Some(high @ 0xd800..=0xdbff) if self.eat_text("\\u") => self
                .hexadecimal()
                .filter(|low| (0xdc00..=0xdfff).contains(low))
                .map(|low| 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
            other => other,
        };
        code.and_then(char::from_u32).unwrap_or_else(|| {
            self.report(start, self.at, "the escape is not a character");
            char::REPLACEMENT_CHARACTER
        })
    }

    pub(super) fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let code = digits.bytes().all(|it| it.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
        self.at += 4;
        Some(code)
    }

    pub(super) fn single_quoted(&mut self) -> String {
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find(['\'', '\n']).unwrap_or(rest.len());
        let text = rest.get(..end).unwrap_or_default();
        self.at += end;
        self.eat(b'\'');
        String::from(text)
    }
}
