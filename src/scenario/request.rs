use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::input::reason;
use crate::PrincipalKind;
use crate::error::InputProblem;
use crate::eval::{EntryValue, Request, Value};
use crate::shared::urn::foreign_prefix;

/// A request in JSON, as a scenario has it.
///
/// ```
/// use hwc_iam::scenario;
///
/// let request = scenario::request(r#"{ "action": "ims:images:list", "context": { "g:MFAPresent": true } }"#)?;
/// assert_eq!(request.action_name(), "ims:images:list");
/// let error = scenario::request(r#"{ "resource": "*" }"#).unwrap_err();
/// assert_eq!(error.to_string(), "there is no `action`");
/// # Ok::<(), hwc_iam::error::InputProblem>(())
/// ```
///
/// # Errors
///
/// It is not a request, has no action, says two things of one key, or its resource is named as nothing is, with `urn:` or `arn:` at
/// the front.
pub fn request(json: impl AsRef<[u8]>) -> Result<Request, InputProblem> {
    let asked: Asked<'_> = serde_json::from_slice(json.as_ref())
        .map_err(|it| InputProblem::new(reason(&it)).at(Some((it.line(), it.column()))))?;
    if asked.action.is_none() {
        return Err(InputProblem::new("there is no `action`"));
    }
    asked.request()
}

/// A request as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked<'a> {
    #[serde(borrow, default)]
    principal: Option<Principal<'a>>,
    #[serde(borrow, default)]
    action: Option<Text<'a>>,
    #[serde(borrow, default)]
    resource: Option<Text<'a>>,
    #[serde(borrow, default)]
    context: Context<'a>,
    #[serde(borrow, default)]
    unknown: Vec<Text<'a>>,
}

/// A text that is copied only where it has escapes.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Principal<'a> {
    #[serde(borrow)]
    Name(Text<'a>),
    #[serde(borrow)]
    Kind(PrincipalOfKind<'a>),
}

#[derive(Deserialize)]
enum PrincipalOfKind<'a> {
    #[serde(rename = "IAM", borrow)]
    Iam(Text<'a>),
    #[serde(borrow)]
    Service(Text<'a>),
    #[serde(rename = "Identity_provider", borrow)]
    IdentityProvider(Text<'a>),
    #[serde(borrow)]
    Federated(Text<'a>),
}

/// Numbers and booleans are the texts that they are written as.
enum Values<'a> {
    One(Text<'a>),
    Many(Vec<Text<'a>>),
    Null,
}

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(from)?.get();
        Self::of(raw).ok_or_else(|| {
            D::Error::custom("the value of a key is a string, a number, a boolean, null or an array of these")
        })
    }
}

impl<'a> Values<'a> {
    fn of(raw: &'a str) -> Option<Self> {
        Some(match raw.bytes().next()? {
            b'[' => {
                let each: Vec<&'a RawValue> = serde_json::from_str(raw).ok()?;
                Self::Many(each.into_iter().map(|it| text(it.get())).collect::<Option<_>>()?)
            }
            b'n' => Self::Null,
            _ => Self::One(text(raw)?),
        })
    }
}

fn text(raw: &str) -> Option<Text<'_>> {
    match raw.bytes().next()? {
        b'"' => serde_json::from_str(raw).ok(),
        b'{' | b'[' | b'n' => None,
        _ => Some(Text(raw.into())),
    }
}

/// Each key with its values, in order.
#[derive(Default)]
struct Context<'a>(Vec<(Text<'a>, Values<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Context<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
            type Value = Context<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Context<'a>, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = map.next_entry()? {
                    all.push(member);
                }
                Ok(Context(all))
            }
        }

        from.deserialize_map(Members(PhantomData))
    }
}

impl Asked<'_> {
    /// The request; an error if it says two things of one key.
    pub(super) fn request(&self) -> Result<Request, InputProblem> {
        self.check_keys()?;
        self.check_resource()?;
        Ok(self.unchecked())
    }

    /// Names of other kinds match no pattern of a policy, so that the answer would be a denial that says nothing.
    fn check_resource(&self) -> Result<(), InputProblem> {
        let Some(text) = self.resource.as_ref().map(|it| &*it.0) else { return Ok(()) };
        let is_of_topic = || text.get(..TOPIC.len()).is_some_and(|it| it.eq_ignore_ascii_case(TOPIC));
        let Some(prefix) = foreign_prefix(text).filter(|_| !is_of_topic()) else { return Ok(()) };
        let prefix = text.get(..prefix.len()).unwrap_or(prefix);
        Err(InputProblem::new(format!("the resource `{text}` begins with `{prefix}`: its name begins with a service")))
    }

    fn check_keys(&self) -> Result<(), InputProblem> {
        let keys = || self.context.0.iter().map(|(it, _)| it).chain(&self.unknown).map(|it| &*it.0);
        let mut seen = BTreeSet::new();
        let is_few = keys().nth(FEW).is_none();
        for (at, key) in keys().enumerate() {
            let is_twice =
                if is_few { keys().take(at).any(|it| is_same(it, key)) } else { !seen.insert(without_case(key)) };
            if is_twice {
                let why = format!("duplicate key `{key}`: the case of a key does not count");
                return Err(InputProblem::new(why));
            }
        }
        Ok(())
    }

    fn unchecked(&self) -> Request {
        let mut request = Request::new(self.action.as_ref().map_or("", |it| &it.0));
        request = match &self.principal {
            None => request,
            Some(Principal::Name(it)) => request.principal(&it.0),
            Some(Principal::Kind(PrincipalOfKind::Iam(it))) => request.principal_of(PrincipalKind::Iam, &it.0),
            Some(Principal::Kind(PrincipalOfKind::Service(it))) => request.principal_of(PrincipalKind::Service, &it.0),
            Some(Principal::Kind(PrincipalOfKind::Federated(it))) => {
                request.principal_of(PrincipalKind::Federated, &it.0)
            }
            Some(Principal::Kind(PrincipalOfKind::IdentityProvider(it))) => {
                request.principal_of(PrincipalKind::IdentityProvider, &it.0)
            }
        };
        if let Some(it) = &self.resource {
            request = request.resource(&it.0);
        }
        let known = self.context.0.iter().filter_map(|(key, values)| {
            let value = match values {
                Values::One(it) => Value::One(it.0.as_ref().into()),
                Values::Many(all) => Value::Many(all.iter().map(|it| it.0.as_ref().into()).collect()),
                Values::Null => return None,
            };
            Some((&*key.0, EntryValue::Value(value)))
        });
        let is_resource = |it: &&Text<'_>| it.0 == "resource";
        if self.unknown.iter().any(|it| is_resource(&it)) {
            request = request.unknown_resource();
        }
        let unknown = self.unknown.iter().filter(|it| !is_resource(it)).map(|it| (&*it.0, EntryValue::Unknown));
        request.with_all(known.chain(unknown))
    }
}

/// The case of a tag's key, behind the `/`, may count.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.eq_ignore_ascii_case(other) && without_case(one) == without_case(other)
}

fn without_case(key: &str) -> String {
    match key.split_once('/') {
        Some((stem, tag)) => format!("{}/{tag}", stem.to_ascii_lowercase()),
        None => key.to_ascii_lowercase(),
    }
}

/// How policies of topics call them.
const TOPIC: &str = "urn:smn:";

/// Up to so many keys, each pair is compared.
const FEW: usize = 32;
