//! What the grants of a principal say, in the words of a report.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::eval::{
    Assumption, Decision, Explanation, Failed, Layer, Missing, NearMiss, PolicySet, Request, Setting, StatementRef,
};
use crate::shared::urn;
use crate::{Action, Effect, Model, Operation, RoleAction, Support};

/// What somebody may do, from whatever says so.
pub(super) trait Authority {
    /// Whether the principal may do this action.
    fn decide(&mut self, action: &str) -> Decided;

    /// Whether the principal holds this role where the operation takes place; nothing, if nobody knows.
    fn holds(&mut self, role: &str) -> Option<bool>;
}

/// What is known of one action: the decision, and which statement makes it, or what it depends on.
///
/// ```
/// use hwc_iam::eval::Decision;
/// use hwc_iam::preflight::Decided;
///
/// let decided = Decided::new(Decision::Allow, "the account's administrator says so");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub(super) decision: Decision,
    pub(super) because: String,
    pub(super) missing: Vec<Missing>,
    pub(super) assumptions: Vec<Assumption>,
}

impl Decided {
    /// This decision, for this reason.
    pub fn new(decision: Decision, because: impl Into<String>) -> Self {
        Self { decision, because: because.into(), missing: Vec::new(), assumptions: Vec::new() }
    }
}

/// A closure knows of actions only.
impl<F: FnMut(&str) -> Decided> Authority for F {
    fn decide(&mut self, action: &str) -> Decided {
        self(action)
    }

    fn holds(&mut self, _: &str) -> Option<bool> {
        None
    }
}

/// The policies of a principal and the circumstances of the request.
pub(super) struct Grants<'a> {
    set: &'a PolicySet,
    /// The same, where the operation says whether a grant in an enterprise project reaches its actions.
    of_operation: Option<PolicySet>,
    request: &'a Request,
    operation: Operation,
    resources: &'a [(Option<String>, String)],
}

impl<'a> Grants<'a> {
    pub(super) fn new(
        set: &'a PolicySet,
        request: &'a Request,
        operation: Operation,
        resources: &'a [(Option<String>, String)],
    ) -> Self {
        let support = match operation.scope().enterprise_project {
            Support::Yes => Some(Setting::Yes),
            Support::No => Some(Setting::No),
            _ => None,
        };
        let is_open = set.assumptions().get(Assumption::EnterpriseProjectSupport) == Setting::Unknown;
        let support = support.filter(|_| is_open && set.has_model(Model::RolePolicy));
        let assumptions = support.map(|it| set.assumptions().with(Assumption::EnterpriseProjectSupport, it));
        let of_operation = assumptions.map(|it| set.clone().assuming(it));
        Self { set, of_operation, request, operation, resources }
    }

    /// The set that decides on this action: for some actions it is the operation that says where they can be granted.
    fn set_for(&self, action: &str) -> &PolicySet {
        let is_own = self.operation.actions().is_some_and(|mut it| it.any(|it| it.name() == action));
        let by_operation = RoleAction::from_name(action)
            .is_some_and(|it| it.scope(self.operation.cloud()).enterprise_project == Support::ByOperation);
        self.of_operation.as_ref().filter(|_| is_own && by_operation).unwrap_or(self.set)
    }
}

impl Authority for Grants<'_> {
    fn decide(&mut self, action: &str) -> Decided {
        let request = self.on_resource(action);
        let explanation = self.set_for(action).explain(&request);
        let mut decided = Decided {
            decision: explanation.decision,
            because: reason(&explanation),
            missing: explanation.missing,
            assumptions: explanation.assumptions,
        };
        let other = self.operation.model().other();
        let adds_up = self.set.assumptions().get(Assumption::ModelsAddUp);
        if decided.decision == Decision::ImplicitDeny && adds_up != Setting::No && self.set.has_model(other) {
            decided.decision = Decision::Unknown;
            decided.because = format!("{}; what is granted in the other model may allow it", decided.because);
            decided.assumptions.push(Assumption::ModelsAddUp);
        }
        decided
    }

    fn holds(&mut self, role: &str) -> Option<bool> {
        let action = self.operation.actions().and_then(|mut it| it.next());
        let request = self.on_resource(action.map(|it| it.name()).unwrap_or_default());
        self.set.has_role(role, &request)
    }
}

impl Grants<'_> {
    /// The request for this action on the resource that is known for it; what no page states of an action's resources is not
    /// known either.
    fn on_resource(&self, action: &str) -> Request {
        let request = self.request.clone().action(action);
        if let Some((_, it)) = self.resources.iter().find(|it| it.0.as_deref() == Some(action)) {
            return request.resource(it);
        }
        let Some(types) = resource_types(self.operation.model(), action) else { return request.unknown_resource() };
        if types.is_empty() {
            return request.resource("*");
        }
        let service = action.split(':').next().unwrap_or_default();
        let fits = |it: &&(Option<String>, String)| {
            urn::split(&it.1).is_some_and(|[code, _, _, kind, _]| {
                it.0.is_none() && code.eq_ignore_ascii_case(service) && types.contains(&kind)
            })
        };
        match self.resources.iter().find(fits) {
            Some((_, it)) => request.resource(it),
            None => request.unknown_resource(),
        }
    }
}

/// The types of resources that an action takes. In the role/policy model the type of a resource is that in the action's name.
fn resource_types(model: Model, action: &str) -> Option<Vec<&str>> {
    match model {
        Model::IdentityPolicy => {
            Some(Action::from_name(action)?.resources()?.map(|it| it.resource_type().name()).collect())
        }
        Model::RolePolicy => Some(action.split(':').nth(1).into_iter().collect()),
    }
}

/// Who denies it, or which allow is missing, or what the decision hangs on.
fn reason(explanation: &Explanation<'_>) -> String {
    match explanation.decision {
        Decision::Allow => {
            let grants = |it: &&StatementRef<'_>| !matches!(it.layer, Layer::Scp(_) | Layer::Session(_));
            let allows = explanation.matched.iter().filter(|it| it.effect == Effect::Allow).filter(grants);
            format!("allowed by {}", joined(allows.map(statement)))
        }
        Decision::ExplicitDeny => {
            let denies = explanation.matched.iter().filter(|it| it.effect == Effect::Deny);
            format!("denied by {}", joined(denies.map(statement)))
        }
        Decision::ImplicitDeny => {
            let without = joined(explanation.without_allow.iter().map(|it| layer(*it)));
            let is_near = |it: &&NearMiss<'_>| {
                let is_of_action = !it.failed.iter().any(|it| matches!(it, Failed::Action));
                it.statement.effect == Effect::Allow && is_of_action && !it.failed.is_empty()
            };
            let near = explanation.nearly.iter().find(is_near);
            let near = near.map(|it| {
                let failed = joined(it.failed.iter().map(ToString::to_string));
                format!("; the nearest is {}, which fails by {failed}", statement(&it.statement))
            });
            let where_ = if without.is_empty() { String::new() } else { format!(" in {without}") };
            format!("no `Allow` applies{where_}{}", near.unwrap_or_default())
        }
        Decision::Unknown => {
            let keys = explanation.missing.iter().map(|it| format!("`{it}`, which is unknown"));
            let questions =
                explanation.assumptions.iter().map(|it| format!("an open question: {} (`{it}`)", it.question()));
            format!("it depends on {}", joined(keys.chain(questions)))
        }
    }
}

fn statement(it: &StatementRef<'_>) -> String {
    let sid = it.sid.map(|it| format!(" (`{it}`)")).unwrap_or_default();
    format!("statement {}{sid} of the {} `{}`", it.statement, it.layer.kind(), it.policy)
}

fn layer(it: Layer) -> String {
    match it {
        Layer::Identity => "the identity policies".into(),
        Layer::Role => "the roles".into(),
        Layer::Scp(level) => format!("the service control policies of level {level}"),
        Layer::Session(place) => format!("session policy {place}"),
        Layer::Resource => "the resource policy".into(),
    }
}

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(", ")
}
