//! The diagram as Mermaid.

use crate::diagram::{
    Diagram,
    entity::{Attribute, Cardinality, Entity, Relationship},
    escape::one_line,
};

/// What Mermaid's lexer takes for something else than a name.
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
    let names = names(&diagram.entities);
    let mut text = "erDiagram\n".to_owned();
    for (entity, name) in diagram.entities.iter().zip(&names) {
        write_entity(&mut text, entity, name);
    }
    for relationship in &diagram.relationships {
        write_relationship(&mut text, &names, relationship);
    }
    text
}

/// What each entity is called, by a name that no other has: line breaks can be all that told two names apart.
fn names(entities: &[Entity]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(entities.len());
    for entity in entities {
        // Mermaid has no other way to say it of an entity without columns.
        let existence = if entity.exists { "" } else { " (does not exist)" };
        let wanted = format!("{}{existence}", entity.name);
        let numbered = (2..).map(|number| name(&format!("{wanted} ({number})")));
        names.extend(std::iter::once(name(&wanted)).chain(numbered).find(|name| !names.contains(name)));
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
    *text += &format!("        {} {}", word(declared_type, "untyped"), word(&attribute.name, "unnamed"));
    let keys = attribute.keys();
    if !keys.is_empty() {
        *text += &format!(" {keys}");
    }
    if !notes.is_empty() {
        *text += &format!(" \"{}\"", quoted(&notes.join(", ")));
    }
    text.push('\n');
}

/// What is to be said about the column at this place beside what Mermaid has a place for.
fn notes(entity: &Entity, at: usize) -> Vec<String> {
    let attribute = &entity.attributes[at];
    let mut notes = Vec::new();
    if attribute.name.trim().is_empty() {
        notes.push("no name".to_owned());
    } else if attribute.name != word(&attribute.name, "") || is_emphasized(&attribute.name) {
        notes.push(attribute.name.clone());
    }
    if attribute.declared_type != word(&attribute.declared_type, "") {
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
    *text += &format!("    {parent} {left}--{right} {child} : \"{}\"\n", quoted(&relationship.caption()));
}

/// The name of an entity: as it is where nothing can be taken amiss, otherwise in quotes.
fn name(name: &str) -> String {
    let is_plain = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
        && !RESERVED.contains(&name.to_ascii_lowercase().as_str());
    if is_plain {
        return name.to_owned();
    }
    // A name without anything to be seen has no size, which Mermaid does not draw.
    if name.trim().is_empty() { "\"(no name)\"".to_owned() } else { format!("\"{}\"", quoted(name)) }
}

/// What stands between quotes: all that could end them, begin a comment, a directive, a direction or an
/// entity code, or be read as markup, as [entity codes](https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
fn quoted(text: &str) -> String {
    // `direction LR` turns the picture wherever it stands in a line.
    let mentions_direction = text.to_ascii_lowercase().contains("direction");
    let mut quoted = String::with_capacity(text.len());
    let line: Vec<char> = one_line(text).chars().collect();
    let is_inside_word = |at: usize| {
        let around = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| line.get(at)));
        around.iter().all(|char| char.is_some_and(|char| char.is_alphanumeric()))
    };
    for (at, &char) in line.iter().enumerate() {
        match char {
            // Around a word it is emphasis.
            '_' if !is_inside_word(at) => quoted += "#95;",
            '"' | '#' | '%' | '&' | '*' | '<' | '>' | '\\' | '`' | '{' | '}' | '~' | '$' | ';' => {
                quoted += &format!("#{};", u32::from(char));
            }
            ' ' if mentions_direction => quoted += "#160;",
            _ => quoted.push(char),
        }
    }
    quoted
}

/// Whether Mermaid would show the word in italics, without its first and last characters.
fn is_emphasized(word: &str) -> bool {
    word.len() > 2 && word.starts_with('_') && word.ends_with('_')
}

/// The name or the type of a column, which Mermaid has no quotes for: every run of what it does not know
/// becomes an underscore.
fn word(text: &str, empty: &str) -> String {
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
