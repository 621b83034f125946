//! What a million lines of Go call: the aim is ten seconds.

use std::fmt::Write;
use std::hint::black_box;

use divan::Bencher;
use hwc_iam::usage::{Answers, SdkOperations, SourceCode};

fn main() {
    divan::main();
}

/// Files of two hundred functions, each of which calls an operation through a struct of another package and does other things.
fn repository(lines: usize) -> Vec<(String, String)> {
    let operations: Vec<&str> = SdkOperations::get().of("ecs").filter(|it| it.version == 2).map(|it| it.name).collect();
    let mut names = operations.iter().cycle();
    let mut files = vec![
        (String::from("go.mod"), String::from("module example.com/app\n")),
        (
            String::from("clients/clients.go"),
            String::from(
                "package clients\n\nimport ecs \"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/ecs/v2\"\n\n\
                 type Clients struct{ Servers *ecs.EcsClient }\n\nfunc New() (*Clients, error) { return &Clients{}, nil }\n",
            ),
        ),
    ];
    let mut written = 0;
    while written < lines {
        let mut text = String::from("package some\n\nimport (\n\t\"fmt\"\n\t\"example.com/app/clients\"\n)\n");
        for at in 0..200 {
            let name = names.next().copied().unwrap_or_default();
            let _ = write!(
                text,
                "\nfunc f{at}(ids []string, count int) error {{\n\tall, err := clients.New()\n\tif err != nil {{\n\t\treturn \
                 fmt.Errorf(\"no clients: %w\", err)\n\t}}\n\tfor index, id := range ids {{\n\t\tif index > count && \
                 len(id) > 0 {{\n\t\t\tcount = count + index*2\n\t\t\tall.Log(\"server\", id, map[string]int{{\"count\": \
                 count}})\n\t\t}}\n\t\t_, err = all.Servers.{name}(&request{{Id: id, Count: count}})\n\t}}\n\treturn err\n}}\n"
            );
        }
        written += text.lines().count();
        files.push((format!("some{}/some.go", files.len()), text));
    }
    files
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn lines_of_go(bencher: Bencher<'_, '_>, lines: usize) {
    let files = repository(lines);
    let count: usize = files.iter().map(|it| it.1.lines().count()).sum();
    bencher.counter(count).bench(|| {
        let found = SourceCode::of(black_box(&files), &Answers::default());
        assert!(found.places > lines / 20 && found.questions.is_empty());
        found
    });
}
