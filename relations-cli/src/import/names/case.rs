//! Finds the `rename_all` of a model.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutyKebabCase, ToShoutySnakeCase};

/// A conversion of names.
type Case = fn(&str) -> String;

/// The cases that `rename_all` accepts.
const CASES: [(&str, Case); 7] = [
    ("PascalCase", |name| name.to_pascal_case()),
    ("camelCase", |name| name.to_lower_camel_case()),
    ("SCREAMING_SNAKE_CASE", |name| name.to_shouty_snake_case()),
    ("kebab-case", |name| name.to_kebab_case()),
    ("SCREAMING-KEBAB-CASE", |name| name.to_shouty_kebab_case()),
    ("lowercase", str::to_lowercase),
    ("UPPERCASE", str::to_uppercase),
];

/// Returns the case that turns every field's name into its column's, unless they are equal anyway. Each pair
/// is a field and its column.
pub fn shared_case(names: &[(&str, &str)]) -> Option<&'static str> {
    if names.iter().all(|(field, column)| is_written(field, column)) {
        return None;
    }
    CASES
        .iter()
        .find(|(_, case)| names.iter().all(|(field, column)| column.is_ascii() && case(field) == *column))
        .map(|(name, _)| *name)
}

/// Reports whether a field maps its column by its name alone. Rust normalizes the letters of other alphabets,
/// so only ASCII is sure to stay unchanged.
pub fn is_written(field: &str, column: &str) -> bool {
    field == column && column.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_case_must_give_every_name() {
        let pascal = [("id", "Id"), ("user_id", "UserId")];
        assert_eq!(shared_case(&pascal), Some("PascalCase"));
        assert_eq!(shared_case(&[("id", "Id"), ("user_id", "UserID")]), None);
        assert_eq!(shared_case(&[("id", "id")]), None);
    }
}
