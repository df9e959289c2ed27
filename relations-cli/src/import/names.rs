//! Names of tables and columns as names of Rust.

use std::collections::HashSet;

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutyKebabCase, ToShoutySnakeCase, ToSnakeCase};

use super::words;

/// Words that need `r#` to be a name, those of the editions to come included.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be a name even so.
const NEVER: [&str; 4] = ["crate", "self", "super", "_"];

/// What a struct cannot be called: the source names these, and a struct would hide them.
const TAKEN_TYPES: [&str; 27] = [
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "Model",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Result",
    "Schema",
    "Self",
    "Send",
    "Some",
    "String",
    "Value",
    "Vec",
];

/// Methods of every model, or of every value, which an accessor of the same name would hide.
const TAKEN_ACCESSORS: [&str; 22] = [
    "borrow",
    "by_key",
    "clone",
    "create",
    "delete",
    "eq",
    "find",
    "fmt",
    "from",
    "from_row",
    "get",
    "insert",
    "insert_all",
    "into",
    "key",
    "ne",
    "query",
    "reload",
    "to_owned",
    "try_into",
    "update",
    "upsert_all",
];

/// Methods of every `create()` builder, which that of a column of the same name would hide.
const TAKEN_FIELDS: [&str; 2] = ["insert", "on_conflict"];

/// `name` in snake case, as a name of Rust without `r#`; `fallback` where nothing of it can be kept, or in
/// front of a digit.
pub fn snake(name: &str, fallback: &str) -> String {
    let kept: String =
        name.chars().map(|char| if unicode_ident::is_xid_continue(char) { char } else { ' ' }).collect();
    let snake = kept.to_snake_case();
    match snake.chars().next() {
        None => fallback.to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("{fallback}_{snake}"),
        Some(_) if NEVER.contains(&snake.as_str()) => format!("{snake}_"),
        Some(_) => snake,
    }
}

/// The name as source spells it: `r#type` for `type`.
pub fn spelled(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

/// The name of a table in both numbers, in snake case.
pub struct Noun {
    pub singular: String,
    pub plural: String,
}

impl Noun {
    /// Of a table that is named by either: only the last word has a number.
    pub fn of(table: &str) -> Self {
        let name = snake(table, "table");
        let (before, last) = match name.rsplit_once('_') {
            Some((before, last)) => (format!("{before}_"), last),
            None => (String::new(), name.as_str()),
        };
        let one = words::singular(last);
        // The plural that the table itself uses is better than any that a rule makes.
        let many = if one == last { words::plural(last) } else { last.to_owned() };
        Self { singular: before.clone() + &one, plural: before + &many }
    }
}

/// Names of structs that are given already, in small letters, and those of their `create()` builders.
#[derive(Default)]
pub struct Structs(HashSet<String>);

impl Structs {
    /// A name for the struct of `table`, of which `others` are the other tables.
    pub fn name(&mut self, table: &str, noun: &Noun, others: &[&str]) -> String {
        let whole = snake(table, "table").to_pascal_case();
        let singular = noun.singular.to_pascal_case();
        // `user` beside `users`: each keeps its own name.
        let shared = singular != whole
            && others.iter().any(|other| {
                snake(other, "table").to_pascal_case() == singular && !other.eq_ignore_ascii_case(table)
            });
        let mut name = if shared { whole } else { singular };
        if TAKEN_TYPES.contains(&name.as_str()) {
            name += "Row";
        }
        let free = |name: &str| {
            let names = [name.to_owned(), format!("Create{name}")];
            names.iter().all(|name| !self.0.contains(name))
        };
        let name = numbered(&name, "", free);
        self.0.extend([name.clone(), format!("Create{name}")]);
        name
    }
}

/// The names of one struct's fields and relations: each becomes a constant in capitals, so no two may agree
/// in more than their case.
#[derive(Default)]
pub struct Members(HashSet<String>);

impl Members {
    /// A name for the field of `column`, the `place`th.
    pub fn field(&mut self, column: &str, place: usize) -> String {
        let mut name = snake(column, "column");
        if name == "column" && !column.eq_ignore_ascii_case("column") {
            name = format!("column_{}", place + 1);
        }
        if TAKEN_FIELDS.contains(&name.as_str()) {
            name += "_";
        }
        self.take(numbered(&name, "_", |name| !self.0.contains(&name.to_uppercase())))
    }

    /// The first of `candidates` that a relation can have as its name, or the last with a number.
    pub fn relation(&mut self, candidates: &[String]) -> String {
        let free = |name: &str| !self.0.contains(&name.to_uppercase()) && !TAKEN_ACCESSORS.contains(&name);
        // Put together of several names, one may no longer be in snake case. And in an alphabet without capitals,
        // the accessor and the constant would be one.
        let distinct = |name: &String| {
            let name = snake(name, "relation");
            if name.to_uppercase() == name { format!("related_{name}") } else { name }
        };
        let candidates: Vec<String> = candidates.iter().map(distinct).collect();
        let name = match candidates.iter().find(|name| free(name)) {
            Some(name) => name.clone(),
            None => numbered(candidates.last().map_or("relation", String::as_str), "_", free),
        };
        self.take(name)
    }

    fn take(&mut self, name: String) -> String {
        self.0.insert(name.to_uppercase());
        name
    }
}

/// `name`, or with the first number behind it that is free.
fn numbered(name: &str, between: &str, free: impl Fn(&str) -> bool) -> String {
    if free(name) {
        return name.to_owned();
    }
    let mut number = 2;
    loop {
        let name = format!("{name}{between}{number}");
        if free(&name) {
            return name;
        }
        number += 1;
    }
}

/// A way of writing names.
type Case = fn(&str) -> String;

/// The ways of writing names that `rename_all` knows.
const CASES: [(&str, Case); 7] = [
    ("PascalCase", |name| name.to_pascal_case()),
    ("camelCase", |name| name.to_lower_camel_case()),
    ("SCREAMING_SNAKE_CASE", |name| name.to_shouty_snake_case()),
    ("kebab-case", |name| name.to_kebab_case()),
    ("SCREAMING-KEBAB-CASE", |name| name.to_shouty_kebab_case()),
    ("lowercase", str::to_lowercase),
    ("UPPERCASE", str::to_uppercase),
];

/// The case by which every field's name becomes its column's, if they are not the same anyway. Each pair is a
/// field and its column.
pub fn shared_case(names: &[(&str, &str)]) -> Option<&'static str> {
    if names.iter().all(|(field, column)| is_written(field, column)) {
        return None;
    }
    CASES
        .iter()
        .find(|(_, case)| names.iter().all(|(field, column)| column.is_ascii() && case(field) == *column))
        .map(|(name, _)| *name)
}

/// Whether a field maps its column by its name alone. Rust composes the letters of other alphabets anew, so
/// that only ASCII is sure to stay as it is.
pub fn is_written(field: &str, column: &str) -> bool {
    field == column && column.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_one_of_rust() {
        for (name, expected) in [
            ("AlbumId", "album_id"),
            ("Order Details", "order_details"),
            ("2fa", "column_2fa"),
            ("", "column"),
            ("%", "column"),
            ("self", "self_"),
            ("größe", "größe"),
            ("a\"b", "a_b"),
            ("x²", "x"),
            ("_id", "id"),
        ] {
            assert_eq!(snake(name, "column"), expected);
        }
        assert_eq!(spelled("type"), "r#type");
    }

    #[test]
    fn fields_differ_in_more_than_case() {
        let mut members = Members::default();
        let names = ["a", "A", "a_2", "%", "&", "insert", "column"];
        let given: Vec<String> =
            names.iter().enumerate().map(|(place, name)| members.field(name, place)).collect();
        assert_eq!(given, ["a", "a_2", "a_2_2", "column_4", "column_5", "insert_", "column"]);
        assert_eq!(members.relation(&["a".to_owned(), "get".to_owned()]), "get_2");
    }

    #[test]
    fn a_struct_is_one_of_many_and_hides_nothing() {
        let tables = ["users", "options", "user", "people", "create_people", "2020", "self"];
        let mut structs = Structs::default();
        let given: Vec<String> =
            tables.iter().map(|table| structs.name(table, &Noun::of(table), &tables)).collect();
        assert_eq!(given, ["Users", "OptionRow", "User", "Person", "CreatePerson2", "Table2020", "SelfRow"]);
    }

    #[test]
    fn one_case_must_give_every_name() {
        let pascal = [("id", "Id"), ("user_id", "UserId")];
        assert_eq!(shared_case(&pascal), Some("PascalCase"));
        assert_eq!(shared_case(&[("id", "Id"), ("user_id", "UserID")]), None);
        assert_eq!(shared_case(&[("id", "id")]), None);
    }
}
