//! Rows of a page that are one operation, and operations that several pages print.

use std::collections::BTreeMap;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Need, Operation};
use hwc_iam_data::shared::words::{Model, Support};

use super::fact::{Meeting, fill};
use super::facts::OperationRow;
use super::page;
use super::reading::{Read, service_of};

/// Service, path, method, and the name, or the title of what has no path.
type Key = (String, Option<String>, Option<String>, Option<String>);

/// The operations of a page, each with the prefix of its service.
pub(super) fn rows(page: &Read) -> Vec<(String, Operation)> {
    let mut groups: BTreeMap<Key, Vec<&OperationRow>> = BTreeMap::new();
    for row in &page.facts.rows {
        let last = if row.path.is_none() { row.title.clone() } else { row.name.clone() };
        if row.path.is_none() && last.is_none() {
            continue;
        }
        let key = (service_of(page, &row.actions), row.path.clone(), row.method.clone(), last);
        groups.entry(key).or_default().push(row);
    }
    groups.into_iter().map(|((code, ..), rows)| (code, operation(page, &rows))).collect()
}

fn operation(page: &Read, rows: &[&OperationRow]) -> Operation {
    let differ = rows.iter().any(|it| rows.first().is_some_and(|first| !same_needs(&it.actions, &first.actions)));
    // Where the needs of the rows differ, they name their rows themselves.
    let titles: std::collections::BTreeSet<&Option<String>> = rows.iter().map(|it| &it.title).collect();
    let untitled = differ && titles.len() > 2;
    let mut all = rows.iter().map(|it| one(page, it, differ));
    let mut out = all.next().unwrap_or_else(|| empty(page));
    for more in all {
        lists(&mut out.actions, more.actions);
        lists(&mut out.dependencies, more.dependencies);
        out.iam_project = out.iam_project.join(more.iam_project);
        out.enterprise_project = out.enterprise_project.join(more.enterprise_project);
        out.by_instance = out.by_instance.join(more.by_instance);
        out.by_tag = out.by_tag.join(more.by_tag);
        out.title = match (out.title, more.title) {
            (Stated::As(mine), Stated::As(other)) if !mine.split(" / ").any(|it| it == other) => {
                Stated::As(format!("{mine} / {other}"))
            }
            (Stated::Not, other) => other,
            (mine, _) => mine,
        };
    }
    if untitled {
        out.title = Stated::Not;
    }
    out
}

/// One row; where rows of one API `differ`, their needs say which row they are of.
fn one(page: &Read, row: &OperationRow, differ: bool) -> Operation {
    let mut actions = row.actions.clone();
    let mut dependencies = row.dependencies.clone();
    let only = match actions.get().map(Vec::as_slice) {
        Some([only]) => only.action.clone(),
        _ => None,
    };
    let title = row.title.as_ref().filter(|_| differ && row.path.is_some());
    if let Stated::As(all) = &mut actions {
        let words = row.qualifier.as_ref().or(title);
        let words: Vec<&str> = words.into_iter().chain(&row.manner).map(String::as_str).collect();
        for need in all.iter_mut().filter(|it| it.qualifier.is_none() && !words.is_empty()) {
            need.qualifier = Some(words.join("; "));
        }
        Need::sort(all);
    }
    if let Stated::As(all) = &mut dependencies {
        // A row of a v5 page is about one action; one of the role/policy model is about an API.
        let differ = differ || row.model == Model::IdentityPolicy;
        for need in all.iter_mut().filter(|it| differ && it.of_action.is_none()) {
            need.of_action.clone_from(&only);
            if only.is_none() && need.qualifier.is_none() {
                need.qualifier = title.cloned();
            }
        }
        Need::sort(all);
    }
    Operation {
        method: row.method.clone().into(),
        path: row.path.clone().into(),
        title: row.title.clone().into(),
        names: row.name.iter().cloned().collect(),
        model: row.model,
        actions,
        dependencies,
        iam_project: row.iam_project,
        enterprise_project: row.enterprise_project,
        by_instance: row.by_instance,
        by_tag: row.by_tag,
        ..empty(page)
    }
}

fn empty(page: &Read) -> Operation {
    Operation {
        model: Model::RolePolicy,
        cloud: page.source.cloud,
        method: Stated::Not,
        path: Stated::Not,
        title: Stated::Not,
        names: vec![],
        actions: Stated::Not,
        dependencies: Stated::Not,
        iam_project: Support::NotStated,
        enterprise_project: Support::NotStated,
        by_instance: Support::NotStated,
        by_tag: Support::NotStated,
        sources: vec![page.source.id.clone()],
    }
}

/// Everything that either list names; a list that is not stated adds nothing.
pub(super) fn lists(first: &mut Stated<Vec<Need>>, more: Stated<Vec<Need>>) {
    match (&mut *first, more) {
        (Stated::As(all), Stated::As(others)) => {
            all.extend(others);
            Need::sort(all);
        }
        (Stated::Not, other @ Stated::As(_)) => *first = other,
        (_, Stated::Not) => {}
    }
}

/// Whether two lists name the same, whatever the words on them.
fn same_needs(one: &Stated<Vec<Need>>, other: &Stated<Vec<Need>>) -> bool {
    let names = |it: &Stated<Vec<Need>>| {
        let mut all: Vec<String> = it.get().into_iter().flatten().map(|it| it.name().to_lowercase()).collect();
        all.sort();
        all.dedup();
        all
    };
    names(one) == names(other)
}

/// Takes from a page that is not newer what is not known yet, if the two do not contradict each other.
pub(super) fn absorb(first: &mut Operation, more: &Operation) -> Meeting {
    let lists = [("actions", &first.actions, &more.actions), ("dependencies", &first.dependencies, &more.dependencies)];
    let scopes = [
        ("iam_project", first.iam_project, more.iam_project),
        ("enterprise_project", first.enterprise_project, more.enterprise_project),
        ("by_instance", first.by_instance, more.by_instance),
        ("by_tag", first.by_tag, more.by_tag),
    ];
    let not = Support::NotStated;
    let mut meeting = Meeting::default();
    let lists = lists.iter().filter(|it| !it.1.is_not() && !it.2.is_not() && !same_needs(it.1, it.2)).map(|it| it.0);
    let scopes = scopes.iter().filter(|it| it.1 != it.2 && it.1 != not && it.2 != not).map(|it| it.0);
    meeting.differs = lists.chain(scopes).map(str::to_owned).collect();
    if !meeting.differs.is_empty() {
        return meeting;
    }
    fill(&mut first.actions, &more.actions);
    fill(&mut first.dependencies, &more.dependencies);
    // English is what constants are documented in.
    if first.title.get().is_none_or(|it| page::is_chinese(it))
        && more.title.get().is_some_and(|it| !page::is_chinese(it))
    {
        first.title.clone_from(&more.title);
    }
    fill(&mut first.title, &more.title);
    fill(&mut first.method, &more.method);
    fill(&mut first.path, &more.path);
    first.iam_project = first.iam_project.or(more.iam_project);
    first.enterprise_project = first.enterprise_project.or(more.enterprise_project);
    first.by_instance = first.by_instance.or(more.by_instance);
    first.by_tag = first.by_tag.or(more.by_tag);
    first.names.extend(more.names.iter().cloned());
    first.names.sort();
    first.names.dedup();
    meeting
}
