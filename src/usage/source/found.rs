//! Which operations the members that are named are.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::form::{Name, Use};
use super::language::Sdk;
use super::operations::{SdkOperation, SdkOperations};
use super::types::{Is, Typer};
use super::world::World;

/// What a member is.
pub(super) enum Meaning {
    /// Nothing of an SDK.
    Nothing,
    Operation(SdkOperation),
    /// One of these, or nothing of an SDK.
    Perhaps(Vec<SdkOperation>),
    /// One of these, of a client whose package or version is not said.
    OneOf(Vec<SdkOperation>),
    /// Something of a client that is not known.
    Unknown(String),
}

/// What a member is that stands in a file.
pub(super) fn meaning<'a>(
    world: &World<'a>,
    typer: &mut Typer<'_, 'a>,
    unit: usize,
    it: &Use<'a>,
    imported: &BTreeSet<Sdk>,
) -> Meaning {
    let here = (unit, it.function);
    let candidates: BTreeSet<SdkOperation> = match it.name {
        Name::Is(name) => imported.iter().flat_map(|it| operations(*it, name)).collect(),
        Name::Computed => BTreeSet::new(),
    };
    // What is called like no operation is worth little.
    typer.look_far(!candidates.is_empty());
    let types = typer.of(here, &it.base);
    let types = typer.values(types);
    let clients = typer.clients(&types);
    let name = match it.name {
        Name::Is(name) => name,
        Name::Computed => {
            let Some(sdk) = clients.first() else { return Meaning::Nothing };
            return Meaning::Unknown(format!("which operation of `{}` is called here is computed", sdk.service));
        }
    };
    // A method of a class of the program is looked at where it is declared.
    let members = typer.member_of(unit, &types, name);
    let functions: Vec<_> =
        members.iter().filter_map(|it| if let Is::Function(id) = it { Some(*id) } else { None }).collect();
    let mut found: BTreeSet<SdkOperation> = clients.iter().flat_map(|it| operations(*it, name)).collect();
    if found.is_empty() {
        let is_own = |id: &(usize, usize)| world.function(*id).is_some_and(|it| !it.is_abstract);
        if functions.iter().any(is_own) {
            return Meaning::Nothing;
        }
        found = requested(world, typer, here, it, &functions, name);
    }
    let apis: BTreeSet<_> = found.iter().map(|it| it.api).collect();
    match (found.first(), apis.len()) {
        (Some(one), 1) => return Meaning::Operation(*one),
        (Some(_), _) => return Meaning::OneOf(found.into_iter().collect()),
        (None, _) => {}
    }
    if let Some(sdk) = clients.first() {
        let is_called = it.arguments.as_ref().is_some_and(|it| !it.is_empty());
        return if is_called && !is_of_builder(name) {
            let version = sdk.version.map(|it| format!(" v{it}")).unwrap_or_default();
            Meaning::Unknown(format!("the table of operations has no `{name}` of `{}`{version}", sdk.service))
        } else {
            Meaning::Nothing
        };
    }
    let is_open = types.is_empty() || types.iter().chain(&members).any(|it| matches!(it, Is::Unknown | Is::Module(_)));
    if candidates.is_empty() || !is_open {
        Meaning::Nothing
    } else {
        Meaning::Perhaps(candidates.into_iter().collect())
    }
}

/// The operation whose request a method takes, if it is called like that.
fn requested<'a>(
    world: &World<'a>,
    typer: &mut Typer<'_, 'a>,
    here: (usize, usize),
    it: &Use<'a>,
    declared: &[(usize, usize)],
    name: &str,
) -> BTreeSet<SdkOperation> {
    let mut found = BTreeSet::new();
    for argument in it.arguments.iter().flatten() {
        found.extend(typer.of(here, argument));
    }
    for id in declared {
        let Some(function) = world.function(*id) else { continue };
        for value in function.parameters.iter().filter_map(|it| function.variables.get(it)).flatten() {
            found.extend(typer.of(*id, value));
        }
    }
    let sdk = |it: Is| match it {
        Is::Request(sdk, operation) => {
            let is_it = operations(sdk, &operation).iter().any(|it| operations(sdk, name).contains(it));
            is_it.then_some(sdk)
        }
        _ => None,
    };
    found.into_iter().filter_map(sdk).flat_map(|it| operations(it, name)).collect()
}

fn operations(sdk: Sdk, name: &str) -> Vec<SdkOperation> {
    let all = SdkOperations::get().named(sdk.service, name).iter();
    all.filter(|it| sdk.version.is_none_or(|version| version == it.version)).copied().collect()
}

/// Whether it sets up a client, in any of the SDKs.
fn is_of_builder(name: &str) -> bool {
    let plain = name.to_lowercase();
    ["set", "add", "get", "build", "new", "with", "value"].iter().any(|it| plain.starts_with(it))
}
