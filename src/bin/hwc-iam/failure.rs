//! Why a command cannot do what it is asked for.

use std::fmt::{self, Display};
use std::path::Path;

use hwc_iam::suggest;

use crate::name;

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
    notes: Vec<String>,
}

impl Failure {
    pub(crate) fn new(what: impl Display) -> Self {
        Self(vec![Problem { place: None, what: what.to_string(), help: None, notes: Vec::new() }])
    }

    /// What is wrong with a file or a folder.
    pub(crate) fn of(path: &Path, what: impl Display) -> Self {
        Self::at(name::of(path), what)
    }

    /// What is wrong at a place, such as `policy.json:3`.
    pub(crate) fn at(place: impl Display, what: impl Display) -> Self {
        let mut failure = Self::new(what);
        failure.0.iter_mut().for_each(|it| it.place = Some(place.to_string()));
        failure
    }

    /// With what may help, if anything does.
    pub(crate) fn with_help(mut self, help: Option<impl Display>) -> Self {
        if let Some(last) = self.0.last_mut() {
            last.help = help.map(|it| it.to_string());
        }
        self
    }

    /// With the name that was probably meant, if there is one.
    pub(crate) fn with_near(self, near: Option<&str>) -> Self {
        self.with_help(near.map(suggest::did_you_mean))
    }

    pub(crate) fn with_notes(mut self, notes: Vec<String>) -> Self {
        if let Some(last) = self.0.last_mut() {
            last.notes = notes;
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
        for (at, Problem { place, what, help, notes }) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "\n" })?;
            if let Some(place) = place {
                write!(f, "{place}: ")?;
            }
            f.write_str(what)?;
            if let Some(help) = help {
                write!(f, "\nhelp: {help}")?;
            }
            for note in notes {
                write!(f, "\nnote: {note}")?;
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
