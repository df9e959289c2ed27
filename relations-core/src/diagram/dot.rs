//! Writes a diagram as DOT, the language of Graphviz.

use super::{
    Cardinality, Diagram, Entity, Relationship,
    escape::{one_line, xml},
};

const HEAD: &str = r#"digraph {
    rankdir=LR
    nodesep=0.6
    ranksep=1.2
    node [shape=plain, fontname="monospace", fontsize=11]
    edge [dir=both, fontname="monospace", fontsize=9]
"#;

pub(super) fn write(diagram: &Diagram) -> String {
    let mut text = HEAD.to_owned();
    for entity in &diagram.entities {
        text += &format!("    {} [label=<{}>]\n", node_id(&entity.name), table(entity));
    }
    for relationship in &diagram.relationships {
        write_edge(&mut text, diagram, relationship);
    }
    text += "}\n";
    text
}

/// Returns the table as Graphviz's own [HTML](https://graphviz.org/doc/info/shapes.html#html).
fn table(entity: &Entity) -> String {
    let style = if entity.exists { "" } else { r#" STYLE="DASHED""# };
    let mut html = format!(
        r#"<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"{style}><TR><TD COLSPAN="4"><B>{}</B></TD></TR>"#,
        cell(&entity.name)
    );
    if !entity.exists {
        html += r#"<TR><TD COLSPAN="4"><I>does not exist</I></TD></TR>"#;
    }
    if !entity.attributes.is_empty() {
        html += "<HR/>";
    }
    for attribute in &entity.attributes {
        html += "<TR>";
        let null = if attribute.nullable { "NULL" } else { "" };
        for text in [&attribute.keys(), &attribute.name, &attribute.declared_type, null] {
            html += &format!(r#"<TD ALIGN="LEFT">{}</TD>"#, cell(text));
        }
        html += "</TR>";
    }
    for unique in &entity.unique_together {
        let unique = format!("UNIQUE ({})", unique.join(", "));
        html += &format!(r#"<TR><TD ALIGN="LEFT" COLSPAN="4">{}</TD></TR>"#, cell(&unique));
    }
    html += "</TABLE>";
    html
}

/// Returns the text of a cell, which must not be empty.
fn cell(text: &str) -> String {
    if text.is_empty() { " ".to_owned() } else { xml(text) }
}

fn write_edge(text: &mut String, diagram: &Diagram, relationship: &Relationship) {
    let [Some(parent), Some(child)] =
        [relationship.parent, relationship.child].map(|place| diagram.entities.get(place))
    else {
        return;
    };
    let lines = [Some(relationship.label.clone()), relationship.rule()];
    let lines: Vec<String> = lines.into_iter().flatten().map(|line| escape_label(&line)).collect();
    *text += &format!(
        "    {} -> {} [arrowtail={}, arrowhead={}, label=\"{}\"]\n",
        node_id(&parent.name),
        node_id(&child.name),
        arrow(relationship.parent_cardinality),
        arrow(relationship.child_cardinality),
        lines.join("\\n")
    );
}

/// Returns the shape of a line's end, [from the table outwards](https://graphviz.org/doc/info/arrows.html).
fn arrow(cardinality: Cardinality) -> &'static str {
    match cardinality {
        Cardinality::ZeroOrOne => "teeodot",
        Cardinality::ExactlyOne => "teetee",
        Cardinality::ZeroOrMany => "crowodot",
    }
}

/// Returns a quoted node name, in which only a quote and a backslash are special.
fn node_id(name: &str) -> String {
    // DOT cannot contain the character NUL, so it is replaced.
    let name = name.replace('\0', "\u{fffd}").replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{name}\"")
}

/// Escapes a line of a label, where a backslash begins an escape and an ampersand an entity.
fn escape_label(line: &str) -> String {
    one_line(line).replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}
