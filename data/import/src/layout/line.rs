//! A line of the text that a browser shows.

use crate::cell::{Paragraph, squeeze};
use crate::{api, header, name};

#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) bullet: bool,
    pub(super) text: String,
}

impl Line {
    pub(super) fn of(number: usize, line: &str) -> Option<Self> {
        let content = line.trim();
        let (bullet, text) = content.strip_prefix('•').map_or((false, content), |it| (true, it));
        let text = squeeze(text);
        (!text.is_empty()).then_some(Self { number, bullet, text })
    }

    /// As [`Line::of`]; a hyphen in front of words is a bullet, too.
    pub(super) fn listed(number: usize, line: &str) -> Option<Self> {
        let line = Self::of(number, line)?;
        Some(match line.text.strip_prefix("- ") {
            Some(text) => Self { bullet: true, text: text.to_owned(), ..line },
            None => line,
        })
    }

    pub(super) fn paragraph(&self, note: bool) -> Paragraph {
        let depth = usize::from(self.bullet);
        Paragraph { line: self.number, depth, bullet: self.bullet, note, code: false, text: self.text.clone() }
    }

    pub(super) fn is_action(&self) -> bool {
        name::is_name(&self.text)
    }

    pub(super) fn is_api(&self) -> bool {
        api::is_api(&self.text)
    }
}

/// Where the level of the row stands that begins here, and where its notes end.
pub(super) fn row_start(lines: &[Line], at: usize) -> Option<(usize, usize)> {
    lines.get(at).filter(|it| it.is_action() && !it.bullet)?;
    let mut notes = at + 1;
    if lines.get(notes).is_some_and(|it| matches!(it.text.trim_end_matches([':', '：']), "NOTE" | "说明" | "CAUTION"))
    {
        notes += 2;
        while lines.get(notes).is_some_and(|it| it.bullet) {
            notes += 1;
        }
    }
    let level = (notes + 1..notes + 4).find(|it| lines.get(*it).is_some_and(|it| header::is_level(&it.text)))?;
    let described = lines.get(notes..level)?.iter().all(|it| !it.is_action() && it.text != "-");
    described.then_some((level, notes))
}
