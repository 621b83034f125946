//! Logs of calls: traces of CTS, and lines of gateways.
//!
//! The fields are those of the page "Trace Structure" of CTS (cts_03_0010): `service_type`, `resource_type`, `trace_name`,
//! `operation_id`, `code`, `request` and `response`, the last two objects or texts of JSON.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Generator, denied};
use crate::shared::read::{self, Span};
use crate::shared::tree::{Member, Node, Value};
use crate::{ApiCall, Model, Service};

pub(super) fn read(generator: &mut Generator, text: &str) {
    // One document may stand for all lines: an array, or the answer of the API that lists traces.
    if let (Some(whole), problems) = read::read(text) {
        if problems.is_empty() {
            return all(generator, &whole);
        }
    }
    for (at, line) in text.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()) {
        match read::read(line) {
            (Some(node), problems) if problems.is_empty() => all(generator, &node),
            _ => generator.unresolved(&format!("line {}", at + 1), String::from("it is not json"), Vec::new()),
        }
    }
}

fn all(generator: &mut Generator, node: &Node<Span>) {
    match &node.value {
        Value::Array(each) => each.iter().for_each(|it| one(generator, it)),
        Value::Object(members) => match get(members, &["traces"]).map(|it| &it.value) {
            Some(Value::Array(each)) => each.iter().for_each(|it| one(generator, it)),
            _ => one(generator, node),
        },
        _ => one(generator, node),
    }
}

fn one(generator: &mut Generator, node: &Node<Span>) {
    let Value::Object(trace) = &node.value else {
        return generator.unresolved("a trace", String::from("it is not an object"), Vec::new());
    };
    if let Some((method, address)) = call_of(trace) {
        let given = format!("{method} {address}");
        return match ApiCall::new(&method, &address) {
            Ok(call) => generator.api_call(&given, call),
            Err(error) => generator.unresolved(&given, format!("{error}"), Vec::new()),
        };
    }
    let given = title(trace);
    let answer: Vec<String> =
        ["response", "message"].iter().filter_map(|it| Some(shown(get(trace, &[*it])?))).collect();
    if text(trace, &["code"]).as_deref() == Some("403") && !answer.is_empty() {
        return denied::read(generator, &given, &answer.join(" "));
    }
    let because = "a trace says what was done and not which API was called";
    generator.unresolved(&given, String::from(because), candidates(generator.model, trace));
}

/// The method and the path or address that a log has beside what CTS documents, at its top or in its `request`.
fn call_of(trace: &[Member<Span>]) -> Option<(String, String)> {
    let of = |members: &[Member<Span>]| {
        let method = text(members, &["method", "http_method", "request_method"])?;
        let address = text(members, &["url", "uri", "path", "request_uri"])?;
        Some((method, address))
    };
    of(trace).or_else(|| match &get(trace, &["request"])?.value {
        Value::Object(members) => of(members),
        Value::String(inner) => match read::read(inner).0?.value {
            Value::Object(members) => of(&members),
            _ => None,
        },
        _ => None,
    })
}

/// The actions that are called as the trace is, which is no proof.
fn candidates(model: Model, trace: &[Member<Span>]) -> Vec<String> {
    let service = text(trace, &["service_type"]).and_then(|it| Service::from_code_ignore_case(&it));
    let named: Vec<String> = ["trace_name", "operation_id"].iter().filter_map(|it| text(trace, &[*it])).collect();
    let Some(service) = service else { return Vec::new() };
    let names: Vec<&str> = match model {
        Model::IdentityPolicy => service.actions().map(|it| it.name()).collect(),
        Model::RolePolicy => service.role_actions().map(|it| it.name()).collect(),
    };
    let is_named = |operation: &str| named.iter().any(|it| it.eq_ignore_ascii_case(operation));
    let is_near = |it: &&&str| it.rsplit(':').next().is_some_and(is_named);
    names.iter().filter(is_near).map(|it| String::from(*it)).collect()
}

/// What messages call a trace.
fn title(trace: &[Member<Span>]) -> String {
    let part = |name| text(trace, &[name]).unwrap_or_else(|| String::from("?"));
    format!("trace `{}` of `{}`, `{}`", part("trace_name"), part("service_type"), part("resource_type"))
}

fn get<'a>(members: &'a [Member<Span>], names: &[&str]) -> Option<&'a Node<Span>> {
    names.iter().find_map(|name| members.iter().find(|it| it.name == *name)).map(|it| &it.value)
}

fn text(members: &[Member<Span>], names: &[&str]) -> Option<String> {
    match &get(members, names)?.value {
        Value::String(it) | Value::Number(it) => Some(it.clone()),
        _ => None,
    }
}

/// Every text in a value.
fn shown(node: &Node<Span>) -> String {
    match &node.value {
        Value::String(it) => it.clone(),
        Value::Array(all) => all.iter().map(shown).collect::<Vec<_>>().join(" "),
        Value::Object(all) => {
            all.iter().map(|it| format!("{} {}", it.name, shown(&it.value))).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
