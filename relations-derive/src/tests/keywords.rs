//! Every keyword, in every place where an attribute takes a name.

use super::mistakes::{Derive, in_source};

/// The keywords that are names when they are written as `r#type`. <https://doc.rust-lang.org/reference/keywords.html>
const RAW: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The keywords that are never names.
const NEVER: [&str; 5] = ["_", "self", "super", "crate", "Self"];

/// The keywords that are names in most places.
const WEAK: [&str; 6] = ["auto", "default", "macro_rules", "raw", "safe", "union"];

/// The kind of name that a place takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Name,
    /// A field of the struct, of which there is none but `id`.
    Field,
    /// A path, which may begin with keywords.
    Path,
}

use Derive::{ColumnType, Insert, Load, Model, Patch};
use Takes::{Field, Name, Path};

/// The places: `@` stands for the name.
const PLACES: [(Derive, Takes, &str); 34] = [
    (Model, Name, "struct A { id: i64, #[belongs_to(@: User)] user_id: i64 }"),
    (Model, Path, "struct A { id: i64, #[belongs_to(user: @)] user_id: i64 }"),
    (Model, Path, "struct A { id: i64, #[belongs_to(user: models::@)] user_id: i64 }"),
    (Model, Name, "struct A { id: i64, #[belongs_to(user: User, references = @)] user_id: i64 }"),
    (Model, Field, "#[belongs_to(user: User, key(@))] struct A { id: i64 }"),
    (Model, Name, "#[has_many(@: B)] struct A { id: i64 }"),
    (Model, Path, "#[has_many(bs: @)] struct A { id: i64 }"),
    (Model, Name, "#[has_many(bs: B, inverse = @)] struct A { id: i64 }"),
    (Model, Name, "#[has_many(bs: B, order_by(id, @ desc))] struct A { id: i64 }"),
    (Model, Field, "#[has_many(bs: B)] #[has_many(cs: C, through = @)] struct A { id: i64 }"),
    (Model, Name, "#[has_many(bs: B)] #[has_many(cs: C, through = bs, source = @)] struct A { id: i64 }"),
    (Model, Name, "#[has_one(@: B)] struct A { id: i64 }"),
    (Model, Path, "#[has_one(b: @)] struct A { id: i64 }"),
    (Model, Name, "#[many_to_many(@: B, through = \"ab\")] struct A { id: i64 }"),
    (Model, Path, "#[many_to_many(bs: @, through = \"ab\")] struct A { id: i64 }"),
    (Model, Path, "#[many_to_many(bs: B, through = @)] struct A { id: i64 }"),
    (Model, Name, "#[many_to_many(bs: B, through = \"ab\", from = @, to = b)] struct A { id: i64 }"),
    (Model, Name, "#[many_to_many(bs: B, through = \"ab\", from = a, to = @)] struct A { id: i64 }"),
    (Model, Field, "#[model(primary_key(@))] struct A { id: i64 }"),
    (Model, Field, "#[model(unique(id, @))] struct A { id: i64 }"),
    (Model, Field, "#[model(index(@))] struct A { id: i64 }"),
    (Model, Name, "#[model(create = @)] struct A { id: i64 }"),
    (Model, Path, "#[model(crate = a::@)] struct A { id: i64 }"),
    (Load, Path, "#[load(@)] struct A { id: i64 }"),
    (Load, Name, "#[load(B)] struct A { #[load(from = @)] id: i64 }"),
    (Load, Name, "#[load(B)] struct A { #[load(count = @, with = |q| q)] id: i64 }"),
    (Load, Path, "#[load(B, crate = a::@)] struct A { id: i64 }"),
    (Insert, Path, "#[insert(@)] struct A { id: i64 }"),
    (Insert, Name, "#[insert(B)] struct A { #[insert(into = @)] id: i64 }"),
    (Insert, Path, "#[insert(B, crate = a::@)] struct A { id: i64 }"),
    (Patch, Path, "#[patch(@)] struct A { id: i64 }"),
    (Patch, Name, "#[patch(B)] struct A { #[patch(into = @)] id: i64 }"),
    (Patch, Path, "#[patch(B, crate = a::@)] struct A { id: i64 }"),
    (ColumnType, Path, "#[column_type(crate = a::@)] struct A(i64);"),
];

#[test]
fn a_keyword_is_one_mistake_that_says_how_to_write_it() {
    let mut tried = 0;
    for (derive, _, place) in PLACES {
        for keyword in RAW {
            let source = place.replace('@', keyword);
            let mistakes = in_source(derive, &source);
            let expected = format!("`{keyword}` is a keyword: write `r#{keyword}`");
            assert!(mistakes.len() == 1 && mistakes[0].contains(&expected), "{source}: {mistakes:?}");
            tried += 1;
        }
    }
    println!("keywords at places: tried {tried}, failed 0");
}

#[test]
fn a_keyword_that_is_never_a_name_is_one_mistake() {
    for (derive, takes, place) in PLACES {
        for keyword in NEVER {
            let source = place.replace('@', keyword);
            let mistakes = in_source(derive, &source);
            // `Self` is the model itself, and modules have such names.
            let allowed =
                takes == Path && mistakes.is_empty() && (keyword == "Self" || source.contains("crate = "));
            assert!(allowed || mistakes.len() == 1, "{source}: {mistakes:?}");
            if takes != Path {
                assert!(
                    mistakes[0].contains(&format!("`{keyword}` cannot be a name")),
                    "{source}: {mistakes:?}"
                );
            }
        }
    }
}

#[test]
fn a_raw_name_is_a_name() {
    for (derive, takes, place) in PLACES {
        for name in RAW.map(|keyword| format!("r#{keyword}")) {
            let mistakes = in_source(derive, &place.replace('@', &name));
            match takes {
                Field => assert!(
                    mistakes.len() == 1 && !mistakes[0].contains("keyword"),
                    "{place} {name}: {mistakes:?}"
                ),
                _ => assert!(mistakes.is_empty(), "{place} {name}: {mistakes:?}"),
            }
        }
        for name in WEAK {
            let mistakes = in_source(derive, &place.replace('@', name));
            assert!(mistakes.len() == usize::from(takes == Field), "{place} {name}: {mistakes:?}");
        }
    }
}

#[test]
fn structs_and_fields_have_raw_names() {
    for (derive, source) in [
        (
            Model,
            "#[has_many(r#fn: r#type, inverse = r#mod)] struct r#type { id: i64, #[belongs_to(r#mod: Self)] r#in: Option<i64> }",
        ),
        (Load, "#[load(Node)] struct r#type { children: Vec<Self>, r#fn: Option<Box<Self>> }"),
        (
            Patch,
            "#[patch(Node)] struct r#type { r#fn: Option<i64>, #[patch(into = r#mod)] r#in: Option<i64> }",
        ),
        (ColumnType, "struct r#type(i64);"),
        (ColumnType, "enum r#type { r#fn, r#mod }"),
    ] {
        assert_eq!(in_source(derive, source), [""; 0], "{source}");
    }
}
