//! The files in which the provider of Terraform says which APIs it calls: `docs/api/*.yaml`, as a table of `usage/`.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::read_yaml;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    paths: BTreeMap<String, BTreeMap<String, Api>>,
}

#[derive(Deserialize)]
struct Api {
    tag: String,
}

/// The table with the columns `service method path name` that files with these names and texts make, and what is wrong with some.
///
/// ```
/// let text = "paths:\n  /v1/{project_id}/vpcs:\n    GET:\n      tag: VPC\n";
/// let files = [("data_source_huaweicloud_vpcs.yaml", text)];
/// let (table, problems) = hwc_iam_import::provider_table(files);
/// assert_eq!(table, "service\tmethod\tpath\tname\nVPC\tGET\t/v1/{project_id}/vpcs\tdata.huaweicloud_vpcs\n");
/// assert!(problems.is_empty());
/// ```
pub fn provider_table<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (String, Vec<String>) {
    let (mut rows, mut problems) = (BTreeSet::new(), Vec::new());
    for (file, text) in files {
        let Some(name) = name(file) else {
            problems.push(format!("{file}: its name does not begin with `resource_` or `data_source_`"));
            continue;
        };
        match read_yaml::<File>(text) {
            Ok(read) => {
                for (path, methods) in read.paths {
                    let path = with_slashes(&path);
                    rows.extend(methods.into_iter().map(|(method, api)| [api.tag, method, path.clone(), name.clone()]));
                }
            }
            Err(error) => problems.push(format!("{file}: {error}")),
        }
    }
    if let Some(row) = rows.iter().find(|row| row.iter().any(|it| it.contains(['\t', '\n']))) {
        problems.push(format!("{row:?}: a cell of a table has no tab and no end of a line"));
    }
    let rows = rows.iter().map(|it| it.join("\t") + "\n");
    (["service\tmethod\tpath\tname\n".to_owned()].into_iter().chain(rows).collect(), problems)
}

/// The type of a resource, or of a data source with `data.` in front.
fn name(file: &str) -> Option<String> {
    let stem = file.strip_suffix(".yaml").or_else(|| file.strip_suffix(".yml"))?;
    let data = stem.strip_prefix("data_source_").map(|it| format!("data.{it}"));
    data.or_else(|| stem.strip_prefix("resource_").map(str::to_owned))
}

/// With the `/` that is missing behind a placeholder: `/v1/{project_id}jobs`.
fn with_slashes(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1);
    for it in path.chars() {
        if it.is_ascii_alphabetic() && out.ends_with('}') {
            out.push('/');
        }
        out.push(it);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::provider_table;

    #[test]
    fn a_missing_slash_is_put_in() {
        let text = "paths:\n  /v1/{project_id}jobs/{job_id}:\n    GET:\n      tag: IMS\n";
        let (table, _) = provider_table([("resource_huaweicloud_images_image_copy.yaml", text)]);
        assert!(
            table.ends_with("IMS\tGET\t/v1/{project_id}/jobs/{job_id}\thuaweicloud_images_image_copy\n"),
            "{table}"
        );
    }

    #[test]
    fn what_is_not_read_is_named() {
        let (table, problems) = provider_table([("readme.yaml", ""), ("resource_a.yaml", "paths: 1\n")]);
        assert_eq!((table.lines().count(), problems.len()), (1, 2));
        assert!(problems.get(1).is_some_and(|it| it.starts_with("resource_a.yaml: ")), "{problems:?}");
    }
}
