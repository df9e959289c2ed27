//! Writes a diagram as Mermaid.

use super::{Attribute, Cardinality, Diagram, Entity, Relationship, escape::one_line};

/// The words that Mermaid's lexer does not accept as names.
const RESERVED: [&str; 22] = [
    "accdescr",
    "acctitle",
    "class",
    "classdef",
    "direction",
    "end",
    "erdiagram",
    "fk",
    "linkstyle",
    "many",
    "o",
    "one",
    "only",
    "optionally",
    "pk",
    "style",
    "subgraph",
    "title",
    "to",
    "u",
    "uk",
    "zero",
];

pub(super) fn write(diagram: &Diagram) -> String {
    let names = unique_names(&diagram.entities);
    let mut text = "erDiagram\n".to_owned();
    for (entity, name) in diagram.entities.iter().zip(&names) {
        write_entity(&mut text, entity, name);
    }
    for relationship in &diagram.relationships {
        write_relationship(&mut text, &names, relationship);
    }
    text
}

/// Returns a unique name for each entity: two names may differ in line breaks only.
fn unique_names(entities: &[Entity]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(entities.len());
    for entity in entities {
        // Mermaid has no other place for this in an entity without columns.
        let existence = if entity.exists { "" } else { " (does not exist)" };
        let wanted = format!("{}{existence}", entity.name);
        let numbered = (2..).map(|number| entity_name(&format!("{wanted} ({number})")));
        names
            .extend(std::iter::once(entity_name(&wanted)).chain(numbered).find(|name| !names.contains(name)));
    }
    names
}

fn write_entity(text: &mut String, entity: &Entity, name: &str) {
    *text += &format!("    {name} {{\n");
    for (at, attribute) in entity.attributes.iter().enumerate() {
        write_attribute(text, attribute, &notes(entity, at));
    }
    *text += "    }\n";
}

fn write_attribute(text: &mut String, attribute: &Attribute, notes: &[String]) {
    let declared_type = &attribute.declared_type;
    *text +=
        &format!("        {} {}", sanitize(declared_type, "untyped"), sanitize(&attribute.name, "unnamed"));
    let keys = attribute.keys();
    if !keys.is_empty() {
        *text += &format!(" {keys}");
    }
    if !notes.is_empty() {
        *text += &format!(" \"{}\"", escape(&notes.join(", ")));
    }
    text.push('\n');
}

/// Returns the notes on the column at this position that Mermaid has no other place for.
fn notes(entity: &Entity, at: usize) -> Vec<String> {
    let attribute = &entity.attributes[at];
    let mut notes = Vec::new();
    if attribute.name.trim().is_empty() {
        notes.push("no name".to_owned());
    } else if attribute.name != sanitize(&attribute.name, "") || is_emphasized(&attribute.name) {
        notes.push(attribute.name.clone());
    }
    if attribute.declared_type != sanitize(&attribute.declared_type, "") {
        notes.push(attribute.declared_type.clone());
    }
    if attribute.nullable {
        notes.push("NULL".to_owned());
    }
    let begins_here = |unique: &&Vec<String>| {
        unique.first().is_some_and(|first| first.eq_ignore_ascii_case(&attribute.name))
    };
    notes.extend(
        entity
            .unique_together
            .iter()
            .filter(begins_here)
            .map(|unique| format!("UNIQUE ({})", unique.join(", "))),
    );
    notes
}

fn write_relationship(text: &mut String, names: &[String], relationship: &Relationship) {
    let [Some(parent), Some(child)] = [relationship.parent, relationship.child].map(|place| names.get(place))
    else {
        return;
    };
    let left = match relationship.parent_cardinality {
        Cardinality::ZeroOrOne => "|o",
        Cardinality::ExactlyOne => "||",
        Cardinality::ZeroOrMany => "}o",
    };
    let right = match relationship.child_cardinality {
        Cardinality::ZeroOrOne => "o|",
        Cardinality::ExactlyOne => "||",
        Cardinality::ZeroOrMany => "o{",
    };
    *text += &format!("    {parent} {left}--{right} {child} : \"{}\"\n", escape(&relationship.caption()));
}

/// Returns the name of an entity: unchanged if it is safe, otherwise in quotes.
fn entity_name(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
        && !RESERVED.contains(&name.to_ascii_lowercase().as_str());
    if is_plain {
        return name.to_owned();
    }
    // A name without visible characters has no size, and Mermaid does not draw it.
    if name.trim().is_empty() { "\"(no name)\"".to_owned() } else { format!("\"{}\"", escape(name)) }
}

/// Escapes a text between quotes: everything that could end it, begin a comment, a directive, a direction or
/// an entity code, or be read as markup, becomes an [entity
/// code](https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
fn escape(text: &str) -> String {
    // `direction LR` turns the picture, wherever it is in a line.
    let mentions_direction = text.to_ascii_lowercase().contains("direction");
    let mut escaped = String::with_capacity(text.len());
    let line: Vec<char> = one_line(text).chars().collect();
    let is_inside_word = |at: usize| {
        let around = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| line.get(at)));
        around.iter().all(|char| char.is_some_and(|char| char.is_alphanumeric()))
    };
    for (at, &char) in line.iter().enumerate() {
        match char {
            // Around a word it means emphasis.
            '_' if !is_inside_word(at) => escaped += "#95;",
            '"' | '#' | '%' | '&' | '*' | '<' | '>' | '\\' | '`' | '{' | '}' | '~' | '$' | ';' => {
                escaped += &format!("#{};", u32::from(char));
            }
            ' ' if mentions_direction => escaped += "#160;",
            _ => escaped.push(char),
        }
    }
    escaped
}

/// Reports whether Mermaid would show the word in italics, without its first and last characters.
fn is_emphasized(word: &str) -> bool {
    word.len() > 2 && word.starts_with('_') && word.ends_with('_')
}

/// Returns the name or the type of a column, which Mermaid cannot quote: every run of characters that it does
/// not accept becomes an underscore.
fn sanitize(text: &str, empty: &str) -> String {
    let mut word = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            _ if char.is_ascii_alphanumeric() || matches!(char, '_' | '(' | ')') => word.push(char),
            _ if word.ends_with('_') => {}
            _ => word.push('_'),
        }
    }
    if word.is_empty() {
        return empty.to_owned();
    }
    let first =
        word.split(|char: char| !char.is_ascii_alphanumeric() && char != '_').next().unwrap_or_default();
    let is_key = ["pk", "fk", "uk"].contains(&first.to_ascii_lowercase().as_str());
    if is_key || !word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        word.insert(0, '_');
    }
    word
}
