//! Why something is not known before Terraform runs.

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;

/// A reason, in words for people.
#[derive(Debug, Clone)]
pub(super) struct Why {
    text: Rc<str>,
    is_failure: bool,
}

impl Why {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into().into(), is_failure: false }
    }

    /// Terraform would stop there.
    pub(super) fn failed(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self { text: format!("terraform would refuse it: {text}").into(), is_failure: true }
    }

    /// What a resource has only when it is made.
    pub(super) fn attribute(address: &str, name: &str) -> Self {
        Self::new(format!("`{address}.{name}` is known only when terraform runs"))
    }

    pub(super) fn too_large() -> Self {
        Self::new("it is too large or too deep to be evaluated")
    }

    pub(super) fn too_much_made(bytes: usize) -> Self {
        Self::new(format!("the values that the module makes take more than {} MB", bytes >> 20))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) const fn is_failure(&self) -> bool {
        self.is_failure
    }
}
