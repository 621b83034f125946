//! Pages of the command as HTML.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Options, Parser, html};

/// The page without its first heading, which the frame shows. What looks like HTML in it is text.
pub(super) fn render(text: &str) -> Markup {
    let body = text.trim_start().strip_prefix("# ").and_then(|it| it.split_once('\n')).map_or(text, |it| it.1);
    let events = Parser::new_ext(body, Options::ENABLE_TABLES).map(|it| match it {
        Event::Html(it) | Event::InlineHtml(it) => Event::Text(it),
        it => it,
    });
    let mut out = String::with_capacity(body.len() * 2);
    html::push_html(&mut out, events);
    // What is too wide for a screen is scrolled by keyboard, too. Text has no such mark: it is escaped.
    PreEscaped(out.replace("<pre>", "<pre tabindex=\"0\">"))
}
