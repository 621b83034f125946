// Bucket policies of OBS: a grammar of their own, without version, with principals by id and operations without prefix.

use alloc::borrow::ToOwned;

use super::checker::{Checker, STATEMENT};
use super::shape::STATEMENT_ELEMENTS;
use crate::problem::{Mistake, Wanted};
use crate::read::Span;
use crate::tree::{Member, Node, Value};
use crate::words::{PolicyKind, PrincipalKind};

/// The elements of a bucket policy; `Version` and `Id` are those of older pages.
const BUCKET_ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

impl Checker {
    pub(super) fn bucket(&mut self, policy: &Node<Span>) {
        let Some(members) = self.object("a bucket policy", policy) else { return };
        let belongs = |name: &str| STATEMENT_ELEMENTS.contains(&name).then_some("a statement");
        let get = self.elements(members, "the bucket policy", &BUCKET_ELEMENTS, belongs);
        for (name, shown) in [("Version", "`Version`"), ("Id", "`Id`")] {
            if let Some(it) = get(name) {
                self.string(shown, &it.value);
            }
        }
        let Some(statements) = get("Statement") else {
            self.report_missing(Mistake::MissingStatement { place: "the bucket policy" }, policy.span);
            return;
        };
        match &statements.value.value {
            Value::Array(all) if all.is_empty() => self.empty("`Statement`", statements.value.span),
            Value::Array(all) => all.iter().for_each(|it| self.bucket_statement(it)),
            _ => self.wrong_type("`Statement`", Wanted::Objects, &statements.value),
        }
    }

    fn bucket_statement(&mut self, node: &Node<Span>) {
        let Some(members) = self.object("a statement", node) else { return };
        self.is_open = matches!(node.value, Value::Open(_));
        let belongs = |name: &str| (name == "Version" || name == "Id").then_some("the bucket policy");
        let get = self.elements(members, STATEMENT, &STATEMENT_ELEMENTS, belongs);
        if let Some(sid) = get("Sid") {
            self.string("`Sid`", &sid.value);
        }
        match get("Effect") {
            Some(effect) => drop(self.effect(&effect.value)),
            None => self.missing("`Effect`", STATEMENT, node.span),
        }
        if let Some(it) = self.one_of(&get, "Principal", "NotPrincipal", node.span) {
            self.bucket_principal(it);
        }
        for (one, other) in [("Action", "NotAction"), ("Resource", "NotResource")] {
            if let Some(it) = self.one_of(&get, one, other, node.span) {
                self.one_or_some(&alloc::format!("`{}`", it.name), &it.value);
            }
        }
        if let Some(condition) = get("Condition") {
            self.bucket_condition(condition);
        }
    }

    /// `*`, or ids and names by their kind.
    fn bucket_principal(&mut self, element: &Member<Span>) {
        let (Value::Object(members) | Value::Open(members)) = &element.value.value else {
            let shown = alloc::format!("`{}`", element.name);
            if !matches!(element.value.value, Value::Opaque) && element.value.value.text() != Some("*") {
                self.wrong_type(&shown, Wanted::ObjectOrAll, &element.value);
            }
            return;
        };
        if members.is_empty() && matches!(element.value.value, Value::Object(_)) {
            self.empty(&alloc::format!("`{}`", element.name), element.value.span);
        }
        for (kind, member) in self.kinds_of_principals(members) {
            self.one_or_some(&alloc::format!("`{}`", kind.name()), &member.value);
        }
    }

    /// A string, or an array of at least one.
    fn one_or_some(&mut self, shown: &str, node: &Node<Span>) {
        match &node.value {
            Value::String(_) | Value::Constant(_) | Value::Unchecked(_) | Value::Opaque => {}
            Value::Array(_) => drop(self.some_strings(shown, node)),
            _ => self.wrong_type(shown, Wanted::StringOrStrings, node),
        }
    }

    /// Operators, keys and values; what their names mean is for the linter to say.
    fn bucket_condition(&mut self, element: &Member<Span>) {
        let Some(operators) = self.object("`Condition`", &element.value) else { return };
        self.duplicates(operators, "`Condition`");
        for operator in operators {
            let shown = alloc::format!("`{}`", operator.name);
            let Some(keys) = self.object(&shown, &operator.value) else { continue };
            self.duplicate_keys(keys, str::to_owned);
            for key in keys {
                self.bucket_values(key);
            }
        }
    }

    fn bucket_values(&mut self, key: &Member<Span>) {
        let one = core::slice::from_ref(&key.value);
        let values = if let Value::Array(all) = &key.value.value { all } else { one };
        for it in values {
            if matches!(it.value, Value::Object(_) | Value::Array(_) | Value::Null) {
                let text = None;
                self.report(it.span, Mistake::ValueNotString { found: it.value.kind(), text });
            }
        }
    }

    /// The members of a principal with their kinds, as far as this kind of policy has them.
    pub(super) fn kinds_of_principals<'a>(
        &mut self,
        members: &'a [Member<Span>],
    ) -> alloc::vec::Vec<(PrincipalKind, &'a Member<Span>)> {
        let kinds: &[PrincipalKind] = match self.kind {
            PolicyKind::Bucket => &[PrincipalKind::Id, PrincipalKind::Federated, PrincipalKind::Service],
            _ => {
                &[PrincipalKind::Iam, PrincipalKind::IdentityProvider, PrincipalKind::Federated, PrincipalKind::Service]
            }
        };
        self.duplicates(members, "`Principal`");
        let mut found = alloc::vec::Vec::new();
        for member in members {
            match PrincipalKind::from_name(&member.name).filter(|it| kinds.contains(it)) {
                Some(kind) => found.push((kind, member)),
                None => {
                    let near = self.nearest(&member.name, kinds.iter().map(|it| it.name())).map(Into::into);
                    let mistake = Mistake::UnknownElement { name: member.name.clone(), place: "`Principal`", near };
                    self.report(member.name_span, mistake);
                }
            }
        }
        found
    }
}
