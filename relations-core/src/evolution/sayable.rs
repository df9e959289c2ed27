//! What models can say. The rule: what they do not say belongs to the database. What they could say and do not is
//! dropped, by consent; what they cannot say is kept.

use crate::{
    catalog::info::{CheckInfo, ColumnInfo, ForeignKeyInfo, IndexInfo, IndexTerm, IndexedValue, TableInfo},
    evolution::{by_name::ByName, change::ChangeKind, needs, normal},
    schema::metadata::foreign_key::ReferentialAction,
};

/// Who says what is wanted.
#[derive(Clone, Copy)]
pub(super) enum Said<'a> {
    /// A script or another database, which can say everything.
    InFull,
    /// Models, whose tables these are.
    ByModels(&'a ByName<'a>),
}

impl Said<'_> {
    pub(super) fn by_models(self) -> bool {
        matches!(self, Self::ByModels(_))
    }
}

pub(super) const GENERATED: &str = "models cannot say that a column is generated";
pub(super) const KEY_WITH_NULL: &str = "models cannot say that a key accepts NULL";
pub(super) const TERMS: &str = "models cannot say an order or another collating sequence than the column's";
pub(super) const AUTOINCREMENT: &str = "models cannot say AUTOINCREMENT";
pub(super) const NAME: &str = "models give no names to constraints";
pub(super) const COLUMN: &str = "it is over a column that models cannot say";
pub(super) const NO_CHECK: &str = "models cannot say that values of this type go unchecked";
pub(super) const FOREIGN_KEY: &str =
    "models cannot say a foreign key to these columns, or with these actions";
pub(super) const NEEDLESS: &str = "a key or another index of the models begins with what it is over";
pub(super) const CONFLICT: &str = "models cannot say ON CONFLICT";
const WHERE: &str = "models cannot say WHERE";
const EXPRESSION: &str = "models cannot say an expression there";

/// The columns of `live` that go. Generated ones only go with a column that they are computed from.
pub(super) fn gone<'a>(live: &'a TableInfo, wanted: &TableInfo, said: Said<'_>) -> Vec<&'a str> {
    let unmapped = || live.columns.iter().filter(|column| wanted.column(&column.name).is_none());
    let goes = |column: &&ColumnInfo| !said.by_models() || column.generated.is_none();
    let mut gone: Vec<&str> = unmapped().filter(goes).map(|column| column.name.as_str()).collect();
    loop {
        let next = unmapped().find(|column| {
            let expression = column.generated.as_ref().map(|generated| &generated.expression);
            !gone.contains(&column.name.as_str())
                && expression.is_some_and(|sql| gone.iter().any(|name| normal::mentions(sql, name)))
        });
        match next {
            Some(column) => gone.push(&column.name),
            None => return gone,
        }
    }
}

/// Whether NULL in a key is what models, whose keys are NOT NULL, cannot say.
pub(super) fn is_key_with_null(
    live: &TableInfo,
    wanted: &TableInfo,
    column: &ColumnInfo,
    said: Said<'_>,
) -> bool {
    said.by_models()
        && !wanted.rowid_key
        && !wanted.without_rowid
        && normal::names(&live.primary_key) == normal::names(&wanted.primary_key)
        && wanted.primary_key.iter().any(|key| key.eq_ignore_ascii_case(&column.name))
}

/// Whether the table counts its keys by AUTOINCREMENT, as it should or as it does.
pub(super) fn counts(live: &TableInfo, wanted: &TableInfo, said: Said<'_>) -> bool {
    wanted.autoincrement || said.by_models() && live.autoincrement && wanted.rowid_key
}

/// Whether models could say a UNIQUE constraint over this.
pub(super) fn terms(live: &TableInfo, wanted: &TableInfo, terms: &[IndexTerm], said: Said<'_>) -> bool {
    !said.by_models() || terms.iter().all(|term| is_plain(live, wanted, term))
}

fn is_plain(live: &TableInfo, wanted: &TableInfo, term: &IndexTerm) -> bool {
    let IndexedValue::Column(name) = &term.of else { return false };
    let own = live.column(name).map(normal::collation);
    wanted.column(name).is_some()
        && !term.descending
        && own.is_some_and(|own| own == term.collation.to_ascii_uppercase())
}

/// Why models could not say the index.
pub(super) fn index(
    live: &TableInfo,
    wanted: &TableInfo,
    index: &IndexInfo,
    said: Said<'_>,
) -> Result<(), &'static str> {
    if !said.by_models() {
        return Ok(());
    }
    if index.condition.is_some() {
        return Err(WHERE);
    }
    let unmapped =
        |term: &IndexTerm| matches!(&term.of, IndexedValue::Column(name) if wanted.column(name).is_none());
    if index.terms.iter().any(|term| matches!(term.of, IndexedValue::Expression(_))) {
        Err(EXPRESSION)
    } else if index.terms.iter().any(unmapped) {
        Err(COLUMN)
    } else if index.terms.iter().all(|term| is_plain(live, wanted, term)) {
        Ok(())
    } else {
        Err(TERMS)
    }
}

/// Whether models could say the check: not over columns that they cannot say.
pub(super) fn check(live: &TableInfo, wanted: &TableInfo, expression: &str, said: Said<'_>) -> bool {
    let mut unmapped = live.columns.iter().filter(|column| wanted.column(&column.name).is_none());
    !said.by_models() || !unmapped.any(|column| normal::mentions(expression, &column.name))
}

/// The column for whose values models want a check and the database has none, if its type is one that the models
/// have taken over from the database, as BOOLEAN.
pub(super) fn is_without_check<'a>(
    live: &TableInfo,
    wanted: &TableInfo,
    check: &'a CheckInfo,
    said: Said<'_>,
) -> Option<&'a str> {
    let name = check.column.as_deref().filter(|_| said.by_models())?;
    let (old, new) = (live.column(name)?, wanted.column(name)?);
    let declared = normal::declared_type(&new.declared_type);
    let own = ["INTEGER", "TEXT", "REAL", "BLOB", "ANY"].contains(&declared.as_str());
    let checked = live.checks.iter().any(|other| lists_values(&other.expression, name));
    let taken_over = !own && declared == normal::declared_type(&old.declared_type);
    (lists_values(&check.expression, name) && taken_over && !checked).then_some(name)
}

/// Whether a check lists the values of a column, as the models' do for booleans and enums, whatever else it says.
fn lists_values(expression: &str, column: &str) -> bool {
    list_of_values(&normal::parts(expression), column).is_some()
}

/// Whether it says nothing else.
fn only_lists_values(expression: &str, column: &str) -> bool {
    list_of_values(&normal::parts(expression), column).is_some_and(normal::is_enclosed)
}

/// What stands behind `column IN`.
fn list_of_values<'a>(parts: &'a [String], column: &str) -> Option<&'a [String]> {
    let [own, word, list @ ..] = parts else { return None };
    (*own == normal::name(column) && word == "in" && list.first()? == "(").then_some(list)
}

/// Whether models could say the foreign key: to the primary key of a model, or to one unique column of it that is
/// not NULL and of the same type, with actions that its columns allow.
pub(super) fn foreign_key(wanted: &TableInfo, key: &ForeignKeyInfo, said: Said<'_>) -> bool {
    let Said::ByModels(models) = said else { return true };
    let Some(parent) = models.table(&key.parent) else { return false };
    let sorted = |names: &[String]| {
        let mut names = normal::names(names);
        names.sort();
        names
    };
    let to_key = sorted(&key.parent_columns) == sorted(&parent.primary_key);
    let to_unique = match &key.parent_columns[..] {
        [column] => {
            needs::is_key(parent, &key.parent_columns)
                && parent.column(column).is_some_and(|column| column.not_null)
        }
        _ => false,
    };
    let pairs = key.columns.iter().zip(&key.parent_columns);
    let same_types = pairs.into_iter().all(|(column, referred)| {
        matches!((wanted.column(column), parent.column(referred)), (Some(column), Some(referred))
            if needs::affinity(&column.declared_type) == needs::affinity(&referred.declared_type))
    });
    let allows = |action: ReferentialAction| {
        let mut columns = key.columns.iter().filter_map(|column| wanted.column(column));
        match action {
            ReferentialAction::SetNull => columns.all(|column| !column.not_null),
            ReferentialAction::SetDefault => {
                columns.all(|column| !column.not_null || column.default.is_some())
            }
            _ => true,
        }
    };
    (to_key || to_unique) && same_types && allows(key.on_delete) && allows(key.on_update)
}

/// What is lost by a change beside values, of which another of `all` does not take the place: it is never safe.
pub(super) fn loss(
    change: &ChangeKind,
    all: &[ChangeKind],
    live: &TableInfo,
    after: &TableInfo,
) -> Option<&'static str> {
    use ChangeKind as Kind;
    let coarser = |from: &str, to: &str| from.eq_ignore_ascii_case(to) || from.eq_ignore_ascii_case("BINARY");
    // A constraint follows its column to a coarser collating sequence, by which it refuses more.
    let follows = |column: &str, old: &IndexTerm, new: &IndexTerm| {
        let own = |table: &TableInfo| table.column(column).map(normal::collation);
        own(live).is_some_and(|own| own.eq_ignore_ascii_case(&old.collation))
            && own(after).is_some_and(|own| own.eq_ignore_ascii_case(&new.collation))
            && coarser(&old.collation, &new.collation)
    };
    let same = |old: &IndexTerm, new: &IndexTerm| match (&old.of, &new.of) {
        (IndexedValue::Column(column), IndexedValue::Column(other)) => {
            column.eq_ignore_ascii_case(other)
                && (old.collation.eq_ignore_ascii_case(&new.collation) || follows(column, old, new))
        }
        _ => false,
    };
    let stays_unique = |old: &[IndexTerm]| {
        let rules = after.indexes.iter().filter(|index| index.unique && index.condition.is_none());
        let rules = rules.map(|index| &index.terms).chain(&after.uniques).chain([&after.key_terms]);
        rules
            .into_iter()
            .any(|new| new.len() == old.len() && old.iter().zip(new).all(|(old, new)| same(old, new)))
    };
    match change {
        Kind::DropUnique { columns } => {
            let mut those = live.uniques.iter().filter(|terms| super::compare::names_of(terms) == *columns);
            (!those.all(|terms| stays_unique(terms))).then_some("a unique constraint")
        }
        Kind::ChangeKey { .. } => {
            (!live.primary_key.is_empty() && !stays_unique(&live.key_terms)).then_some("a primary key")
        }
        Kind::DropForeignKey { columns, parent } => {
            let same =
                |key: &&ForeignKeyInfo| key.columns == *columns && key.parent.eq_ignore_ascii_case(parent);
            let mut old = live.foreign_keys.iter().filter(same);
            let kept =
                old.all(|old| after.foreign_keys.iter().any(|new| normal::ends(old) == normal::ends(new)));
            (!kept).then_some("a foreign key")
        }
        Kind::DropCheck { expression } => {
            let replaced = live.columns.iter().any(|column| {
                only_lists_values(expression, &column.name)
                    && all.iter().any(|other| {
                        matches!(other, Kind::AddCheck { expression } if lists_values(expression, &column.name))
                    })
            });
            (!replaced).then_some("a check")
        }
        Kind::DropNotNull { .. } => Some("NOT NULL"),
        Kind::DropIndex { index } => {
            let old = live.indexes.iter().find(|other| other.name == *index)?;
            let same = |new: &IndexInfo| {
                super::compare::names_of(&new.terms) == super::compare::names_of(&old.terms)
                    && new.condition.as_deref().map(normal::expression)
                        == old.condition.as_deref().map(normal::expression)
                    && (!old.unique || new.unique && stays_unique(&old.terms))
            };
            let kept = after.indexes.iter().any(same)
                || old.unique && old.condition.is_none() && stays_unique(&old.terms);
            (!kept).then_some(if old.unique { "a unique index" } else { "an index" })
        }
        Kind::DropColumn { column } => {
            live.column(column).filter(|column| column.generated.is_some()).map(|_| "a generated column")
        }
        Kind::ChangeGenerated { column } => {
            let generated =
                |table: &TableInfo| table.column(column).is_some_and(|column| column.generated.is_some());
            (generated(live) && !generated(after)).then_some("a generated column")
        }
        Kind::ChangeDefault { to: None, .. } => Some("a default"),
        Kind::ChangeCollation { from, to, .. } => (!coarser(from, to)).then_some("a collating sequence"),
        Kind::ChangeOptions { .. } => match (live, after) {
            _ if live.strict && !after.strict => Some("STRICT"),
            _ if live.autoincrement && !after.autoincrement => Some("AUTOINCREMENT"),
            _ => None,
        },
        Kind::ChangeConflict { from: Some(_), .. } => Some("ON CONFLICT"),
        _ => None,
    }
}
