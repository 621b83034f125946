use super::statement::CompiledStatement;
use super::truth::Truth;
use crate::Effect;

/// For each group of statements, by its bit, whether one of its statements allows and whether one denies.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Votes {
    allow: Marks,
    deny: Marks,
}

#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    yes: u64,
    open: u64,
}

impl Votes {
    pub(super) fn of(&self, allow: bool, group: u32) -> Truth {
        let bits = if allow { self.allow } else { self.deny };
        if bits.yes >> group & 1 == 1 {
            Truth::Yes
        } else if bits.open >> group & 1 == 1 {
            Truth::Open
        } else {
            Truth::No
        }
    }

    pub(super) fn cast(&mut self, allow: bool, group: u32, applies: Truth) {
        let bits = if allow { &mut self.allow } else { &mut self.deny };
        match applies {
            Truth::Yes => bits.yes |= 1 << group,
            Truth::Open => bits.open |= 1 << group,
            Truth::No => {}
        }
    }

    /// The same as if nothing denied.
    pub(super) const fn without_denies(self) -> Self {
        Self { allow: self.allow, deny: Marks { yes: 0, open: 0 } }
    }

    /// The same as if nothing in this group allowed.
    pub(super) const fn without_allows(self, group: u32) -> Self {
        let keep = !(1 << group);
        let allow = Marks { yes: self.allow.yes & keep, open: self.allow.open & keep };
        Self { allow, deny: self.deny }
    }

    pub(super) fn is_settled(&self, statement: &CompiledStatement) -> bool {
        self.of(statement.effect == Effect::Allow, statement.group) == Truth::Yes
    }

    pub(super) fn add(&mut self, statement: &CompiledStatement, applies: Truth) {
        self.cast(statement.effect == Effect::Allow, statement.group, applies);
    }
}
