//! Chooses names that are unique and hide nothing.

use std::collections::HashSet;

use heck::ToPascalCase;

use super::{Noun, snake};

/// The names that a struct cannot have: the source uses them, and a struct would hide them.
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

/// The methods of every model, or of every value, which an accessor of the same name would hide.
const TAKEN_ACCESSORS: [&str; 27] = [
    "borrow",
    "by_key",
    "clone",
    "create",
    "delete",
    "delete_key",
    "delete_key_statement",
    "delete_statement",
    "eq",
    "find",
    "fmt",
    "from",
    "from_row",
    "get",
    "insert",
    "insert_all",
    "insert_statement",
    "into",
    "key",
    "ne",
    "query",
    "reload",
    "to_owned",
    "try_into",
    "update",
    "update_statement",
    "upsert_all",
];

/// The methods of every `create()` builder, which that of a column of the same name would hide.
const TAKEN_FIELDS: [&str; 3] = ["insert", "insert_statement", "on_conflict"];

/// The names of structs that are taken, and those of their `create()` builders.
#[derive(Default)]
pub struct Structs(HashSet<String>);

impl Structs {
    /// Returns a name for the struct of `table`; `others` are the other tables.
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

impl Structs {
    /// Returns a name for the enum of a `one_of`.
    pub fn one_of(&mut self, name: &str) -> String {
        let name = numbered(name, "", |name| !self.0.contains(name) && !TAKEN_TYPES.contains(&name));
        self.0.insert(name.clone());
        name
    }
}

/// The names of one struct's fields and relations. Each becomes a constant in capitals, so no two may differ
/// in case only.
#[derive(Default)]
pub struct Members(HashSet<String>);

impl Members {
    /// Returns a name for the field of `column`, which is at `place`.
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

    /// Returns the first of `candidates` that a relation can have as its name, or the last with a number.
    pub fn relation(&mut self, candidates: &[String]) -> String {
        let free = |name: &str| !self.0.contains(&name.to_uppercase()) && !TAKEN_ACCESSORS.contains(&name);
        // A name made of several may no longer be in snake case. And in an alphabet without capitals, the
        // accessor and the constant would be the same.
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

/// Returns `name`, or `name` with the first number that makes it free.
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
