//! More findings than anybody reads.

use super::Scratch;

#[test]
fn people_are_shown_the_first_thousand_of_a_file_and_told_how_many_more_there_are() {
    let scratch = Scratch::new("many-findings");
    scratch.write("many.jsonl", "{}\n".repeat(1200));
    scratch.write("one.jsonl", "{}\n");
    let ran = scratch.run(&["check", "many.jsonl", "one.jsonl"]);
    let each = scratch.run(&["check", "one.jsonl"]);
    let of_one = each.out.matches("error[").count();
    assert!(of_one > 0);
    let all = 1201 * of_one;
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("error[").count(), 1000 + of_one);
    assert!(ran.out.contains(" --> one.jsonl:1:"), "the other file is shown whole");
    let end = format!(
        "{} more findings in files with more than a thousand are not shown; `--format json` lists them\n\
         1201 policies in 2 files: {all} denied, 0 warned\n",
        all - 1000 - of_one
    );
    assert!(ran.out.ends_with(&end), "{}", ran.out.lines().last().unwrap_or_default());
    let json = scratch.run(&["check", "many.jsonl", "one.jsonl", "--format", "json"]).json();
    let listed = json["files"].as_array().unwrap().iter().map(|it| it["findings"].as_array().unwrap().len());
    assert_eq!(listed.sum::<usize>(), all);
}
