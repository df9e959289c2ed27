//! The facts about tables in a diagram.

use relations::{
    Result,
    diagram::{
        Cardinality::{ExactlyOne, ZeroOrMany, ZeroOrOne},
        Diagram, Relationship,
    },
    schema::ReferentialAction,
};

use crate::{chinook, scripts::diagram_of, seed};

/// Returns the lines between tables: the names of parent and child, with both cardinalities.
fn lines(diagram: &Diagram) -> Vec<String> {
    let line = |line: &Relationship| {
        let [parent, child] = [line.parent, line.child].map(|place| diagram.entities[place].name.as_str());
        format!("{parent} {:?} {child} {:?}", line.parent_cardinality, line.child_cardinality)
    };
    diagram.relationships.iter().map(line).collect()
}

#[test]
fn the_parents_end_is_one_unless_a_column_of_the_key_may_be_null() -> Result<()> {
    let diagram = diagram_of(
        "CREATE TABLE parent (a, b, PRIMARY KEY (a, b));
         CREATE TABLE child (x NOT NULL, y NOT NULL, z, FOREIGN KEY (x, y) REFERENCES parent,
             FOREIGN KEY (x, z) REFERENCES parent);",
    )?;
    assert_eq!(lines(&diagram), ["parent ExactlyOne child ZeroOrMany", "parent ZeroOrOne child ZeroOrMany"]);
    Ok(())
}

#[test]
fn a_key_column_accepts_null_only_where_sqlite_lets_it() -> Result<()> {
    let child = |ddl: &str| {
        let diagram = diagram_of(&format!(
            "CREATE TABLE parent (id TEXT PRIMARY KEY) STRICT; CREATE TABLE child {ddl};"
        ))?;
        let child = diagram.entities.iter().find(|entity| entity.name == "child");
        let nullable = child.map(|child| child.attributes[0].nullable);
        Ok::<_, relations::Error>((nullable, diagram.relationships[0].parent_cardinality))
    };
    assert_eq!(child("(id TEXT PRIMARY KEY REFERENCES parent)")?, (Some(true), ZeroOrOne));
    assert_eq!(child("(id TEXT PRIMARY KEY REFERENCES parent) STRICT")?, (Some(false), ExactlyOne));
    assert_eq!(child("(id TEXT PRIMARY KEY REFERENCES parent) WITHOUT ROWID")?, (Some(false), ExactlyOne));
    assert_eq!(child("(id INTEGER PRIMARY KEY REFERENCES parent)")?, (Some(false), ExactlyOne));
    assert_eq!(child("(id INT PRIMARY KEY REFERENCES parent)")?, (Some(true), ZeroOrOne));
    assert_eq!(child("(id TEXT NOT NULL PRIMARY KEY REFERENCES parent)")?, (Some(false), ExactlyOne));
    Ok(())
}

#[test]
fn the_childs_end_is_one_only_where_the_key_is_unique() -> Result<()> {
    let end = |ddl: &str| {
        let parent = "CREATE TABLE parent (id INTEGER PRIMARY KEY);";
        let diagram = diagram_of(&format!("{parent} CREATE TABLE child {ddl};"))?;
        Ok::<_, relations::Error>(diagram.relationships[0].child_cardinality)
    };
    assert_eq!(end("(p REFERENCES parent)")?, ZeroOrMany);
    assert_eq!(end("(p UNIQUE REFERENCES parent)")?, ZeroOrOne);
    assert_eq!(end("(p PRIMARY KEY REFERENCES parent)")?, ZeroOrOne);
    assert_eq!(end("(p REFERENCES parent, q, UNIQUE (p, q))")?, ZeroOrMany);
    assert_eq!(end("(p REFERENCES parent, q, PRIMARY KEY (p, q))")?, ZeroOrMany);
    assert_eq!(end("(p REFERENCES parent); CREATE UNIQUE INDEX i ON child (P)")?, ZeroOrOne);
    assert_eq!(end("(p REFERENCES parent); CREATE UNIQUE INDEX i ON child (p) WHERE p > 3")?, ZeroOrMany);
    assert_eq!(end("(p REFERENCES parent); CREATE UNIQUE INDEX i ON child (abs(p))")?, ZeroOrMany);
    assert_eq!(end("(p REFERENCES parent); CREATE INDEX i ON child (p)")?, ZeroOrMany);
    Ok(())
}

#[test]
fn columns_show_their_keys() -> Result<()> {
    let diagram = diagram_of(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY);
         CREATE TABLE child (id INTEGER PRIMARY KEY, p INTEGER NOT NULL UNIQUE REFERENCES parent, a, b, UNIQUE (a, b));
         CREATE UNIQUE INDEX again ON child (a, b);",
    )?;
    let child = &diagram.entities[0];
    let keys: Vec<_> =
        child.attributes.iter().map(|at| (at.primary_key, at.foreign_key, at.unique, at.nullable)).collect();
    assert_eq!(keys[0], (true, false, false, false));
    assert_eq!(keys[1], (false, true, true, false));
    assert_eq!(keys[2], (false, false, false, true));
    assert_eq!(child.unique_together, [["a", "b"]]);
    for text in [diagram.mermaid(), diagram.dot(), diagram.svg()] {
        assert!(text.contains("UNIQUE (a, b)"), "{text}");
    }
    Ok(())
}

#[test]
fn a_parent_that_does_not_exist_is_an_entity_of_its_own() -> Result<()> {
    let diagram = diagram_of(
        "CREATE TABLE a (x REFERENCES Gone, y REFERENCES gone); CREATE TABLE b (x REFERENCES A);",
    )?;
    let names: Vec<_> = diagram.entities.iter().map(|entity| (entity.name.as_str(), entity.exists)).collect();
    assert_eq!(names, [("a", true), ("b", true), ("Gone", false)]);
    let ends: Vec<_> = diagram.relationships.iter().map(|line| (line.parent, line.child)).collect();
    assert_eq!(ends, [(2, 0), (2, 0), (0, 1)]);
    for text in [diagram.mermaid(), diagram.dot(), diagram.svg()] {
        assert!(text.contains("does not exist"), "{text}");
    }
    Ok(())
}

#[test]
fn models_and_the_database_that_they_create_have_one_picture() -> Result<()> {
    for schema in [seed::SCHEMA, chinook::SCHEMA] {
        let (models, mut database) = (schema.diagram(), schema.catalog()?.diagram());
        let place =
            |diagram: &Diagram, name: &str| diagram.entities.iter().position(|entity| entity.name == name);
        for line in &mut database.relationships {
            for end in [&mut line.parent, &mut line.child] {
                *end = place(&models, &database.entities[*end].name).expect("the models have the table");
            }
            line.label.clear();
        }
        let by_ends = |diagram: &Diagram| {
            let mut lines = diagram.relationships.clone();
            for line in &mut lines {
                line.label.clear();
            }
            lines.sort_by_key(|line| (line.parent, line.child));
            lines
        };
        assert_eq!(by_ends(&models), by_ends(&database));
        database.entities.sort_by_key(|entity| place(&models, &entity.name));
        assert_eq!(models.entities, database.entities);
    }
    Ok(())
}

#[test]
fn lines_are_called_by_the_relation_and_its_inverse() {
    let labels =
        |diagram: Diagram| diagram.relationships.into_iter().map(|line| line.label).collect::<Vec<_>>();
    assert_eq!(labels(seed::SCHEMA.diagram()), ["user / posts", "user / profile", "addresses", "users"]);
    let chinook = labels(chinook::SCHEMA.diagram());
    assert!(chinook.contains(&"manager / reports".to_owned()), "{chinook:?}");
    // A junction that is a model has its relations named at both ends.
    assert!(chinook.contains(&"playlist / tracks".to_owned()), "{chinook:?}");
}

#[test]
fn the_rule_of_deletion_stands_on_the_line() -> Result<()> {
    for (sql, action) in [
        ("RESTRICT", ReferentialAction::Restrict),
        ("CASCADE", ReferentialAction::Cascade),
        ("SET NULL", ReferentialAction::SetNull),
        ("SET DEFAULT", ReferentialAction::SetDefault),
        ("NO ACTION", ReferentialAction::NoAction),
    ] {
        let diagram =
            diagram_of(&format!("CREATE TABLE a (id PRIMARY KEY, a REFERENCES a ON DELETE {sql});"))?;
        assert_eq!(diagram.relationships[0].on_delete, action);
        for text in [diagram.mermaid(), diagram.dot(), diagram.svg()] {
            // SQLite's default action is not mentioned.
            assert_eq!(text.contains(&format!("ON DELETE {sql}")), sql != "NO ACTION", "{text}");
        }
    }
    Ok(())
}

#[test]
fn each_foot_is_spelled_in_both_languages() -> Result<()> {
    for (constraint, mermaid, dot) in [
        ("", "|o--o{", "arrowtail=teeodot, arrowhead=crowodot"),
        ("NOT NULL", "||--o{", "arrowtail=teetee, arrowhead=crowodot"),
        ("UNIQUE", "|o--o|", "arrowtail=teeodot, arrowhead=teeodot"),
        ("NOT NULL UNIQUE", "||--o|", "arrowtail=teetee, arrowhead=teeodot"),
    ] {
        let parent = "CREATE TABLE parent (id INTEGER PRIMARY KEY);";
        let diagram =
            diagram_of(&format!("{parent} CREATE TABLE child (p {constraint} REFERENCES parent);"))?;
        assert!(diagram.mermaid().contains(&format!("parent {mermaid} child : ")), "{}", diagram.mermaid());
        assert!(diagram.dot().contains(&format!("\"parent\" -> \"child\" [{dot}, ")), "{}", diagram.dot());
    }
    Ok(())
}

mod owners {
    use relations::{Model, Schema, schema};

    #[derive(Model)]
    #[has_many(notes: Note)]
    pub struct Book {
        id: i64,
    }

    #[derive(Model)]
    pub struct Film {
        id: i64,
    }

    #[derive(Model)]
    #[one_of(subject: Subject, book, film)]
    pub struct Note {
        id: i64,
        #[belongs_to(book: Book)]
        book_id: Option<i64>,
        #[belongs_to(film: Film)]
        film_id: Option<i64>,
    }

    pub const SCHEMA: Schema = schema![Book, Film, Note];
}

#[test]
fn the_lines_of_a_one_of_have_its_name() {
    let diagram = owners::SCHEMA.diagram();
    let labels: Vec<&str> = diagram.relationships.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["book (subject) / notes", "film (subject)"]);
    for text in [diagram.mermaid(), diagram.dot(), diagram.svg()] {
        assert!(text.contains("book (subject) / notes"), "{text}");
    }
}
