//! What saving a form does, in memory.

use relations::rusqlite::types::Value;

use super::{
    form::{CoverForm, Head, HintForm, Leaf, LineForm, PageForm, PaperForm, PartForm, SealForm, TagForm},
    world::{Keys, Table, World},
};

impl World {
    /// Returns the value that a row has.
    fn stored(&self, table: Table, mark: i64, at: usize) -> Option<Value> {
        self.rows.get(&(table, mark)).map(|(_, values)| values[at].clone())
    }

    pub fn save_paper(&mut self, form: &PaperForm, keys: &Keys) {
        let data = form.data.clone().map_or(Value::Null, Value::Blob);
        self.put(Table::Paper, form.mark, None, vec![form.title.clone().into(), form.weight.into(), data]);
        self.save_lines(form.mark, &form.lines, keys);
        self.save_notes(form.mark, &form.notes);
        self.save_pages(form.mark, &form.pages);
        self.save_seal(form.mark, form.seal.as_ref());
        self.save_cover(form.mark, form.cover.as_ref());
        self.save_tags(Table::PaperTag, form.mark, &form.tags, keys);
    }

    pub fn save_head(&mut self, form: &Head) {
        let data = self.stored(Table::Paper, form.mark, 2).unwrap_or(Value::Null);
        self.put(Table::Paper, form.mark, None, vec![form.title.clone().into(), form.weight.into(), data]);
    }

    pub fn save_lines(&mut self, paper: i64, lines: &[LineForm], keys: &Keys) {
        self.keep_only(Table::Line, paper, lines.iter().map(|line| line.mark));
        for line in lines {
            let stored = self.stored(Table::Line, line.mark, 2).unwrap_or(Value::Integer(1));
            let amount = line.amount.map_or(stored, Value::Integer);
            let values = vec![line.position.into(), line.text.clone().into(), amount];
            self.put(Table::Line, line.mark, Some(paper), values);
            self.save_parts(line.mark, &line.parts);
            self.save_hints(line.mark, &line.hints);
            self.save_tags(Table::LineTag, line.mark, &line.tags, keys);
        }
    }

    pub fn save_parts(&mut self, line: i64, parts: &[PartForm]) {
        self.keep_only(Table::Part, line, parts.iter().map(|part| part.mark));
        for part in parts {
            let values = vec![part.text.clone().into(), part.size.map_or(Value::Null, Value::Integer)];
            self.put(Table::Part, part.mark, Some(line), values);
        }
    }

    pub fn save_hints(&mut self, line: i64, hints: &[HintForm]) {
        self.save_texts(Table::Hint, line, hints.iter().map(|hint| (hint.mark, &hint.text)));
    }

    pub fn save_notes(&mut self, paper: i64, notes: &[Leaf]) {
        self.save_texts(Table::Note, paper, notes.iter().map(|note| (note.mark, &note.text)));
    }

    pub fn save_pages(&mut self, paper: i64, pages: &[PageForm]) {
        self.save_texts(Table::Page, paper, pages.iter().map(|page| (page.mark, &page.text)));
    }

    pub fn save_seal(&mut self, paper: i64, seal: Option<&SealForm>) {
        self.save_texts(Table::Seal, paper, seal.into_iter().map(|seal| (seal.mark, &seal.text)));
    }

    pub fn save_cover(&mut self, paper: i64, cover: Option<&CoverForm>) {
        self.save_texts(Table::Cover, paper, cover.into_iter().map(|cover| (cover.mark, &cover.text)));
    }

    fn save_texts<'t>(
        &mut self,
        table: Table,
        parent: i64,
        rows: impl Iterator<Item = (i64, &'t String)> + Clone,
    ) {
        self.keep_only(table, parent, rows.clone().map(|(mark, _)| mark));
        for (mark, text) in rows {
            self.put(table, mark, Some(parent), vec![text.clone().into()]);
        }
    }

    pub fn save_tags(&mut self, table: Table, near: i64, tags: &[TagForm], keys: &Keys) {
        self.links.retain(|(of, this, _)| *of != table || *this != near);
        for tag in tags {
            let mark = match tag {
                TagForm::Known(key) => {
                    let is_it =
                        |((of, _), id): &(&(Table, i64), &i64)| *of == Table::Tag && *id == key.value();
                    keys.iter().find(is_it).expect("it is there").0.1
                }
                TagForm::Form(tag) => {
                    self.put(Table::Tag, tag.mark, None, vec![tag.text.clone().into()]);
                    tag.mark
                }
            };
            self.links.insert((table, near, mark));
        }
    }
}
