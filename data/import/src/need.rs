//! What a cell of actions or dependencies says that an operation needs.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::Need;

use super::cell::{Cell, Paragraph, Unread};
use super::name::{self, Found, Known};
use super::role;

/// The needs of a cell. `own` are the actions of the row, by which a page may group their dependencies.
pub(super) fn read(cell: &Cell, own: &[String], known: &Known, unread: &mut Vec<Unread>) -> Stated<Vec<Need>> {
    if cell.is_empty() {
        return Stated::Not;
    }
    with(cell, own, false, known, unread)
}

/// The needs of a cell whose column is one of roles, so that a name alone is one.
pub(super) fn read_roles(cell: &Cell, known: &Known, unread: &mut Vec<Unread>) -> Stated<Vec<Need>> {
    if cell.is_empty() { Stated::Not } else { with(cell, &[], true, known, unread) }
}

fn with(cell: &Cell, own: &[String], roles: bool, known: &Known, unread: &mut Vec<Unread>) -> Stated<Vec<Need>> {
    let mut reader = Reader { own, roles, known, unread, needs: vec![], group: None, case: None, nothing: false };
    for (at, part) in cell.parts.iter().enumerate() {
        reader.part(part, cell.parts.get(at + 1..).unwrap_or_default());
    }
    reader.end_case();
    let Reader { mut needs, nothing, .. } = reader;
    if needs.is_empty() && !nothing {
        return Stated::Not;
    }
    Need::sort(&mut needs);
    Stated::As(needs)
}

/// Whether a cell names an action or a role.
pub(super) fn names_any(cell: &Cell, known: &Known) -> bool {
    cell.parts.iter().any(|it| !name::find(&it.text, known).0.is_empty() || !role::names(&it.text).is_empty())
}

/// Whether a text is a page's word for nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let word = text.trim().trim_matches(['.', '。', '"']).to_lowercase();
    NOTHING.contains(&word.as_str())
}

const NOTHING: &[&str] = &[
    "-",
    "--",
    "—",
    "–",
    "/",
    "\\",
    "x",
    "×",
    "n/a",
    "na",
    "no",
    "none",
    "无",
    "无需授权",
    "不涉及",
    "不需要",
    "无需权限",
    "not required",
    "no authorization required",
    "not involved",
    "no permission required",
    "no permissions required",
    "not applicable",
    "无依赖",
    "no dependency",
    "no dependencies",
    "this policy does not depend on other policies",
];

struct Reader<'a> {
    own: &'a [String],
    /// Whether what looks like the name of a role is one.
    roles: bool,
    known: &'a Known,
    unread: &'a mut Vec<Unread>,
    needs: Vec<Need>,
    /// The action whose dependencies follow, and how deep its item stands.
    group: Option<(usize, String)>,
    /// Words that stand over actions, and whether any followed.
    case: Option<Case>,
    nothing: bool,
}

struct Case {
    line: usize,
    depth: usize,
    bullet: bool,
    text: String,
    used: bool,
}

impl Reader<'_> {
    fn part(&mut self, part: &Paragraph, rest: &[Paragraph]) {
        if part.code {
            self.unread.push(Unread::new(part.line, "code in a cell of actions"));
            return;
        }
        let (names, doubtful) = name::find(&part.text, self.known);
        for token in doubtful {
            self.unread
                .push(Unread::new(part.line, format!("`{token}` is no name, and there is no single way to split it")));
        }
        if self.group.as_ref().is_some_and(|it| part.bullet && part.depth <= it.0) {
            self.group = None;
        }
        if names.is_empty() {
            self.words(part);
        } else if !self.begins_group(part, &names, rest) {
            self.names(part, &names);
        }
    }

    /// An item that is an action of the row, with more under it, groups that action's dependencies.
    fn begins_group(&mut self, part: &Paragraph, names: &[Found], rest: &[Paragraph]) -> bool {
        let ([only], true) = (names, part.bullet) else { return false };
        let nested = rest.first().is_some_and(|it| it.depth > part.depth || (it.depth == part.depth && !it.bullet));
        let own = self.own.iter().find(|it| it.eq_ignore_ascii_case(&only.name));
        match own {
            Some(own) if nested => {
                self.end_case();
                self.group = Some((part.depth, own.clone()));
                true
            }
            _ => false,
        }
    }

    fn words(&mut self, part: &Paragraph) {
        if is_nothing(&part.text) {
            self.nothing = true;
            return;
        }
        let roles = role::names(&part.text);
        let only_roles = !roles.is_empty() && role::is_list(&part.text, &roles);
        if only_roles {
            for role in roles {
                let qualifier = self.qualifier(part);
                self.push(Need { role: Some(role), qualifier, ..Default::default() });
            }
            return;
        }
        if !roles.is_empty() {
            if let Some(over) = &mut self.case {
                over.used = true;
            }
            for role in roles {
                let sentence = sentence_with(&part.text, &role).trim_end_matches(['.', '。', ' ']).trim_start();
                let bare = sentence.strip_prefix(['(', '（']).and_then(|it| it.strip_suffix([')', '）']));
                let qualifier = Some(bare.unwrap_or(sentence).to_owned());
                self.push(Need { role: Some(role), qualifier, ..Default::default() });
            }
            return;
        }
        if let Some(name) = role::alone(&part.text, self.roles) {
            let qualifier = self.qualifier(part);
            self.push(Need { role: Some(name), qualifier, ..Default::default() });
            return;
        }
        if needs_nothing(&part.text) {
            self.nothing = true;
            return;
        }
        if part.note {
            let why = format!("a note that names neither action nor role: `{}`", short(&part.text));
            self.unread.push(Unread::new(part.line, why));
            return;
        }
        self.end_case();
        let text = part.text.trim_end_matches([':', '：']).trim().to_owned();
        self.case = Some(Case { line: part.line, depth: part.depth, bullet: part.bullet, text, used: false });
    }

    /// Words under which nothing came are a need of their own.
    fn end_case(&mut self) {
        if let Some(case) = self.case.take().filter(|it| !it.used) {
            self.unread.push(Unread::new(case.line, format!("no action or role in `{}`", short(&case.text))));
            self.push(Need { text: Some(case.text), ..Default::default() });
        }
    }

    fn names(&mut self, part: &Paragraph, names: &[Found]) {
        let over = self.qualifier(part);
        let mut end = 0;
        let prose = is_prose(&part.text, names);
        for (at, found) in names.iter().enumerate() {
            let before = part.text.get(end..found.start).unwrap_or_default();
            let next = names.get(at + 1).map_or(part.text.len(), |it| it.start);
            let behind = part.text.get(found.end..next).unwrap_or_default();
            let bracket = bracketed(behind);
            end = found.end + bracket.map_or(0, |it| it.1);
            let own = bracket.map(|it| it.0.to_owned());
            let label = label(before);
            let qualifier = match (own, prose) {
                (Some(own), _) => Some(own),
                (None, true) => Some(short_sentence(&part.text)),
                (None, false) => label,
            };
            let qualifier = qualifier.or_else(|| over.clone()).filter(|it| !it.is_empty());
            self.push(Need { action: Some(found.name.clone()), qualifier, ..Default::default() });
        }
    }

    /// The words over a paragraph that stands below them.
    fn qualifier(&mut self, part: &Paragraph) -> Option<String> {
        let case = self.case.as_mut()?;
        let sibling = part.bullet && part.depth <= case.depth && case.bullet;
        if sibling {
            self.end_case();
            return None;
        }
        case.used = true;
        Some(case.text.clone())
    }

    fn push(&mut self, need: Need) {
        let of_action = self.group.as_ref().map(|it| it.1.clone());
        self.needs.push(Need { of_action, ..need });
    }
}

/// The text of a bracket at the start, and how long it is there.
fn bracketed(text: &str) -> Option<(&str, usize)> {
    let start = text.trim_start();
    let blanks = text.len() - start.len();
    for (open, close) in [("(", ')'), ("（", '）'), ("（", ')'), ("(", '）')] {
        if let Some(inner) = start.strip_prefix(open) {
            if let Some((inner, _)) = inner.split_once(close) {
                return Some((inner.trim(), blanks + open.len() + inner.len() + close.len_utf8()));
            }
        }
    }
    None
}

/// `EVS disk: evs:volumeTags:list`, and what a layout without line breaks sets before a name.
fn label(before: &str) -> Option<String> {
    let words = before.trim_matches(|it: char| it.is_whitespace() || ",;:、，；：。.\"/()（）-".contains(it));
    let joins = ["or", "and", "and/or", "或", "和", "以及", "&"];
    (!words.is_empty() && !joins.contains(&words.to_lowercase().as_str())).then(|| words.to_owned())
}

/// Whether a sentence goes on behind the names.
fn is_prose(text: &str, names: &[Found]) -> bool {
    let last = names.last().map_or(0, |it| it.end);
    let behind = text.get(last..).unwrap_or_default();
    let behind = bracketed(behind).and_then(|it| behind.get(it.1..)).unwrap_or(behind);
    label(behind).is_some()
}

/// The sentence that names a role.
fn sentence_with<'t>(text: &'t str, role: &str) -> &'t str {
    let mut sentences = text.split_inclusive('。').flat_map(|it| it.split(". "));
    sentences.find(|it| it.contains(role)).unwrap_or(text)
}

/// Whether a sentence says that nothing more is needed, without a condition.
fn needs_nothing(text: &str) -> bool {
    let text = text.to_lowercase();
    let says =
        ["not require any additional", "no additional policy/role is required", "no additional role is required"];
    says.iter().any(|it| text.contains(it)) && !text.contains("except")
}

/// A sentence as a qualifier, without the mark at its end.
fn short_sentence(text: &str) -> String {
    text.trim_end_matches(['.', '。']).to_owned()
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    let mut out: String = text.chars().take(80).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
