//! A strict reader for the part of XML that pictures use.

use std::collections::HashMap;

/// An element, with the text directly in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: HashMap<String, String>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn number(&self, name: &str) -> f64 {
        self.attribute(name).parse().unwrap_or_else(|_| panic!("`{name}` of {self:?} is a number"))
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|one| one == class)
    }

    /// Returns this element and all within it, in the order of the document.
    pub fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.children.iter().flat_map(Element::all)).collect()
    }
}

/// Returns the root of a document. Panics if the document is not well-formed.
pub fn parse(text: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        let inner = open.last_mut().expect("the root is never closed");
        inner.text += &decoded(before);
        let (tag, after) = tag.split_once('>').expect("a tag is closed");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().expect("an element is open");
            assert_eq!(closed.name, name, "elements are closed in order");
            open.last_mut().expect("the root is never closed").children.push(closed);
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let element = opened(tag);
        if is_empty {
            open.last_mut().expect("the root is never closed").children.push(element);
        } else {
            open.push(element);
        }
    }
    assert_eq!(rest.trim(), "", "nothing follows the root");
    assert_eq!(open.len(), 1, "every element is closed");
    let mut document = open.remove(0);
    assert_eq!(document.children.len(), 1, "there is one root");
    document.children.remove(0)
}

fn opened(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|char| char.is_ascii_alphabetic()), "`{name}` names an element");
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").expect("an attribute has a value in quotes");
        let (value, after) = value.split_once('"').expect("the quotes are closed");
        let before = element.attributes.insert(name.trim().to_owned(), decoded(value));
        assert!(before.is_none(), "`{name}` is given once");
        rest = after.trim_start();
    }
    element
}

fn decoded(text: &str) -> String {
    assert!(!text.contains('>'), "`>` is escaped in `{text}`");
    assert!(text.chars().all(|char| !char.is_control() || char == '\n'), "no control character in `{text}`");
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        let (entity, after) = entity.split_once(';').expect("an entity is ended");
        decoded += before;
        decoded.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("`&{other};` is no entity of XML"),
        });
        rest = after;
    }
    decoded + rest
}
