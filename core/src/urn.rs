//! The five parts of a uniform resource name.

/// Splits at the colons, except those inside `${…}`; the last part may hold more of them. Nothing, if there are fewer parts.
///
/// ```
/// let parts = hwc_iam::urn::split("ims:*:${g:DomainId}:image:a:b").unwrap();
/// assert_eq!(parts, ["ims", "*", "${g:DomainId}", "image", "a:b"]);
/// ```
#[must_use]
pub fn split(text: &str) -> Option<[&str; 5]> {
    let mut depth = 0_usize;
    let mut before = 0;
    let mut colons = text.bytes().enumerate().filter_map(|(at, it)| {
        match it {
            b'{' if before == b'$' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = it;
        (it == b':' && depth == 0).then_some(at)
    });
    let mut start = 0;
    let mut next = || {
        let at = colons.next()?;
        let part = text.get(start..at);
        start = at + 1;
        part
    };
    let parts = [next()?, next()?, next()?, next()?];
    let [service, region, account, kind] = parts;
    Some([service, region, account, kind, text.get(start..)?])
}

/// With what other names of resources begin, `urn:` or `arn:` in whatever case: no service has such a code.
///
/// ```
/// assert_eq!(hwc_iam_core::urn::foreign_prefix("URN:ims:*:*:image:a"), Some("urn:"));
/// assert_eq!(hwc_iam_core::urn::foreign_prefix("ims:*:*:image:a"), None);
/// ```
#[must_use]
pub fn foreign_prefix(text: &str) -> Option<&'static str> {
    ["urn:", "arn:"].into_iter().find(|it| text.get(..it.len()).is_some_and(|front| front.eq_ignore_ascii_case(it)))
}
