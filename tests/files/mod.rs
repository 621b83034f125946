//! Terraform: expressions, modules, and the policies in them.

mod forms;
mod hostile;
mod laws;
mod modules;
mod values;
