//! The diagram of a database that the models did not create: Chinook, which is searched for as in `tests/chinook`.

use std::{env, io::Write, path::PathBuf};

use relations::{Result, catalog::Catalog, diagram::Diagram};

use crate::chinook;

const BESIDE_THE_REPOSITORY: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/chinook/Chinook.sqlite");

/// Returns the diagram of the file, or `None` if the test is to be skipped.
fn live_diagram() -> Result<Option<Diagram>> {
    let path = env::var_os("CHINOOK").map_or_else(|| BESIDE_THE_REPOSITORY.into(), PathBuf::from);
    if !path.exists() {
        let missing = format!("no Chinook database at {}: say where it is with CHINOOK=…", path.display());
        assert!(env::var_os("CI").is_none(), "{missing}");
        let _ = writeln!(std::io::stderr(), "skipped: {missing}");
        return Ok(None);
    }
    let db = relations::open_read_only(&path)?;
    Ok(Some(Catalog::read(&db)?.diagram()))
}

/// Returns the lines between tables by names, without their labels.
fn lines(diagram: &Diagram) -> Vec<String> {
    let mut lines: Vec<String> = (diagram.relationships.iter())
        .map(|line| {
            let [parent, child] = [line.parent, line.child].map(|place| &diagram.entities[place].name);
            let cardinalities = (line.parent_cardinality, line.child_cardinality);
            format!("{parent} {child} {cardinalities:?} {:?}", line.on_delete)
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_file_and_the_models_of_chinook_have_the_same_lines() -> Result<()> {
    let Some(live) = live_diagram()? else { return Ok(()) };
    assert_eq!(live.entities.len(), 11);
    assert_eq!(lines(&live), lines(&chinook::SCHEMA.diagram()));
    Ok(())
}

#[test]
fn the_file_keeps_its_own_types() -> Result<()> {
    let Some(live) = live_diagram()? else { return Ok(()) };
    let text = live.mermaid();
    assert!(text.contains("        NVARCHAR(160) Title\n"), "{text}");
    assert!(text.contains("        NUMERIC(10_2) UnitPrice \"NUMERIC(10,2)\"\n"), "{text}");
    assert!(text.contains("    Employee |o--o{ Employee : \"ReportsTo\"\n"), "{text}");
    Ok(())
}
