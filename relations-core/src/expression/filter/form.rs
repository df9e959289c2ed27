//! Which of two forms a condition on related rows takes.

use crate::{
    expression::filter::{
        condition::{Quantifier, RelationCondition},
        reach::{Reach, is_apart, reach},
    },
    schema::{access::is_indexed, metadata::path::End},
};

/// How the far rows of a row are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Each row looks its far rows up: `EXISTS(SELECT 1 FROM posts AS t1 WHERE t.id = t1.user_id AND …)`. What it costs goes by
    /// how many rows are asked; each stops at its first far row that counts.
    Each,
    /// The far rows are found once: `t.id IN (SELECT t1.user_id FROM posts AS t1 WHERE …)`. What it costs goes by how many far
    /// rows there are to find; the rows themselves can then be found by them.
    Once,
}

impl Form {
    /// The form that is never much worse than the other, by what the models tell of keys and indexes. `few` says that few rows
    /// are asked, whatever the condition says: those of one row of a relation, or the first of a query that can stop there.
    ///
    /// Microseconds of both in SQLite 3.54.1, for 1,000 parents with 10 children each, on what part of the children or parents
    /// is meant:
    ///
    /// | asked | meant | each | once |
    /// |---|---|---|---|
    /// | of children, by an index, for equality | 1 of 10,000 | 1,530 | 1 |
    /// | the same, of 1,000 children a parent | 1 % | 71,400 | 620 |
    /// | of children, by an index, for a range | 1 % / all | 1,460 / 190 | 17 / 2,230 |
    /// | the same, for 10 rows | 1 % / all | 126 / 2 | 12 / 2,190 |
    /// | of children, by no index | 0.1 / 10 / 100 % | 1,540 / 830 / 190 | 200 / 370 / 1,180 |
    /// | the same, of 1,000 children a parent | 0.1 / 10 / 100 % | 127 / 90 / 87 | 5,900 / 7,100 / 11,000 |
    /// | of parents, by no index | 0.1 / 10 / 100 % | 810 / 850 / 1,390 | 19 / 190 / 1,880 |
    /// | the same, for 10 rows | 0.1 / 10 / 100 % | 800 / 5 / 1 | 19 / 23 / 47 |
    /// | across a junction table, by no index | 1 / 100 % | 3,700 / 2,400 | 64 / 6,500 |
    /// | whether there is a child; a parent | | 112; 1,270 | 370; 1,760 |
    /// | whether there is no child; no parent | | 115; 1,155 | 87; 715 |
    pub(crate) fn of(related: &RelationCondition, few: bool) -> Self {
        let path = &related.path;
        let first = path.step(0);
        let counted = !matches!(related.quantifier, Quantifier::Exists);
        // Counts are grouped by the children's column, which a parent's own has to stand for where a way begins there.
        if counted && first.end == End::Parent {
            return Self::Each;
        }
        // Without an index each row would read the whole table.
        let found = first.end == End::Parent || is_indexed((first.of)(), first.to);
        let Some(far) = related.far.as_deref() else {
            // That there is no row at the other end of a foreign key is read off the index, or the key, as it is.
            let read_off = !counted && !related.met && path.len() == 1;
            return if read_off || !found { Self::Once } else { Self::Each };
        };
        let table = (path.step(path.len() - 1).of)();
        // SQL of the user's that names what is not of the far row would have the far rows found for each row.
        if !is_apart(far, table, counted) {
            return Self::Each;
        }
        let to_parent = || (0..path.len()).any(|at| path.step(at).end == End::Parent);
        match reach(far, table) {
            // Each row might look its far rows up by this index rather than by its key, which reads them all for each.
            Reach::Few => Self::Once,
            _ if !found => Self::Once,
            _ if few || counted => Self::Each,
            Reach::Part => Self::Once,
            // Parents are fewer than their children. Children are more than their parents, and to stop at the first can spare
            // any number of them, while not to stop costs some eight times a scan at the worst.
            Reach::Any if to_parent() => Self::Once,
            Reach::Any => Self::Each,
        }
    }
}
