//! An example of each command, in the help of the command and in that of all.

use clap::Command;

/// By command, in the order in which people need them; for `catalog` that of its `diff`.
const ALL: [(&str, &str); 20] = [
    ("check", "hwc-iam check policies/"),
    ("explain", "hwc-iam explain ims:images:copyInRegion"),
    ("list", "hwc-iam list actions --service ims --model v5"),
    ("eval", "hwc-iam eval scenario.json"),
    ("diff", "hwc-iam diff old.json new.json --fail-on-new-access"),
    ("generate", "hwc-iam generate --operation 'POST /v1/cloudimages/{image_id}/copy'"),
    ("preflight", "hwc-iam preflight 'POST /v1/cloudimages/{image_id}/copy' --scenario scenario.json"),
    ("replay", "hwc-iam replay --policy new.json traces/"),
    ("unused", "hwc-iam unused --policy old.json traces/"),
    ("migrate", "hwc-iam migrate role.json"),
    ("fmt", "hwc-iam fmt --write new.json"),
    ("expand", "hwc-iam expand 'ims:images:get*'"),
    ("shrink", "hwc-iam shrink ims:images:get ims:images:list"),
    ("schema", "hwc-iam schema --kind scp"),
    ("site", "hwc-iam site --out site"),
    ("lsp", "hwc-iam lsp"),
    ("completions", "hwc-iam completions bash"),
    ("export", "hwc-iam export --service ims --format authorization-schema"),
    ("import", "hwc-iam import page.txt --out catalogue"),
    ("catalog", "hwc-iam catalog diff old-data data"),
];

/// The command with its examples.
pub(crate) fn add(mut command: Command) -> Command {
    let built: Vec<_> = ALL.iter().filter(|(name, _)| command.find_subcommand(name).is_some()).collect();
    for (name, example) in &built {
        command = command.mut_subcommand(name, |it| it.after_help(format!("Example:\n  {example}")));
    }
    let all: Vec<String> = built.iter().map(|(_, example)| format!("  {example}")).collect();
    command.after_help(format!("Examples:\n{}", all.join("\n")))
}
