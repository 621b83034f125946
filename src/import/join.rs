//! Rows of a page that are one operation, and operations that several pages print.

use std::collections::BTreeMap;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Need, Operation};
use hwc_iam_data::shared::words::{Model, Support};

use super::facts::OperationRow;
use super::merge::{Read, service_of};
use super::prelude::*;
use super::{need, scope};

/// Service, path, method, and the title of what has no path.
type Key = (String, Option<String>, Option<String>, Option<String>);

/// The operations of a page, each with the prefix of its service.
pub(super) fn rows(page: &Read) -> Vec<(String, Operation)> {
    let mut groups: BTreeMap<Key, Vec<&OperationRow>> = BTreeMap::new();
    for row in &page.facts.rows {
        let title = if row.path.is_none() { row.title.clone() } else { None };
        if row.path.is_none() && title.is_none() {
            continue;
        }
        let key = (service_of(page, &row.actions), row.path.clone(), row.method.clone(), title);
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
        out.iam_project = scope::join(out.iam_project, more.iam_project);
        out.enterprise_project = scope::join(out.enterprise_project, more.enterprise_project);
        out.by_instance = scope::join(out.by_instance, more.by_instance);
        out.by_tag = scope::join(out.by_tag, more.by_tag);
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
        need::sort(all);
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
        need::sort(all);
    }
    let stated = |it: &Option<String>| it.clone().map_or(Stated::Not, Stated::As);
    Operation {
        method: stated(&row.method),
        path: stated(&row.path),
        title: stated(&row.title),
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
            need::sort(all);
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

/// Takes from a page that is not newer what is not known yet; whether the two agree on the rest.
pub(super) fn absorb(first: &mut Operation, more: &Operation) -> bool {
    let lists = [(&first.actions, &more.actions), (&first.dependencies, &more.dependencies)];
    let lists_agree = lists.iter().all(|(one, other)| one.is_not() || other.is_not() || same_needs(one, other));
    let not = Support::NotStated;
    let scopes = [
        (first.iam_project, more.iam_project),
        (first.enterprise_project, more.enterprise_project),
        (first.by_instance, more.by_instance),
        (first.by_tag, more.by_tag),
    ];
    let scopes_agree = scopes.iter().all(|(one, other)| one == other || *one == not || *other == not);
    if !lists_agree || !scopes_agree {
        return false;
    }
    join_unknown(&mut first.actions, &more.actions);
    join_unknown(&mut first.dependencies, &more.dependencies);
    join_unknown(&mut first.title, &more.title);
    let places = [
        (&mut first.iam_project, more.iam_project),
        (&mut first.enterprise_project, more.enterprise_project),
        (&mut first.by_instance, more.by_instance),
        (&mut first.by_tag, more.by_tag),
    ];
    for (mine, other) in places {
        if *mine == not {
            *mine = other;
        }
    }
    true
}

fn join_unknown<T: Clone>(first: &mut Stated<T>, more: &Stated<T>) {
    if first.is_not() {
        first.clone_from(more);
    }
}
