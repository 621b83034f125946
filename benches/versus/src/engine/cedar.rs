use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};

use super::Engine;
use crate::shape::{Asked, Shape};

/// A statement is a policy of Cedar, as there is nothing between; the resource's URN is an attribute of its entity, because
/// wildcards match strings only.
pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
}

const ENTITIES: &str = r#"[{
    "uid": { "type": "Resource", "id": "ims:cn-north-4:0a1b:image:7ca68c5b" },
    "attrs": { "urn": "ims:cn-north-4:0a1b:image:7ca68c5b" },
    "parents": []
}]"#;
const RESOURCE: &str = r#"Resource::"ims:cn-north-4:0a1b:image:7ca68c5b""#;

fn uid(text: &str) -> EntityUid {
    text.parse().expect("an entity")
}

impl Engine for Cedar {
    const NAME: &'static str = "Cedar";
    type Request = Request;
    type Explanation = (Decision, usize);

    fn texts(shape: &Shape) -> Vec<String> {
        let statement = |it: &crate::shape::Statement| {
            let ([one, two], [first, second]) = (it.actions, &it.values);
            format!(
                r#"permit(principal, action in [Action::"{one}", Action::"{two}"], resource)
when {{ resource.urn like "{}:*:*:{}:*" && ["{first}", "{second}"].contains(context.EnterpriseProjectId) }};"#,
                it.service, it.resource_type
            )
        };
        let policy = |all: &Vec<_>| all.iter().map(statement).collect::<Vec<_>>().join("\n");
        shape.policies.iter().map(policy).collect()
    }

    type Policies = PolicySet;

    /// One text of all, because policies are named by their place in it.
    fn read(texts: &[String]) -> PolicySet {
        texts.join("\n").parse().expect("policies")
    }

    /// Nothing but putting them beside the entities.
    fn compile(policies: PolicySet) -> Self {
        let entities = Entities::from_json_str(ENTITIES, None).expect("entities");
        Self { authorizer: Authorizer::new(), policies, entities }
    }

    fn request(asked: Asked) -> Request {
        let context = r#"{"EnterpriseProjectId":"project-of-alice"}"#;
        let context = Context::from_json_str(context, None).expect("a context");
        let action = uid(&format!(r#"Action::"{}""#, asked.action));
        Request::new(uid(r#"User::"alice""#), action, uid(RESOURCE), context, None).expect("a request")
    }

    fn decide(&self, request: &Request) -> bool {
        self.authorizer.is_authorized(request, &self.policies, &self.entities).decision() == Decision::Allow
    }

    fn explain(&self, request: &Request) -> (Decision, usize) {
        let response = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        (response.decision(), response.diagnostics().reason().count())
    }
}
