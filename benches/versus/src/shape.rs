//! The work that every engine gets: the same statements, written in the language of each.

use hwc_iam::Action;

/// A number of policies with a number of statements each. Exactly one statement concerns the action that is asked for.
///
/// A statement allows two actions of the catalogue on the resources of one type, in the case that one string key of the request
/// has one of two values: what all three languages can say. No wildcard stands in an action, because Cedar has none there.
pub struct Shape {
    pub policies: Vec<Vec<Statement>>,
}

pub struct Statement {
    pub actions: [&'static str; 2],
    pub service: &'static str,
    pub resource_type: &'static str,
    pub values: [String; 2],
}

/// What is asked for: an action on a resource.
#[derive(Clone, Copy)]
pub struct Asked {
    pub action: &'static str,
    pub service: &'static str,
    pub resource_type: &'static str,
}

const ASKED: Asked = Asked { action: "ims:images:copyInRegion", service: "ims", resource_type: "image" };
const NOT_GRANTED: Asked = Asked { action: "ims:images:export", service: "ims", resource_type: "image" };

impl Shape {
    pub fn new(policies: usize, statements: usize) -> Self {
        // The actions that a statement may name, in an order that mixes the services.
        let mut others: Vec<Action> = Action::all()
            .filter(|it| ![ASKED.action, NOT_GRANTED.action].contains(&it.name()))
            .filter(|it| it.resources().is_some_and(|mut it| it.next().is_some()))
            .collect();
        let count = others.len();
        others.sort_by_key(|it| it.name().bytes().fold(0_u32, |hash, it| hash.wrapping_mul(31) ^ u32::from(it)));
        let other = |at: usize| {
            let action = others[at % count];
            let resource = action.resources().and_then(|mut it| it.next()).expect("filtered");
            let second = others.iter().find(|it| it.service() == action.service()).unwrap_or(&action);
            Statement {
                actions: [action.name(), second.name()],
                service: action.service().code(),
                resource_type: resource.resource_type().name(),
                values: [format!("project-{at}"), String::from("project-of-all")],
            }
        };
        let mut all: Vec<Vec<Statement>> =
            (0..policies).map(|policy| (0..statements).map(|it| other(policy * statements + it)).collect()).collect();
        let (policy, statement) = (policies / 2, statements / 2);
        all[policy][statement] = Statement {
            actions: [ASKED.action, "ims:images:get"],
            service: ASKED.service,
            resource_type: ASKED.resource_type,
            values: [String::from("project-of-alice"), String::from("project-of-all")],
        };
        Self { policies: all }
    }

    /// The one statement in the middle allows it.
    pub const fn asked(&self) -> Asked {
        ASKED
    }

    /// No statement concerns it.
    pub const fn not_granted(&self) -> Asked {
        NOT_GRANTED
    }
}
