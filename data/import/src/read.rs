//! From pages to what each of them says, and of which service it is.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::schema::{Service, Source, SourceKind};
use hwc_iam_data::shared::words::Cloud;

use super::cell::{Document, Unread};
use super::facts::{self, Facts};
use super::layout::Format;
use super::name::{self, Known};
use super::page::Page;
use super::reading::Read;
use super::report::{PageReport, Report};
use super::{document, schema, transcript};

/// Reads every page; what was read of each, and what not, is in the report.
pub(super) fn pages(pages: &[&Page], existing: &[Service], report: &mut Report, each: impl Fn(&str)) -> Vec<Read> {
    let opened = open(pages, existing, report, each);
    homes(opened, existing, report)
}

/// Ten times what the longest page has, and little enough for whatever it holds.
const LARGEST: usize = 2 << 20;

/// A page whose tables have been found.
#[derive(Clone)]
struct Opened<'a> {
    page: &'a Page,
    /// Its place in the report.
    at: usize,
    content: Content,
    document: Document,
    source: Source,
    /// The first text of it that looks like the name of an action, with its line.
    named: Option<(usize, String)>,
}

impl Opened<'_> {
    /// Whether its address and titles name a service that there is, and not this one.
    fn is_of_other(&self, home: &str, codes: &BTreeSet<String>) -> bool {
        let texts = [&self.source.page, &self.source.title, &self.page.path].into_iter().chain(&self.document.path);
        let texts = texts.chain(&self.page.origin.service).map(|it| it.to_lowercase());
        let words: BTreeSet<String> = texts
            .flat_map(|it| it.split(|it: char| !it.is_ascii_alphanumeric()).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        // A code may have a hyphen.
        let has = |code: &str| code.split(|it: char| !it.is_ascii_alphanumeric()).all(|it| words.contains(it));
        !has(home) && codes.iter().any(|it| has(it))
    }
}

/// What a page holds besides its tables.
#[derive(Clone)]
enum Content {
    Tables,
    /// The text of an authorization schema.
    Schema(String),
    /// What has been transcribed of a page.
    Transcript(Box<Facts>),
}

fn open<'a>(pages: &[&'a Page], existing: &[Service], report: &mut Report, each: impl Fn(&str)) -> Vec<Opened<'a>> {
    let mut known = Ids::new(existing.iter().flat_map(|it| &it.sources));
    let mut seen: BTreeMap<(Cloud, String), String> = BTreeMap::new();
    let mut opened = Vec::new();
    for page in pages {
        each(&page.path);
        let text = page.text();
        let format = Format::of(&text);
        let document = if text.len() > LARGEST && format != Format::Schema {
            let why =
                format!("a page of {} bytes, of which none is read: no page is longer than {LARGEST}", text.len());
            Document { unread: vec![Unread::new(1, why)], ..Document::default() }
        } else {
            format.read(&text)
        };
        let (cloud, cloud_guessed) = page.cloud(&text);
        let mut source = page.source(cloud, document.title.as_deref(), document.date.as_deref(), &text);
        if format == Format::Schema {
            source.kind = SourceKind::Schema;
        }
        let source = known.settle(source, (1..).map(|it| page.id(cloud, it)));
        let hash = source.sha256.get().cloned().unwrap_or_default();
        let same_as = seen.get(&(cloud, hash.clone())).cloned();
        let entry = PageReport {
            page: page.path.clone(),
            format: format.name(),
            cloud: cloud.name(),
            cloud_guessed,
            source: source.id.clone(),
            same_as: same_as.clone(),
            ..PageReport::default()
        };
        report.pages.push(entry);
        if same_as.is_none() {
            seen.insert((cloud, hash), page.path.clone());
            let at = report.pages.len() - 1;
            if format == Format::Transcript {
                opened.extend(transcripts(page, at, &text, &mut known, report));
                continue;
            }
            let named = name::first(&text);
            let content = if format == Format::Schema { Content::Schema(text) } else { Content::Tables };
            opened.push(Opened { page, at, content, document, source, named });
        }
    }
    opened
}

/// The pages of a file of transcripts.
fn transcripts<'a>(page: &'a Page, at: usize, text: &str, known: &mut Ids, report: &mut Report) -> Vec<Opened<'a>> {
    let (blocks, unread) = transcript::read(text);
    if let Some(entry) = report.pages.get_mut(at) {
        entry.unread = unread;
    }
    let opened = |block: transcript::Block| {
        let id = transcript::id(&block.source);
        let source = known.settle(block.source, std::iter::once(id));
        let content = Content::Transcript(Box::new(block.facts));
        Opened { page, at, content, document: Document::default(), source, named: None }
    };
    blocks.into_iter().map(opened).collect()
}

/// The pages that have an id: an id is that of one address.
struct Ids {
    by_address: BTreeMap<(Cloud, String), Source>,
    by_text: BTreeMap<(Cloud, String), Source>,
    taken: BTreeMap<String, String>,
}

impl Ids {
    fn new<'a>(known: impl Iterator<Item = &'a Source> + Clone) -> Self {
        let address = |it: &Source| ((it.cloud, it.page.clone()), it.clone());
        let text = |it: &Source| Some(((it.cloud, it.sha256.get()?.clone()), it.clone()));
        Self {
            by_address: known.clone().map(address).collect(),
            by_text: known.clone().filter_map(text).collect(),
            taken: known.map(|it| (it.id.clone(), it.page.clone())).collect(),
        }
    }

    /// The source with the id of its address, if that has one; else with the first of `ids` that is not another address's.
    fn settle(&mut self, source: Source, mut ids: impl Iterator<Item = String>) -> Source {
        // A person may have given the page a better name.
        let text = source.sha256.get().and_then(|it| self.by_text.get(&(source.cloud, it.clone())));
        if let Some(it) = text {
            return Source { older: source.older, kind: source.kind, ..it.clone() };
        }
        if let Some(it) = self.by_address.get(&(source.cloud, source.page.clone())) {
            return Source { id: it.id.clone(), ..source };
        }
        let mut last = String::new();
        let id = loop {
            let Some(id) = ids.next().filter(|it| *it != last) else {
                // There are no more folders; the text tells them apart.
                break format!("{last}-{}", source.sha256.get().map_or("", |it| it.get(..8).unwrap_or_default()));
            };
            if self.taken.get(&id).is_none_or(|it| *it == source.page) {
                break id;
            }
            last = id;
        };
        let source = Source { id, ..source };
        self.taken.insert(source.id.clone(), source.page.clone());
        self.by_address.insert((source.cloud, source.page.clone()), source.clone());
        source
    }
}

/// Reads the tables, and finds out of which service each page is.
fn homes(opened: Vec<Opened<'_>>, existing: &[Service], report: &mut Report) -> Vec<Read> {
    let known = known(&opened);
    let facts: Vec<Vec<Facts>> = opened
        .iter()
        .map(|it| match &it.content {
            Content::Schema(text) => schema::read(text),
            Content::Transcript(facts) => vec![Facts::clone(facts)],
            Content::Tables => vec![document::read(&it.document, &known)],
        })
        .collect();
    // A file with the schemas of many services is as many pages.
    let lens: Vec<usize> = facts.iter().map(Vec::len).collect();
    let opened: Vec<Opened<'_>> =
        opened.into_iter().zip(lens).flat_map(|(it, len)| std::iter::repeat_n(it, len)).collect();
    let facts: Vec<Facts> = facts.into_iter().flatten().collect();
    let own: Vec<BTreeMap<String, usize>> = facts.iter().map(prefixes).collect();
    let mut folders: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (page, counts) in opened.iter().zip(&own) {
        let folder = folders.entry(page.page.folder()).or_default();
        for (prefix, count) in counts {
            *folder.entry(prefix.clone()).or_default() += count;
            all.insert(prefix.clone());
        }
    }
    let most = |counts: &BTreeMap<String, usize>| {
        counts.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0.clone()))).map(|it| it.0.clone())
    };
    let codes: BTreeSet<String> = existing.iter().map(|it| it.service.to_lowercase()).chain(all.clone()).collect();
    let mut read = Vec::new();
    for ((opened, mut facts), own) in opened.into_iter().zip(facts).zip(own) {
        // A file of transcripts has the name of its service.
        let named = matches!(opened.content, Content::Transcript(_)).then(|| opened.page.stem().to_owned());
        let said = named.as_ref().or(opened.page.origin.service.as_ref()).map(|it| it.to_lowercase());
        let is_known = |code: &String| existing.iter().any(|it| it.service.eq_ignore_ascii_case(code));
        // Of a service that a page has names of, it has others only because they go together.
        let listed = said
            .clone()
            .filter(|it| named.is_some() || own.get(it).is_some_and(|count| count * 4 >= own.values().sum()));
        let home = listed
            .or_else(|| most(&own))
            .or_else(|| said.clone().filter(|it| all.contains(it)))
            .or_else(|| folders.get(opened.page.folder()).and_then(most))
            .or_else(|| said.clone().filter(is_known))
            .or_else(|| before(existing, &opened.source).filter(|it| said.is_none() || it.stated).map(|it| it.code))
            .or_else(|| said.clone());
        let Some(entry) = report.pages.get_mut(opened.at) else { continue };
        count(entry, &facts);
        constraints(entry, &opened, existing, &mut facts.unread);
        let named = !facts.rows.is_empty() || !facts.actions.is_empty() || !facts.roles.is_empty();
        let empty =
            !named && facts.role_codes.is_empty() && facts.features.is_empty() && facts.role_resources.is_empty();
        let nothing = empty && facts.unread.is_empty() && entry.constraints.is_empty();
        if let Some((line, name)) = opened.named.as_ref().filter(|_| nothing) {
            let why = format!("the page names `{}`, but nothing of it is understood", super::need::short(name));
            facts.unread.push(Unread::new(*line, why));
        }
        if home.is_none() && !empty {
            facts
                .unread
                .push(Unread::new(1, "the service is unknown: neither an action nor a neighbouring page names it"));
        }
        entry.unread.append(&mut facts.unread);
        entry.unread.sort();
        entry.unread.dedup();
        entry.service.clone_from(&home);
        if let Some(home) = home.filter(|_| !empty) {
            let is_schema = matches!(opened.content, Content::Schema(_));
            let of_other = !is_schema && opened.is_of_other(&home, &codes);
            let title = opened.document.service_title().filter(|_| !facts.actions.is_empty() && !of_other);
            read.push(Read { source: opened.source, home, facts, service_title: title, is_schema, of_other });
        }
    }
    read
}

/// What a procedure's page lists only a person can put into predicates; until somebody has, each item is unread.
fn constraints(entry: &mut PageReport, opened: &Opened<'_>, existing: &[Service], unread: &mut Vec<Unread>) {
    let by_hand = existing.iter().flat_map(|it| &it.constraints).filter(|it| it.sources.contains(&opened.source.id));
    entry.constraints_kept = by_hand.count();
    for (line, text) in &opened.document.constraints {
        let text = super::need::short(text);
        entry.constraints.push(Unread::new(*line, text.clone()));
        if entry.constraints_kept == 0 {
            let why =
                format!("a constraint, which a person must put into `constraints` of its service's file: `{text}`");
            unread.push(Unread::new(*line, why));
        }
    }
}

/// What an earlier run found.
struct Before {
    code: String,
    /// Facts of the service name the page itself.
    stated: bool,
}

/// The service that a page, or most of the pages beside it, was of in an earlier run.
fn before(existing: &[Service], source: &Source) -> Option<Before> {
    let beside = |it: &Source| it.cloud == source.cloud && same_folder(&it.page, &source.page);
    // What a page only mentions is of other services.
    let states = |it: &Service| {
        let operations = it.operations.iter().map(|it| &it.sources);
        let roles = it.roles.iter().map(|it| &it.sources).chain(it.features.iter().map(|it| &it.sources));
        let roles = roles.chain(it.role_codes.iter().map(|it| &it.sources));
        let all = operations.chain(roles).chain(it.role_resources.iter().map(|it| &it.sources));
        all.filter(|it| it.contains(&source.id)).count()
    };
    let count = |it: &Service| (states(it), it.sources.iter().filter(|it| beside(it)).count());
    let most = existing.iter().max_by_key(|it| (count(it), std::cmp::Reverse(it.service.to_lowercase())))?;
    (count(most) > (0, 0)).then(|| Before { code: most.service.to_lowercase(), stated: states(most) > 0 })
}

fn same_folder(one: &str, other: &str) -> bool {
    let folder = |it: &str| it.rsplit_once('/').map(|it| it.0.to_owned());
    folder(one).is_some() && folder(one) == folder(other)
}

/// The names that stand apart on some page settle how glued ones are to be split.
fn known(opened: &[Opened<'_>]) -> Known {
    let base = Known::new();
    let mut known = base.clone();
    let tables = || opened.iter().flat_map(|it| &it.document.tables);
    // What is one name in a table of glued cells has a prefix that is one.
    let glued = tables().filter(|it| it.glued).flat_map(|it| &it.rows).flat_map(|it| &it.cells);
    for part in glued.flat_map(|it| &it.parts).filter(|it| name::is_name(&it.text)) {
        known.learn_prefix(&part.text);
    }
    for part in
        tables().filter(|it| !it.glued).flat_map(|it| &it.rows).flat_map(|it| &it.cells).flat_map(|it| &it.parts)
    {
        let alone = |it: &str| name::is_name(it) && !it.contains('*');
        part.text.split([' ', ',', '（', '(']).filter(|it| alone(it)).for_each(|it| known.learn(it));
    }
    known
}

fn prefixes(facts: &Facts) -> BTreeMap<String, usize> {
    let needs = facts.rows.iter().filter_map(|it| it.actions.get()).flatten().filter_map(|it| it.action.as_deref());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in needs.chain(facts.actions.iter().map(|it| it.name.as_str())) {
        *counts.entry(name::prefix(name)).or_default() += 1;
    }
    counts
}

fn count(entry: &mut PageReport, facts: &Facts) {
    let names = |it: &facts::OperationRow| {
        it.actions.get().into_iter().flatten().filter_map(|it| it.action.clone()).collect::<Vec<_>>()
    };
    let mut actions: BTreeSet<String> = facts.rows.iter().flat_map(names).collect();
    actions.extend(facts.actions.iter().map(|it| it.name.clone()));
    entry.actions += actions.len();
    entry.operations += facts.rows.len();
    entry.dependencies += facts.rows.iter().filter_map(|it| it.dependencies.get()).map(Vec::len).sum::<usize>();
    entry.roles += facts.roles.len();
    entry.tables.extend(facts.tables.iter().cloned());
}
