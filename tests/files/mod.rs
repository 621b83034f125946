//! Terraform: expressions, modules, and the policies in them.

mod absent;
mod forms;
mod hostile;
#[expect(clippy::string_slice, reason = "the texts are the test's own, and a wrong place fails it")]
mod laws;
mod modules;
mod values;
