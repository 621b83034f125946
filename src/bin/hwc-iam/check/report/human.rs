//! For people: the source line with the place underlined, as the compiler shows it.

use std::io::{IsTerminal, stdout};
use std::path::Path;
use std::sync::LazyLock;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use hwc_iam::files::Found;
use hwc_iam::lint::Severity;

use crate::check::file::Shown;
use crate::check::shown as path_name;

/// A finding and a blank line.
pub(in crate::check) fn finding(path: &Path, found: &Found, shown: &Shown) -> String {
    let finding = &shown.finding;
    let level = match finding.rule().severity() {
        Severity::Error => Level::ERROR,
        Severity::SecurityWarning => Level::WARNING.with_name(Some("security warning")),
        Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::NOTE.with_name(Some("suggestion")),
    };
    let name = path_name(path);
    let title = level.primary_title(finding.message()).id(finding.rule().name());
    let group = match Line::of(found, shown) {
        Some(line) => {
            let annotation = AnnotationKind::Primary.span(line.start..line.end);
            let snippet = Snippet::source(line.text).line_start(line.number).path(&*name).annotation(annotation);
            Group::with_title(title).element(snippet)
        }
        None => {
            let origin = Origin::path(&*name).line(shown.start.line).char_column(shown.start.column + 1);
            Group::with_title(title).element(origin)
        }
    };
    let policy = shown.policy.as_ref().map(|it| Level::NOTE.message(format!("in `{it}`")));
    let help = finding.help().map(|it| Level::HELP.message(it));
    let group = group.elements(policy).elements(help);
    format!("{}\n\n", RENDERER.render(&[group]))
}

/// The line on which a finding begins; what goes on is marked to its end.
struct Line<'a> {
    text: &'a str,
    number: usize,
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    /// Nothing, if it is longer than anybody reads.
    fn of(found: &'a Found, shown: &Shown) -> Option<Self> {
        let text = found.document().text();
        let span = shown.finding.span();
        let (at, end) = (span.start as usize, span.end as usize);
        let begin = text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
        let length = text.get(begin..)?.find('\n').unwrap_or(text.len() - begin);
        if length > LONGEST {
            return None;
        }
        let line = text.get(begin..begin + length)?.trim_end_matches('\r');
        let end = (end.saturating_sub(begin)).min(line.len()).max((at - begin).min(line.len()));
        Some(Self { text: line, number: shown.start.line, start: (at - begin).min(line.len()), end })
    }
}

/// In colour on a terminal only.
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let colours = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    if colours { Renderer::styled() } else { Renderer::plain() }
});

const LONGEST: usize = 4096;
