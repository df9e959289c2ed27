//! Diagrams as files that are read in review; `UPDATE_EXPECT=1` rewrites them.

use std::{env, fs, path::Path};

use relations::diagram::Diagram;

use crate::{chinook, seed};

fn expect(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagram/expected").join(name);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, text).expect("the directory of expected texts is there");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{} differs from\n{text}", path.display());
}

fn expect_all(name: &str, diagram: &Diagram) {
    expect(&format!("{name}.mmd"), &diagram.mermaid());
    expect(&format!("{name}.dot"), &diagram.dot());
    expect(&format!("{name}.svg"), &diagram.svg());
}

#[test]
fn the_seed_tables_are_written_as_expected() {
    expect_all("seed", &seed::SCHEMA.diagram());
}

#[test]
fn the_tables_of_chinook_are_written_as_expected() {
    expect_all("chinook", &chinook::SCHEMA.diagram());
}

#[test]
fn the_readme_shows_these_texts() {
    let readme = include_str!("../../README.md");
    for text in [seed::SCHEMA.diagram().mermaid(), chinook::SCHEMA.diagram().mermaid()] {
        assert!(readme.contains(&format!("```mermaid\n{text}```\n")), "the README differs from\n{text}");
    }
}
