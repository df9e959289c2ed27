//! The layout of pictures, read from the SVG.

mod geometry;

use relations::{
    Result,
    diagram::{Cardinality, Diagram, Relationship},
};

use self::geometry::{Line, Picture, Rect};
use crate::{chinook, scripts, seed};

/// Returns every diagram that these tests read, with a name for messages.
fn diagrams() -> Result<Vec<(String, Diagram)>> {
    let mut diagrams = vec![
        ("seed".to_owned(), seed::SCHEMA.diagram()),
        ("Chinook".to_owned(), chinook::SCHEMA.diagram()),
        ("nothing".to_owned(), Diagram::default()),
    ];
    let (star, dense) = (scripts::star(), scripts::dense(41));
    for (name, script) in [
        ("self-references", scripts::SELF_REFERENCES),
        ("a cycle", scripts::CYCLE),
        ("awkward names", scripts::AWKWARD),
        ("a star", star.as_str()),
        ("tables that all refer to each other", dense.as_str()),
    ] {
        diagrams.push((name.to_owned(), scripts::diagram_of(script)?));
    }
    for seed in 0..60 {
        let tables = 2 + seed % 30;
        let script = scripts::random(tables, seed);
        diagrams.push((format!("{tables} random tables of seed {seed}"), scripts::diagram_of(&script)?));
    }
    Ok(diagrams)
}

#[test]
fn boxes_and_texts_are_apart() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let picture = Picture::of(&diagram);
        assert_eq!(picture.boxes.len(), diagram.entities.len(), "{name}");
        apart(&name, &picture.boxes);
        let texts: Vec<Rect> = picture.texts.iter().map(|text| text.rect).collect();
        apart(&name, &texts);
        for text in &picture.texts {
            assert!(picture.page.holds(text.rect), "{name}: `{}` is on the page", text.content);
            for frame in &picture.boxes {
                let fits = if text.is_caption {
                    !frame.meets(text.rect)
                } else {
                    !frame.meets(text.rect) || frame.holds(text.rect)
                };
                assert!(fits, "{name}: `{}` at {:?} and the box {frame:?}", text.content, text.rect);
            }
        }
        for frame in &picture.boxes {
            assert!(picture.page.holds(*frame), "{name}: {frame:?} is on the page");
        }
    }
    Ok(())
}

fn apart(name: &str, rects: &[Rect]) {
    for (at, one) in rects.iter().enumerate() {
        for other in &rects[at + 1..] {
            assert!(!one.meets(*other), "{name}: {one:?} and {other:?} overlap");
        }
    }
}

#[test]
fn every_text_is_there() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let shown: Vec<String> = Picture::of(&diagram).texts.into_iter().map(|text| text.content).collect();
        let columns =
            diagram.entities.iter().flat_map(|entity| &entity.attributes).map(|attribute| &attribute.name);
        let labels = diagram.relationships.iter().map(|line| &line.label);
        for text in diagram.entities.iter().map(|entity| &entity.name).chain(columns).chain(labels) {
            let text = text.replace('\n', " ");
            let start: String = text.chars().take(39).collect();
            let is_there = text.is_empty()
                || shown.contains(&text)
                || (text.chars().count() > 40 && shown.contains(&format!("{start}…")));
            assert!(is_there, "{name}: `{text}` is shown");
        }
    }
    Ok(())
}

#[test]
fn lines_run_through_nothing() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let picture = Picture::of(&diagram);
        for line in &picture.lines {
            for stroke in line.strokes() {
                assert!(picture.page.holds(stroke), "{name}: {stroke:?} is on the page");
                for frame in &picture.boxes {
                    assert!(!frame.meets(stroke), "{name}: {stroke:?} runs through the box {frame:?}");
                }
                for text in &picture.texts {
                    assert!(!text.rect.meets(stroke), "{name}: {stroke:?} runs through `{}`", text.content);
                }
            }
        }
    }
    Ok(())
}

#[test]
fn no_two_lines_run_on_one_another_or_nearly_so() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let picture = Picture::of(&diagram);
        let strokes: Vec<(usize, Rect)> = (picture.lines.iter().enumerate())
            .flat_map(|(at, line)| line.strokes().into_iter().map(move |stroke| (at, stroke)))
            .collect();
        for (at, (line, one)) in strokes.iter().enumerate() {
            for (other_line, other) in &strokes[at + 1..] {
                let is_along = line != other_line && one.is_upright() == other.is_upright();
                let too_near = one.widened(4.0).meets(*other) || one.touches(*other);
                assert!(!is_along || !too_near, "{name}: {one:?} and {other:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn every_line_has_its_feet_at_its_tables() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let picture = Picture::of(&diagram);
        let (loops, between): (Vec<_>, Vec<_>) =
            diagram.relationships.iter().partition(|line| line.parent == line.child);
        let mut expected = between;
        // Loops are drawn table by table, after the others.
        let mut loops = loops;
        loops.sort_by_key(|line| line.parent);
        expected.extend(loops);
        assert_eq!(picture.lines.len(), expected.len(), "{name}");
        for (line, relationship) in picture.lines.iter().zip(expected) {
            check_feet(&name, &picture, line, relationship);
        }
    }
    Ok(())
}

fn check_feet(name: &str, picture: &Picture, line: &Line, relationship: &Relationship) {
    let ends = [
        (line.points.first(), relationship.parent, relationship.parent_cardinality),
        (line.points.last(), relationship.child, relationship.child_cardinality),
    ];
    assert_eq!(line.feet.len(), 2, "{name}");
    for ((end, entity, cardinality), foot) in ends.into_iter().zip(&line.feet) {
        let end = *end.expect("a line has ends");
        assert!(
            picture.boxes[entity].has_on_its_edge(end),
            "{name}: {end:?} is at {:?}",
            picture.boxes[entity]
        );
        let class = match cardinality {
            Cardinality::ZeroOrOne => "zero-or-one",
            Cardinality::ExactlyOne => "exactly-one",
            Cardinality::ZeroOrMany => "zero-or-many",
            other => panic!("a foot for {other:?}"),
        };
        assert_eq!(foot.class, class, "{name}: {relationship:?}");
        // The ends are a crow's foot and a circle, a bar and a circle, or two bars.
        let strokes_and_circles = if cardinality == Cardinality::ZeroOrOne { (1, 1) } else { (2, 0) };
        let circles = usize::from(cardinality == Cardinality::ZeroOrMany) + strokes_and_circles.1;
        assert_eq!(
            (foot.strokes, foot.circles),
            (strokes_and_circles.0, circles),
            "{name}: {relationship:?}"
        );
        for point in &foot.points {
            let far = (point.0 - end.0).abs().max((point.1 - end.1).abs());
            assert!(far <= 20.0, "{name}: the foot is at the end");
        }
    }
}

#[test]
fn feet_touch_neither_each_other_nor_texts() -> Result<()> {
    for (name, diagram) in diagrams()? {
        let picture = Picture::of(&diagram);
        let feet: Vec<Rect> =
            picture.lines.iter().flat_map(|line| &line.feet).map(|foot| Rect::around(&foot.points)).collect();
        apart(&name, &feet);
        for foot in &feet {
            assert!(picture.texts.iter().all(|text| !text.rect.meets(*foot)), "{name}: {foot:?} and a text");
        }
    }
    Ok(())
}

#[test]
fn chinook_and_the_seed_need_no_crossing() {
    for diagram in [seed::SCHEMA.diagram(), chinook::SCHEMA.diagram()] {
        let picture = Picture::of(&diagram);
        for (at, one) in picture.lines.iter().enumerate() {
            for other in &picture.lines[at + 1..] {
                let crossing = one
                    .strokes()
                    .into_iter()
                    .any(|one| other.strokes().into_iter().any(|other| one.touches(other)));
                assert!(!crossing, "{one:?} and {other:?} cross");
            }
        }
    }
}

#[test]
fn the_same_tables_give_the_same_picture() -> Result<()> {
    let script = scripts::random(30, 3);
    let (one, other) = (scripts::diagram_of(&script)?, scripts::diagram_of(&script)?);
    assert_eq!(one.svg(), other.svg());
    assert_eq!(one.dot(), other.dot());
    assert_eq!(one.mermaid(), other.mermaid());
    Ok(())
}

#[test]
fn a_picture_tells_a_screen_reader_what_it_shows() {
    let root = crate::xml::parse(&seed::SCHEMA.diagram().svg());
    assert_eq!((root.name.as_str(), root.attribute("role")), ("svg", "img"));
    assert_eq!(root.children[0].name, "title");
    assert_eq!(root.children[1].name, "desc");
    let description = &root.children[1].text;
    assert!(
        description.contains("exactly one users to any number of posts (user / posts, ON DELETE CASCADE)."),
        "{description}"
    );
}
