//! Why a command cannot do what it is asked for.

use std::fmt::{self, Display};
use std::path::Path;

use crate::input;

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// What is wrong, mostly with one input.
#[derive(Debug, Clone)]
pub(crate) struct Failure(Vec<Problem>);

#[derive(Debug, Clone)]
struct Problem {
    /// The file, with line and column if they are known.
    place: Option<String>,
    what: String,
    help: Option<String>,
}

impl Failure {
    pub(crate) fn new(what: impl Display) -> Self {
        Self(vec![Problem { place: None, what: what.to_string(), help: None }])
    }

    /// What is wrong with a file or a folder.
    pub(crate) fn of(path: &Path, what: impl Display) -> Self {
        Self::at(input::name(path), what)
    }

    /// What is wrong at a place, such as `policy.json:3`.
    pub(crate) fn at(place: String, what: impl Display) -> Self {
        Self(vec![Problem { place: Some(place), what: what.to_string(), help: None }])
    }

    pub(crate) fn with_help(mut self, help: impl Display) -> Self {
        if let Some(last) = self.0.last_mut() {
            last.help = Some(help.to_string());
        }
        self
    }

    /// Several at once, in order.
    pub(crate) fn all(each: impl IntoIterator<Item = Self>) -> Self {
        Self(each.into_iter().flat_map(|it| it.0).collect())
    }

    /// The same without the place, for where that is said already.
    pub(crate) fn without_place(mut self) -> Self {
        self.0.iter_mut().for_each(|it| it.place = None);
        self
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Problem { place, what, help }) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "\n" })?;
            if let Some(place) = place {
                write!(f, "{place}: ")?;
            }
            f.write_str(what)?;
            if let Some(help) = help {
                write!(f, "\nhelp: {help}")?;
            }
        }
        Ok(())
    }
}

/// An error of the library says it as it is; one about a file needs [`Failure::of`].
impl<E: std::error::Error> From<E> for Failure {
    fn from(it: E) -> Self {
        Self::new(it)
    }
}
