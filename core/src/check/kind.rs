// What service control policies, trust policies and roles take and do not take.

use super::checker::Checker;
use crate::problem::{Mistake, Wanted};
use crate::read::Span;
use crate::tree::{Member, Node, Value};
use crate::words::{Effect, PolicyKind, PrincipalKind, Version};

impl Checker {
    pub(super) fn kind_of_statement<'a>(
        &mut self,
        get: &impl Fn(&str) -> Option<&'a Member<Span>>,
        effect: Option<Effect>,
        span: Span,
    ) {
        match self.kind {
            PolicyKind::Trust | PolicyKind::Endpoint => {
                if let Some(principal) = self.one_of(get, "Principal", "NotPrincipal", span) {
                    self.principal(principal);
                }
            }
            // They have grammars of their own, or none that is read.
            PolicyKind::Bucket | PolicyKind::Topic => {}
            PolicyKind::Scp => {
                if let (Some(Effect::Allow), Some(element)) = (effect, get("Effect")) {
                    self.report(element.value.span, Mistake::AllowInScp);
                }
                for name in ["Principal", "NotPrincipal", "NotResource"] {
                    self.forbid_element(get(name), "a service control policy", "");
                }
            }
            PolicyKind::Identity | PolicyKind::Role => {
                for member in ["Principal", "NotPrincipal"].into_iter().filter_map(get) {
                    self.report(member.name_span, Mistake::UnsupportedPrincipal { element: member.name.clone() });
                }
                if self.version == Some(Version::V1_0) {
                    let instead = "only a policy of version `1.1` or `5.0` has conditions";
                    self.forbid_element(get("Condition"), "a role", instead);
                }
            }
        }
    }

    /// `Depends` of a role: objects with `catalog` and `display_name`.
    pub(super) fn depends(&mut self, element: &Member<Span>) {
        // Who depends on nothing may say so.
        let is_empty = matches!(&element.value.value, Value::Array(all) if all.is_empty());
        if matches!(self.version, Some(Version::V1_1 | Version::V5_0)) && !is_empty {
            let instead = "only a role, with version `1.0`, depends on others";
            self.forbid_element(Some(element), "this policy", instead);
            return;
        }
        let Value::Array(all) = &element.value.value else {
            self.wrong_type("`Depends`", Wanted::Objects, &element.value);
            return;
        };
        for role in all {
            let Some(members) = self.object("a dependency", role) else { continue };
            let get = self.elements(members, "the dependency", &["catalog", "display_name"], |_| None);
            for (name, shown) in [("catalog", "`catalog`"), ("display_name", "`display_name`")] {
                match get(name) {
                    Some(it) => drop(self.string(shown, &it.value)),
                    None => self.missing(shown, "the dependency", role.span),
                }
            }
        }
    }

    fn principal(&mut self, element: &Member<Span>) {
        if self.kind == PolicyKind::Endpoint && element.value.value.text() == Some("*") {
            return;
        }
        let Some(members) = self.object("`Principal`", &element.value) else { return };
        if members.is_empty() && matches!(element.value.value, Value::Object(_)) {
            self.empty("`Principal`", element.value.span);
        }
        for (kind, member) in self.kinds_of_principals(members) {
            let shown = alloc::format!("`{}`", kind.name());
            for principal in self.some_strings(&shown, &member.value) {
                self.principal_value(kind, principal);
            }
        }
    }

    fn principal_value(&mut self, kind: PrincipalKind, node: &Node<Span>) {
        let Some(text) = node.value.text() else { return };
        let (valid, form) = match kind {
            PrincipalKind::Service => (is_service_principal(text), "a service principal such as `service.ECS`"),
            PrincipalKind::Iam => (!text.is_empty(), "an account id or a urn"),
            PrincipalKind::IdentityProvider | PrincipalKind::Federated => (!text.is_empty(), "an identity provider"),
            PrincipalKind::Id => (!text.is_empty(), "an account or a user"),
        };
        if !valid {
            self.report(node.span, Mistake::InvalidPrincipal { text: text.into(), kind: form });
        }
    }

    fn forbid_element(&mut self, element: Option<&Member<Span>>, kind: &'static str, instead: &'static str) {
        let Some(element) = element else { return };
        let name = alloc::format!("`{}`", element.name);
        self.report(element.name_span, Mistake::Forbidden { element: name, kind, instead });
    }
}

/// `service.` and 1 to 56 letters, digits and hyphens.
fn is_service_principal(text: &str) -> bool {
    text.strip_prefix("service.").is_some_and(|name| {
        (1..=56).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    })
}
