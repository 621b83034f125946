//! The command `hwc-iam`: one file for each subcommand.

#[cfg(feature = "cli")]
mod affected;
mod archive;
mod batch;
#[cfg(feature = "cli")]
mod catalog;
mod changes;
mod check;
mod completions;
mod diff;
mod eval;
mod examples;
mod expand;
mod explain;
#[cfg(feature = "cli")]
mod export;
mod failure;
mod fmt;
mod forms;
mod generate;
#[cfg(feature = "cli")]
mod import;
mod input;
mod list;
mod lsp;
#[cfg(feature = "cli")]
mod man;
#[cfg(feature = "cli")]
mod manifest;
mod migrate;
mod name;
mod outcome;
mod output;
mod preflight;
mod replay;
mod schema;
mod shrink;
#[cfg(feature = "cli")]
mod site;
mod source;
mod terraform;
mod traces;
mod unused;
mod words;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use outcome::Outcome;

/// Check, evaluate, compare and generate IAM policies of Huawei Cloud, offline
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Explain(explain::Arguments),
    List(list::Arguments),
    Eval(eval::Arguments),
    Diff(diff::Arguments),
    Generate(generate::Arguments),
    Preflight(preflight::Arguments),
    Replay(replay::Arguments),
    Unused(unused::Arguments),
    Migrate(migrate::Arguments),
    Fmt(fmt::Arguments),
    Expand(expand::Arguments),
    Shrink(shrink::Arguments),
    Schema(schema::Arguments),
    #[cfg(feature = "cli")]
    Site(site::Arguments),
    Lsp(lsp::Arguments),
    Completions(completions::Arguments),
    #[cfg(feature = "cli")]
    #[command(hide = true)]
    Man(man::Arguments),
    #[cfg(feature = "cli")]
    Export(export::Arguments),
    #[cfg(feature = "cli")]
    Import(import::Arguments),
    #[cfg(feature = "cli")]
    #[command(subcommand)]
    Catalog(catalog::Command),
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people.
    Text,
    /// For programs; later versions only add fields.
    Json,
}

fn main() -> ExitCode {
    let matches = examples::add(Arguments::command()).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|it| it.exit());
    let result = match arguments.command {
        Command::Expand(it) => expand::run(&it),
        Command::Check(it) => check::run(&it),
        Command::Diff(it) => diff::run(&it),
        Command::Eval(it) => eval::run(&it),
        Command::Preflight(it) => preflight::run(&it),
        Command::Replay(it) => replay::run(&it),
        Command::Unused(it) => unused::run(&it),
        Command::List(it) => list::run(&it),
        Command::Explain(it) => explain::run(&it),
        Command::Schema(it) => schema::run(&it),
        Command::Lsp(it) => lsp::run(&it),
        Command::Completions(it) => completions::run(&it),
        #[cfg(feature = "cli")]
        Command::Man(it) => man::run(&it),
        Command::Fmt(it) => fmt::run(&it),
        Command::Generate(it) => generate::run(&it),
        #[cfg(feature = "cli")]
        Command::Import(it) => import::run(&it),
        Command::Migrate(it) => migrate::run(&it),
        Command::Shrink(it) => shrink::run(&it),
        #[cfg(feature = "cli")]
        Command::Site(it) => site::run(&it),
        #[cfg(feature = "cli")]
        Command::Export(it) => export::run(&it),
        #[cfg(feature = "cli")]
        Command::Catalog(it) => catalog::run(&it),
    };
    let outcome = result.unwrap_or_else(|failure| {
        output::error(failure);
        Outcome::Unreadable
    });
    outcome.exit_code()
}
