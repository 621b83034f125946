//! One expression alone.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::config::{self, Config};
use super::encode;
use super::eval::Scope;
use super::lower::Source;
use super::parse;
use super::text::Piece;
use super::world::World;
use crate::error::ReadFileError;

/// What an expression of Terraform says, as far as that is known before Terraform runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    text: String,
    unknown: Vec<String>,
}

impl Evaluated {
    /// The value as JSON; nothing if something of it is not known.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        self.unknown.is_empty().then_some(&*self.text)
    }

    /// The same, with U+FFFD in the place of each unknown part.
    #[must_use]
    pub fn partial(&self) -> &str {
        &self.text
    }

    /// Why those parts are not known.
    #[must_use]
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }
}

/// Evaluates an expression among declarations, which are the text of a file of Terraform.
///
/// ```
/// use hwc_iam::files::evaluate;
///
/// let value = evaluate(r#"[for it in local.all : upper(it)]"#, r#"locals { all = ["a", "b"] }"#)?;
/// assert_eq!(value.json(), Some(r#"["A","B"]"#));
/// let value = evaluate(r#"{ a = 1, b = var.b }"#, r#"variable "b" {}"#)?;
/// assert_eq!((value.json(), value.partial()), (None, "{\"a\":1,\"b\":\u{fffd}}"));
/// assert_eq!(value.unknown(), ["`var.b` has no default"]);
/// # Ok::<(), hwc_iam::error::ReadFileError>(())
/// ```
///
/// # Errors
///
/// One of the texts is not Terraform's language.
pub fn evaluate(expression: &str, declarations: &str) -> Result<Evaluated, ReadFileError> {
    let nothing = BTreeMap::new();
    let world = World::new(&nothing, "");
    let mut config = Config::default();
    let body = config::body(&world, "", declarations)?;
    config.add(&world, body, false);
    let module = super::root(&world, config);
    let parsed = parse::expression(expression)?;
    let expr = Source { text: expression, base: 0, within: None }.expr(&parsed);
    let value = world.eval(&expr, &Scope::of(&module));
    let (mut text, mut unknown) = (String::new(), Vec::new());
    for piece in encode::json(&value).0 {
        match piece {
            Piece::Known(run) => text.push_str(&run.text),
            Piece::Hole(it) => {
                text.push(char::REPLACEMENT_CHARACTER);
                unknown.extend(it.first_unknown().map(|why| why.as_str().to_string()));
            }
        }
    }
    Ok(Evaluated { text, unknown })
}
