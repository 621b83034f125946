//! Any bytes are a page: what cannot be read is said, and nothing panics or hangs.

use hwc_iam_import::{Page, import};
use proptest::prelude::*;

use super::global;

fn survives(bytes: Vec<u8>) {
    let page = Page { path: "some/page".into(), bytes, ..Page::default() };
    let import = import(&[page], &[], &global());
    assert_eq!(import.report.pages.len(), 1);
}

/// Pieces that layouts are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "+---+---+\n",
        "+===+===+\n",
        "| a | b |\n",
        "|---|---|\n",
        "=== ===\n",
        "--- ---\n",
        "Action  API\n",
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=\"3\">",
        "<td colspan=\"900\">",
        "</td>",
        "<th>",
        "<ul><li>",
        "</ul>",
        "<div class=\"note\">",
        "# t\n",
        "Table 1 Actions\n\n",
        "Action\n\n",
        "API\n\n",
        "Dependencies\n\n",
        "Access Level\n\n",
        "a:b:c",
        "a:b:cims:d:e",
        "ims:a:getims:b:c",
        "GET /v1/{x}",
        "POST",
        "POST /v1/é",
        "list\n\n",
        "• ",
        "-",
        "``",
        "**",
        "\\",
        ":ref:`",
        "`x <y>`__",
        "（",
        ")",
        "\n",
        "\n\n",
        "   ",
        "依赖的授权项",
        "授权项",
        "URN\n\n",
        "x:<r>:<",
        ".. note::\n",
        "-  ",
        "  1. ",
        "Supported: ",
        "企业项目",
        "\u{ad}",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(bytes);
    }

    #[test]
    fn any_pieces(text in pieces()) {
        survives(text.into_bytes());
    }

    #[test]
    fn any_cut_and_change(at in 0_usize..4000, len in 0_usize..40, put in pieces(), which in 0_usize..4) {
        let paths = ["otc/lamps/switches.rst", "hwc/lamps/lamp_0001.md", "hwc/shades/shade_v5.txt", "hwc/shades/shade_0001.html"];
        let mut bytes = super::page(paths[which]).bytes;
        let start = at.min(bytes.len());
        let end = (at + len).min(bytes.len());
        bytes.splice(start..end, put.into_bytes());
        survives(bytes);
    }
}

/// Found by `any_cut_and_change`: an address without a path was looked for again and again.
#[test]
fn an_address_without_a_path_ends() {
    for address in ["https://", "GET https://host", "POST {?x}", "PUT v1{?", "{project_id}/ https://"] {
        survives(format!("<h1>t</h1><table><tr><th>API<th>Action<tr><td>{address}<td>a:b:c</table>").into_bytes());
    }
}

#[test]
fn deep_and_wide_pages_end() {
    survives("<ul>".repeat(100_000).into_bytes());
    survives(format!("<table>{}", "<tr><td rowspan=1000 colspan=1000>x".repeat(3000)).into_bytes());
    survives(format!("{}\n", "+-".repeat(3000) + "+").repeat(400).into_bytes());
    survives("a:".repeat(200_000).into_bytes());
    survives("- ".repeat(100_000).into_bytes());
    survives("[".repeat(100_000).into_bytes());
    survives(format!("# t\n\n|Action|API|\n|--|--|\n|{}|{}|\n", "[".repeat(100_000), "`".repeat(50_001)).into_bytes());
    survives(format!("=== ===\nAPI Action\n=== ===\n{}\n=== ===\n", ":a".repeat(100_000)).into_bytes());
    survives("Action\n".repeat(1 << 19).into_bytes());
}
