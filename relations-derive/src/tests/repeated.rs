//! Two attributes of one name have the same effect as one with the options of both.

use super::mistakes::{Derive, in_source};

use Derive::{ColumnType, Insert, Load, Model, Patch};

/// Two options, and where an attribute takes them.
const ATTRIBUTES: [(Derive, &str, &str, &str); 10] = [
    (Model, "name = \"nick\"", "default = \"'x'\"", "struct A { id: i64, #[column(@)] text: String }"),
    (Model, "table = \"as\"", "unique(text)", "#[model(@)] struct A { id: i64, text: String }"),
    (Load, "B", "crate = ::other", "#[load(@)] struct A { id: i64 }"),
    (
        Load,
        "count = bs",
        "with = |q| q.f::<A, B>(a, |b, c| b == c)",
        "#[load(B)] struct A { #[load(@)] id: i64 }",
    ),
    (Insert, "B", "crate = ::other", "#[insert(@)] struct A { id: i64 }"),
    (Insert, "into = b", "", "#[insert(B)] struct A { #[insert(@)] id: i64 }"),
    (Patch, "B", "crate = ::other", "#[patch(@)] struct A { id: i64 }"),
    (Patch, "into = b", "", "#[patch(B)] struct A { #[patch(@)] id: i64 }"),
    (ColumnType, "rename_all = \"lowercase\"", "crate = ::other", "#[column_type(@)] enum A { B }"),
    (ColumnType, "rename = \"b\"", "", "enum A { #[column_type(@)] B }"),
];

#[test]
fn two_attributes_are_one() {
    for (derive, first, second, place) in ATTRIBUTES {
        let one = place.replace('@', &format!("{first}, {second}"));
        let (before, after) = place.split_once("#[").expect("an attribute");
        let (start, end) = place.rsplit_once("#[").map_or((before, after), |(start, end)| (start, end));
        let (name, rest) = end.split_once("(@)]").expect("its options");
        let two = format!("{start}#[{name}({first})] #[{name}({second})]{rest}");
        let expand = |source: &str| derive.expand(&syn::parse_str(source).expect("a struct")).to_string();
        assert_eq!(in_source(derive, &one), [""; 0], "{one}");
        assert_eq!(expand(&two), expand(&one), "{two}");
    }
}

#[test]
fn an_option_given_twice_is_one_mistake_in_one_attribute_or_two() {
    for (derive, first, _, place) in ATTRIBUTES {
        let (start, end) = place.rsplit_once("#[").expect("an attribute");
        let (name, rest) = end.split_once("(@)]").expect("its options");
        for source in [
            format!("{start}#[{name}({first})] #[{name}({first})]{rest}"),
            place.replace('@', &format!("{first}, {first}")),
        ] {
            let mistakes = in_source(derive, &source);
            // A model is no option: behind another there is none to be read.
            let said = mistakes.iter().all(|it| it.contains("is given twice: remove one") || first == "B");
            assert!(mistakes.len() == 1 && said, "{source}: {mistakes:?}");
        }
    }
    for flag in ["key", "unique", "index"] {
        let source = format!("struct A {{ #[key] id: i64, #[{flag}] #[{flag}] text: i64 }}");
        assert_eq!(in_source(Model, &source).len(), 1, "{source}");
    }
}

#[test]
fn a_value_that_is_wrong_hides_no_unknown_option() {
    for (derive, source) in [
        (Derive::Model, r#"#[model(rename_all = "nope", tabel = "x")] struct A { id: i64 }"#),
        (Derive::ColumnType, r#"#[column_type(rename_all = "nope", tabel = "x")] enum A { B }"#),
    ] {
        let mistakes = in_source(derive, source);
        assert_eq!(mistakes.len(), 2, "{source}: {mistakes:?}");
    }
}
