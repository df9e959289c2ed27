//! Writes the source of models, laid out as rustfmt does. `attributes` writes the attributes, `text` literals
//! and comments.

mod attributes;
mod text;

use relations::catalog::Catalog;

use self::text::printable;
use super::{
    Imported,
    model::{About, Model, Note},
    names::escape_keyword,
    types::RustType,
};

/// The width beyond which rustfmt puts each option of an attribute on a line of its own.
const LINE_WIDTH: usize = 100;

/// The width beyond which it puts each model on a line of its own.
const LIST_WIDTH: usize = 60;

/// Writes the module of these models; `unmapped` has the comments for tables without a model.
pub fn write(catalog: &Catalog, models: &[Model], unmapped: &[Note], needless: Vec<String>) -> Imported {
    let mut out = Source::default();
    out.write_header(models);
    for model in models {
        out.write_model(models, model);
    }
    out.write_notes(unmapped);
    for view in &catalog.views {
        let mut notes =
            vec![Note::lost(format!("view `{}`, which a model does not map", view.name), Some(&view.sql))];
        notes.extend(super::trigger_notes(&view.name, catalog));
        out.write_notes(&notes);
    }
    out.write_schema(models);
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

    fn write_header(&mut self, models: &[Model]) {
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

    fn write_model(&mut self, models: &[Model], model: &Model) {
        self.line(0, "");
        for note in &model.notes {
            self.write_note(0, note);
        }
        self.line(0, &format!("/// A row of the table `{}`.", printable(&model.table)));
        self.line(0, "#[derive(Model, Clone, Debug, PartialEq)]");
        self.write_attribute(0, "model", &attributes::model_options(model));
        for key in model.foreign_keys.iter().filter(|key| key.fields.len() > 1) {
            self.line(0, &attributes::belongs_to(models, model, key));
        }
        for relation in &model.relations {
            self.line(0, &attributes::inverse(models, relation));
        }
        for one_of in &model.one_ofs {
            self.write_attribute(0, "one_of", &attributes::one_of(model, one_of));
        }
        self.line(0, &format!("pub struct {} {{", model.name));
        for place in 0..model.fields.len() {
            self.write_field(models, model, place);
        }
        self.line(0, "}");
        for note in &model.notes_after {
            self.line(0, "");
            self.write_note(0, note);
        }
    }

    fn write_field(&mut self, models: &[Model], model: &Model, place: usize) {
        let field = &model.fields[place];
        for note in &field.notes {
            self.write_note(1, note);
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
        self.write_attribute(1, "column", &attributes::column_options(model, field));
        for key in model.foreign_keys.iter().filter(|key| key.fields == [place]) {
            self.line(1, &attributes::belongs_to(models, model, key));
        }
        let ty = field.ty.as_source();
        let ty = if field.nullable { format!("Option<{ty}>") } else { ty.to_owned() };
        self.line(1, &format!("pub {}: {ty},", escape_keyword(&field.name)));
    }

    /// Writes `#[name(option, …)]`, on one line or on several as rustfmt does; nothing without options.
    fn write_attribute(&mut self, indent: usize, name: &str, options: &[String]) {
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

    /// Writes comments, each after an empty line.
    fn write_notes(&mut self, notes: &[Note]) {
        for note in notes {
            self.line(0, "");
            self.write_note(0, note);
        }
    }

    fn write_note(&mut self, indent: usize, note: &Note) {
        self.notes += 1;
        let about = match note.about {
            About::Lost => "Not in the models",
            About::Changed => "Not as in the database",
        };
        self.line(indent, &format!("// {about}: {}.", printable(&note.text)));
        for line in note.sql.iter().flat_map(|sql| sql.lines()) {
            self.line(indent, format!("//     {}", printable(line)).trim_end());
        }
    }

    fn write_schema(&mut self, models: &[Model]) {
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
