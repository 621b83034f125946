use iam_rs::{
    Arn, Context, Decision, EvaluationOptions, EvaluationResult, IAMPolicy, IAMRequest, PolicyEvaluator, Principal,
    PrincipalId,
};

use super::Engine;
use crate::shape::{Asked, Shape};

/// The same language in its AWS dialect; its limit of 1 000 statements is lifted.
pub struct IamRs(PolicyEvaluator);

impl Engine for IamRs {
    const NAME: &'static str = "iam-rs";
    type Request = IAMRequest;
    type Explanation = EvaluationResult;

    fn texts(shape: &Shape) -> Vec<String> {
        let statement = |it: &crate::shape::Statement| {
            let ([one, two], [first, second]) = (it.actions, &it.values);
            format!(
                r#"{{"Effect":"Allow","Action":["{one}","{two}"],"Resource":["arn:aws:{}:*:*:{}/*"],"Condition":{{"StringEquals":{{"aws:EnterpriseProjectId":["{first}","{second}"]}}}}}}"#,
                it.service, it.resource_type
            )
        };
        let policy = |all: &Vec<_>| all.iter().map(statement).collect::<Vec<_>>().join(",");
        shape.policies.iter().map(|it| format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, policy(it))).collect()
    }

    type Policies = Vec<IAMPolicy>;

    fn read(texts: &[String]) -> Vec<IAMPolicy> {
        texts.iter().map(|it| IAMPolicy::from_json(it).expect("a policy")).collect()
    }

    /// Nothing but keeping them.
    fn compile(policies: Vec<IAMPolicy>) -> Self {
        Self(PolicyEvaluator::with_policies(policies).with_options(options(false)))
    }

    fn explaining(self) -> Self {
        Self(self.0.with_options(options(true)))
    }

    fn request(asked: Asked) -> IAMRequest {
        let resource = format!("arn:aws:{}:cn-north-4:123456789012:{}/7ca68c5b", asked.service, asked.resource_type);
        let principal = Principal::Aws(PrincipalId::String(String::from("arn:aws:iam::123456789012:user/alice")));
        let context = Context::new().with_string("aws:EnterpriseProjectId", "project-of-alice");
        let resource = Arn::parse(&resource).expect("an arn");
        IAMRequest::new_with_context(principal, asked.action, resource, context)
    }

    fn decide(&self, request: &IAMRequest) -> bool {
        self.0.evaluate(request).expect("a decision").decision == Decision::Allow
    }

    fn explain(&self, request: &IAMRequest) -> EvaluationResult {
        self.0.evaluate(request).expect("a decision")
    }
}

fn options(collect_match_details: bool) -> EvaluationOptions {
    EvaluationOptions { collect_match_details, max_statements: usize::MAX, ..EvaluationOptions::default() }
}
