use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::request::Value;

/// More sets of values are not looked at.
pub(super) const MOST_SETS: usize = 64;

/// Which values of a key are sought.
pub(super) struct Sought {
    /// Whether what some come to is hidden, as another key is not known.
    pub(super) is_hidden: bool,
    /// Whether the key itself is compared, and does not only stand in variables.
    pub(super) is_compared: bool,
    pub(super) is_multivalued: Option<bool>,
    /// How many values a set has at the most.
    pub(super) largest: usize,
}

impl Sought {
    /// Those that come to something else than all others. Where that is hidden, those that the policies have, too, and what a
    /// wildcard means, or nothing at all.
    pub(super) fn distinct<O: Ord>(
        &self,
        candidates: Vec<String>,
        of_policies: usize,
        comes_to: impl Fn(&Value) -> O,
    ) -> Vec<Value> {
        let one = |it: &String| Value::One(it.clone());
        let many = |it: &String| Value::Many(alloc::vec![it.clone()]);
        let (mut ones, mut manies) = (BTreeSet::new(), BTreeSet::new());
        let mut elements: Vec<String> = Vec::new();
        for (at, it) in candidates.into_iter().enumerate() {
            let is_new_one = self.is_multivalued != Some(true) && ones.insert(comes_to(&one(&it)));
            // Several values in a variable are as good as any others.
            let can_differ = self.is_multivalued != Some(false) && (self.is_compared || at == 0);
            let is_new_of_many = can_differ && manies.insert(comes_to(&many(&it)));
            let is_kept = self.is_hidden && (at < of_policies.min(8) || matches!(&*it, "*" | ""));
            if is_new_one || is_new_of_many || is_kept {
                elements.push(it);
            }
        }
        let mut all = alloc::vec![Value::Absent];
        if self.is_multivalued != Some(true) {
            all.extend(elements.iter().map(one));
        }
        if self.is_multivalued != Some(false) {
            let few = if self.is_compared { &*elements } else { elements.get(..1).unwrap_or_default() };
            all.extend(self.sets(few, comes_to).into_iter().map(Value::Many));
        }
        all
    }

    /// The sets of these that come to something else than all others. What a set comes to follows from what a smaller one does
    /// and one more element, so that only such sets are enlarged.
    fn sets<O: Ord>(&self, elements: &[String], comes_to: impl Fn(&Value) -> O) -> Vec<Vec<String>> {
        let mut sets: Vec<Vec<String>> = alloc::vec![Vec::new()];
        let mut seen = BTreeSet::from([comes_to(&Value::Many(Vec::new()))]);
        let mut next = 0;
        while let Some(set) = sets.get(next).filter(|it| it.len() < self.largest).cloned() {
            next += 1;
            for it in elements.iter().filter(|it| !set.contains(it)) {
                let larger: Vec<String> = set.iter().chain([it]).cloned().collect();
                if sets.len() < MOST_SETS && seen.insert(comes_to(&Value::Many(larger.clone()))) {
                    sets.push(larger);
                }
            }
        }
        sets
    }
}
