//! What two catalogues differ in, which step that is.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::Service;
use hwc_iam_import::{Change, Step, changelog, changes, step};

use super::read;

/// The services of the fixture, before and after.
fn both(change: impl Fn(&mut Service)) -> Vec<Change> {
    let before = read(&["hwc/curtains/curtain_v2.md", "otc/curtains/console.rst"]).services;
    let mut after = before.clone();
    change(after.iter_mut().find(|it| it.service == "curtain").unwrap());
    changes(&before, &after)
}

fn lines(all: &[Change]) -> Vec<String> {
    let line = |it: &Change| {
        let to = it.to.as_ref().map(|it| format!(" to {it}")).unwrap_or_default();
        let breaking = if it.breaking { " (breaking)" } else { "" };
        format!("{} {} {}{to} {:?}{breaking}", it.kind, it.what, it.name, it.fields)
    };
    all.iter().map(line).collect()
}

#[test]
fn nothing_is_no_step() {
    let all = both(|_| {});
    assert_eq!((all.as_slice(), step(&all)), (&[][..], Step::None));
}

#[test]
fn an_action_that_takes_the_place_of_its_alias_is_renamed() {
    let all = both(|it| {
        let draw = it.actions.iter_mut().find(|it| it.name == "curtain:curtains:draw").unwrap();
        draw.name = String::from("curtain:curtains:pullShut");
    });
    let expected = ["renamed action curtain:curtains:draw to curtain:curtains:pullShut [] (breaking)"];
    assert_eq!(lines(&all), expected, "the aliases are those of no other action");
    let all = both(|it| {
        it.actions.retain(|it| it.name != "curtain:curtains:grant");
        let mut new = it.actions[0].clone();
        new.name = String::from("curtain:curtains:permit");
        new.aliases = Stated::As(vec![String::from("curtain:curtains:grant")]);
        it.actions.push(new);
    });
    assert_eq!(lines(&all), ["renamed action curtain:curtains:grant to curtain:curtains:permit [] (breaking)"]);
    assert_eq!(step(&all), Step::Patch);
}

#[test]
fn letters_of_the_role_model_do_not_count() {
    let all = both(|it| it.role_actions[0].name = it.role_actions[0].name.to_uppercase());
    assert_eq!(all.iter().map(|it| it.kind).collect::<Vec<_>>(), ["renamed"]);
}

#[test]
fn a_key_that_an_action_no_longer_takes_breaks_policies() {
    let all = both(|it| {
        let grant = it.actions.iter_mut().find(|it| it.name == "curtain:curtains:grant").unwrap();
        let Stated::As(uses) = &mut grant.resources else { panic!("the page states them") };
        uses[0].condition_keys = Stated::As(vec![]);
    });
    assert_eq!(lines(&all), [r#"changed action curtain:curtains:grant ["resources"] (breaking)"#]);
    let all = both(|it| {
        let grant = it.actions.iter_mut().find(|it| it.name == "curtain:curtains:grant").unwrap();
        grant.resources = Stated::Not;
        grant.title = Stated::Not;
    });
    assert_eq!(lines(&all), [r#"changed action curtain:curtains:grant ["resources", "title"]"#]);
    assert_eq!(step(&all), Step::Patch);
}

#[test]
fn the_type_of_a_key_is_one_of_code() {
    let all = both(|it| {
        let Stated::As(keys) = &mut it.condition_keys else { panic!("the page states them") };
        keys[0].multivalued = Stated::As(false);
    });
    assert_eq!(lines(&all), [r#"changed condition_key curtain:Colour ["multivalued"] (breaking)"#]);
}

#[test]
fn the_changelog_has_a_line_for_each_service_and_kind() {
    let all = both(|it| {
        it.actions.remove(0);
        it.features.clear();
        it.role_resources.clear();
    });
    assert_eq!(changelog(&all), ["- **Breaking:** `curtain`: removed action `curtain::checkWindow`."]);
}
