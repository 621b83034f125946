//! `hwc-iam list`: what the catalogue holds.

use clap::{Args, ValueEnum};
use hwc_iam::lint::Rule;
use hwc_iam::report::facts::{self, Listed};
use hwc_iam::{
    Action, Cloud, ConditionKey, Constraint, Feature, Limit, Model, Operation, Operator, Region, ResourceType, Role,
    RoleAction, RoleCode, Service, suggest,
};
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::{Outcome, Output, output, words};

/// List the entries of the catalogue; JSON has every fact
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What to list
    #[arg(value_enum)]
    what: What,
    /// Only this service
    #[arg(long)]
    service: Option<String>,
    /// Only this model
    #[arg(long, value_parser = words::model())]
    model: Option<Model>,
    /// Only this cloud
    #[arg(long, value_parser = words::cloud())]
    cloud: Option<Cloud>,
    /// Only operations with this name, such as `CreateImage` or `ims:CreateImage`
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Services,
    Actions,
    Keys,
    Resources,
    Operations,
    Roles,
    /// The codes by which APIs and Terraform name roles: `te_admin`
    RoleCodes,
    Constraints,
    Features,
    Operators,
    Regions,
    Limits,
    Rules,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome> {
    let filter = Filter::of(arguments)?;
    let mut all = filter.list(arguments.what);
    if let Some(name) = &arguments.name {
        all = filter.named(arguments.what, name)?;
    }
    match arguments.format {
        Output::Json => output::json(&all)?,
        Output::Text => output::text(&table(&all, columns(arguments.what)))?,
    }
    Ok(Outcome::Clean)
}

struct Filter {
    service: Option<Service>,
    model: Option<Model>,
    cloud: Option<Cloud>,
}

impl Filter {
    fn of(arguments: &Arguments) -> Result<Self> {
        let service = arguments.service.as_deref().map(|code| {
            Service::from_code_ignore_case(code).ok_or_else(|| {
                let near = suggest::nearest(code, Service::all().map(Service::code));
                Failure::new(format!("unknown service `{code}`")).with_near(near)
            })
        });
        Ok(Self { service: service.transpose()?, model: arguments.model, cloud: arguments.cloud })
    }

    /// The operations of a name.
    fn named(&self, what: What, name: &str) -> Result<Vec<Listed>> {
        if what != What::Operations {
            return Err(Failure::new("`--name` goes with `operations` only"));
        }
        let found: Vec<Operation> = Operation::find_by_name(name).collect();
        if found.is_empty() {
            let names = Operation::all().flat_map(|it| it.names().iter().copied());
            let near = suggest::nearest(name.rsplit(':').next().unwrap_or(name), names);
            return Err(Failure::new(format!("unknown operation `{name}`")).with_near(near));
        }
        let all = found.into_iter().filter(|it| {
            self.service.is_none_or(|wanted| wanted == it.service())
                && self.model.is_none_or(|wanted| wanted == it.model())
                && self.cloud.is_none_or(|wanted| wanted == it.cloud())
        });
        Ok(all.map(facts::operation).map(Listed::Operation).collect())
    }

    fn list(&self, what: What) -> Vec<Listed> {
        let of_service = |it: Service| self.service.is_none_or(|wanted| wanted == it);
        let of_model = |it: Model| self.model.is_none_or(|wanted| wanted == it);
        let of_cloud = |it: Cloud| self.cloud.is_none_or(|wanted| wanted == it);
        match what {
            What::Services => {
                let all = Service::all().filter(|it| of_service(*it) && it.clouds().iter().any(of_cloud));
                all.map(facts::service).map(Listed::Service).collect()
            }
            What::Actions => {
                let v5 = Action::all().filter(|it| of_model(Model::IdentityPolicy) && it.clouds().iter().any(of_cloud));
                let role =
                    RoleAction::all().filter(|it| of_model(Model::RolePolicy) && it.clouds().iter().any(of_cloud));
                let v5 = v5.filter(|it| of_service(it.service())).map(facts::action).map(Listed::Action);
                let role = role.filter(|it| of_service(it.service())).map(facts::role_action).map(Listed::RoleAction);
                v5.chain(role).collect()
            }
            What::Keys => {
                let is_wanted = |it: &ConditionKey| {
                    self.service.is_none_or(|wanted| it.service() == Some(wanted))
                        && self.model.is_none_or(|wanted| it.is_listed_for(wanted))
                        && it.sources().any(|it| of_cloud(it.cloud()))
                };
                ConditionKey::ALL.iter().copied().filter(is_wanted).map(facts::key).map(Listed::Key).collect()
            }
            What::Resources => {
                let all = ResourceType::all().filter(|it| of_service(it.service()) && of_model(Model::IdentityPolicy));
                all.filter(|it| it.sources().any(|it| of_cloud(it.cloud())))
                    .map(facts::resource)
                    .map(Listed::ResourceType)
                    .collect()
            }
            What::Operations => {
                let all = Operation::all().filter(|it| of_service(it.service()) && of_model(it.model()));
                all.filter(|it| of_cloud(it.cloud())).map(facts::operation).map(Listed::Operation).collect()
            }
            What::Roles => {
                let all = Role::all().filter(|it| of_service(it.service()) && of_model(Model::RolePolicy));
                all.filter(|it| of_cloud(it.cloud())).map(facts::role).map(Listed::Role).collect()
            }
            What::RoleCodes => {
                let all = RoleCode::all().filter(|it| of_service(it.service()) && of_model(Model::RolePolicy));
                all.filter(|it| of_cloud(it.cloud())).map(facts::role_code).map(Listed::RoleCode).collect()
            }
            What::Constraints => {
                let all = Constraint::all().filter(|it| of_service(it.service()));
                all.filter(|it| it.sources().any(|it| of_cloud(it.cloud())))
                    .map(facts::constraint)
                    .map(Listed::Constraint)
                    .collect()
            }
            What::Features => {
                let all = Feature::all().filter(|it| of_service(it.service()) && of_model(it.model()));
                all.filter(|it| of_cloud(it.cloud())).map(facts::feature).map(Listed::Feature).collect()
            }
            What::Operators => {
                let is_wanted = |it: &Operator| self.model.is_none_or(|wanted| it.is_of(wanted));
                Operator::ALL.iter().copied().filter(is_wanted).map(facts::operator).map(Listed::Operator).collect()
            }
            What::Regions => {
                Region::all().filter(|it| of_cloud(it.cloud())).map(facts::region).map(Listed::Region).collect()
            }
            What::Limits => {
                Limit::all().filter(|it| of_model(it.model())).map(facts::limit).map(Listed::Limit).collect()
            }
            What::Rules => Rule::ALL.iter().map(|it| Listed::Rule(facts::rule(it))).collect(),
        }
    }
}

/// The fields that people see.
const fn columns(what: What) -> &'static [&'static str] {
    match what {
        What::Services => &["service", "level", "clouds", "known", "titles.en"],
        What::Actions => &["name", "model", "access_level", "clouds", "title"],
        What::Keys => &["key", "type", "multivalued", "models", "title"],
        What::Resources => &["service", "type", "urn"],
        What::Operations => &["model", "cloud", "method", "path", "actions", "title"],
        What::Roles => &["cloud", "kind", "name", "codes", "title"],
        What::RoleCodes => &["cloud", "code", "role", "qualifier"],
        What::Constraints => &["service", "id", "kind", "title"],
        What::Features => &["service", "cloud", "feature", "title"],
        What::Operators => &["operator", "type", "if_exists", "models"],
        What::Regions => &["region", "cloud", "mainland", "name"],
        What::Limits => &["limit", "model", "max", "profile", "counts"],
        What::Rules => &["rule", "severity", "level", "summary"],
    }
}

fn table(all: &[Listed], columns: &[&str]) -> String {
    // Every document can be written as JSON.
    let all: Vec<Value> = all.iter().map(|it| serde_json::to_value(it).unwrap_or_default()).collect();
    let rows: Vec<Vec<String>> = all.iter().map(|it| columns.iter().map(|column| cell(it, column)).collect()).collect();
    let width = |at: usize| rows.iter().filter_map(|it| it.get(at)).map(|it| it.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(it, width)| format!("{it:width$}")).collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// A field on one line; `-` is what no page states.
fn cell(value: &Value, column: &str) -> String {
    let found = column.split('.').try_fold(value, |it, name| it.get(name));
    found.map_or_else(String::new, short)
}

fn short(value: &Value) -> String {
    match value {
        Value::String(text) if text == facts::NotStated::Word.name() => String::from("-"),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(short).collect::<Vec<_>>().join(","),
        // How many actions are known.
        Value::Object(fields) if fields.contains_key("coverage") => {
            let part = |name: &str| fields.get(name).map(short).unwrap_or_default();
            format!("{}/{}:{} {}", part("model"), part("cloud"), part("actions"), part("coverage"))
        }
        // What an operation needs.
        Value::Object(fields) => {
            ["action", "role", "text"].iter().find_map(|it| fields.get(*it)).map_or_else(String::new, short)
        }
        Value::Null => String::from("-"),
        other => other.to_string(),
    }
}
