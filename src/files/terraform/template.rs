//! Templates: their literals without indentation and stripped blanks, and their directives.

use alloc::vec::Vec;

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Strip};

use super::super::embedded::Quotes;
use super::lower::Source;
use super::syntax::{Names, Part};
use super::text::Run;

impl Source<'_> {
    /// The parts of a template whose lines begin with so many blanks that do not count.
    pub(super) fn template<'e>(
        &self,
        elements: impl Iterator<Item = &'e Element>,
        quotes: Quotes,
        indent: usize,
    ) -> Vec<Part> {
        let lines = Lines { source: self, quotes, indent };
        let mut parts = Parts::default();
        lines.elements(elements, &mut parts, &mut true);
        parts.parts
    }
}

#[derive(Default)]
struct Parts {
    parts: Vec<Part>,
    /// Whether blanks that follow do not count.
    is_stripping: bool,
}

struct Lines<'a> {
    source: &'a Source<'a>,
    quotes: Quotes,
    indent: usize,
}

impl Lines<'_> {
    fn elements<'e>(&self, elements: impl Iterator<Item = &'e Element>, parts: &mut Parts, at_start: &mut bool) {
        for element in elements {
            match element {
                Element::Literal(it) => {
                    let range = it.span().unwrap_or_default();
                    let runs = self.source.runs(range, self.quotes);
                    runs.into_iter().for_each(|it| self.literal(&it, parts, at_start));
                    continue;
                }
                Element::Interpolation(it) => {
                    parts.strip(it.strip);
                    parts.parts.push(Part::Value(self.source.expr(&it.expr)));
                    parts.is_stripping = strips_end(it.strip);
                }
                Element::Directive(it) => match &**it {
                    Directive::If(it) => self.condition(it, parts, at_start),
                    Directive::For(it) => self.repetition(it, parts, at_start),
                },
            }
            *at_start = false;
        }
    }

    /// Characters without the indentation of the lines that begin in them.
    fn literal(&self, run: &Run, parts: &mut Parts, at_start: &mut bool) {
        let mut from = 0;
        for line in run.text.split_inclusive('\n') {
            let blanks = line.chars().take(if *at_start { self.indent } else { 0 }).take_while(|it| *it != '\n');
            let skipped: usize = blanks.take_while(|it| it.is_whitespace()).map(char::len_utf8).sum();
            parts.literal(run.part(from + skipped, from + line.len()));
            from += line.len();
            *at_start = line.ends_with('\n');
        }
    }

    fn condition(&self, it: &IfDirective, parts: &mut Parts, at_start: &mut bool) {
        parts.strip(it.if_expr.strip);
        let condition = self.source.expr(&it.if_expr.cond_expr);
        let mut then = Parts { is_stripping: strips_end(it.if_expr.strip), ..Parts::default() };
        *at_start = false;
        self.elements(it.if_expr.template.iter(), &mut then, at_start);
        let mut other = Parts::default();
        if let Some(it) = &it.else_expr {
            then.strip(it.strip);
            other.is_stripping = strips_end(it.strip);
            *at_start = false;
            self.elements(it.template.iter(), &mut other, at_start);
        }
        let last = if it.else_expr.is_some() { &mut other } else { &mut then };
        last.strip(it.endif_expr.strip);
        parts.parts.push(Part::If(condition, then.parts, other.parts));
        parts.is_stripping = strips_end(it.endif_expr.strip);
    }

    fn repetition(&self, it: &ForDirective, parts: &mut Parts, at_start: &mut bool) {
        parts.strip(it.for_expr.strip);
        let names = Names {
            key: it.for_expr.key_var.as_ref().map(|it| it.as_str().into()),
            value: it.for_expr.value_var.as_str().into(),
        };
        let of = self.source.expr(&it.for_expr.collection_expr);
        let mut body = Parts { is_stripping: strips_end(it.for_expr.strip), ..Parts::default() };
        *at_start = false;
        self.elements(it.for_expr.template.iter(), &mut body, at_start);
        body.strip(it.endfor_expr.strip);
        parts.parts.push(Part::For(names, of, body.parts));
        parts.is_stripping = strips_end(it.endfor_expr.strip);
    }
}

impl Parts {
    fn literal(&mut self, run: Run) {
        let skipped = if self.is_stripping { run.text.len() - run.text.trim_start().len() } else { 0 };
        let rest = run.part(skipped, run.text.len());
        if !rest.text.is_empty() {
            self.is_stripping = false;
            self.parts.push(Part::Text(rest));
        }
    }

    /// Takes away the blanks before something, if it says so.
    fn strip(&mut self, strip: Strip) {
        if !matches!(strip, Strip::Start | Strip::Both) {
            return;
        }
        while let Some(Part::Text(run)) = self.parts.last_mut() {
            *run = run.part(0, run.text.trim_end().len());
            if !run.text.is_empty() {
                return;
            }
            self.parts.pop();
        }
    }
}

const fn strips_end(strip: Strip) -> bool {
    matches!(strip, Strip::End | Strip::Both)
}
