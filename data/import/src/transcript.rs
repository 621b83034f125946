//! Transcripts: what pages of single APIs, and tables of which only a part can be had, say of authorization; a block a page.
//!
//! ```text
//! = URL-path | LANGUAGE | DATE | TITLE | METHOD /path ; METHOD /path
//! ACTION | LEVEL | RESOURCE | KEYS | ALIASES | DEPENDENCIES
//! + | RESOURCE | KEYS
//!
//! = URL-path | LANGUAGE | DATE | TITLE | roles CLOUD
//! NAME | CODE | REGIONS
//! NAME | DOCUMENT
//! ```

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, Document, Need, ResourceType, ResourceUse, RoleCode, Source, SourceKind};
use hwc_iam_data::shared::words::{Cloud, Model, RoleKind, Support};

use super::cell::Unread;
use super::facts::{Facts, OperationRow, RoleRow};
use super::header;
use super::{action, need, page, title, v5};

/// A cell that is missing, cut, or can be of two columns.
const LOST: &str = "?";
/// A cell in which the page prints "-".
const EMPTY: &str = "-";
/// What the head of a block has in place of APIs, before the cloud, where the page names roles.
const ROLES: &str = "roles";
/// What addresses of the vendor's site are printed without.
const SITE: &str = "https://support.huaweicloud.com/";

/// The facts of one page, or of one of the APIs that it has.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) source: Source,
    pub(super) facts: Facts,
}

/// Whether a text looks like transcripts: its first line that says something is the head of a block.
pub(super) fn is_transcript(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines.next().is_some_and(|it| it.starts_with("= ") && it.matches(" | ").count() == 4)
}

/// The blocks of a file, and what of it is not of the form.
pub(super) fn read(text: &str) -> (Vec<Block>, Vec<Unread>) {
    let mut blocks: Vec<Block> = Vec::new();
    let mut unread = Vec::new();
    let mut open: Option<Open> = None;
    for (number, line) in (1..).zip(text.lines().map(str::trim)).filter(|it| !it.1.is_empty() && !it.1.starts_with('#'))
    {
        if let Some(head) = line.strip_prefix("= ") {
            blocks.extend(open.take().and_then(|it| it.close(&mut unread)));
            open = Open::new(number, head, &mut unread);
        } else if let Some(block) = &mut open {
            block.line(number, line, &mut unread);
        } else {
            unread.push(Unread::new(number, "a line before the head of a block, or under one that is not read"));
        }
    }
    blocks.extend(open.and_then(|it| it.close(&mut unread)));
    (blocks, unread)
}

/// A block whose lines are being read.
struct Open {
    line: usize,
    source: Source,
    apis: Apis,
    title: Option<String>,
    name: Option<String>,
    /// The page says that no permission is needed.
    nothing: bool,
    facts: Facts,
    needs: Vec<Need>,
    dependencies: Stated<Vec<Need>>,
    whole: bool,
    /// A listing page that quotes a part of the table of another one: its title is not that one's, and its empty cells may be cut.
    quoted: bool,
    /// Of the action that is read, whether a row has its keys whatever the resource, and whether one has lost those of a type.
    own_keys: bool,
    lost_keys: bool,
}

enum Apis {
    /// The table is one of many actions.
    None,
    /// The page is one of an API whose method and path are not in what could be read.
    Lost,
    /// The page names system-defined roles and policies.
    Roles,
    These(Vec<(String, String)>),
}

impl Open {
    fn new(line: usize, head: &str, unread: &mut Vec<Unread>) -> Option<Self> {
        let fields: Vec<&str> = head.split(" | ").map(str::trim).collect();
        let [address, language, date, title, apis] = fields.as_slice() else {
            unread.push(Unread::new(line, format!("{} fields in the head of a block, not 5", fields.len())));
            return None;
        };
        let stated = |it: &str| (it != LOST && it != EMPTY).then(|| it.to_owned());
        let page = full_address(address);
        let printed = stated(title);
        let quoted = is_listing(&page);
        let of_api = printed.as_deref().filter(|_| !quoted);
        let name = of_api.and_then(v5::operation_name).map(str::to_owned);
        let words = of_api.map(|it| it.rsplit_once(" - ").map_or(it, |it| it.0).trim().to_owned());
        let roles = apis.strip_prefix(ROLES);
        let cloud = match roles.map(str::trim) {
            None | Some("") => Cloud::HuaweiCloud,
            Some(name) => Cloud::from_name(name).unwrap_or_else(|| {
                unread.push(Unread::new(line, format!("`{name}` is not a cloud")));
                Cloud::HuaweiCloud
            }),
        };
        let source = Source {
            id: String::new(),
            cloud,
            kind: SourceKind::Transcript,
            title: printed.unwrap_or_else(|| (*address).to_owned()),
            page,
            language: (*language).to_owned(),
            date: stated(date).into(),
            sha256: Stated::Not,
            older: false,
        };
        let apis = match *apis {
            EMPTY => Apis::None,
            LOST => Apis::Lost,
            _ if roles.is_some() => Apis::Roles,
            all => Apis::These(all.split(" ; ").filter_map(|it| api(line, it, unread)).collect()),
        };
        Some(Self {
            line,
            source,
            apis,
            title: words.filter(|it| title::is_title(it)),
            name,
            nothing: false,
            facts: Facts { partial: true, ..Facts::default() },
            needs: vec![],
            dependencies: Stated::As(vec![]),
            whole: true,
            quoted,
            own_keys: false,
            lost_keys: false,
        })
    }

    fn line(&mut self, number: usize, line: &str, unread: &mut Vec<Unread>) {
        let mut fail = |why: String| unread.push(Unread::new(number, why));
        if line == "none" {
            self.nothing = true;
            return;
        }
        if matches!(self.apis, Apis::Roles) {
            if let Err(why) = self.role(line) {
                fail(why);
            }
            return;
        }
        let quoted = self.quoted;
        let cell = |it| if quoted && it == EMPTY { LOST } else { it };
        let cells: Vec<&str> = line.split('|').map(str::trim).map(cell).collect();
        match cells.as_slice() {
            ["+", resource, keys] => match self.facts.actions.last().map(|it| it.name.clone()) {
                Some(name) => self.uses(&name, resource, keys, &mut fail),
                None => fail(String::from("a row of a resource type without an action above it")),
            },
            [action, level, resource, keys, aliases, dependencies] if *action != "+" => {
                if !super::name::is_name(action) {
                    self.whole = false;
                    return fail(format!("`{action}` is not the name of an action"));
                }
                let level_of = header::level(level);
                if level_of.is_none() && ![LOST, EMPTY].contains(level) {
                    fail(format!("`{level}` is not an access level"));
                }
                for word in dependencies.split_whitespace().filter(|it| !super::name::is_name(it) && !is_mark(it)) {
                    fail(format!("`{word}` is not the name of an action"));
                }
                self.settle_keys();
                self.action(action, Stated::from(level_of), list(aliases));
                self.uses(action, resource, keys, &mut fail);
                let mut more = needs(dependencies);
                if let Stated::As(all) = &mut more {
                    all.iter_mut().for_each(|it| it.of_action = Some((*action).to_owned()));
                }
                match (&mut self.dependencies, more) {
                    (Stated::As(all), Stated::As(more)) => all.extend(more),
                    (place, _) => *place = Stated::Not,
                }
                self.needs.push(Need { action: Some((*action).to_owned()), ..Need::default() });
            }
            _ => {
                self.whole = false;
                fail(format!("{} cells, not 6 or, behind a `+`, 2", cells.len()));
            }
        }
    }

    /// The name of a role, and its document, or its code and where it is that.
    fn role(&mut self, line: &str) -> Result<(), String> {
        let (name, what) = line.split_once('|').map(|it| (it.0.trim(), it.1.trim())).ok_or("a row without a `|`")?;
        if !what.starts_with('{') {
            let (code, regions) = what.split_once('|').map_or((what, None), |it| (it.0.trim(), Some(it.1.trim())));
            let is_code = |it: char| it.is_ascii_alphanumeric() || "_-.".contains(it);
            if code.is_empty() || !code.chars().all(is_code) {
                return Err(format!("`{}` is not the code of a role", need::short(code)));
            }
            let role = if name == LOST { Stated::Not } else { Stated::As(name.to_owned()) };
            self.facts.role_codes.push(RoleCode {
                code: code.to_owned(),
                cloud: self.source.cloud,
                role,
                qualifier: regions.map(str::to_owned),
                sources: vec![],
            });
            return Ok(());
        }
        let document: Document =
            serde_json::from_str(what).map_err(|error| format!("the document of `{name}` is not a policy: {error}"))?;
        let kind = match document.version.as_str() {
            "5.0" => RoleKind::IdentityPolicy,
            "1.1" => RoleKind::Policy,
            "1.0" => RoleKind::Role,
            other => return Err(format!("`{other}` is not the version of a policy")),
        };
        self.facts.roles.push(RoleRow {
            name: name.to_owned(),
            kind,
            title: None,
            dependencies: Stated::Not,
            document: Some(document),
            operations: vec![],
            listed: true,
            service: None,
        });
        Ok(())
    }

    fn action(
        &mut self,
        name: &str,
        access_level: Stated<hwc_iam_data::shared::words::AccessLevel>,
        aliases: Stated<Vec<String>>,
    ) {
        let (resources, condition_keys) = (Stated::As(vec![]), Stated::As(vec![]));
        self.facts.actions.push(Action {
            access_level,
            resources,
            condition_keys,
            aliases,
            ..action::bare_action(name)
        });
    }

    /// One cell of resource types with the keys beside it, of the action that was read last.
    fn uses(&mut self, name: &str, resource: &str, cell: &str, fail: &mut impl FnMut(String)) {
        let key = |it: &str| it.split_once(':').is_some_and(|it| !it.0.is_empty() && !it.1.contains([':', ',']));
        for word in cell.split_whitespace().filter(|it| !key(it) && !is_mark(it)) {
            fail(format!("`{word}` is not a condition key"));
        }
        let keys = list(cell);
        if keys.is_not() {
            // Of a list that is cut, there are the keys that it begins with.
            let named = cell.split_whitespace().filter(|it| it.contains(':') && !it.starts_with("g:"));
            self.facts.condition_keys.extend(named.map(action::bare_key));
        }
        let kinds: Stated<Vec<ResourceUse>> = match resource {
            LOST => Stated::Not,
            EMPTY | "*" => Stated::As(vec![]),
            all => {
                Stated::As(all.split_whitespace().filter(|it| *it != "*").map(|it| self.kind(it, all, &keys)).collect())
            }
        };
        let Some(action) = self.facts.actions.iter_mut().rfind(|it| it.name == name) else { return };
        match (&mut action.resources, kinds) {
            (Stated::As(_), Stated::As(more)) if more.is_empty() => {
                self.own_keys = true;
                action::both(&mut action.condition_keys, keys, action::merge_sorted);
            }
            (Stated::As(all), Stated::As(more)) => {
                self.lost_keys |= keys.is_not();
                action::merge_uses(all, more);
            }
            (place, _) => {
                *place = Stated::Not;
                action.condition_keys = Stated::Not;
            }
        }
    }

    /// Where the keys of a type are lost, those that do not depend on the type may be lost with them.
    fn settle_keys(&mut self) {
        if let Some(action) = self.facts.actions.last_mut().filter(|_| self.lost_keys && !self.own_keys) {
            action.condition_keys = Stated::Not;
        }
        (self.own_keys, self.lost_keys) = (false, false);
    }

    /// `KeyId*` or `KeyId *`; some cells print the URN of the type.
    fn kind(&mut self, word: &str, cell: &str, keys: &Stated<Vec<String>>) -> ResourceUse {
        let printed = word.trim_end_matches('*');
        let required = word.ends_with('*') || cell.ends_with(" *");
        let kind = match printed.split(':').nth(3) {
            Some(kind) => {
                let urn = Stated::As(printed.to_owned());
                self.facts.resource_types.push(ResourceType { kind: kind.to_owned(), urn, sources: vec![] });
                kind
            }
            None => printed,
        };
        ResourceUse { kind: kind.to_owned(), required, condition_keys: keys.clone() }
    }

    fn close(mut self, unread: &mut Vec<Unread>) -> Option<Block> {
        self.settle_keys();
        let named = !self.needs.is_empty() || !self.facts.roles.is_empty() || !self.facts.role_codes.is_empty();
        if !named && !self.nothing {
            unread.push(Unread::new(self.line, "a block without a row"));
            return None;
        }
        Need::sort(&mut self.needs);
        if let Stated::As(all) = &mut self.dependencies {
            Need::sort(all);
        }
        let actions = if self.whole { Stated::As(self.needs.clone()) } else { Stated::Not };
        let row = |method, path, title: Option<String>| OperationRow {
            model: Model::IdentityPolicy,
            method,
            path,
            title,
            qualifier: None,
            manner: None,
            actions: actions.clone(),
            dependencies: self.dependencies.clone(),
            iam_project: Support::NotStated,
            enterprise_project: Support::NotStated,
            by_instance: Support::NotStated,
            by_tag: Support::NotStated,
            action_title: None,
            name: self.name.clone(),
        };
        match &self.apis {
            Apis::None | Apis::Roles => {}
            Apis::Lost => self.facts.rows.push(row(None, None, self.title.clone().or_else(|| self.name.clone()))),
            Apis::These(all) => {
                for (method, path) in all {
                    self.facts.rows.push(row(Some(method.clone()), Some(path.clone()), self.title.clone()));
                }
            }
        }
        Some(Block { source: self.source, facts: self.facts })
    }
}

/// A path is one of the vendor's site, unless it begins with a host.
fn full_address(address: &str) -> String {
    // Of some files only words tell where they are.
    if address.contains("://") || address.contains(' ') {
        return address.to_owned();
    }
    // `api-hss2.0` is a folder.
    let is_host = |it: &str| it.rsplit_once('.').is_some_and(|it| it.1.bytes().all(|it| it.is_ascii_alphabetic()));
    if address.split_once('/').is_some_and(|it| is_host(it.0)) {
        format!("https://{address}")
    } else {
        format!("{SITE}{address}")
    }
}

/// Whether the page is one of the vendor's site that lists what other pages say of a word.
fn is_listing(address: &str) -> bool {
    let path =
        ["https://huaweicloud.com/", "https://www.huaweicloud.com/"].iter().find_map(|it| address.strip_prefix(it));
    path.is_some_and(|it| it.split('/').any(|it| it == "s"))
}

/// `METHOD /path`
fn api(line: usize, text: &str, unread: &mut Vec<Unread>) -> Option<(String, String)> {
    let found = text.trim().split_once(' ').filter(|(method, path)| {
        method.bytes().all(|it| it.is_ascii_uppercase()) && path.starts_with('/') && !path.contains(' ')
    });
    if found.is_none() {
        unread.push(Unread::new(line, format!("`{}` is not a method and a path", need::short(text))));
    }
    // What a query may say is not part of the path; a word alone says which API of it is meant.
    let without_query = |path: &str| match path.split_once('?') {
        Some((start, query)) => match query.split('&').next() {
            Some(word) if !word.contains(['=', '{']) && !word.is_empty() => format!("{start}?{word}"),
            _ => start.to_owned(),
        },
        None => path.to_owned(),
    };
    found.map(|(method, path)| (method.to_owned(), without_query(path)))
}

/// What a cell has that holds no words.
fn is_mark(word: &str) -> bool {
    word == LOST || word == EMPTY
}

/// A list of words; one of which a word is lost is not stated.
fn list(cell: &str) -> Stated<Vec<String>> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    match words.as_slice() {
        [EMPTY] => Stated::As(vec![]),
        [] => Stated::Not,
        all if all.contains(&LOST) => Stated::Not,
        all => {
            let mut all: Vec<String> = all.iter().map(|it| (*it).to_owned()).collect();
            all.sort();
            all.dedup();
            Stated::As(all)
        }
    }
}

fn needs(cell: &str) -> Stated<Vec<Need>> {
    match list(cell) {
        Stated::Not => Stated::Not,
        Stated::As(all) => Stated::As(all.into_iter().map(|it| Need { action: Some(it), ..Need::default() }).collect()),
    }
}

/// What the id of a page on the vendor's site is made of: `api-dew/CreateKey.html` is not `api-dew/CreateKey.md`.
pub(super) fn id(source: &Source) -> String {
    let path = source.page.strip_prefix(SITE).or_else(|| source.page.strip_prefix("https://")).unwrap_or(&source.page);
    let path = path.strip_suffix(".html").unwrap_or(path);
    page::id(source.cloud, &[path])
}
