//! Least privilege: the smallest policy that lets given operations through.
//!
//! A [`Generator`] takes calls, audit traces and messages of denials, and finds out what they need. What the catalogue does not
//! know is [`Unresolved`], never a wildcard.

mod assemble;
mod called;
mod denied;
mod needs;
mod proof;
mod report;
mod resources;
mod split;
mod trace;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub use called::Called;
pub use proof::{Proof, Proved, Without};
pub use report::{Conditional, Generated, Given, Reason, Unresolved};

use crate::{ActionPattern, ApiCall, Cloud, Model, Need, Operation, OperationMatch, suggest};
use needs::Needs;

/// Collects what a policy is to allow, and makes the smallest one.
///
/// ```
/// use hwc_iam::generate::Generator;
/// use hwc_iam::{Cloud, Model};
///
/// let mut generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
/// generator.call("POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/cross_region_copy");
/// let generated = generator.generate();
/// assert_eq!(
///     generated.policy.as_ref().unwrap().to_string(),
///     r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:copyCrossRegion"],"Resource":["ims:cn-north-4:*:image:7ca68c5b"]}]}"#,
/// );
/// assert!(generated.unresolved.is_empty() && generated.proof().holds());
/// ```
#[derive(Debug, Clone)]
pub struct Generator {
    model: Model,
    cloud: Cloud,
    applies: Applies,
    region: Option<String>,
    account: Option<String>,
    service: Option<String>,
    needs: Needs,
}

impl Generator {
    /// For a policy of this model on this cloud.
    #[must_use]
    pub fn new(model: Model, cloud: Cloud) -> Self {
        Self {
            model,
            cloud,
            applies: Applies::default(),
            region: None,
            account: None,
            service: None,
            needs: Needs::default(),
        }
    }

    /// Also includes actions that a page requires only under a condition, such as `required only for enterprise project migration`. Otherwise
    /// it is only named, as [`Conditional`].
    #[must_use]
    pub fn with_conditional(mut self) -> Self {
        self.applies.by_default = true;
        self
    }

    /// Says of such words whether they apply, which goes before [`with_conditional`](Self::with_conditional).
    ///
    /// ```
    /// use hwc_iam::generate::Generator;
    /// use hwc_iam::{Cloud, Model};
    ///
    /// let call = "POST /v2/{project_id}/apigw/instances/{instance_id}/apis/action";
    /// let mut generator = Generator::new(Model::RolePolicy, Cloud::HuaweiCloud);
    /// generator.call(call);
    /// let words = generator.generate().conditional[0].qualifier.clone();
    /// let mut generator = Generator::new(Model::RolePolicy, Cloud::HuaweiCloud).condition(words.clone(), true);
    /// generator.call(call);
    /// assert!(generator.generate().conditional.iter().any(|it| it.qualifier == words && it.is_included));
    /// ```
    #[must_use]
    pub fn condition(mut self, words: impl Into<String>, applies: bool) -> Self {
        self.applies.told.insert(words.into(), applies);
        self
    }

    /// Narrows resources to this region; the host of a call goes first.
    #[must_use]
    pub fn region(mut self, id: impl Into<String>) -> Self {
        self.region = Some(id.into());
        self
    }

    /// Narrows resources to this account.
    #[must_use]
    pub fn account(mut self, id: impl Into<String>) -> Self {
        self.account = Some(id.into());
        self
    }

    /// Takes the operations of this service where several services list the same call.
    #[must_use]
    pub fn service(mut self, code: impl Into<String>) -> Self {
        self.service = Some(code.into());
        self
    }

    /// Adds a call, such as `POST /v1/cloudimages/{image_id}/copy`, or with ids, which narrow the resource; or an operation by its
    /// name, `CopyImageInRegion`, with the service in front where several have one: `ims:CopyImageInRegion`.
    pub fn call(&mut self, text: &str) {
        if is_name(text) {
            return self.named(text);
        }
        match ApiCall::parse(text) {
            Ok(call) => self.api_call(text, call),
            Err(error) => self.unresolved(text, error.to_string(), Vec::new()),
        }
    }

    /// Adds audit traces or other logs of calls: JSON lines, or a JSON array of them.
    ///
    /// A trace of CTS says what was done, `createImage` of `IMS`, and not which API was called; it counts only where it also has
    /// a method and a path, or where it was denied and the answer names the action.
    pub fn traces(&mut self, text: &str) {
        trace::read(self, text);
    }

    /// Adds the action that the message of a denial names.
    pub fn denied(&mut self, message: &str) {
        denied::read(self, message, message);
    }

    /// The policy, and a report on it.
    #[must_use]
    pub fn generate(self) -> Generated {
        assemble::assemble(self.model, self.cloud, self.needs)
    }

    fn named(&mut self, name: &str) {
        if self.needs.given.contains_key(name) {
            return;
        }
        let found: Vec<Operation> = Operation::find_by_name(name).filter(|it| self.is_of_service(*it)).collect();
        let mut here = found.clone();
        here.retain(|it| (it.model(), it.cloud()) == (self.model, self.cloud));
        here.dedup_by(|a, b| needs::are_same(*a, *b));
        match here.as_slice() {
            [one] => {
                let call = one.to_string();
                let call = ApiCall::parse(&call).map(|it| it.operations(self.model, self.cloud)).unwrap_or_default();
                match call.iter().find(|it| it.operation() == *one) {
                    Some(found) => self.operation(name, found),
                    None => self.unresolved(name, "its page does not state its method and path".into(), Vec::new()),
                }
            }
            [] if found.is_empty() => {
                let names = Operation::all().flat_map(|it| it.names().iter().copied());
                let near = suggest::nearest(name.rsplit(':').next().unwrap_or(name), names);
                let because = String::from("no page or SDK that was read has an operation of this name");
                self.unresolved(name, because, near.map(ToString::to_string).into_iter().collect());
            }
            [] => {
                let elsewhere: BTreeSet<_> = found.iter().map(|it| (it.model(), it.cloud())).collect();
                self.elsewhere(name, elsewhere.into_iter().collect());
            }
            several => {
                let candidates = several.iter().map(|it| described(*it)).collect();
                let because = "several operations have this name and need different actions; put the service in front of \
                               the name, or give the method and the path";
                self.unresolved(name, because.into(), candidates);
            }
        }
    }

    fn is_of_service(&self, it: Operation) -> bool {
        self.service.as_ref().is_none_or(|code| it.service().code().eq_ignore_ascii_case(code))
    }

    fn api_call(&mut self, given: &str, call: ApiCall<'_>) {
        // A log has the same call many times.
        if self.needs.given.contains_key(given) {
            return;
        }
        let mut found = call.operations(self.model, self.cloud);
        found.retain(|it| self.is_of_service(it.operation()));
        found.dedup_by(|a, b| needs::are_same(a.operation(), b.operation()));
        match found.as_slice() {
            [one] => self.operation(given, one),
            [] => {
                let pairs = Model::ALL.iter().flat_map(|model| Cloud::ALL.iter().map(|cloud| (*model, *cloud)));
                let elsewhere = pairs.filter(|(model, cloud)| !call.operations(*model, *cloud).is_empty()).collect();
                self.elsewhere(given, elsewhere);
            }
            several => {
                let candidates = several.iter().map(|it| described(it.operation())).collect();
                let because =
                    "several operations have this path and need different actions; name the host or the service";
                self.unresolved(given, because.into(), candidates);
            }
        }
    }

    fn nowhere(&self) -> String {
        format!("no page that was read lists it for the model `{}` on the cloud `{}`", self.model, self.cloud)
    }

    /// What no page of this model and cloud lists.
    fn elsewhere(&mut self, given: &str, elsewhere: Vec<(Model, Cloud)>) {
        let because = self.nowhere();
        self.needs.unresolved(Unresolved { what: given.into(), because, candidates: Vec::new(), elsewhere });
    }

    fn operation(&mut self, given: &str, found: &OperationMatch<'_>) {
        let region = found.call().region().map(|it| it.id().to_string()).or_else(|| self.region.clone());
        let place = resources::Place { region: region.as_deref(), account: self.account.as_deref() };
        self.needs.operation(given, found, &place, &self.applies, "");
    }

    /// Adds one action of the model, whose name the catalogue knows.
    fn action(&mut self, given: &str, action: ActionPattern, because: String) {
        let place = resources::Place { region: self.region.as_deref(), account: self.account.as_deref() };
        let resources = resources::of(&action, None, &place);
        self.needs.action(given, action, resources, because);
    }

    fn unresolved(&mut self, given: &str, because: String, candidates: Vec<String>) {
        self.needs.unresolved(Unresolved { what: given.into(), because, candidates, elsewhere: Vec::new() });
    }
}

/// Whether the words that pages put on what is needed apply.
#[derive(Debug, Clone, Default)]
struct Applies {
    by_default: bool,
    told: BTreeMap<String, bool>,
}

impl Applies {
    /// Whether these words do; nothing, if nobody says so.
    fn of(&self, words: &str) -> Option<bool> {
        self.told.get(words).copied().or(self.by_default.then_some(true))
    }
}

/// Whether a text is the name of an operation, with or without its service, and not a call.
fn is_name(text: &str) -> bool {
    let (service, name) = text.trim().split_once(':').unwrap_or(("", text.trim()));
    let part = |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    // `GET` is a method.
    name.bytes().any(|it| it.is_ascii_lowercase()) && part(name) && part(service)
}

/// An operation with its service and what it needs, for people.
fn described(operation: Operation) -> String {
    let actions: Vec<&str> = operation.actions().into_iter().flatten().map(Need::name).collect();
    format!("{} of `{}`: {}", operation, operation.service(), actions.join(", "))
}
