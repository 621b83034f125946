//! Random policies over small alphabets, so that their parts meet, and requests that tell them apart.

use std::collections::BTreeMap;

use hwc_iam::Policy;
use hwc_iam::access::Access;
use hwc_iam::eval::{Assumption, Assumptions, GrantScope, PolicySet, Request, Setting};

use crate::random::Random;

/// As many of the open questions are answered as `percent` says.
pub(super) fn answered(random: &mut Random, all: Assumptions, percent: usize) -> Assumptions {
    let open = Assumption::ALL.iter().filter(|it| all.get(**it) == Setting::Unknown);
    open.fold(all, |all, it| match random.chance(percent) {
        true => all.with(*it, if random.chance(50) { Setting::Yes } else { Setting::No }),
        false => all,
    })
}

/// One side of a comparison, as the comparison and as the evaluator has it.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) identity: Vec<Policy>,
    pub(super) levels: Vec<Vec<Policy>>,
    pub(super) sessions: Vec<Policy>,
}

impl Side {
    pub(super) fn of(policy: Policy) -> Self {
        Self { identity: [policy].into(), levels: Vec::new(), sessions: Vec::new() }
    }

    pub(super) fn access(&self) -> Access<'_> {
        let access = Access::of_all(&self.identity);
        self.levels.iter().fold(access, |access, level| access.scp_level(level)).session(&self.sessions)
    }

    pub(super) fn set(&self) -> PolicySet {
        let mut set = PolicySet::builder();
        for it in &self.identity {
            set = match it.version().model() {
                hwc_iam::Model::IdentityPolicy => set.identity("identity", it.clone()),
                hwc_iam::Model::RolePolicy => set.role("role", it.clone(), GrantScope::All),
            };
        }
        for level in &self.levels {
            set = set.scp_level(level.iter().map(|it| ("scp", it.clone())));
        }
        self.sessions.iter().fold(set, |set, it| set.session("session", it.clone())).build().unwrap()
    }
}

/// What the policies of a case are made of.
pub(super) struct Alphabet {
    version: &'static str,
    keys: Vec<&'static Key>,
    has_variables: bool,
    statements: usize,
}

/// A key, the operators that fit, the values of policies and those of requests.
struct Key {
    name: &'static str,
    operators: &'static [&'static str],
    values: &'static [&'static str],
    requested: &'static [&'static str],
    /// Whether requests have one value of it, and whether they have lists.
    forms: (bool, bool),
}

impl Alphabet {
    pub(super) fn new(random: &mut Random) -> Self {
        Self {
            version: if random.chance(25) { "1.0" } else { "5.0" },
            keys: KEYS.iter().filter(|_| random.chance(35)).collect(),
            has_variables: random.chance(25),
            statements: 1 + random.below(4),
        }
    }

    pub(super) fn policy(&self, random: &mut Random) -> Policy {
        let count = 1 + random.below(self.statements);
        let all: Vec<String> = (0..count).map(|_| self.statement(random)).collect();
        self.read(&all)
    }

    fn read(&self, statements: &[String]) -> Policy {
        let text = format!(r#"{{"Version":"{}","Statement":[{}]}}"#, self.version, statements.join(","));
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// One or more policies, and what may limit them.
    pub(super) fn side(&self, random: &mut Random) -> Side {
        let mut some = |percent, most| -> Vec<Policy> {
            let count = if random.chance(percent) { 1 + random.below(most) } else { 0 };
            (0..count).map(|_| self.policy(random)).collect()
        };
        let (more, level, other, sessions) = (some(15, 1), some(20, 2), some(10, 1), some(20, 2));
        let levels = [level, other].into_iter().filter(|it| !it.is_empty() && self.version == "5.0").collect();
        let sessions = if self.version == "5.0" { sessions } else { Vec::new() };
        let identity = [vec![self.policy(random)], more].concat();
        Side { identity, levels, sessions }
    }

    /// The same with one policy changed.
    pub(super) fn change_side(&self, side: &Side, random: &mut Random) -> Side {
        let mut side = side.clone();
        let mut all: Vec<&mut Policy> =
            side.identity.iter_mut().chain(side.levels.iter_mut().flatten()).chain(&mut side.sessions).collect();
        let at = random.below(all.len());
        *all[at] = self.change(all[at], random);
        side
    }

    /// The same with a statement added, replaced or left out.
    pub(super) fn change(&self, policy: &Policy, random: &mut Random) -> Policy {
        let text = policy.to_string();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut all: Vec<String> = value["Statement"].as_array().unwrap().iter().map(ToString::to_string).collect();
        let at = random.below(all.len());
        match random.below(3) {
            0 => all.push(self.statement(random)),
            1 => all[at] = self.statement(random),
            _ if all.len() > 1 => _ = all.remove(at),
            _ => {}
        }
        self.read(&all)
    }

    pub(super) fn request(&self, random: &mut Random) -> Request {
        let mut request = Request::new(random.pick(ASKED));
        if random.chance(70) {
            request = request.resource(random.pick(NAMED));
        }
        let of_variables = KEYS.iter().filter(|it| self.has_variables && it.name == "g:UserName");
        for key in self.keys.iter().copied().chain(of_variables) {
            let is_list = key.forms.1 && (!key.forms.0 || random.chance(30));
            request = match (random.chance(25), is_list) {
                (true, _) => request,
                (false, true) => {
                    let count = random.below(4);
                    let values: Vec<&str> = (0..count).map(|_| random.pick(key.requested)).collect();
                    request.keys(key.name, values)
                }
                (false, false) => request.key(key.name, random.pick(key.requested)),
            };
        }
        request
    }

    fn statement(&self, random: &mut Random) -> String {
        let usable = |all: &[&'static str]| -> Vec<&'static str> {
            all.iter().copied().filter(|it| self.has_variables || !it.contains('$') && *it != "s*").collect()
        };
        let list = |random: &mut Random, all: &[&str]| {
            let count = 1 + random.below(2);
            let all: Vec<String> = (0..count).map(|_| format!("{:?}", random.pick(all))).collect();
            format!("[{}]", all.join(","))
        };
        let effect = if random.chance(65) { "Allow" } else { "Deny" };
        let element = if random.chance(85) { "Action" } else { "NotAction" };
        let mut out = format!(r#"{{"Effect":"{effect}","{element}":{}"#, list(random, ACTIONS));
        if random.chance(50) {
            let element = if random.chance(80) { "Resource" } else { "NotResource" };
            out += &format!(r#","{element}":{}"#, list(random, &usable(RESOURCES)));
        }
        if random.chance(60) && !self.keys.is_empty() {
            let mut operators: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
            for _ in 0..1 + random.below(2) {
                let key = self.keys[random.below(self.keys.len())];
                let (operator, values) = if random.chance(15) {
                    ("Null".into(), list(random, &["true", "false"]))
                } else {
                    let if_exists = if random.chance(25) { "IfExists" } else { "" };
                    (format!("{}{if_exists}", random.pick(key.operators)), list(random, &usable(key.values)))
                };
                operators.entry(operator).or_default().insert(key.name, values);
            }
            let each = operators.iter().map(|(operator, keys)| {
                let keys: Vec<String> = keys.iter().map(|(key, values)| format!("{key:?}:{values}")).collect();
                format!("{operator:?}:{{{}}}", keys.join(","))
            });
            out += &format!(r#","Condition":{{{}}}"#, each.collect::<Vec<_>>().join(","));
        }
        out + "}"
    }
}

const ACTIONS: &[&str] = &[
    "*",
    "a:b:c",
    "a:b:d",
    "a:b:*",
    "a:*:c",
    "a:?:c",
    "*:*:c",
    "a:b:c*",
    "a:B:C",
    "a:*",
    "*:b:?",
    "ims:images:get",
    "ims:images:*",
    "ims:*:get*",
    "IMS:*:*",
    "ims:Images:get",
    "ims:images:delete",
    "ims:images:c*",
    "sts::*",
    "iam:*:*",
    "identity:*:get*",
];
const ASKED: &[&str] = &[
    "a:b:c",
    "a:b:d",
    "a:x:c",
    "z:b:c",
    "a:b:cc",
    "a:B:C",
    "A:b:c",
    "a::c",
    "z:b:z",
    "ims:images:get",
    "ims:images:list",
    "ims:images:getTags",
    "a:b:e",
    "IMS:images:get",
    "ims:images:GET",
    "ims:images:delete",
    "ims:images:copy",
    "ims:images:createImage",
    "sts::tagSession",
    "iam:users:getUser",
    "identity:users:getUser",
];
const RESOURCES: &[&str] = &[
    "*",
    "s:r:t:u:v",
    "s:*:t:u:*",
    "s:r:*:u:v*",
    "s:?:t:u:v",
    "s:*:*:*:a*b",
    "s:r:t:u:${g:UserName}",
    "s*",
    "*:*:*:*:*",
    "s:r:t:u:?",
    "s:r:t:u:x:y",
    "S:r:t:u:v",
    "S*",
];
const NAMED: &[&str] = &[
    "s:r:t:u:v",
    "s:r:t:u:w",
    "s:q:t:u:v",
    "s:rr:t:u:v",
    "s:r:t:u:ab",
    "s:r:t:u:axb",
    "s:r:t:u:vv",
    "z:r:t:u:v",
    "s:r:t:u:bob",
    "sx",
    "s",
    "s:r:t:u:x:y",
    "s:::u:v",
    "S:r:t:u:v",
    "Sx",
    "y",
];
const TEXTS: &[&str] = &["a", "b", "ab", "A", "", "bob", "x", "abc", "aXb", "k", "K", "\u{212a}"];

const KEYS: &[Key] = &[
    Key {
        name: "x:s",
        operators: &[
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringMatch",
            "StringNotMatch",
            "StringStartWith",
            "StringEndWith",
            "ForAnyValue:StringEquals",
            "ForAllValues:StringEquals",
        ],
        values: &["a", "b", "a*", "*b", "?", "A", "${g:UserName}", "", "k", "K"],
        requested: TEXTS,
        forms: (true, true),
    },
    Key {
        name: "g:UserName",
        operators: &["StringEquals", "StringNotEquals", "StringMatch", "StringNotMatch", "StringEqualsIgnoreCase"],
        values: &["bob", "b*", "a", "*", "k", "K"],
        requested: TEXTS,
        forms: (true, false),
    },
    Key {
        name: "g:TagKeys",
        operators: &[
            "ForAnyValue:StringEquals",
            "ForAllValues:StringEquals",
            "ForAnyValue:StringNotEquals",
            "ForAllValues:StringNotEquals",
            "ForAllValues:StringMatch",
            "StringEquals",
        ],
        values: &["a", "b", "a*", "ab"],
        requested: TEXTS,
        forms: (false, true),
    },
    Key {
        name: "g:MFAPresent",
        operators: &["Bool"],
        values: &["true", "false"],
        requested: &["true", "false"],
        forms: (true, false),
    },
    Key {
        name: "g:CurrentTime",
        operators: &["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
        values: &["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01"],
        requested: &[
            "2026-01-01T00:00:00",
            "9999-12-31T23:59:59Z",
            "2025-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00.5Z",
            "2026-01-01T00:00:01Z",
            "2026-01-01T12:00:00Z",
            "2026-01-02T00:00:00Z",
            "2027-01-01T00:00:00Z",
        ],
        forms: (true, false),
    },
    Key {
        name: "g:SourceIp",
        operators: &["IpAddress", "NotIpAddress"],
        values: &["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.1.2.3/16"],
        requested: &[
            "10.1.2.3",
            "10.1.2.4",
            "10.2.0.0",
            "11.0.0.0",
            "9.255.255.255",
            "2001:db8::1",
            "::1",
            "::ffff:10.1.2.3",
        ],
        forms: (true, false),
    },
    Key {
        name: "g:MFAAge",
        operators: &[
            "NumberEquals",
            "NumberNotEquals",
            "NumberLessThan",
            "NumberLessThanEquals",
            "NumberGreaterThan",
            "NumberGreaterThanEquals",
        ],
        values: &["1", "2", "1.5", "-1", "10"],
        requested: &["1", "2", "1.5", "1.2", "0", "-1", "-2", "10", "11", "3"],
        forms: (true, false),
    },
];
