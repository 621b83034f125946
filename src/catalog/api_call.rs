use alloc::vec::Vec;

use super::{Operation, Region};
use crate::error::ParseApiCallError;
use crate::shared::tables::OperationRow;
use crate::{Cloud, Model, Service};

/// One call of an API as it is written in documentation or in a log: a method and a path, with or without host and query,
/// with placeholders or with ids.
///
/// ```
/// use hwc_iam::ApiCall;
///
/// let call = ApiCall::parse("POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/copy?x=1")?;
/// assert_eq!((call.method(), call.path()), ("POST", "/v1/cloudimages/7ca68c5b/copy"));
/// assert_eq!(call.region().unwrap().id(), "cn-north-4");
/// # Ok::<(), hwc_iam::error::ParseApiCallError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApiCall<'a> {
    method: &'a str,
    host: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> ApiCall<'a> {
    /// Reads a call: the method, a space, and a path or a full URL.
    ///
    /// # Errors
    ///
    /// If there is no method, or no path that begins with `/`.
    pub fn parse(text: &'a str) -> Result<Self, ParseApiCallError> {
        let (method, address) =
            text.trim().split_once(char::is_whitespace).ok_or_else(|| ParseApiCallError::method(text))?;
        Self::new(method, address.trim_start())
    }

    /// The call of this method on a path or a full URL.
    ///
    /// # Errors
    ///
    /// If the method is not a word of letters, or there is no path that begins with `/`.
    pub fn new(method: &'a str, address: &'a str) -> Result<Self, ParseApiCallError> {
        if method.is_empty() || !method.bytes().all(|it| it.is_ascii_alphabetic()) {
            return Err(ParseApiCallError::method(method));
        }
        let (host, rest) = match address.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, "/")),
            None => ("", address),
        };
        let without_fragment = rest.split_once('#').map_or(rest, |(it, _)| it);
        let (path, query) = split_query(without_fragment);
        if !path.starts_with('/') {
            return Err(ParseApiCallError::path(address));
        }
        Ok(Self { method, host: Some(host).filter(|it| !it.is_empty()), path, query })
    }

    /// The HTTP method as it is written.
    #[must_use]
    pub const fn method(self) -> &'a str {
        self.method
    }

    /// The host, with a port if there is one.
    #[must_use]
    pub const fn host(self) -> Option<&'a str> {
        self.host
    }

    /// The path, without the query.
    #[must_use]
    pub const fn path(self) -> &'a str {
        self.path
    }

    /// The region that the host names, if it is one of the catalogue.
    #[must_use]
    pub fn region(self) -> Option<Region> {
        self.host?.split('.').find_map(Region::from_id)
    }

    /// The operations of the catalogue that this can be a call of, those with the most literal path and no others. Of several
    /// services that print the same path, the one that the host names wins, and of several ways to write a path the one with
    /// the placeholders of the call, then the one of a page that no newer one has replaced. More than one is an ambiguity, none
    /// is a call that no page lists.
    ///
    /// ```
    /// use hwc_iam::{ApiCall, Cloud, Model};
    ///
    /// let call = ApiCall::parse("POST /v1/cloudimages/7ca68c5b/copy")?;
    /// let found = call.operations(Model::IdentityPolicy, Cloud::HuaweiCloud);
    /// assert_eq!(found[0].operation().to_string(), "POST /v1/cloudimages/{image_id}/copy");
    /// assert_eq!(found[0].parameter("image_id"), Some("7ca68c5b"));
    /// # Ok::<(), hwc_iam::error::ParseApiCallError>(())
    /// ```
    #[must_use]
    pub fn operations(self, model: Model, cloud: Cloud) -> Vec<OperationMatch<'a>> {
        self.operations_of(Service::all(), model, cloud)
    }

    /// The same among the operations of some services.
    ///
    /// ```
    /// use hwc_iam::{ApiCall, Cloud, Model, Service};
    ///
    /// let call = ApiCall::parse("POST /v1/cloudimages/{image_id}/copy")?;
    /// let of = |code| call.operations_of(Service::from_code(code), Model::IdentityPolicy, Cloud::HuaweiCloud);
    /// assert_eq!((of("ims").len(), of("ecs").len()), (1, 0));
    /// # Ok::<(), hwc_iam::error::ParseApiCallError>(())
    /// ```
    #[must_use]
    pub fn operations_of(
        self,
        services: impl IntoIterator<Item = Service>,
        model: Model,
        cloud: Cloud,
    ) -> Vec<OperationMatch<'a>> {
        self.best_of(services.into_iter().flat_map(|it| self.with_method(it, model, cloud)))
    }

    /// Those of these operations, which have its method, that fit it best.
    pub(super) fn best_of(self, operations: impl Iterator<Item = Operation>) -> Vec<OperationMatch<'a>> {
        let mut best = Vec::new();
        let mut highest = Rank::default();
        for operation in operations {
            let Some(rank) = self.rank(operation) else { continue };
            if best.is_empty() || rank > highest {
                best.clear();
                highest = rank;
            }
            if rank == highest {
                best.push(OperationMatch { operation, call: self });
            }
        }
        // What the query rules out still hides paths with fewer words: its words are none of their ids.
        if highest.agrees { without_replaced(best) } else { Vec::new() }
    }

    fn with_method(self, service: Service, model: Model, cloud: Cloud) -> impl Iterator<Item = Operation> {
        let is_same = move |it: &OperationRow| it.is_of(model, cloud) && it.0.eq_ignore_ascii_case(self.method);
        let rows = (0..).zip(service.row().operations);
        rows.filter(move |(_, row)| is_same(row)).map(move |(at, _)| Operation::at(service.place(), at))
    }

    /// How well the operation fits, or nothing if its path does not.
    fn rank(self, operation: Operation) -> Option<Rank> {
        let written = operation.path()?;
        if !begins_alike(written, self.path) {
            return None;
        }
        let (path, query) = split_query(written);
        let mut rank = Rank::default();
        let mut given = segments(self.path);
        for wanted in segments(path) {
            match Segment::of(wanted).compare(given.next()?)? {
                Fit::Literal => rank.literals += 1,
                Fit::SameName => rank.names += 1,
                Fit::Filled => {}
            }
        }
        if given.next().is_some() {
            return None;
        }
        (rank.agrees, rank.is_complete) = (true, true);
        for (name, wanted) in parameters(query) {
            let given = parameters(self.query).find(|it| it.0 == name).map(|it| it.1);
            match (given, Segment::of(wanted)) {
                // A word without a value says which API of the path is meant.
                (None, Segment::Literal("")) => return None,
                (None, Segment::Literal(_)) => rank.is_complete = false,
                (Some(given), Segment::Literal(wanted)) if given != wanted => rank.agrees = false,
                (Some(_), _) => rank.query += 1,
                (None, Segment::Placeholder { .. }) => {}
            }
        }
        rank.of_host = self.host.and_then(|it| it.split('.').next()) == Some(operation.service().code());
        Some(rank)
    }
}

/// Without the operations that only pages state which newer ones have replaced, where the same service has one of a newer page.
fn without_replaced(mut all: Vec<OperationMatch<'_>>) -> Vec<OperationMatch<'_>> {
    let is_current = |it: Operation| it.sources().any(|it| !it.is_older());
    let current: Vec<_> = all.iter().map(|it| it.operation).filter(|it| is_current(*it)).collect();
    all.retain(|it| {
        current.contains(&it.operation) || !current.iter().any(|other| other.service() == it.operation.service())
    });
    all
}

impl Operation {
    /// The operations that a call such as `POST /v1/cloudimages/7ca68c5b/copy` can be of; see [`ApiCall::operations`].
    ///
    /// ```
    /// use hwc_iam::{Cloud, Model, Operation};
    ///
    /// let found = Operation::resolve("GET /v2/images/7ca68c5b", Model::IdentityPolicy, Cloud::HuaweiCloud)?;
    /// assert_eq!(found[0].operation().actions().unwrap().next().unwrap().name(), "ims:images:get");
    /// # Ok::<(), hwc_iam::error::ParseApiCallError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If it is not a method and a path.
    pub fn resolve(call: &str, model: Model, cloud: Cloud) -> Result<Vec<OperationMatch<'_>>, ParseApiCallError> {
        Ok(ApiCall::parse(call)?.operations(model, cloud))
    }
}

/// An operation and the call that it was found for.
///
/// ```
/// use hwc_iam::{Cloud, Model, Operation};
///
/// let found = Operation::resolve("GET /v2/0a1b/images/7ca68c5b/tags", Model::IdentityPolicy, Cloud::HuaweiCloud)?;
/// let parameters: Vec<_> = found[0].parameters().collect();
/// assert_eq!(parameters, [("project_id", "0a1b"), ("image_id", "7ca68c5b")]);
/// # Ok::<(), hwc_iam::error::ParseApiCallError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct OperationMatch<'a> {
    operation: Operation,
    call: ApiCall<'a>,
}

impl<'a> OperationMatch<'a> {
    /// The operation.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// The call.
    #[must_use]
    pub const fn call(&self) -> ApiCall<'a> {
        self.call
    }

    /// The placeholders of the operation's path that the call has a value for, in order. One that is a placeholder in the call as
    /// well has none.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        let (path, query) = split_query(self.operation.path().unwrap_or_default());
        let given = self.call.query;
        let in_path = segments(path).zip(segments(self.call.path));
        let in_query = parameters(query)
            .filter_map(move |(name, wanted)| Some((wanted, parameters(given).find(|it| it.0 == name)?.1)));
        in_path.chain(in_query).filter_map(|(wanted, given)| Segment::of(wanted).value(given))
    }

    /// Whether the call is the API itself, as documentation prints it: its words are words of the operation's path, but for the types
    /// of things that one page names with a placeholder, and its query has no word that says that another API is meant.
    #[must_use]
    pub(crate) fn is_of_template(&self) -> bool {
        let (path, query) = split_query(self.operation.path().unwrap_or_default());
        let is_same = |(wanted, given): (&str, &str)| match (Segment::of(wanted), Segment::of(given)) {
            (Segment::Placeholder { name, .. }, Segment::Literal(_)) => name.ends_with("type"),
            _ => true,
        };
        let is_known = |(name, value): (&str, &str)| !value.is_empty() || parameters(query).any(|it| it.0 == name);
        segments(path).zip(segments(self.call.path)).all(is_same) && parameters(self.call.query).all(is_known)
    }

    /// The same operation for another call of it.
    pub(crate) const fn with_call<'b>(&self, call: ApiCall<'b>) -> OperationMatch<'b> {
        OperationMatch { operation: self.operation, call }
    }

    /// The value of the placeholder with this name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        self.parameters().find(|it| it.0 == name).map(|it| it.1)
    }
}

/// How well an operation fits a call; what comes first counts most.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    literals: usize,
    /// Whether the query has no other value where the page prints one.
    agrees: bool,
    /// Whether the query has a value wherever the page prints one.
    is_complete: bool,
    query: usize,
    of_host: bool,
    names: usize,
}

/// A segment of a path as pages print it: a word, `{id}`, `:id`, or one of these with a slip of the pen such as `{id`.
pub(super) enum Segment<'a> {
    Literal(&'a str),
    Placeholder { before: &'a str, name: &'a str, after: &'a str },
}

enum Fit {
    Literal,
    SameName,
    Filled,
}

impl<'a> Segment<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        if let Some(name) = text.strip_prefix(':') {
            return Self::Placeholder { before: "", name, after: "" };
        }
        let (before, rest) = match (text.split_once('{'), text.ends_with('}')) {
            (Some((before, rest)), _) => (before, rest),
            (None, true) => ("", text),
            (None, false) => return Self::Literal(text),
        };
        let (name, after) = rest.rsplit_once('}').unwrap_or((rest, ""));
        Self::Placeholder { before, name: name.trim_matches(['{', '}']), after }
    }

    fn compare(&self, given: &str) -> Option<Fit> {
        match self {
            Self::Literal(wanted) => (*wanted == given).then_some(Fit::Literal),
            Self::Placeholder { before, name, after } => match Segment::of(given) {
                Segment::Placeholder { name: other, .. } if other == *name => Some(Fit::SameName),
                Segment::Placeholder { .. } => Some(Fit::Filled),
                Segment::Literal(text) => filled(text, before, after).map(|_| Fit::Filled),
            },
        }
    }

    fn value<'g>(&self, given: &'g str) -> Option<(&'a str, &'g str)> {
        match (self, Segment::of(given)) {
            (Self::Placeholder { before, name, after }, Segment::Literal(text)) => {
                Some((name, filled(text, before, after)?))
            }
            _ => None,
        }
    }
}

fn filled<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.strip_prefix(before)?.strip_suffix(after).filter(|it| !it.is_empty())
}

/// Whether a path begins with the words of another one up to its first placeholder: few do, and of the others nothing else is asked.
fn begins_alike(wanted: &str, given: &str) -> bool {
    let mut given = given.trim_start_matches('/').bytes();
    let mut wanted = wanted.trim_start_matches('/').bytes();
    while let Some(it) = wanted.next() {
        if matches!(it, b'{' | b':' | b'?') {
            return true;
        }
        match given.next() {
            Some(other) if other == it => {}
            Some(_) => return wanted.take_while(|it| *it != b'/').any(|it| it == b'}'),
            // What is left may be the last `/`.
            None => return true,
        }
    }
    true
}

pub(super) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.trim_matches('/').split('/')
}

pub(super) fn split_query(text: &str) -> (&str, Option<&str>) {
    text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)))
}

fn parameters(query: Option<&str>) -> impl Iterator<Item = (&str, &str)> {
    query.into_iter().flat_map(|it| it.split('&')).map(|it| it.split_once('=').unwrap_or((it, "")))
}
