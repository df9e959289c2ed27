//! Turns each table into a model: names, types, keys and constraints.

use relations::catalog::{CheckInfo, ColumnInfo, IndexTerm, TableInfo};

use super::{
    Options,
    expressions::{as_default, is_bool_check},
    model::{Field, Model, Note},
    names::{Members, Noun, Structs},
    types::{RustType, interpret},
};
use crate::sql;

/// Returns the reason why a table can have no model, if there is one.
pub fn why_unmappable(table: &TableInfo) -> Option<&'static str> {
    let stored = |name: &String| table.column(name).is_some_and(|column| column.generated.is_none());
    if table.is_virtual {
        Some("is a virtual table, which a model does not map")
    } else if table.unread.is_some() {
        Some("has a definition that SQLite understands, and this tool does not")
    } else if table.name.is_empty() {
        Some("is a name that a model's table cannot have")
    } else if table.primary_key.is_empty() {
        Some("has no primary key, and a model needs one")
    } else if !table.primary_key.iter().all(stored) {
        Some("has a generated column in its primary key")
    } else {
        None
    }
}

/// Builds the model of a table that can have one; `others` are the names of all such tables.
pub fn build_model(
    table: &TableInfo,
    structs: &mut Structs,
    others: &[&str],
    options: Options,
) -> (Model, Members) {
    let noun = Noun::of(&table.name);
    let mut model = Model {
        name: structs.name(&table.name, &noun, others),
        table: table.name.clone(),
        noun,
        fields: Vec::new(),
        primary_key: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        strict: table.strict,
        without_rowid: table.without_rowid,
        foreign_keys: Vec::new(),
        one_ofs: Vec::new(),
        relations: Vec::new(),
        notes: Vec::new(),
        notes_after: Vec::new(),
    };
    let members = add_fields(&mut model, table, options);
    model.primary_key = model.places(&table.primary_key).unwrap_or_default();
    note_key_differences(&mut model, table);
    add_uniques(&mut model, table);
    (model, members)
}

/// Adds a field for each stored column. A generated one becomes a comment before the next field.
fn add_fields(model: &mut Model, table: &TableInfo, options: Options) -> Members {
    let mut members = Members::default();
    let mut waiting = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        if let Some(generated) = &column.generated {
            waiting.push(Note::lost(
                format!("column `{}` is generated, and a model has no such columns", column.name),
                Some(&format!(
                    "{} {} {}",
                    column.name,
                    column.declared_type,
                    sql::generated(generated, &generated.expression)
                )),
            ));
            continue;
        }
        let name = members.field(&column.name, place);
        model.fields.push(build_field(table, column, name, std::mem::take(&mut waiting), options));
    }
    model.notes.extend(waiting);
    members
}

fn build_field(
    table: &TableInfo,
    column: &ColumnInfo,
    name: String,
    notes: Vec<Note>,
    options: Options,
) -> Field {
    let in_key = table.primary_key.iter().any(|key| key.eq_ignore_ascii_case(&column.name));
    let meaning = interpret(&column.declared_type, in_key, options.dates);
    let checked = table.checks.iter().any(|check| is_bool_check(&check.expression, &column.name));
    let ty = if checked && meaning.ty == RustType::Integer { RustType::Bool } else { meaning.ty };
    Field {
        name,
        column: column.name.clone(),
        ty,
        loose: meaning.loose,
        nullable: !column.not_null && !in_key,
        declared_type: column.declared_type.clone(),
        default: column.default.as_deref().map(as_default),
        check: None,
        collation: column.collation.clone(),
        notes,
    }
}

/// Adds comments on differences between the model's key and the table's.
fn note_key_differences(model: &mut Model, table: &TableInfo) {
    if table.autoincrement {
        let text = "the key is AUTOINCREMENT: that of a model may be given again once its row is deleted";
        model.notes.push(Note::lost(text, None));
    }
    let single = model.primary_key.len() == 1;
    for place in model.primary_key.clone() {
        let field = &mut model.fields[place];
        let declared = table.column(&field.column);
        let assigned = single && !table.without_rowid && field.declared_type.eq_ignore_ascii_case("INTEGER");
        let can_be_null = declared.is_some_and(|column| !column.not_null)
            && !assigned
            && !table.without_rowid
            && !table.strict;
        if can_be_null {
            field.notes.push(Note::changed(format!("the key column `{}` is NOT NULL", field.column)));
        }
        // SQLite never uses it, and the derive refuses it.
        if single
            && !table.without_rowid
            && field.ty == RustType::Integer
            && let Some(default) = field.default.take()
        {
            let text = format!("the DEFAULT of the key `{}`, which SQLite never looks at", field.column);
            field.notes.push(Note::lost(text, Some(&format!("DEFAULT ({default})"))));
        }
    }
}

/// Returns the fields of an index or a UNIQUE constraint that attributes can declare: in ascending order,
/// each with the collating sequence of its column. The error is the reason why they cannot.
pub fn plain_fields(model: &Model, terms: &[IndexTerm]) -> Result<Vec<usize>, &'static str> {
    let mut places = Vec::new();
    for term in terms {
        let Some(column) = sql::column_of(term) else { return Err("is over an expression") };
        let Some(place) = model.field(column) else { return Err("is over a generated column") };
        let collation = model.fields[place].collation.as_deref().unwrap_or("BINARY");
        if term.descending {
            return Err("is in descending order");
        }
        if !term.collation.eq_ignore_ascii_case(collation) {
            return Err("is in the order of another collating sequence than its column's");
        }
        places.push(place);
    }
    Ok(places)
}

fn add_uniques(model: &mut Model, table: &TableInfo) {
    let constraints = table.uniques.iter().map(|terms| {
        let names: Vec<&str> = terms.iter().map(sql::text_of).collect();
        (terms, None, format!("UNIQUE ({})", names.join(", ")))
    });
    let indexes = table
        .indexes
        .iter()
        .filter(|index| index.unique)
        .map(|index| (&index.terms, index.condition.as_deref(), index.sql.clone()));
    let mut found = Vec::new();
    for (terms, condition, sql) in constraints.chain(indexes) {
        let places = if condition.is_some() {
            Err("covers some of the rows only")
        } else {
            plain_fields(model, terms)
        };
        match places {
            Ok(places) => found.push(places),
            Err(why) => model.notes.push(Note::lost(format!("a unique index {why}"), Some(&sql))),
        }
    }
    found.sort();
    found.dedup();
    found.retain(|places| *places != model.primary_key);
    model.uniques = found;
}

/// Adds the CHECKs: the first of a column is placed on its field, all others on the struct. Call it once the
/// types are final, since a `bool` adds its own.
pub fn add_checks(model: &mut Model, table: &TableInfo) {
    for field in model.fields.iter_mut().filter(|field| field.ty == RustType::Bool) {
        if !table.checks.iter().any(|check| is_bool_check(&check.expression, &field.column)) {
            let text = format!("a CHECK of the model says that `{}` is 0 or 1", field.column);
            field.notes.push(Note::changed(text));
        }
    }
    for check in &table.checks {
        if let Some(name) = &check.name {
            let text = format!("a CHECK is named `{name}`, and those of models have no names");
            model.notes.push(Note::lost(text, Some(&format!("CHECK ({})", check.expression))));
        }
        if !is_added_by_type(model, check) {
            let field = check.column.as_ref().and_then(|column| model.field(column));
            match field.map(|place| &mut model.fields[place]) {
                Some(field) if field.check.is_none() => field.check = Some(check.expression.clone()),
                _ => model.checks.push(check.expression.clone()),
            }
        }
    }
}

/// Reports whether the derive adds this CHECK by itself, since a field is a `bool`.
fn is_added_by_type(model: &Model, check: &CheckInfo) -> bool {
    model
        .fields
        .iter()
        .any(|field| field.ty == RustType::Bool && is_bool_check(&check.expression, &field.column))
}
