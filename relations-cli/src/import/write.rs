//! The source, laid out as rustfmt would.

use relations::{catalog::Catalog, schema::ReferentialAction};

use super::{
    Imported,
    model::{About, BelongsTo, Field, Model, Note, Relation, RelationKind},
    names::{is_written, shared_case, snake, spelled},
    types::RustType,
};

/// How wide rustfmt lets a line become before each option of an attribute has a line of its own.
const LINE_WIDTH: usize = 100;

/// How wide it lets a line of all models become.
const LIST_WIDTH: usize = 60;

/// The module of these models; `unmapped` stands for the tables that have none.
pub fn write(catalog: &Catalog, models: &[Model], unmapped: &[Note], needless: Vec<String>) -> Imported {
    let mut out = Source::default();
    out.header(models);
    for model in models {
        out.model(models, model);
    }
    out.aside(unmapped);
    for view in &catalog.views {
        let mut notes =
            vec![Note::lost(format!("view `{}`, which a model does not map", view.name), Some(&view.sql))];
        notes.extend(super::of_table(&view.name, catalog));
        out.aside(&notes);
    }
    out.schema(models);
    Imported { source: out.text, notes: out.notes, needless }
}

#[derive(Default)]
struct Source {
    text: String,
    notes: usize,
}

impl Source {
    fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&"    ".repeat(indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn header(&mut self, models: &[Model]) {
        self.line(0, "//! The models of a database, as `relations import` wrote them.");
        self.line(0, "");
        let any = models.iter().flat_map(|model| &model.fields).any(|field| field.ty == RustType::Any);
        let names = match (any, models.is_empty()) {
            (true, _) => "Model, Schema, rusqlite::types::Value, schema",
            (false, false) => "Model, Schema, schema",
            (false, true) => "Schema, schema",
        };
        self.line(0, &format!("use relations::{{{names}}};"));
    }

    fn model(&mut self, models: &[Model], model: &Model) {
        self.line(0, "");
        for note in &model.notes {
            self.note(0, note);
        }
        self.line(0, &format!("/// A row of the table `{}`.", printable(&model.table)));
        self.line(0, "#[derive(Model, Clone, Debug, PartialEq)]");
        self.attribute(0, "model", &options(model));
        for key in model.foreign_keys.iter().filter(|key| key.fields.len() > 1) {
            self.line(0, &belongs_to(models, model, key));
        }
        for relation in &model.relations {
            self.line(0, &inverse(models, relation));
        }
        self.line(0, &format!("pub struct {} {{", model.name));
        for place in 0..model.fields.len() {
            self.field(models, model, place);
        }
        self.line(0, "}");
        for note in &model.notes_behind {
            self.line(0, "");
            self.note(0, note);
        }
    }

    fn field(&mut self, models: &[Model], model: &Model, place: usize) {
        let field = &model.fields[place];
        for note in &field.notes {
            self.note(1, note);
        }
        if model.primary_key == [place] && field.name != "id" {
            self.line(1, "#[key]");
        }
        if model.uniques.iter().any(|unique| *unique == [place]) {
            self.line(1, "#[unique]");
        }
        if model.indexes.iter().any(|index| *index == [place]) {
            self.line(1, "#[index]");
        }
        self.attribute(1, "column", &column(model, field));
        for key in model.foreign_keys.iter().filter(|key| key.fields == [place]) {
            self.line(1, &belongs_to(models, model, key));
        }
        let ty = field.ty.spelled();
        let ty = if field.nullable { format!("Option<{ty}>") } else { ty.to_owned() };
        self.line(1, &format!("pub {}: {ty},", spelled(&field.name)));
    }

    /// `#[name(option, …)]`, on one line or on several as rustfmt has it; nothing without options.
    fn attribute(&mut self, indent: usize, name: &str, options: &[String]) {
        let line = format!("#[{name}({})]", options.join(", "));
        match options {
            [] => {}
            _ if 4 * indent + line.chars().count() <= LINE_WIDTH => self.line(indent, &line),
            _ => {
                self.line(indent, &format!("#[{name}("));
                for (at, option) in options.iter().enumerate() {
                    let comma = if at + 1 < options.len() { "," } else { "" };
                    self.line(indent + 1, &format!("{option}{comma}"));
                }
                self.line(indent, ")]");
            }
        }
    }

    /// Comments that stand by themselves.
    fn aside(&mut self, notes: &[Note]) {
        for note in notes {
            self.line(0, "");
            self.note(0, note);
        }
    }

    fn note(&mut self, indent: usize, note: &Note) {
        self.notes += 1;
        let about = match note.about {
            About::Lost => "Not in the models",
            About::Changed => "Not as in the database",
        };
        self.line(indent, &format!("// {about}: {}.", printable(&note.says)));
        for line in note.sql.iter().flat_map(|sql| sql.lines()) {
            self.line(indent, format!("//     {}", printable(line)).trim_end());
        }
    }

    fn schema(&mut self, models: &[Model]) {
        let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
        let list = names.join(", ");
        self.line(0, "");
        self.line(0, "/// All of these models: what `create_all`, `drop_all` and `ddl` are about.");
        if list.len() <= LIST_WIDTH {
            self.line(0, &format!("pub const SCHEMA: Schema = schema![{list}];"));
        } else {
            self.line(0, "pub const SCHEMA: Schema = schema![");
            for name in names {
                self.line(1, &format!("{name},"));
            }
            self.line(0, "];");
        }
    }
}

/// The options of `#[model(…)]`.
fn options(model: &Model) -> Vec<String> {
    let mut options = Vec::new();
    if snake(&model.name, "") != model.table || !model.table.is_ascii() {
        options.push(format!("table = {}", literal(&model.table)));
    }
    if let Some(case) = case(model) {
        options.push(format!("rename_all = {case:?}"));
    }
    if model.primary_key.len() > 1 {
        options.push(format!("primary_key({})", model.spelled(&model.primary_key)));
    }
    for unique in model.uniques.iter().filter(|unique| unique.len() > 1) {
        options.push(format!("unique({})", model.spelled(unique)));
    }
    for index in model.indexes.iter().filter(|index| index.len() > 1) {
        options.push(format!("index({})", model.spelled(index)));
    }
    options.extend(model.checks.iter().map(|check| format!("check = {}", literal(check))));
    if model.without_rowid {
        options.push("without_rowid".to_owned());
    }
    if !model.strict {
        options.push("strict = false".to_owned());
    }
    options
}

fn case(model: &Model) -> Option<&'static str> {
    let names: Vec<(&str, &str)> =
        model.fields.iter().map(|field| (field.name.as_str(), field.column.as_str())).collect();
    shared_case(&names)
}

/// The options of `#[column(…)]`.
fn column(model: &Model, field: &Field) -> Vec<String> {
    let mut options = Vec::new();
    if case(model).is_none() && !is_written(&field.name, &field.column) {
        options.push(format!("name = {}", literal(&field.column)));
    }
    if !field.declared_type.eq_ignore_ascii_case(field.ty.sql()) {
        options.push(format!("type = {}", literal(&field.declared_type)));
    }
    if let Some(default) = &field.default {
        options.push(format!("default = {}", literal(default)));
    }
    if let Some(check) = &field.check {
        options.push(format!("check = {}", literal(check)));
    }
    if let Some(collation) = &field.collation {
        let plain = collation.chars().all(|char| char.is_ascii_alphabetic());
        let word = if plain { collation.clone() } else { literal(collation) };
        options.push(format!("collate = {word}"));
    }
    options
}

fn belongs_to(models: &[Model], child: &Model, key: &BelongsTo) -> String {
    let parent = &models[key.parent];
    let mut text = format!("#[belongs_to({}: {}", spelled(&key.name), parent.name);
    if key.fields.len() > 1 {
        text += &format!(", key({})", child.spelled(&key.fields));
    }
    if let Some(references) = key.references {
        text += &format!(", references = {}", parent.spelled(&[references]));
    }
    for (option, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != ReferentialAction::NoAction {
            text += &format!(", {option} = {}", action.as_attribute());
        }
    }
    if key.deferrable {
        text += ", deferrable";
    }
    text + ")]"
}

fn inverse(models: &[Model], relation: &Relation) -> String {
    let target = &models[relation.target].name;
    let name = spelled(&relation.name);
    let mut text = match &relation.kind {
        RelationKind::Has { one: true, .. } => format!("#[has_one({name}: {target}"),
        RelationKind::Has { one: false, .. } => format!("#[has_many({name}: {target}"),
        RelationKind::ManyToMany { through, .. } => {
            format!("#[many_to_many({name}: {target}, through = {}", models[*through].name)
        }
    };
    let options = match &relation.kind {
        RelationKind::Has { inverse, .. } => [("inverse", inverse), ("", &None)],
        RelationKind::ManyToMany { from, to, .. } => [("from", from), ("to", to)],
    };
    for (option, value) in options {
        if let Some(value) = value {
            text += &format!(", {option} = {}", spelled(value));
        }
    }
    text + ")]"
}

/// `text` as a literal of Rust, raw where that spares backslashes.
fn literal(text: &str) -> String {
    let quoted = text.contains(['"', '\\']);
    if quoted && !text.contains('#') && printable(text) == text {
        format!("r#\"{text}\"#")
    } else {
        format!("{text:?}")
    }
}

/// `text` as it may stand in a comment: what does not show is written out, as the marks that turn the
/// direction of writing, which the compiler refuses.
fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|char| {
            let shown = char == '\t' || char.escape_debug().count() == 1 || matches!(char, '"' | '\'' | '\\');
            if shown { vec![char] } else { char.escape_debug().collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_read_well_and_hide_nothing() {
        for (text, expected) in [
            ("a", r#""a""#),
            ("\"a\" > 'b'", r##"r#""a" > 'b'"#"##),
            ("\"#", r##""\"#""##),
            ("a\nb", r#""a\nb""#),
            ("\u{202e}", r#""\u{202e}""#),
        ] {
            assert_eq!(literal(text), expected);
        }
        assert_eq!(printable("it's \"a\"\r\u{202e}"), "it's \"a\"\\r\\u{202e}");
    }
}
