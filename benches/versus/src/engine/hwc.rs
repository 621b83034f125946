use hwc_iam::Policy;
use hwc_iam::eval::{Decision, PolicySet, Request};

use super::Engine;
use crate::shape::{Asked, Shape};

pub struct HwcIam(PolicySet);

impl Engine for HwcIam {
    const NAME: &'static str = "hwc-iam";
    type Request = Request;
    /// The decision, and how many statements apply; the explanation itself borrows.
    type Explanation = (Decision, usize);

    fn texts(shape: &Shape) -> Vec<String> {
        let statement = |it: &crate::shape::Statement| {
            let ([one, two], [first, second]) = (it.actions, &it.values);
            format!(
                r#"{{"Effect":"Allow","Action":["{one}","{two}"],"Resource":["{}:*:*:{}:*"],"Condition":{{"StringEquals":{{"g:EnterpriseProjectId":["{first}","{second}"]}}}}}}"#,
                it.service, it.resource_type
            )
        };
        let policy = |all: &Vec<_>| all.iter().map(statement).collect::<Vec<_>>().join(",");
        shape.policies.iter().map(|it| format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, policy(it))).collect()
    }

    type Policies = Vec<Policy>;

    fn read(texts: &[String]) -> Vec<Policy> {
        texts.iter().map(|it| Policy::from_json(it).expect("a policy")).collect()
    }

    fn compile(policies: Vec<Policy>) -> Self {
        let set = policies.into_iter().fold(PolicySet::builder(), |set, it| set.identity("policy", it));
        Self(set.build().expect("a set"))
    }

    fn request(asked: Asked) -> Request {
        Request::new(asked.action)
            .principal("iam::0a1b:user:alice")
            .resource(&format!("{}:cn-north-4:0a1b:{}:7ca68c5b", asked.service, asked.resource_type))
            .key("g:EnterpriseProjectId", "project-of-alice")
    }

    fn decide(&self, request: &Request) -> bool {
        self.0.decide(request) == Decision::Allow
    }

    fn explain(&self, request: &Request) -> (Decision, usize) {
        let explanation = self.0.explain(request);
        (explanation.decision, explanation.matched.len())
    }
}
