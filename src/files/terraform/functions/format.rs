//! `format` and `formatlist`.

use alloc::format as text_of;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Answer, Given};
use crate::Span;
use crate::files::terraform::encode;
use crate::files::terraform::eval::push;
use crate::files::terraform::operators;
use crate::files::terraform::text::LONGEST;
use crate::files::terraform::text::{Piece, Text};
use crate::files::terraform::value::{Item, Kind, Sort, Value};
use crate::files::terraform::why::Why;

pub(super) fn format(given: &Given<'_>) -> Answer {
    given.count(1, usize::MAX)?;
    let values: Vec<&Value> = given.arguments.iter().skip(1).collect();
    let text = formatted(&given.text(0)?, given.get(0)?.span, &values)?;
    given.of(Kind::String(Rc::new(text)))
}

/// The same for each item of the lists among the arguments, which are equally long.
pub(super) fn formatlist(given: &Given<'_>) -> Answer {
    given.count(1, usize::MAX)?;
    let pattern = given.text(0)?;
    let rest = given.arguments.get(1..).unwrap_or_default();
    let mut length = None;
    for it in rest {
        let count = match &it.kind {
            Kind::List(_) => it.items().ok_or_else(|| operators::not_a("a list", it))?.len(),
            // It may be a list, or the same for each.
            Kind::Unknown(unknown) => return Err(unknown.why.clone()),
            _ => continue,
        };
        if length.is_some_and(|it| it != count) {
            return Err(Why::failed("the lists are not equally long"));
        }
        length = Some(count);
    }
    let mut items = Vec::new();
    for at in 0..length.unwrap_or(1) {
        let values: Vec<&Value> = rest.iter().filter_map(|it| item(it, at)).collect();
        let text = formatted(&pattern, given.get(0)?.span, &values)?;
        items.push(Item::One(Value::new(Kind::String(Rc::new(text)), given.span)));
    }
    given.list_from(Sort::List, items)
}

/// The item of a list at a place, or what is the same for each.
fn item(of: &Value, at: usize) -> Option<&Value> {
    match &of.kind {
        Kind::List(list) => list.items.get(at).map(Item::value),
        _ => Some(of),
    }
}

/// How a value is to be printed.
#[derive(Default)]
struct Verb {
    is_left: bool,
    has_sign: bool,
    has_blank: bool,
    has_zeros: bool,
    is_other: bool,
    width: usize,
    precision: Option<usize>,
}

fn formatted(pattern: &str, span: Span, values: &[&Value]) -> Result<Text, Why> {
    let mut text = Text::default();
    let mut next = 0;
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        text.push(rest.get(..at).unwrap_or_default(), span);
        rest = rest.get(at + 1..).unwrap_or_default();
        let mut verb = Verb::default();
        rest = verb.read(rest);
        if let Some(after) = rest.strip_prefix('[') {
            let (place, after) = after.split_once(']').ok_or_else(|| Why::failed("a bracket is not closed"))?;
            next = place.parse::<usize>().ok().and_then(|it| it.checked_sub(1)).ok_or_else(bad)?;
            rest = after;
        }
        let letter = rest.chars().next().ok_or_else(bad)?;
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        if letter == '%' {
            text.push("%", span);
            continue;
        }
        let value = values.get(next).ok_or_else(|| Why::failed("there are too few values for the format"))?;
        next += 1;
        verb.write(letter, value, &mut text)?;
    }
    text.push(rest, span);
    if text.len() > LONGEST {
        return Err(Why::too_large());
    }
    if next < values.len() && !pattern.contains('[') {
        return Err(Why::failed("there are too many values for the format"));
    }
    Ok(text)
}

fn bad() -> Why {
    Why::failed("a format that there is not")
}

impl Verb {
    /// Reads flags, width and precision; hands back what follows.
    fn read<'a>(&mut self, mut rest: &'a str) -> &'a str {
        while let Some(it) = rest.chars().next() {
            match it {
                '-' => self.is_left = true,
                '+' => self.has_sign = true,
                ' ' => self.has_blank = true,
                '0' => self.has_zeros = true,
                '#' => self.is_other = true,
                _ => break,
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        let number = |rest: &'a str| {
            let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
            (rest.get(..end).and_then(|it| it.parse().ok()), rest.get(end..).unwrap_or_default())
        };
        let (width, after) = number(rest);
        self.width = width.unwrap_or_default();
        match after.strip_prefix('.') {
            Some(after) => {
                let (precision, after) = number(after);
                self.precision = Some(precision.unwrap_or_default());
                after
            }
            None => after,
        }
    }

    fn write(&self, letter: char, value: &Value, out: &mut Text) -> Result<(), Why> {
        let is_plain = self.width == 0 && self.precision.is_none();
        if self.width > WIDEST || self.precision.is_some_and(|it| it > WIDEST) {
            return Err(Why::too_large());
        }
        match (letter, &value.kind) {
            ('v', Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Encoded(_))
                if is_plain && !self.is_other =>
            {
                push(out, value.clone(), value.span);
                return Ok(());
            }
            ('v' | 'q' | 's' | 'd' | 't' | 'x' | 'X' | 'o' | 'b' | 'f', Kind::Unknown(unknown)) => {
                if unknown.why.is_failure() {
                    return Err(unknown.why.clone());
                }
                // Of a number or a value in quotes it is another text, and with a width as well.
                let hole = if matches!(letter, 'v' | 's') && is_plain && !self.is_other {
                    value.clone()
                } else {
                    Value::unknown(unknown.why.clone(), value.span)
                };
                out.0.push(Piece::Hole(hole));
                return Ok(());
            }
            ('v', Kind::Null | Kind::List(_) | Kind::Map(_)) if is_plain => {
                out.0.extend(encode::json(value).0);
                return Ok(());
            }
            ('v', _) if is_plain => {
                out.0.extend(encode::json(value).0);
                return Ok(());
            }
            ('s', Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Encoded(_)) if is_plain => {
                push(out, value.clone(), value.span);
                return Ok(());
            }
            ('q', _) if is_plain => {
                let text = operators::to_text(value)?;
                let quoted = encode::json(&Value::text(&text, value.span));
                // Terraform quotes as JSON does, but for what JSON need not escape.
                if text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
                    return Err(Why::new("a format that is not evaluated"));
                }
                out.0.extend(quoted.0);
                return Ok(());
            }
            _ => {}
        }
        let text = self.plain(letter, value)?;
        out.push(&text, value.span);
        Ok(())
    }

    /// A value of which all is known.
    fn plain(&self, letter: char, value: &Value) -> Result<String, Why> {
        let text = match letter {
            // Its width does not count.
            't' => return Ok(text_of!("{}", operators::to_bool(value)?)),
            's' | 'v' => {
                let text = operators::to_text(value)?;
                self.precision.map_or(text.clone(), |it| text.chars().take(it).collect())
            }
            'd' => {
                let number = operators::to_number(value)?;
                let whole = number.to_whole().ok_or_else(|| Why::new("a fraction as a whole number"))?;
                return Ok(self.number(whole < 0, &text_of!("{}", whole.unsigned_abs())));
            }
            'f' => {
                let (is_negative, digits) = fixed(operators::to_number(value)?, self.precision.unwrap_or(6))?;
                return Ok(self.number(is_negative, &digits));
            }
            'x' | 'X' | 'o' | 'b' if !self.is_other => {
                let number = operators::to_number(value)?;
                let whole = number.to_whole().ok_or_else(|| Why::new("a fraction as a whole number"))?;
                let digits = match letter {
                    'x' => text_of!("{:x}", whole.unsigned_abs()),
                    'X' => text_of!("{:X}", whole.unsigned_abs()),
                    'o' => text_of!("{:o}", whole.unsigned_abs()),
                    _ => text_of!("{:b}", whole.unsigned_abs()),
                };
                return Ok(self.number(whole < 0, &digits));
            }
            _ => return Err(Why::new("a format that is not evaluated")),
        };
        let missing = " ".repeat(self.width.saturating_sub(text.chars().count()));
        Ok(if self.is_left { text + &missing } else { missing + &text })
    }

    fn number(&self, is_negative: bool, digits: &str) -> String {
        let sign = match is_negative {
            true => "-",
            false if self.has_sign => "+",
            false if self.has_blank => " ",
            false => "",
        };
        let missing = self.width.saturating_sub(sign.len() + digits.len());
        match (self.is_left, self.has_zeros) {
            (true, _) => text_of!("{sign}{digits}{}", " ".repeat(missing)),
            (false, true) => text_of!("{sign}{}{digits}", "0".repeat(missing)),
            (false, false) => text_of!("{}{sign}{digits}", " ".repeat(missing)),
        }
    }
}

/// A number with so many digits behind the point. What is just half-way is left to Terraform.
fn fixed(number: crate::files::terraform::number::Decimal, precision: usize) -> Result<(bool, String), Why> {
    let text = text_of!("{number}");
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |it| (true, it));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let cut = fraction.get(precision..).unwrap_or_default();
    if cut.starts_with('5') && cut.len() == 1 {
        return Err(Why::new("a number that is rounded from half-way"));
    }
    let kept: String = text_of!("{whole}{}", fraction.get(..precision.min(fraction.len())).unwrap_or_default());
    let digits: i128 = kept.parse().map_err(|_| Why::too_large())?;
    let digits = digits + i128::from(cut.as_bytes().first().is_some_and(|it| *it >= b'5'));
    let missing = "0".repeat(precision.saturating_sub(fraction.len()));
    let all = text_of!("{digits:0>width$}{missing}", width = kept.len());
    let (whole, fraction) = all.split_at_checked(all.len() - precision).unwrap_or((&all, ""));
    let point = if precision > 0 { "." } else { "" };
    Ok((is_negative, text_of!("{whole}{point}{fraction}")))
}

/// Wider than anything that is printed.
const WIDEST: usize = 1 << 12;
