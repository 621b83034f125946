//! The actions of a statement.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::Options;
use super::report::{Instead, Unmapped};
use super::twins::{Evidence, Twin, of_obs};
use crate::shared::pattern::{self, is_pattern};
use crate::wildcard::{expand, shrink};
use crate::{Action, ActionPattern, Actions, Coverage, Effect, Model, RoleAction, Service};

/// What a statement of identity policies names in the place of the old names.
#[derive(Default)]
pub(super) struct Mapped {
    pub(super) new: Vec<ActionPattern>,
    /// Exactly what the old names stand for; another list only where `new` may be broader.
    pub(super) ideal: Vec<ActionPattern>,
    /// The most that they may stand for, where patterns may match more than the catalogue knows.
    pub(super) most: Vec<ActionPattern>,
    pub(super) notes: Vec<String>,
    pub(super) unmapped: Vec<Unmapped>,
    /// The patterns that may match more than the catalogue knows.
    pub(super) open: Vec<Unmapped>,
    /// Whether some of the new names are only known to be spelt as the old ones are.
    pub(super) may_differ: bool,
}

/// The old names of one statement, and where it stands.
pub(super) struct Old<'a> {
    pub(super) statement: usize,
    pub(super) texts: Vec<&'a str>,
    pub(super) twins: &'a [Twin],
}

impl Old<'_> {
    /// What may be done with these names: a new action for which all the old ones are here.
    pub(super) fn granted(&self, options: Options) -> Mapped {
        let all = expand::<RoleAction>(self.texts.iter().copied());
        let of: Vec<&Twin> = self.twins.iter().filter(|it| has_all(it, &all)).collect();
        let replaced = replaced(&of);
        let is_exact = |pattern: &str| {
            let known = expand::<Action>([pattern]);
            let is_read = Service::of_name(pattern).is_some_and(|it| it.is_complete(Model::IdentityPolicy));
            is_read && !known.is_empty() && known.iter().all(|it| is_twin(&of, *it))
        };
        let patterns: Vec<String> = self.patterns().filter(|it| is_exact(it)).collect();
        let mut mapped = Mapped { ideal: self.written(&of, &patterns), ..Mapped::default() };
        mapped.most = self.most(&of, &patterns);
        mapped.new = mapped.ideal.clone();
        if options.allow_broader {
            let open: Vec<String> = self.patterns().filter(|it| !expand::<Action>([it.as_str()]).is_empty()).collect();
            mapped.new = self.broader(&of, &open);
        }
        let has_twin = |pattern: &str| expand::<RoleAction>([pattern]).iter().any(|it| replaced.contains(it));
        for pattern in self.patterns().filter(|it| !patterns.contains(it) && has_twin(it)) {
            mapped.notes.push(if options.allow_broader {
                let equivalent = if open_services(&pattern).is_empty() { "an equivalent" } else { "a known equivalent" };
                format!("`{pattern}` is kept as a pattern, although not every action that it matches has {equivalent}")
            } else {
                format!("`{pattern}` was replaced by the names of the actions with an equivalent; future actions are not included")
            });
        }
        self.explain(&of, &mut mapped);
        self.missing(&replaced, &all, Instead::LeftOut, &mut mapped);
        mapped
    }

    /// What must not be done with these names: a new action for which one of the old ones is here. Patterns stay, and so do
    /// names without a twin: a denial of what does not exist takes nothing away.
    pub(super) fn denied(&self) -> Mapped {
        let all = expand::<RoleAction>(self.texts.iter().copied());
        let has = |it: &RoleAction| all.binary_search(it).is_ok();
        let of: Vec<&Twin> = self.twins.iter().filter(|it| it.of.iter().any(has)).collect();
        let replaced = replaced(&of);
        let doubtful = self.twins.iter().filter(|it| !it.of.iter().any(has) && it.doubtful.iter().any(has));
        let patterns: Vec<String> = self.patterns().filter(|it| has_three_parts(it)).collect();
        // A pattern that stays may also match an action that came from others.
        let only_twins = |it: &String| expand::<Action>([it.as_str()]).iter().all(|it| is_twin(&of, *it));
        let exact: Vec<String> = patterns.iter().filter(|it| only_twins(it)).cloned().collect();
        let mut mapped = Mapped { ideal: self.written(&of, &exact), ..Mapped::default() };
        mapped.most = self.most(&of, &exact);
        mapped.new = self.written(&of, &patterns);
        for pattern in patterns.iter().filter(|it| !exact.contains(it) && of_obs(it).is_none()) {
            let matches = if open_services(pattern).is_empty() { "also matches" } else { "may also match" };
            mapped.notes.push(format!("`{pattern}` {matches} actions that it did not deny before"));
        }
        for twin in doubtful {
            let is_there = patterns.iter().any(|it| pattern::matches(it, twin.action.name()));
            if !is_there {
                mapped.new.push(twin.action.into());
                let note = "has such an alias on its page, which looks wrong; it is denied to be safe";
                mapped.notes.push(format!("`{}` {note}", twin.action));
            }
        }
        self.explain(&of, &mut mapped);
        self.missing(&replaced, &all, Instead::KeptByOldName, &mut mapped);
        for text in self.texts.iter().filter(|it| !is_pattern(it) && of_obs(it).is_none() && has_three_parts(it)) {
            if RoleAction::from_name(text).is_none_or(|it| !replaced.contains(&it)) {
                mapped.new.push(ActionPattern::Unchecked(Cow::Owned((*text).to_string())));
            }
        }
        mapped
    }

    /// The patterns, with the code of the service in the case of the catalogue.
    fn patterns(&self) -> impl Iterator<Item = String> {
        self.texts.iter().filter(|it| is_pattern(it)).map(|it| lower_service(it))
    }

    /// The patterns and, in order, the names that none of them matches; then the names of OBS.
    fn written(&self, of: &[&Twin], patterns: &[String]) -> Vec<ActionPattern> {
        let kept = patterns.iter().filter(|it| of_obs(it).is_none());
        let mut written: Vec<ActionPattern> =
            kept.clone().map(|it| ActionPattern::Pattern(Cow::Owned(it.clone()))).collect();
        let is_matched = |it: &&&Twin| kept.clone().any(|pattern| pattern::matches(pattern, it.action.name()));
        written.extend(of.iter().filter(|it| !is_matched(it)).map(|it| ActionPattern::from(it.action)));
        written.extend(
            self.texts.iter().filter_map(|it| of_obs(it)).map(|it| ActionPattern::read(it, Model::IdentityPolicy)),
        );
        written
    }

    /// The same with the patterns of which nobody knows all that they matched.
    fn most(&self, of: &[&Twin], patterns: &[String]) -> Vec<ActionPattern> {
        let is_open = |it: &String| has_three_parts(it) && !patterns.contains(it) && !open_services(it).is_empty();
        let open = self.patterns().filter(is_open);
        self.written(of, &patterns.iter().cloned().chain(open).collect::<Vec<_>>())
    }

    /// As few patterns as possible, and those of the old statement.
    fn broader(&self, of: &[&Twin], open: &[String]) -> Vec<ActionPattern> {
        let mut written = self.written(&[], open);
        let is_matched = |it: &Action| open.iter().any(|pattern| pattern::matches(pattern, it.name()));
        let rest = of.iter().map(|it| it.action).filter(|it| !is_matched(it));
        written.splice(
            0..0,
            shrink(rest).patterns.into_iter().map(|it| ActionPattern::read(it.pattern, Model::IdentityPolicy)),
        );
        written
    }

    fn explain(&self, of: &[&Twin], mapped: &mut Mapped) {
        let is_own_name = |it: &Twin| it.of.iter().all(|old| old.name() == it.action.name());
        for twin in of.iter().filter(|it| it.evidence == Evidence::SameApi && !is_own_name(it)) {
            let doubt = if twin.doubtful.is_empty() { "" } else { "; the alias that its page prints looks wrong" };
            mapped.notes.push(format!(
                "`{}` replaces {}: pages of both models list the same API{doubt}",
                twin.action,
                quoted(twin.of.iter().map(|it| it.name())),
            ));
        }
        for (evidence, aliases) in [
            (Evidence::SameName, "and no page prints another alias"),
            (Evidence::SameApi, "and pages of both list the same API"),
            (
                Evidence::OnlyName,
                "and whether a page prints another alias is not stated: whether both models mean the same is open",
            ),
        ] {
            let same: Vec<&&Twin> = of.iter().filter(|it| it.evidence == evidence && is_own_name(it)).collect();
            if !same.is_empty() {
                let names = quoted(same.iter().map(|it| it.action.name()));
                let verb = if same.len() == 1 { "has the same name" } else { "have the same names" };
                mapped.notes.push(format!("{names} {verb} in both models, {aliases}"));
            }
        }
        mapped.may_differ = self.may_differ(of);
        if self.texts.iter().any(|it| of_obs(it).is_some()) {
            mapped.notes.push(String::from(
                "operations of OBS begin with a lower-case letter in identity policies; no page that lists them was read",
            ));
        }
    }

    /// Whether it matters what an old name stands for: where all of them are named, it does not.
    fn may_differ(&self, of: &[&Twin]) -> bool {
        !self.texts.contains(&"*") && of.iter().any(|it| it.evidence == Evidence::OnlyName)
    }

    /// Lists what has no twin, by the text that names it.
    fn missing(&self, replaced: &BTreeSet<RoleAction>, all: &[RoleAction], instead: Instead, mapped: &mut Mapped) {
        for text in self.texts.iter().filter(|it| of_obs(it).is_none()) {
            let instead = if has_three_parts(text) { instead } else { Instead::LeftOut };
            let named = expand::<RoleAction>([*text]);
            let lost: Vec<RoleAction> = named.iter().copied().filter(|it| !replaced.contains(it)).collect();
            let open = if is_pattern(text) { open_services(text) } else { Vec::new() };
            if !open.is_empty() {
                let because =
                    format!("not all actions of {} in the role model are known: others may match", list(&open));
                mapped.open.push(self.unmapped(text, because, Vec::new(), instead));
            } else if named.is_empty() {
                let because = format!("no known action of the role model matches `{text}`");
                mapped.unmapped.push(self.unmapped(text, because, Vec::new(), instead));
            }
            for of_service in lost.chunk_by(|a, b| a.service() == b.service()) {
                let Some(service) = of_service.first().map(|it| it.service()) else { continue };
                let names = of_service.iter().map(|it| it.name()).collect();
                mapped.unmapped.push(self.unmapped(text, self.because(service, of_service, all), names, instead));
            }
        }
    }

    fn because(&self, service: Service, lost: &[RoleAction], all: &[RoleAction]) -> String {
        let known = service.actions().count();
        let not_stated = service.actions().filter(|it| it.aliases().is_none()).count();
        if !service.is_complete(Model::IdentityPolicy) {
            return match (known, not_stated) {
                (0, _) => format!("no page of the actions of `{service}` in identity policies was read"),
                (_, 0) => format!(
                    "only {known} actions of `{service}` in identity policies are known, and none of them is equivalent"
                ),
                _ => format!(
                    "only {known} actions of `{service}` in identity policies are known, and none of them is known to be \
                     equivalent: the aliases of {not_stated} are not stated"
                ),
            };
        }
        let part = self.twins.iter().find(|it| it.of.iter().any(|it| lost.binary_search(it).is_ok()));
        match part {
            Some(twin) => {
                let others = twin.of.iter().filter(|it| all.binary_search(it).is_err()).map(|it| it.name());
                format!("`{}` also replaces {}, which the statement does not have", twin.action, quoted(others))
            }
            None if not_stated == 0 => String::from("no action of identity policies has this alias, name or API"),
            None => format!(
                "no action of identity policies is known to have this alias, name or API: the aliases of {not_stated} of \
                 `{service}` are not stated"
            ),
        }
    }

    fn unmapped(&self, what: &str, because: String, actions: Vec<&'static str>, instead: Instead) -> Unmapped {
        Unmapped { statement: Some(self.statement), what: what.into(), because, actions, instead }
    }
}

/// The actions of a statement that names them, or that names all others.
pub(super) fn translate(
    index: usize,
    effect: Effect,
    old: &Actions,
    twins: &[Twin],
    options: Options,
) -> (Mapped, bool) {
    let (Actions::These(texts) | Actions::AllBut(texts)) = old;
    let named = Old { statement: index, texts: texts.iter().map(ActionPattern::as_str).collect(), twins };
    match (old, effect) {
        (Actions::These(_), Effect::Allow) => (named.granted(options), false),
        (Actions::These(_), Effect::Deny) => (named.denied(), false),
        // To deny all but these spares what would be granted by these.
        (Actions::AllBut(_), Effect::Deny) => {
            let mut mapped = named.granted(Options::default());
            let all = mapped.unmapped.iter_mut().chain(&mut mapped.open);
            all.for_each(|it| it.instead = Instead::AlsoDenied);
            (mapped, true)
        }
        (Actions::AllBut(_), Effect::Allow) => (all_but(&named), false),
    }
}

/// To allow all but these: the names of all others that have a twin.
fn all_but(named: &Old<'_>) -> Mapped {
    let but = expand::<RoleAction>(named.texts.iter().copied());
    let rest: Vec<RoleAction> = RoleAction::all().filter(|it| but.binary_search(it).is_err()).collect();
    let of: Vec<&Twin> = named.twins.iter().filter(|it| has_all(it, &rest)).collect();
    let ideal = named.written(&of, &[]).into_iter().filter(|it| matches!(it, ActionPattern::Action(_)));
    let ideal: Vec<ActionPattern> = ideal.collect();
    let because = String::from("of all other actions, only those with an equivalent can be named");
    let unmapped = vec![named.unmapped("NotAction", because, Vec::new(), Instead::LeftOut)];
    Mapped { new: ideal.clone(), ideal, unmapped, may_differ: named.may_differ(&of), ..Mapped::default() }
}

fn has_all(twin: &Twin, all: &[RoleAction]) -> bool {
    !twin.of.is_empty() && twin.of.iter().all(|it| all.binary_search(it).is_ok())
}

/// Whether the action is one of the twins, which are in its order.
fn is_twin(of: &[&Twin], action: Action) -> bool {
    of.binary_search_by_key(&action, |it| it.action).is_ok()
}

/// What the twins stand for.
fn replaced(of: &[&Twin]) -> BTreeSet<RoleAction> {
    of.iter().flat_map(|it| &it.of).copied().collect()
}

/// The services that a pattern is about and of whose actions in the role/policy model no page lists all.
fn open_services(pattern: &str) -> Vec<Service> {
    let of_known = expand::<RoleAction>([pattern]).into_iter().map(|it| it.service());
    let all: BTreeSet<Service> = of_known.chain(Service::of_name(pattern)).collect();
    all.into_iter().filter(|it| it.coverage(Model::RolePolicy) < Coverage::Page).collect()
}

/// The first of them by name, and how many more.
fn list(services: &[Service]) -> String {
    let (shown, more) = services.split_at(services.len().min(MOST_NAMED));
    match more.len() {
        0 => quoted(shown.iter().map(|it| it.code())),
        more => format!(
            "{} and {more} more services",
            shown.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
        ),
    }
}

/// So many services are named.
const MOST_NAMED: usize = 5;

/// The pattern with the code of the service in the case of the catalogue.
fn lower_service(pattern: &str) -> String {
    match (Service::of_name(pattern), pattern.split_once(':')) {
        (Some(service), Some((_, rest))) => format!("{service}:{rest}"),
        _ => pattern.into(),
    }
}

fn has_three_parts(text: &str) -> bool {
    text == "*" || text.split(':').count() == 3
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<String> = names.map(|it| format!("`{it}`")).collect();
    match all.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}
