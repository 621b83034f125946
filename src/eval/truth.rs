/// Whether something holds, as far as that is known. In this order, so that *and* is the least and *or* the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    No,
    Open,
    Yes,
}

impl Truth {
    pub(crate) const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub(crate) const fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }

    /// Whether one of them holds; looks no further than the first that does.
    pub(crate) fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut found = Self::No;
        for it in all {
            found = found.or(it);
            if found == Self::Yes {
                break;
            }
        }
        found
    }

    /// Whether all of them hold; looks no further than the first that does not.
    pub(crate) fn all(all: impl IntoIterator<Item = Self>) -> Self {
        Self::any(all.into_iter().map(Self::not)).not()
    }

    /// `yes` if it holds and `no` if it does not; what both agree on, if it is open.
    pub(crate) fn choose(self, yes: Self, no: Self) -> Self {
        match self {
            Self::Yes => yes,
            Self::No => no,
            Self::Open if yes == no => yes,
            Self::Open => Self::Open,
        }
    }
}
