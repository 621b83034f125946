//! The command `hwc-iam`: one file for each subcommand.

mod catalog;
mod export;
mod import;
mod manifest;
mod write;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Huawei Cloud IAM, offline.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(import::Arguments),
    Export(export::Arguments),
    #[command(subcommand)]
    Catalog(catalog::Command),
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people.
    Text,
    /// For programs; fields only get added.
    Json,
}

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Import(it) => import::run(&it),
        Command::Export(it) => export::run(&it),
        Command::Catalog(it) => catalog::run(&it),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
