//! Resources: the code of the service in small letters, the rest as it is.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Lost;
use crate::shared::urn;
use crate::{Resources, Service};

/// The same resources in an identity policy, or why there are none.
pub(super) fn translate(old: &Resources) -> Result<Resources, Lost> {
    match old {
        Resources::These(all) => Ok(Resources::These(Cow::Owned(each(all)?))),
        Resources::AllBut(all) => Ok(Resources::AllBut(Cow::Owned(each(all)?))),
        Resources::Uris(all) => Err(Lost(format!(
            "identity policies name an agency by its urn, which has its name; `{}` has its id",
            all.join("`, `")
        ))),
    }
}

fn each(all: &[Cow<'static, str>]) -> Result<Vec<Cow<'static, str>>, Lost> {
    all.iter().map(|it| one(it)).collect()
}

fn one(text: &str) -> Result<Cow<'static, str>, Lost> {
    if text == "*" {
        return Ok(Cow::Borrowed("*"));
    }
    let [code, rest @ ..] = urn::split(text).ok_or_else(|| Lost(format!("`{text}` is not a urn")))?;
    let code = Service::from_code_ignore_case(code).map_or_else(|| String::from(code), |it| it.code().into());
    Ok(Cow::Owned(format!("{code}:{}", rest.join(":"))))
}
