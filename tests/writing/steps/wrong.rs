//! Forms with one mistake, and the way to it.

use relations::{Error, Key, rusqlite::types::Value};

use super::{
    form::{NamedTag, PaperForm, TagForm},
    world::{Keys, Table, World},
};
use crate::random::Random;

/// A kind of error.
pub type Kind = fn(&Error) -> bool;

/// A key that no row has.
const MISSING: i64 = 1 << 40;

/// Makes one mistake in a form, if it has a place for it. Returns the way to it and the kind of its error.
#[expect(clippy::too_many_lines, reason = "each mistake is a few of them")]
pub fn spoil(
    form: &mut PaperForm,
    random: &mut Random,
    world: &World,
    keys: &Keys,
) -> Option<(Option<String>, Kind)> {
    let not_found: Kind = |error| matches!(error, Error::NotFound { .. });
    let repeated: Kind = |error| matches!(error, Error::Repeated { .. });
    let check: Kind = |error| matches!(error, Error::Check { .. });
    let unique: Kind = |error| matches!(error, Error::Unique { .. });
    let missing_parent: Kind = |error| matches!(error, Error::MissingParent { .. });
    let refused = || "refused".to_owned();
    // A key of a row of the table that belongs to another parent, or to none.
    let foreign = |table: Table, parent: i64| {
        let other = |((of, _), (above, _)): &(&(Table, i64), &(Option<i64>, _))| {
            *of == table && *above != Some(parent)
        };
        world.rows.iter().find(other).map(|((_, mark), _)| keys[&(table, *mark)])
    };
    let mark = form.mark;
    let l = random.below(form.lines.len());
    let line = form.lines.get_mut(l);
    let (way, kind): (String, Kind) = match random.below(19) {
        0 => {
            form.id = Some(MISSING);
            return Some((None, not_found));
        }
        1 => {
            line?.id = Some(Key::new(foreign(Table::Line, mark)?));
            (format!("lines[{l}]"), not_found)
        }
        2 => {
            line?.id = Some(Key::new(MISSING));
            (format!("lines[{l}]"), not_found)
        }
        3 => {
            // A second line with the key of the first.
            let mut again = line?.clone();
            again.id.as_ref()?;
            (again.position, again.parts, again.hints, again.tags) = (MISSING, vec![], vec![], vec![]);
            form.lines.push(again);
            (format!("lines[{}]", form.lines.len() - 1), repeated)
        }
        4 => {
            line?.text = refused();
            (format!("lines[{l}]"), check)
        }
        5 => {
            let line = line?;
            let p = random.below(line.parts.len());
            let part = line.parts.get_mut(p)?;
            match random.below(3) {
                0 => {
                    part.text = refused();
                    (format!("lines[{l}].parts[{p}]"), check)
                }
                1 => {
                    part.id = Some(MISSING);
                    (format!("lines[{l}].parts[{p}]"), not_found)
                }
                _ => {
                    part.id = Some(foreign(Table::Part, line.mark)?);
                    (format!("lines[{l}].parts[{p}]"), not_found)
                }
            }
        }
        6 => {
            let line = line?;
            let p = random.below(line.parts.len());
            let again = line.parts.get(p).filter(|part| part.id.is_some())?.clone();
            line.parts.push(again);
            (format!("lines[{l}].parts[{}]", line.parts.len() - 1), repeated)
        }
        7 => {
            let n = random.below(form.notes.len());
            form.notes.get_mut(n)?.text = refused();
            (format!("notes[{n}]"), check)
        }
        8 => {
            let n = random.below(form.notes.len());
            form.notes.get_mut(n)?.id = Some(foreign(Table::Note, mark)?);
            (format!("notes[{n}]"), not_found)
        }
        9 => {
            let again = form.notes.iter().find(|note| note.id.is_some())?.clone();
            form.notes.push(again);
            (format!("notes[{}]", form.notes.len() - 1), repeated)
        }
        10 => {
            form.seal.as_mut()?.text = refused();
            ("seal".to_owned(), check)
        }
        11 => {
            form.seal.as_mut()?.id = Some(foreign(Table::Seal, mark)?);
            ("seal".to_owned(), not_found)
        }
        12 => {
            form.cover.as_mut()?.id = Some(foreign(Table::Cover, mark)?);
            ("cover".to_owned(), not_found)
        }
        13 => {
            let again = form.pages.first()?.clone();
            form.pages.push(again);
            (format!("pages[{}]", form.pages.len() - 1), repeated)
        }
        14 => {
            form.tags.push(TagForm::Known(Key::new(MISSING)));
            (format!("tags[{}]", form.tags.len() - 1), missing_parent)
        }
        15 => {
            let line = line?;
            line.tags.push(TagForm::Form(NamedTag { id: None, mark: MISSING, text: refused() }));
            (format!("lines[{l}].tags[{}]", line.tags.len() - 1), check)
        }
        16 => {
            // A form of a tag that is not linked to the line.
            let line = line?;
            let linked = world.linked(Table::LineTag, line.mark);
            let other = world.all(Table::Tag).into_iter().find(|tag| !linked.contains(tag))?;
            let key = keys[&(Table::Tag, other)];
            line.tags.retain(|tag| !matches!(tag, TagForm::Known(known) if *known.value() == key));
            line.tags.push(TagForm::Form(NamedTag { id: Some(key), mark: other, text: String::new() }));
            (format!("lines[{l}].tags[{}]", line.tags.len() - 1), not_found)
        }
        17 => {
            let again = form.tags.iter().find(|tag| matches!(tag, TagForm::Known(_)))?.clone();
            form.tags.push(again);
            (format!("tags[{}]", form.tags.len() - 1), repeated)
        }
        _ => {
            // The mark of a line of another paper. No position is moved to, which would wait for this line.
            line.as_ref()?;
            for (line, new) in form.lines.iter_mut().zip(MISSING..) {
                line.position = match world.rows.get(&(Table::Line, line.mark)) {
                    Some((_, values)) => {
                        if let Value::Integer(position) = values[0] {
                            position
                        } else {
                            new
                        }
                    }
                    None => new,
                };
            }
            let here = |mark: &i64| world.rows[&(Table::Line, *mark)].0 == Some(form.mark);
            form.lines[l].mark = world.all(Table::Line).into_iter().find(|mark| !here(mark))?;
            (format!("lines[{l}]"), unique)
        }
    };
    Some((Some(way), kind))
}
