//! The tables of what belongs to no service, and of the keys of all.

use std::fmt::Write;

use super::Detail;
use super::literal::source;
use super::text::{option, put, stated_string, stated_word, string, strings, word};
use crate::schema::{ConditionKey, Global};
use crate::shared::words::Model;
use crate::stated::Stated;

pub(super) fn global(out: &mut String, global: &Global, detail: Detail) {
    put(out, "    operators: &[\n");
    for it in &global.operators {
        let _ = writeln!(
            out,
            "        OperatorRow {{ name: {:?}, value_type: {}, negated: {}, if_exists: {}, models: [{}], sources: {} }},",
            it.operator,
            option(it.kind.as_ref().map(word)),
            it.negated,
            it.if_exists,
            models(&it.models),
            ids(&it.sources, detail)
        );
    }
    put(out, "    ],\n    regions: &[\n");
    for it in global.regions.iter().filter(|_| detail.has_facts()) {
        let _ = writeln!(
            out,
            "        RegionRow {{ id: {:?}, cloud: {}, name: {}, mainland: {}, sources: {} }},",
            it.region,
            word(&it.cloud),
            stated_string(&it.name),
            option(it.mainland.get().map(bool::to_string)),
            ids(&it.sources, detail)
        );
    }
    put(out, "    ],\n    limits: &[\n");
    for it in global.limits.iter().filter(|_| detail.has_facts()) {
        let _ = writeln!(
            out,
            "        LimitRow {{ id: {:?}, model: {}, counts: {:?}, min: {}, max: {}, profile: {:?}, sources: {} }},",
            it.limit,
            word(&it.model),
            it.counts,
            option(it.min.map(|it| it.to_string())),
            it.max,
            it.profile,
            ids(&it.sources, detail)
        );
    }
    put(out, "    ],\n    sensitive: &[\n");
    for it in global.sensitive.iter().filter(|_| detail.has_facts()) {
        let _ = writeln!(
            out,
            "        SensitiveRow {{ action: {:?}, model: {}, risk: {}, resource_type: {}, why: {:?} }},",
            it.action,
            word(&it.model),
            word(&it.risk),
            option(it.resource_type.as_deref().map(string)),
            it.why
        );
    }
    put(out, "    ],\n    sources: &[\n");
    for it in global.sources.iter().filter(|_| detail == Detail::All) {
        let _ = writeln!(out, "        {},", source(it));
    }
    let date = global.sources.iter().filter_map(|it| it.date.get()).max();
    let _ = writeln!(out, "    ],\n    global_date: {},", option(date.map(|it| format!("{it:?}"))));
}

pub(super) fn key_row(key: &ConditionKey, detail: Detail) -> String {
    let template = key.key.split_once('/').map(|(_, it)| it.trim_matches(['<', '>']));
    let title = |it: &Stated<String>| {
        if detail.has_facts() { stated_string(it) } else { String::from("None") }
    };
    let sources = ids(&key.sources, detail);
    format!(
        "        KeyRow {{ name: {:?}, value_type: {}, multivalued: {}, template: {}, models: [{}], title: {}, title_zh: {}, sources: {sources} }},\n",
        key.key,
        stated_word(&key.kind),
        option(key.multivalued.get().map(bool::to_string)),
        option(template.map(string)),
        models(&key.models),
        title(&key.title),
        title(&key.title_zh),
    )
}

/// Whether each model is one of these.
fn models(all: &[Model]) -> String {
    let each: Vec<String> = Model::ALL.iter().map(|it| all.contains(it).to_string()).collect();
    each.join(", ")
}

fn ids(sources: &[String], detail: Detail) -> String {
    strings(sources.iter().filter(|_| detail == Detail::All).map(String::as_str))
}
