//! Names of actions in a text, with the words that a page puts on them.

use std::collections::BTreeSet;

/// What is known before a page is read; it settles how names that a layout has glued together are to be split.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    /// In lower case.
    prefixes: BTreeSet<String>,
    /// In lower case.
    names: BTreeSet<String>,
}

impl Known {
    pub(super) fn new() -> Self {
        let prefixes = PREFIXES.split_whitespace().map(str::to_lowercase).collect();
        Self { prefixes, names: BTreeSet::new() }
    }

    pub(super) fn learn(&mut self, name: &str) {
        self.learn_prefix(name);
        self.names.insert(name.to_lowercase());
    }

    pub(super) fn learn_prefix(&mut self, name: &str) {
        if let Some((prefix, _)) = name.to_lowercase().split_once(':') {
            self.prefixes.insert(prefix.to_owned());
        }
    }
}

/// A name in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) name: String,
    /// In bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The names in a text, and the runs that look like names and are none.
pub(super) fn find(text: &str, known: &Known) -> (Vec<Found>, Vec<String>) {
    let (mut names, mut doubtful) = (Vec::new(), Vec::new());
    if is_spaced(text) {
        return (vec![Found { name: text.trim().to_owned(), start: 0, end: text.len() }], doubtful);
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|it| !it.is_empty()) {
        let len = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
        let Some(run) = rest.get(..len).filter(|it| !it.is_empty()) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let begin = run.len() - run.trim_start_matches([':', '.', '-', '?']).len();
        let token = run.trim_start_matches([':', '.', '-', '?']).trim_end_matches([':', '.', '-', '?']);
        let start = at + begin;
        match token.matches(':').count() {
            2 if is_name(token) => {
                names.push(Found { name: token.to_owned(), start, end: start + token.len() });
            }
            0 | 1 => {}
            colons if colons % 2 == 0 && colons > 2 => match split(token, known) {
                Some(all) => {
                    let mut from = start;
                    for name in all {
                        let end = from + name.len();
                        names.push(Found { name, start: from, end });
                        from = end;
                    }
                }
                None => doubtful.push(token.to_owned()),
            },
            _ => doubtful.push(token.to_owned()),
        }
        at += len;
    }
    (names, doubtful)
}

/// Whether a text is one name: `ims:images:list`, `sts::tagSession`, `vpc:*:get*`.
pub(super) fn is_name(text: &str) -> bool {
    let mut parts = text.split(':');
    let (Some(prefix), Some(_), Some(last), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    prefix.starts_with(|it: char| it.is_ascii_alphabetic())
        && prefix.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && prefix.len() <= 56
        && last.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '*')
        && text.chars().all(is_part)
}

/// The first name in a text that can be nothing but an action's, with its line.
pub(super) fn first(text: &str) -> Option<(usize, String)> {
    let part = |it: &str| it.len() > 1 && it.starts_with(|it: char| it.is_ascii_alphabetic());
    let sure = |it: &&str| {
        is_name(it) && it.split(':').all(part) && it.chars().all(|it| it.is_ascii_alphanumeric() || it == ':')
    };
    let find = |line: &str| line.split(|it| !is_part(it)).find(sure).map(str::to_owned);
    (1..).zip(text.lines()).find_map(|(number, line)| find(line).map(|it| (number, it)))
}

const fn is_part(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | '*' | ':' | '.' | '?')
}

/// A slip of some pages: blanks behind the colons of a name that is the whole text.
fn is_spaced(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let word = |it: &&str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    parts.len() == 3
        && text.trim().contains(": ")
        && parts.first().is_some_and(word)
        && parts.iter().skip(1).all(|it| word(&it.trim()))
}

/// Splits names that stand without anything between them, if there is only one way to.
fn split(token: &str, known: &Known) -> Option<Vec<String>> {
    let parts: Vec<&str> = token.split(':').collect();
    let mut names = Vec::new();
    let mut prefix = *parts.first()?;
    let own = prefix.to_lowercase();
    for pair in parts.get(1..)?.chunks(2) {
        let [kind, last] = pair else { return None };
        let is_end = std::ptr::eq(pair, parts.get(parts.len() - 2..)?);
        if is_end {
            names.push(format!("{prefix}:{kind}:{last}"));
            break;
        }
        let lower = last.to_lowercase();
        let ends = known.prefixes.iter().filter(|it| lower.len() > it.len() && lower.ends_with(it.as_str()));
        let cuts: Vec<usize> = ends.map(|it| last.len() - it.len()).collect();
        let is_known = |cut: &&usize| {
            let name = format!("{prefix}:{kind}:{}", last.get(..**cut).unwrap_or_default());
            known.names.contains(&name.to_lowercase())
        };
        let mut sure = cuts.iter().filter(is_known);
        let cut = match (cuts.as_slice(), sure.next(), sure.next()) {
            ([only], ..) => *only,
            (_, Some(only), None) => *only,
            (_, None, _) if lower.ends_with(&own) && cuts.contains(&(last.len() - own.len())) => last.len() - own.len(),
            _ => return None,
        };
        names.push(format!("{prefix}:{kind}:{}", last.get(..cut)?));
        prefix = last.get(cut..)?;
    }
    names.iter().all(|it| is_name(it)).then_some(names)
}

/// Prefixes of actions that the documentation of either cloud prints.
const PREFIXES: &str = "aad anti-ddos aom apig apm as bms cbh cbr cci cce cdm cdn ces cfw cgs cloudtest codeartspipeline csbs \
    cse css ctc cts dataartsstudio dayu dbss dc dcaas dcs dds deh dis dli dlv dms drs dsc dss dws ecs eg eip eps er esw evs \
    functiongraph gaussdb gaussdbfornosql geip ges hss iam ief ims iotda kms kps koophone lts modelarts mpc mrs nat nosql obs \
    ocr organizations ram rds rf rms rocketmq scm sdrs secmaster sfs sfsturbo sis smn sms ssm sts swr tms ucs vbs vod vpc vpcep \
    vpn waf workspace";

/// The part before the first colon, in lower case.
pub(super) fn prefix(name: &str) -> String {
    printed_prefix(name).to_lowercase()
}

pub(super) fn printed_prefix(name: &str) -> String {
    name.split(':').next().unwrap_or_default().trim().to_owned()
}
