//! The function in the engine.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, BooleanArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use hwc_iam::eval::{PolicySet, Request};
use hwc_iam::policy;
use hwc_iam_datafusion::Decide;

const ROWS: usize = 10_000;
const PARTS: usize = 4;

fn policies() -> PolicySet {
    let policy = policy!({
        "Version": "5.0",
        "Statement": [
            { "Effect": "Allow", "Action": ["ims:images:list"] },
            {
                "Effect": "Allow",
                "Action": ["ims:images:get"],
                "Resource": ["ims:*:0a1b:image:*"],
                "Condition": { "Bool": { "g:MFAPresent": ["true"] } }
            },
            { "Sid": "NoExport", "Effect": "Deny", "Action": ["ims:images:export"] }
        ]
    });
    PolicySet::builder().identity("policy", policy).build().unwrap()
}

/// The parts of a request: its action, resource, and whether there was a second factor.
type Row = (Option<&'static str>, Option<&'static str>, Option<bool>);

fn row(at: usize) -> Row {
    let actions = [Some("ims:images:list"), Some("ims:images:get"), Some("ims:images:export"), Some("a:b:c"), None];
    let resources = [Some("ims:r:0a1b:image:i"), Some("ims:r:2c3d:image:i"), None];
    let pick = |step: usize, of: usize| (at.wrapping_mul(2_654_435_761) >> step) % of;
    (actions[pick(3, 5)], resources[pick(7, 3)], [Some(true), Some(false), None][pick(11, 3)])
}

fn table() -> MemTable {
    let batch = |part: usize| {
        let rows: Vec<Row> = (part..ROWS).step_by(PARTS).map(row).collect();
        let columns: [(&str, ArrayRef); 3] = [
            ("action", Arc::new(rows.iter().map(|it| it.0).collect::<StringArray>())),
            ("resource", Arc::new(rows.iter().map(|it| it.1).collect::<StringArray>())),
            ("mfa", Arc::new(rows.iter().map(|it| it.2).collect::<BooleanArray>())),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, it)| (name, it, true))).unwrap()
    };
    let parts: Vec<Vec<RecordBatch>> = (0..PARTS).map(|it| vec![batch(it)]).collect();
    MemTable::try_new(parts[0][0].schema(), parts).unwrap()
}

fn context() -> SessionContext {
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    context.register_table("log", Arc::new(table())).unwrap();
    let policies = Arc::new(policies());
    let decide = || Decide::new(Arc::clone(&policies), ["action", "resource", "g:MFAPresent"]);
    context.register_udf(decide().into());
    context.register_udf(decide().unknown("g:MFAPresent").named("decide_unsure").into());
    context.register_udf(decide().statements().named("explain").into());
    context
}

/// What the first column has, with the number in the second.
async fn counts(context: &SessionContext, sql: &str) -> BTreeMap<Option<String>, i64> {
    let mut found = BTreeMap::new();
    for batch in context.sql(sql).await.unwrap().collect().await.unwrap() {
        let names = datafusion::arrow::compute::cast(batch.column(0), &DataType::Utf8).unwrap();
        let numbers = batch.column(1).as_primitive::<Int64Type>();
        for (name, number) in names.as_string::<i32>().iter().zip(numbers) {
            *found.entry(name.map(String::from)).or_default() += number.unwrap();
        }
    }
    found
}

fn one_by_one(is_sure: bool) -> BTreeMap<Option<String>, i64> {
    let policies = policies();
    let mut found = BTreeMap::new();
    for (action, resource, mfa) in (0..ROWS).map(row) {
        let decision = action.map(|action| {
            let mut request = Request::new(action);
            request = resource.into_iter().fold(request, Request::resource);
            request = match mfa {
                Some(it) => request.key("g:MFAPresent", if it { "true" } else { "false" }),
                None if is_sure => request,
                None => request.unknown_key("g:MFAPresent"),
            };
            policies.decide(&request).name().to_string()
        });
        *found.entry(decision).or_default() += 1;
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_decides_as_one_by_one() {
    let context = context();
    let count = "count(*) FROM log GROUP BY 1";
    let found = counts(&context, &format!("SELECT decide(action, resource, mfa), {count}")).await;
    assert_eq!(found, one_by_one(true));
    assert_eq!(found.len(), 4, "{found:?}");
    let unsure = counts(&context, &format!("SELECT decide_unsure(action, resource, mfa), {count}")).await;
    assert_eq!(unsure, one_by_one(false));
    assert_ne!(found, unsure);
}

#[tokio::test]
async fn it_filters_and_takes_constants() {
    let context = context();
    let filter = "WHERE decide(action, resource, mfa) = 'explicit_deny'";
    let found = counts(&context, &format!("SELECT action, count(*) FROM log {filter} GROUP BY 1")).await;
    assert_eq!(found.keys().flatten().collect::<Vec<_>>(), ["ims:images:export"]);
    let found = counts(&context, "SELECT decide('ims:images:list', NULL, mfa), count(*) FROM log GROUP BY 1").await;
    assert_eq!(found, BTreeMap::from([(Some("allow".into()), ROWS as i64)]));
    let found = counts(&context, "SELECT decide('ims:images:list', NULL, true), count(*) FROM log GROUP BY 1").await;
    assert_eq!(found, BTreeMap::from([(Some("allow".into()), ROWS as i64)]));
}

#[tokio::test]
async fn it_says_which_statement_decides() {
    let decided = "SELECT explain(action, resource, mfa) AS decided FROM log";
    let denied = "get_field(decided, 'decision') = 'explicit_deny'";
    let sql = format!("SELECT get_field(decided, 'statement'), count(*) FROM ({decided}) WHERE {denied} GROUP BY 1");
    let found = counts(&context(), &sql).await;
    let [text] = found.keys().flatten().collect::<Vec<_>>()[..] else { panic!("{found:?}") };
    assert!(text.contains(r#""sid":"NoExport""#), "{text}");
}

#[tokio::test]
async fn mistakes_are_errors_of_the_query() {
    let context = context();
    let wrong = context.sql("SELECT decide(action) FROM log").await.unwrap_err().to_string();
    assert!(wrong.contains("`decide` takes 3 columns (action, resource, g:MFAPresent), not 1"), "{wrong}");
    context.register_udf(Decide::new(policies(), ["acton"]).named("misspelt").into());
    let wrong = context.sql("SELECT misspelt(action) FROM log").await.unwrap().collect().await.unwrap_err().to_string();
    assert!(wrong.contains("did you mean `action`"), "{wrong}");
}
