//! Names of system-defined roles and policies in a text.

use hwc_iam_data::schema::Need;
use hwc_iam_data::shared::words::RoleKind;

use super::name;

/// What the last word of such a name ends with.
const ENDINGS: &[&str] = &[
    "Administrator",
    "FullAccess",
    "ReadOnlyAccess",
    "Guest",
    "Viewer",
    "Admin",
    "Operator",
    "CommonOperations",
    "UserAccess",
    "OperateAccess",
    "ManageAccess",
    "FullPolicy",
    "ReadOnlyPolicy",
    "FullAccessPolicy",
    "ReadOnlyAccessPolicy",
    "VPCAccess",
    "KMSAccess",
    "ELBAccess",
];

/// The names in a text, as printed.
pub(super) fn names(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let breaks = |it: char| !it.is_ascii() || ",;:()\"'/.".contains(it);
    for part in text.split(breaks) {
        let mut words: Vec<&str> = Vec::new();
        for word in part.split_whitespace() {
            // Identity policies have names of one word.
            if word.ends_with("Policy") && word.len() > 12 && word.starts_with(|it: char| it.is_ascii_uppercase()) {
                all.push(word.to_owned());
                words.clear();
            } else if ENDINGS.iter().any(|it| word.ends_with(it)) {
                words.push(word);
                let first = words.iter().rposition(|it| !belongs(it)).map_or(0, |it| it + 1);
                let name = words.get(first..).unwrap_or_default().join(" ");
                if name.contains(' ') || word.len() > 12 {
                    all.push(name);
                }
                words.clear();
            } else {
                words.push(word);
            }
        }
    }
    let mut seen: Vec<String> = Vec::new();
    all.retain(|it| {
        !seen.contains(it) && {
            seen.push(it.clone());
            true
        }
    });
    all
}

/// The name that a text is as a whole: with `(role)` behind it or, in a column of roles, in capitals and without a sentence.
pub(super) fn alone(text: &str, in_column: bool) -> Option<String> {
    let (name, bracket) = text.split_once(['(', '（']).unwrap_or((text, ""));
    let marked = matches!(bracket.trim_end_matches([')', '）']).trim(), "role" | "角色");
    let words = || name.split_whitespace();
    let capital = |it: &str| it.starts_with(|it: char| it.is_ascii_uppercase());
    let is_name = words().all(|it| capital(it) && it.chars().all(|it| it.is_ascii_alphanumeric()));
    let count = words().count();
    ((marked || (in_column && bracket.is_empty())) && is_name && (2..6).contains(&count))
        .then(|| words().collect::<Vec<_>>().join(" "))
}

fn belongs(word: &str) -> bool {
    let starts = word.starts_with(|it: char| it.is_ascii_uppercase() || it.is_ascii_digit());
    let is_other = [
        "The", "This", "A", "An", "If", "Users", "User", "Grant", "For", "In", "To", "You", "When", "Role", "Policy",
        "And", "Or", "Both", "Depends",
    ];
    (starts && !is_other.contains(&word)) || word == "of"
}

/// Whether a text is nothing but such names.
pub(super) fn is_list(text: &str, names: &[String]) -> bool {
    let mut rest = text.to_owned();
    for name in names {
        rest = rest.replacen(name.as_str(), " ", 1);
    }
    let words = rest.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.into_iter().all(|it| {
        ["and", "or", "role", "roles", "policy", "the", "permission", "permissions", "和", "或", "权限", "或者"]
            .contains(&it.to_lowercase().as_str())
    })
}

/// The roles and actions that a cell of dependencies names; nothing if it says something else.
pub(super) fn dependencies(text: &str) -> Option<Vec<Need>> {
    let all = names(text);
    let qualifier = SAME_PROJECT.iter().any(|it| text.contains(it)).then(|| String::from("in the same project"));
    let roles = all.into_iter().map(|it| Need { role: Some(it), qualifier: qualifier.clone(), ..Default::default() });
    let mut needs: Vec<Need> = roles.collect();
    // Some policies depend on single actions.
    let words = text.split(|it: char| it.is_whitespace() || ",;、，；".contains(it)).filter(|it| name::is_name(it));
    needs.extend(words.map(|it| Need { action: Some(it.to_owned()), ..Default::default() }));
    Need::sort(&mut needs);
    (!needs.is_empty()).then_some(needs)
}

const SAME_PROJECT: &[&str] = &["in the same project", "同项目", "同一项目"];

/// The kind that a cell, a caption or, last, the name itself says.
pub(super) fn kind(cell: &str, captions: &[&str], name: &str) -> Option<RoleKind> {
    let of = |text: &str| {
        let text = text.to_lowercase();
        let policy = ["policy", "policies", "策略", "fine-grained", "细粒度"].iter().any(|it| text.contains(it));
        let role = ["role", "角色", "rbac"].iter().any(|it| text.contains(it));
        let identity =
            ["identity policy", "identity policies", "身份策略", "identity-policy"].iter().any(|it| text.contains(it));
        match (identity, policy, role) {
            (true, ..) => Some(RoleKind::IdentityPolicy),
            (_, true, false) => Some(RoleKind::Policy),
            (_, false, true) => Some(RoleKind::Role),
            _ => None,
        }
    };
    let by_name = || {
        if ["CommonOperations", "Access", "Policy", "Operations"].iter().any(|it| name.ends_with(it)) {
            Some(RoleKind::Policy)
        } else if ["Administrator", "Guest", "Admin", "Viewer", "Operator", "Manager"]
            .iter()
            .any(|it| name.ends_with(it))
        {
            Some(RoleKind::Role)
        } else {
            None
        }
    };
    of(cell).or_else(|| captions.iter().find_map(|it| of(it))).or_else(by_name)
}
