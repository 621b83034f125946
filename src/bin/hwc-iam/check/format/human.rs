//! For people: the source line with the place underlined, as the compiler shows it.

use std::borrow::Cow;
use std::io::{IsTerminal, stdout};
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use hwc_iam::lint::Severity;
use hwc_iam::report::Finding;
use hwc_iam::{Span, printable};

use crate::check::checked::Checked;
use crate::name;

/// A finding and a blank line.
pub(in crate::check) fn finding(path: &Path, text: &str, line: Range<usize>, span: Span, it: &Finding) -> String {
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::SecurityWarning => Level::WARNING.with_name(Some("security warning")),
        Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::NOTE.with_name(Some("suggestion")),
    };
    let name = name::in_reports(path);
    let name = printable::line(&name);
    let title = level.primary_title(&*it.message).id(&*it.rule);
    let group = match Line::of(text, line, span) {
        Some(line) => {
            let annotation = AnnotationKind::Primary.span(line.start..line.end);
            let snippet = Snippet::source(line.text).line_start(it.start.line).path(&*name).annotation(annotation);
            Group::with_title(title).element(snippet)
        }
        None => {
            let origin = Origin::path(&*name).line(it.start.line).char_column(it.start.column + 1);
            Group::with_title(title).element(origin)
        }
    };
    let policy = it.policy.as_ref().map(|it| Level::NOTE.message(format!("in `{}`", printable::line(it))));
    let help = it.help.as_ref().map(|it| Level::HELP.message(it));
    let group = group.elements(policy).elements(help);
    format!("{}\n\n", RENDERER.render(&[group]))
}

/// What was not checked, a line each.
pub(in crate::check) fn unchecked(checked: &Checked) -> impl Iterator<Item = String> {
    checked.unchecked.iter().map(|it| {
        let place = format!("{}:{}:{}", name::in_reports(&checked.path), it.start.line, it.start.column + 1);
        let of = it.policy.as_ref().map(|it| format!(" (in `{it}`)")).unwrap_or_default();
        format!("not checked: {}\n", printable::line(&format!("{place}: {}{of}", it.why)))
    })
}

/// The line on which a finding begins; what goes on is marked to its end.
struct Line<'a> {
    text: Cow<'a, str>,
    start: usize,
    end: usize,
}

impl<'a> Line<'a> {
    /// Nothing, if it is longer than anybody reads.
    fn of(text: &'a str, whole: Range<usize>, span: Span) -> Option<Self> {
        let (at, end) = (span.start as usize, span.end as usize);
        if whole.len() > LONGEST {
            return None;
        }
        let begin = whole.start;
        let line = text.get(whole)?.trim_end_matches('\r');
        let end = (end.saturating_sub(begin)).min(line.len()).max((at - begin).min(line.len()));
        let (text, start, end) = harmless(line, (at - begin).min(line.len()), end);
        Some(Self { text, start, end })
    }
}

/// A line and two places in it, without what the renderer would pass on to a terminal as it is.
fn harmless(line: &str, start: usize, end: usize) -> (Cow<'_, str>, usize, usize) {
    let is_bad = |it: char| it != '\t' && !printable::is_plain(it);
    if !line.contains(is_bad) {
        return (line.into(), start, end);
    }
    let shown = |part: Option<&str>| part.unwrap_or_default().replace(is_bad, "\u{fffd}");
    let (before, within, behind) = (shown(line.get(..start)), shown(line.get(start..end)), shown(line.get(end..)));
    let (start, end) = (before.len(), before.len() + within.len());
    ((before + &within + &behind).into(), start, end)
}

/// In colour on a terminal only.
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    let colours = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    if colours { Renderer::styled() } else { Renderer::plain() }
});

const LONGEST: usize = 4096;
