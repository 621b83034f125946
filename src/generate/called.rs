//! APIs that a program is known to call: of certain services, and by certain parts of it.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Generator, described, needs, resources};
use crate::{ApiCall, Operation, Service};

/// An API as the documentation or the source of a program names it, with what is known of the call.
///
/// ```
/// use hwc_iam::generate::{Called, Generator};
/// use hwc_iam::{Cloud, Model};
///
/// let mut generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
/// let mut copy = Called::new("IMS", &["ims"], "POST", "/v1/cloudimages/{image_id}/copy");
/// copy.values = &[("image_id", "7ca68c5b")];
/// copy.by = "which `huaweicloud_images_image_copy` calls";
/// assert!(generator.called(&copy).is_some());
/// let generated = generator.generate();
/// let reason = &generated.reasons[0];
/// assert_eq!((reason.action.as_str(), reason.resources[0].as_str()), ("ims:images:copyInRegion", "ims:*:*:image:7ca68c5b"));
/// assert_eq!(
///     reason.because,
///     "`POST /v1/cloudimages/{image_id}/copy` needs it, which `huaweicloud_images_image_copy` calls"
/// );
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Called<'a> {
    /// The program's word for the service.
    pub tag: &'a str,
    /// The codes of the services that this may be.
    pub services: &'a [&'a str],
    /// The HTTP method.
    pub method: &'a str,
    /// The path with its placeholders.
    pub path: &'a str,
    /// The values of placeholders, which narrow resources.
    pub values: &'a [(&'a str, &'a str)],
    /// The region that is called.
    pub region: Option<&'a str>,
    /// The id of the account that is called.
    pub account: Option<&'a str>,
    /// A clause for the reasons that says who calls it; nothing, if it is empty.
    pub by: &'a str,
}

impl<'a> Called<'a> {
    /// An API, of which no more is known.
    #[must_use]
    pub const fn new(tag: &'a str, services: &'a [&'a str], method: &'a str, path: &'a str) -> Self {
        Self { tag, services, method, path, values: &[], region: None, account: None, by: "" }
    }

    /// What messages call it, and what [`Given::what`](super::Given::what) is.
    #[must_use]
    pub fn title(&self) -> String {
        self.titled(self.path)
    }

    fn titled(&self, path: &str) -> String {
        format!("{} {path} of {}", self.method, self.tag)
    }
}

impl Generator {
    /// Adds an API that a program calls. Only an operation whose page prints the same path is that API, regardless of the names of
    /// placeholders; an API that no page prints is [`Unresolved`](super::Unresolved).
    pub fn called(&mut self, it: &Called<'_>) -> Option<Operation> {
        let title = it.title();
        let by = |because| needs::told(because, it.by);
        let call = match ApiCall::new(it.method, it.path) {
            Ok(call) => call,
            Err(error) => {
                self.unresolved(&title, by(error.to_string()), Vec::new());
                return None;
            }
        };
        let services = it.services.iter().filter_map(|it| Service::from_code_ignore_case(it));
        let mut found = call.operations_of(services, self.model, self.cloud);
        found.retain(|it| it.is_of_template());
        found.dedup_by(|a, b| needs::are_same(a.operation(), b.operation()));
        let [one] = found.as_slice() else {
            let because = match found.len() {
                0 => self.nowhere(),
                _ => String::from("several operations have this path and need different actions"),
            };
            let candidates = found.iter().map(|it| described(it.operation())).collect();
            self.unresolved(&title, by(because), candidates);
            return None;
        };
        let operation = one.operation();
        let path = filled(it, operation);
        let given = it.titled(&path);
        let whole = ApiCall::new(it.method, &path).unwrap_or(call);
        let region = it.region.or(self.region.as_deref());
        let account = it.account.or(self.account.as_deref());
        let place = resources::Place { region, account };
        self.needs.operation(&given, &one.with_call(whole), &place, &self.applies, it.by);
        Some(operation)
    }
}

/// The path with the ids in it that the resources of its actions have, whatever the program calls them.
fn filled<'a>(it: &Called<'a>, operation: Operation) -> Cow<'a, str> {
    let value = |own: &str, documented: &str| {
        let (_, value) = it.values.iter().find(|(known, _)| *known == own)?;
        (is_id(value) && resources::is_named(operation, documented)).then_some(*value)
    };
    let documented = operation.path().unwrap_or_default().split('/');
    let parts = it.path.split('/').zip(documented).map(|(own, documented)| {
        let found = placeholder(own).zip(placeholder(documented)).and_then(|(own, documented)| value(own, documented));
        found.unwrap_or(own)
    });
    if it.values.is_empty() { it.path.into() } else { parts.collect::<Vec<_>>().join("/").into() }
}

fn placeholder(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// Whether a value can stand in a path as it is.
fn is_id(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}
