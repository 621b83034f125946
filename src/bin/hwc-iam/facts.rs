//! The facts of the catalogue as JSON, under the names that its YAML has for them.

use hwc_iam::lint::Rule;
use hwc_iam::{
    Action, Cloud, ConditionKey, Constraint, Coverage, Fact, Feature, Limit, Model, Need, NeedKind, Operation,
    Operator, Predicate, Region, ResourceType, ResourceUse, Role, RoleAction, RoleResource, Service, Source, Support,
};
use serde_json::{Map, Value, json};

/// What no page states.
pub(crate) const NOT_STATED: &str = "not_stated";

pub(crate) fn service(it: Service) -> Value {
    let rules = it.scope_rules().iter().map(|(scope, reach)| json!({ "scope": scope, "reach": reach }));
    json!({
        "service": it.code(),
        "titles": { "en": stated(it.title()), "zh": stated(it.title_zh()) },
        "level": stated(it.level().map(|it| it.name())),
        "scope_rules": rules.collect::<Vec<_>>(),
        "clouds": clouds(it.clouds().iter()),
        "coverage": {
            "v5": it.coverage(Model::IdentityPolicy).name(),
            "role": it.coverage(Model::RolePolicy).name(),
        },
        "known": known(it),
        "schema_version": stated(it.schema_version()),
        "role_resource_types": stated(it.role_resource_types()),
        "role_resources": it.role_resources().map(role_resource).collect::<Vec<_>>(),
        "date": stated(it.date()),
        "sources": it.sources().map(source).collect::<Vec<_>>(),
    })
}

/// How many of its actions are known on each cloud, for each model of which any is.
fn known(it: Service) -> Vec<Value> {
    let each = Model::ALL.iter().flat_map(|model| Cloud::ALL.iter().map(move |cloud| (*model, *cloud)));
    let each = each.map(|(model, cloud)| (model, cloud, it.known(model, cloud)));
    let any = each.filter(|(_, _, known)| known.coverage() > Coverage::None);
    let shown = any.map(|(model, cloud, known)| {
        json!({
            "model": model.name(),
            "cloud": cloud.name(),
            "coverage": known.coverage().name(),
            "date": stated(known.date()),
            "complete": known.is_complete(),
            "actions": it.count_of_actions(model, cloud),
        })
    });
    shown.collect()
}

fn source(it: Source) -> Value {
    json!({
        "id": it.id(),
        "cloud": it.cloud().name(),
        "page": it.page(),
        "title": it.title(),
        "language": it.language(),
        "date": stated(it.date()),
        "sha256": stated(it.sha256()),
        "older": it.is_older(),
    })
}

pub(crate) fn action(it: Action) -> Value {
    json!({
        "service": it.service().code(),
        "model": Model::IdentityPolicy.name(),
        "name": it.name(),
        "title": stated(it.title()),
        "title_zh": stated(it.title_zh()),
        "access_level": stated(it.access_level().map(|it| it.name())),
        "permission_only": stated(it.permission_only()),
        "resources": stated(it.resources().map(|all| all.map(resource_use).collect::<Vec<_>>())),
        "condition_keys": stated(it.condition_keys().map(keys)),
        "aliases": stated(it.aliases()),
        "doubtful_aliases": it.has_doubtful_aliases(),
        "replaced_by": it.replaced_by().map(Action::name).collect::<Vec<_>>(),
        "clouds": clouds(it.clouds().iter()),
        "sources": sources(it.sources()),
    })
}

fn resource_use(it: ResourceUse) -> Value {
    json!({
        "type": it.resource_type().name(),
        "required": it.is_required(),
        "condition_keys": stated(it.condition_keys().map(keys)),
    })
}

fn keys(all: impl Iterator<Item = ConditionKey>) -> Vec<&'static str> {
    all.map(ConditionKey::name).collect()
}

pub(crate) fn role_action(it: RoleAction) -> Value {
    let scopes = it.clouds().iter().map(|cloud| {
        let scope = it.scope(cloud);
        json!({
            "cloud": cloud.name(),
            "iam_project": support(scope.iam_project),
            "enterprise_project": support(scope.enterprise_project),
        })
    });
    json!({
        "service": it.service().code(),
        "model": Model::RolePolicy.name(),
        "name": it.name(),
        "title": stated(it.title()),
        "scopes": scopes.collect::<Vec<_>>(),
        "successors": it.successors().map(Action::name).collect::<Vec<_>>(),
        "clouds": clouds(it.clouds().iter()),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn key(it: ConditionKey) -> Value {
    let models = Model::ALL.iter().filter(|model| it.is_listed_for(**model));
    json!({
        "service": it.service().map(Service::code),
        "key": it.name(),
        "title": stated(it.title()),
        "title_zh": stated(it.title_zh()),
        "type": stated(it.value_type().map(|it| it.name())),
        "multivalued": stated(it.is_multivalued()),
        "models": models.map(|it| it.name()).collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn resource(it: ResourceType) -> Value {
    json!({
        "service": it.service().code(),
        "type": it.name(),
        "urn": it.urn_template(),
        "placeholders": it.placeholders().collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn operation(it: Operation) -> Value {
    json!({
        "service": it.service().code(),
        "model": it.model().name(),
        "cloud": it.cloud().name(),
        "method": stated(it.method()),
        "path": stated(it.path()),
        "names": it.names(),
        "title": stated(it.title()),
        "actions": stated(it.actions().map(needs)),
        "dependencies": stated(it.dependencies().map(needs)),
        "iam_project": support(it.scope().iam_project),
        "enterprise_project": support(it.scope().enterprise_project),
        "by_instance": support(it.by_instance()),
        "by_tag": support(it.by_tag()),
        "constraints": it.constraints().map(Constraint::id).collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

fn needs(all: impl Iterator<Item = Need>) -> Vec<Value> {
    all.map(need).collect()
}

/// What is not said of it has no field, as in the YAML.
fn need(it: Need) -> Value {
    let kind = match it.kind() {
        NeedKind::Action => "action",
        NeedKind::Role => "role",
        NeedKind::Text => "text",
    };
    let mut fields = Map::new();
    let mut add = |name: &str, value: Option<Value>| fields.extend(value.map(|it| (name.to_owned(), it)));
    add(kind, Some(it.name().into()));
    add("of_action", it.of_action().map(Value::from));
    add("qualifier", it.qualifier().map(Value::from));
    add("unlisted", it.is_unlisted().then_some(Value::Bool(true)));
    Value::Object(fields)
}

pub(crate) fn role(it: Role) -> Value {
    let document = it.document().and_then(|it| serde_json::from_str::<Value>(it).ok());
    let operations = it
        .operations()
        .map(|it| json!({ "title": it.title(), "allowed": support(it.allowed()), "qualifier": it.qualifier() }));
    json!({
        "service": it.service().code(),
        "name": it.name(),
        "kind": it.kind().name(),
        "cloud": it.cloud().name(),
        "title": stated(it.title()),
        "formerly": it.formerly(),
        "dependencies": stated(it.dependencies().map(needs)),
        "document": stated(document),
        "operations": operations.collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn feature(it: Feature) -> Value {
    json!({
        "service": it.service().code(),
        "model": it.model().name(),
        "cloud": it.cloud().name(),
        "feature": it.name(),
        "title": stated(it.title()),
        "services": stated(it.services()),
        "needs": stated(it.needs().map(needs)),
        "sources": sources(it.sources()),
    })
}

fn role_resource(it: RoleResource) -> Value {
    json!({
        "type": it.name(),
        "cloud": it.cloud().name(),
        "path": it.path(),
        "title": stated(it.title()),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn constraint(it: Constraint) -> Value {
    json!({
        "service": it.service().code(),
        "id": it.id(),
        "kind": it.kind().name(),
        "title": it.title(),
        "operations": it.operations(),
        "when": it.when().map(predicate),
        "holds": it.holds().map(predicate),
        "charge": it.charge(),
        "facts": it.facts().map(fact).collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

fn fact(it: Fact) -> Value {
    let values = it.values().iter().map(|(value, printed)| json!({ "value": value, "printed": printed }));
    json!({
        "fact": it.name(),
        "type": it.kind().name(),
        "unit": it.unit(),
        "title": it.title(),
        "values": values.collect::<Vec<_>>(),
    })
}

fn predicate(it: Predicate) -> Value {
    let all = |all: &[Predicate]| all.iter().copied().map(predicate).collect::<Vec<_>>();
    match it {
        Predicate::All(it) => json!({ "all": all(it) }),
        Predicate::Any(it) => json!({ "any": all(it) }),
        Predicate::Not(it) => json!({ "not": predicate(*it) }),
        Predicate::Is(fact, it) => json!({ "fact": fact, "is": it }),
        Predicate::OneOf(fact, it) => json!({ "fact": fact, "one_of": it }),
        Predicate::HasOneOf(fact, it) => json!({ "fact": fact, "has_one_of": it }),
        Predicate::HasRole(fact, it) => json!({ "fact": fact, "has_role": it }),
        Predicate::AtMost(fact, it) => json!({ "fact": fact, "at_most": it }),
        Predicate::Mainland(fact, it) => json!({ "fact": fact, "mainland": it }),
    }
}

pub(crate) fn operator(it: Operator) -> Value {
    let models = Model::ALL.iter().filter(|model| it.is_of(**model));
    json!({
        "operator": it.name(),
        "type": it.value_type().map(|it| it.name()),
        "negated": it.is_negated(),
        "if_exists": it.takes_if_exists(),
        "models": models.map(|it| it.name()).collect::<Vec<_>>(),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn region(it: Region) -> Value {
    json!({
        "region": it.id(),
        "cloud": it.cloud().name(),
        "name": stated(it.name()),
        "mainland": stated(it.is_mainland()),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn limit(it: Limit) -> Value {
    json!({
        "limit": it.id(),
        "model": it.model().name(),
        "counts": it.counts(),
        "min": it.min(),
        "max": it.max(),
        "profile": it.profile(),
        "sources": sources(it.sources()),
    })
}

pub(crate) fn rule(it: &Rule) -> Value {
    json!({
        "rule": it.name(),
        "severity": it.severity().name(),
        "level": it.level().name(),
        "issue_code": it.issue_code(),
        "summary": it.summary(),
    })
}

fn stated<T: Into<Value>>(it: Option<T>) -> Value {
    it.map_or_else(|| NOT_STATED.into(), Into::into)
}

/// As the YAML has it: a boolean, or the word of what is neither.
fn support(it: Support) -> Value {
    match it {
        Support::Yes => true.into(),
        Support::No => false.into(),
        other => other.name().into(),
    }
}

fn clouds(all: impl Iterator<Item = Cloud>) -> Vec<&'static str> {
    all.map(|it| it.name()).collect()
}

/// The pages by the ids that they have in the list of services.
fn sources(all: impl Iterator<Item = Source>) -> Vec<&'static str> {
    all.map(Source::id).collect()
}
