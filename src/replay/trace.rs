//! A trace of CTS, or a line of another log of calls.

use alloc::string::String;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::user::User;
use crate::shared::value;

/// What a trace says, under the names of the page "Trace Structure" of CTS (cts_03_0010), and beside it a method and a path or address,
/// as gateways log them.
///
/// ```
/// use hwc_iam::replay::Trace;
///
/// let text = r#"{"service_type": "IMS", "trace_name": "createImage", "time": 1660927593570,
///     "user": {"name": "alice", "domain": {"name": "acme", "id": "0a1b"}}, "source_ip": "10.0.0.1", "code": "200"}"#;
/// let trace: Trace = serde_json::from_str(text)?;
/// assert_eq!(trace.day().unwrap().to_string(), "2022-08-19");
/// assert_eq!(trace.user().principal(), "acme/alice");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Trace<'a> {
    /// Such as `ECS`.
    pub service_type: Option<String>,
    /// Such as `ecs`.
    pub resource_type: Option<String>,
    /// Such as `createServer`.
    pub trace_name: Option<String>,
    /// The id of the operation.
    pub operation_id: Option<String>,
    /// The id of the trace.
    pub trace_id: Option<String>,
    /// The address from which the call came.
    pub source_ip: Option<String>,
    /// The method of HTTP.
    #[serde(alias = "http_method", alias = "request_method")]
    pub method: Option<String>,
    /// The path or the address that was called.
    #[serde(alias = "uri", alias = "path", alias = "request_uri")]
    pub url: Option<String>,
    /// The status of the answer, a text or a number.
    #[serde(borrow)]
    pub code: Option<&'a RawValue>,
    /// When it was: milliseconds since 1970, as a number or a text.
    #[serde(borrow)]
    pub time: Option<&'a RawValue>,
    /// Who called: an object or a text of JSON.
    #[serde(borrow)]
    pub user: Option<&'a RawValue>,
    /// What was answered.
    #[serde(borrow)]
    pub response: Option<&'a RawValue>,
    /// The service's description of it.
    #[serde(borrow)]
    pub message: Option<&'a RawValue>,
}

/// A day of the calendar, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Since 1970.
    number: i64,
}

/// So many milliseconds since 1970 as policies write dates; nothing, if the year does not have four digits.
pub(super) fn date(milliseconds: i64) -> Option<String> {
    let nanos = u32::try_from(milliseconds.rem_euclid(1000) * 1_000_000).ok()?;
    value::date_text((milliseconds.div_euclid(1000), nanos))
}

impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let text = self.number.checked_mul(DAY).and_then(date).unwrap_or_default();
        f.write_str(text.split('T').next().unwrap_or_default())
    }
}

/// In milliseconds.
const DAY: i64 = 86_400_000;

impl Trace<'_> {
    /// Whether it says what was done.
    #[must_use]
    pub const fn is_trace(&self) -> bool {
        self.trace_name.is_some() || self.operation_id.is_some() || self.method.is_some()
    }

    /// When it was, in milliseconds since 1970.
    #[must_use]
    pub fn milliseconds(&self) -> Option<i64> {
        plain(self.time?).parse().ok()
    }

    /// The day in UTC.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        let milliseconds = self.milliseconds().filter(|it| date(*it).is_some())?;
        Some(Day { number: milliseconds.div_euclid(DAY) })
    }

    /// Whether the call was denied, as the status of its answer says; nothing, if there is none.
    #[must_use]
    pub fn was_denied(&self) -> Option<bool> {
        let code: u16 = plain(self.code?).parse().ok()?;
        match code {
            403 => Some(true),
            200..=399 => Some(false),
            // A call that was not found or is malformed may fail before or after it is authorized.
            _ => None,
        }
    }

    /// Who called.
    #[must_use]
    pub fn user(&self) -> User {
        self.user.map(|it| User::read(it.get())).unwrap_or_default()
    }

    /// The words of the answer.
    #[must_use]
    pub fn answer(&self) -> String {
        let parts = [self.response, self.message].into_iter().flatten().map(RawValue::get);
        parts.collect::<alloc::vec::Vec<_>>().join(" ")
    }
}

/// A number or a text as text.
fn plain(value: &RawValue) -> &str {
    value.get().trim_matches('"')
}
