//! Which operations scripts call by the vendor's command line: `hcloud SERVICE OPERATION`, as its documentation describes it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use tree_sitter::{Node, Parser};

use super::operations::{SdkOperation, SdkOperations, version_of};
use super::{SourceCode, unread};
use crate::files;
use crate::shared::tree::{Node as Tree, Value};
use crate::usage::calls::{Does, Place};

impl SourceCode {
    /// What shell scripts call, and what the steps of workflows in YAML do, by their names and texts.
    ///
    /// ```
    /// use hwc_iam::usage::SourceCode;
    ///
    /// let text = "hcloud IMS ListImages --cli-region=cn-north-4\nopenstack image list";
    /// let found = SourceCode::of_scripts(&[("list.sh".into(), text.into())]);
    /// assert_eq!((found.places, found.unread[0].line), (1, Some(2)));
    /// ```
    #[must_use]
    pub fn of_scripts(files: &[(String, String)]) -> Self {
        let mut found = Self::default();
        for (name, text) in files {
            if !COMMANDS.iter().any(|it| text.contains(it)) {
                continue;
            }
            if is_yaml(name) {
                found.workflow(name, text);
            } else {
                found.script(name, text, 0, 0);
            }
        }
        found.unread.sort();
        found.unread.dedup();
        found
    }

    fn workflow(&mut self, name: &str, text: &str) {
        match files::tree_of_yaml(text) {
            Ok(tree) => tree.iter().for_each(|it| self.steps(name, text, it, false)),
            Err(why) => self.unread.push(unread(name, None, why.to_string())),
        }
    }

    /// The scripts in a document, which stand behind certain keys.
    fn steps(&mut self, name: &str, text: &str, tree: &Tree<crate::Span>, is_script: bool) {
        match &tree.value {
            Value::Object(all) => {
                for it in all {
                    self.steps(name, text, &it.value, KEYS.contains(&it.name.as_str()));
                }
            }
            Value::Array(all) => all.iter().for_each(|it| self.steps(name, text, it, is_script)),
            Value::String(script) if is_script => {
                let start = tree.span.start as usize;
                let first = script.lines().find(|it| !it.trim().is_empty()).unwrap_or_default().trim();
                let behind = text.get(start..).and_then(|it| it.find(first)).unwrap_or_default();
                let lines = text.get(..start + behind).map_or(0, |it| it.matches('\n').count());
                let blank = script.lines().take_while(|it| it.trim().is_empty()).count();
                self.script(name, &without_expressions(script), lines.saturating_sub(blank), 0);
            }
            _ => {}
        }
    }

    /// A script that begins behind some lines of a file.
    fn script(&mut self, name: &str, text: &str, lines: usize, depth: usize) {
        let mut parser = Parser::new();
        let is_known = parser.set_language(&tree_sitter_bash::LANGUAGE.into()).is_ok();
        let Some(tree) = is_known.then(|| parser.parse(text, None)).flatten() else {
            return self.unread.push(unread(name, None, "it could not be parsed"));
        };
        let mut variables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut commands = Vec::new();
        let mut rest = alloc::vec![tree.root_node()];
        while let Some(node) = rest.pop() {
            match node.kind() {
                "command" => commands.push(node),
                "variable_assignment" => {
                    let part = |it: &str| node.child_by_field_name(it).and_then(|it| text.get(it.byte_range()));
                    if let (Some(variable), Some(value)) = (part("name"), part("value")) {
                        variables.entry(variable).or_default().push(value.trim_matches(['"', '\'']));
                    }
                }
                _ => {}
            }
            let count = u32::try_from(node.named_child_count()).unwrap_or_default();
            rest.extend((0..count).filter_map(|it| node.named_child(it)));
        }
        commands.sort_by_key(Node::start_byte);
        for node in commands {
            let line = lines + node.start_position().row + 1;
            let words: Vec<Option<String>> = words(node, text, &variables);
            self.command(name, line, &words, depth);
        }
    }

    /// A command; a word that is computed is nothing.
    fn command(&mut self, name: &str, line: usize, words: &[Option<String>], depth: usize) {
        let Some((Some(program), rest)) = words.split_first().map(|(it, rest)| (it.as_deref(), rest)) else { return };
        let program = program.rsplit('/').next().unwrap_or(program);
        match program {
            "hcloud" => self.hcloud(name, line, rest),
            "openstack" | "otc" => {
                let said: Vec<&str> =
                    rest.iter().map_while(Option::as_deref).take_while(|it| !it.starts_with('-')).collect();
                let why = format!("no page says which API `{program} {}` calls", said.join(" "));
                self.unread.push(unread(name, Some(line), why));
            }
            "sh" | "bash" | "dash" | "zsh" if depth < 4 => {
                let mut script = rest
                    .iter()
                    .skip_while(|it| it.as_deref().is_none_or(|it| !it.ends_with('c') || !it.starts_with('-')));
                if let Some(Some(script)) = script.nth(1) {
                    self.script(name, script, line - 1, depth + 1);
                }
            }
            it if WRAPPERS.contains(&it) => {
                let is_program = |it: &Option<String>| {
                    let it = it.as_deref().map(|it| it.rsplit('/').next().unwrap_or(it));
                    it.is_some_and(|it| COMMANDS.contains(&it) || matches!(it, "sh" | "bash"))
                };
                if let Some(at) = rest.iter().position(is_program).filter(|_| depth < 4) {
                    self.command(name, line, rest.get(at..).unwrap_or_default(), depth + 1);
                }
            }
            _ => {}
        }
    }

    fn hcloud(&mut self, name: &str, line: usize, rest: &[Option<String>]) {
        let mut named = rest.iter().filter(|it| it.as_deref().is_none_or(|it| !it.starts_with('-')));
        let service = match named.next() {
            None => return,
            Some(None) => {
                return self.unread.push(unread(name, Some(line), "which service `hcloud` calls here is computed"));
            }
            Some(Some(it)) if SYSTEM.contains(&it.as_str()) => return,
            Some(Some(it)) => it,
        };
        let all = SdkOperations::get();
        let Some(service) = all.service(service) else {
            let why = format!("the table of operations has none of the service `{service}`");
            return self.unread.push(unread(name, Some(line), why));
        };
        let operation = match named.next() {
            // It lists the operations.
            None => return,
            Some(None) => {
                let why = format!("which operation of `{service}` is called here is computed");
                return self.unread.push(unread(name, Some(line), why));
            }
            Some(Some(it)) => it,
        };
        // Without a version it is the last one.
        let (operation, version) =
            operation.split_once('/').map_or((operation.as_str(), None), |(it, v)| (it, version_of(v)));
        let found =
            all.named(service, operation).iter().filter(|it| version.is_none_or(|version| version == it.version));
        match found.max_by_key(|it| it.version).filter(|it| it.name.eq_ignore_ascii_case(operation)) {
            Some(it) => self.of_command(it, format!("{name}:{line}"), rest),
            None => {
                let why = format!("the table of operations has no `{operation}` of `{service}`");
                self.unread.push(unread(name, Some(line), why));
            }
        }
    }

    /// A call, with the region and the ids that it says.
    fn of_command(&mut self, it: &SdkOperation, place: String, rest: &[Option<String>]) {
        let all = rest.iter().flatten().filter_map(|it| it.strip_prefix("--")?.split_once('='));
        let given: BTreeMap<&str, &str> = all.collect();
        let region = ["cli-region", "region"].iter().find_map(|it| given.get(it)).map(|it| (*it).to_string());
        let names = it.api.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
        let names = names.filter(|it| !matches!(*it, "project_id" | "domain_id"));
        let values = names.filter_map(|it| Some((it.to_string(), (*given.get(it)?).to_string()))).collect();
        self.places += 1;
        self.calls.add(it.api, place, Does::Call, Place { values, region, account: None });
    }
}

/// The words of a command; nothing where one is computed.
fn words(node: Node<'_>, text: &str, variables: &BTreeMap<&str, Vec<&str>>) -> Vec<Option<String>> {
    let count = u32::try_from(node.named_child_count()).unwrap_or_default();
    let parts = (0..count).filter_map(|it| node.named_child(it));
    let parts =
        parts.filter(|it| !matches!(it.kind(), "variable_assignment" | "comment") && !it.kind().ends_with("redirect"));
    parts.map(|it| word(it, text, variables, 0)).collect()
}

fn word(node: Node<'_>, text: &str, variables: &BTreeMap<&str, Vec<&str>>, depth: usize) -> Option<String> {
    let written = text.get(node.byte_range())?;
    let count = u32::try_from(node.named_child_count()).unwrap_or_default();
    let parts = || (0..count).filter_map(|it| node.named_child(it));
    let joined = || {
        let all: Option<Vec<String>> = parts().map(|it| word(it, text, variables, depth + 1)).collect();
        all.map(|it| it.concat())
    };
    match node.kind() {
        _ if depth > 8 => None,
        "word" | "number" | "variable_name" => Some(written.replace('\\', "")),
        "string_content" => Some(written.into()),
        "raw_string" => Some(written.trim_matches('\'').into()),
        "string" if count == 0 => Some(String::new()),
        "string" | "concatenation" | "command_name" => joined(),
        // A variable with one value that is written.
        "simple_expansion" | "expansion" if count == 1 => {
            let name = parts().next().and_then(|it| text.get(it.byte_range()))?;
            let only = variables.get(name)?.as_slice();
            let [one] = only else { return None };
            (!one.contains(['$', '`', '(', '"'])).then(|| (*one).to_string())
        }
        _ => None,
    }
}

/// The script with what the workflow puts into it as a variable of which nothing is known.
fn without_expressions(script: &str) -> String {
    let mut out = String::new();
    let mut rest = script;
    while let Some((before, behind)) = rest.split_once("${{") {
        let Some((_, after)) = behind.split_once("}}") else { break };
        out.push_str(before);
        out.push_str("${_}");
        rest = after;
    }
    out + rest
}

fn is_yaml(name: &str) -> bool {
    [".yml", ".yaml"].iter().any(|it| name.ends_with(it))
}

/// The programs that call the cloud.
const COMMANDS: [&str; 3] = ["hcloud", "openstack", "otc"];

/// What runs the program that is named behind it.
const WRAPPERS: [&str; 14] = [
    "sudo", "env", "time", "xargs", "exec", "nohup", "timeout", "nice", "watch", "retry", "eval", "parallel", "doas",
    "stdbuf",
];

/// The commands of `hcloud` that call no service.
const SYSTEM: [&str; 8] = ["configure", "version", "update", "auto-complete", "log", "meta", "help", "completion"];

/// The keys of workflows behind which there are scripts.
const KEYS: [&str; 12] = [
    "run",
    "script",
    "before_script",
    "after_script",
    "command",
    "commands",
    "cmd",
    "cmds",
    "shell",
    "args",
    "bash",
    "sh",
];
