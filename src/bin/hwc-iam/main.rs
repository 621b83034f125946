//! The command `hwc-iam`: one file for each subcommand.

mod affected;
mod archive;
mod batch;
mod catalog;
mod changes;
mod check;
mod completions;
mod diff;
mod eval;
mod examples;
mod expand;
mod explain;
mod export;
mod fmt;
mod forms;
mod generate;
mod import;
mod input;
mod list;
mod lsp;
mod man;
mod manifest;
mod migrate;
mod outcome;
mod output;
mod preflight;
mod replay;
mod schema;
mod shrink;
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
    Site(site::Arguments),
    Lsp(lsp::Arguments),
    Completions(completions::Arguments),
    #[command(hide = true)]
    Man(man::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
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
        Command::Man(it) => man::run(&it),
        Command::Fmt(it) => fmt::run(&it),
        Command::Generate(it) => generate::run(&it),
        Command::Import(it) => import::run(&it),
        Command::Migrate(it) => migrate::run(&it),
        Command::Shrink(it) => shrink::run(&it),
        Command::Site(it) => site::run(&it),
        Command::Export(it) => export::run(&it),
        Command::Catalog(it) => catalog::run(&it),
    };
    let outcome = result.unwrap_or_else(|message| {
        output::error(message);
        Outcome::Unreadable
    });
    outcome.exit_code()
}
