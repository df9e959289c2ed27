//! The statement of a table as it is after changes: whatever they are not about stays byte for byte as it was.

use std::ops::Range;

use crate::{
    catalog::{
        definition::statement::{Constraint, ConstraintKind, Item, Statement},
        info::{IndexTerm, TableInfo},
    },
    evolution::{
        change::ChangeKind,
        compare::{Compared, Found},
        normal,
    },
};

/// The CREATE TABLE statement of `live` with the changes that make it `target`, whose text is taken from the statement
/// of `wanted`. `None` if a statement cannot be taken apart.
pub(super) fn edited(
    live: &TableInfo,
    wanted: &TableInfo,
    compared: &Compared,
    target: &TableInfo,
) -> Option<String> {
    let (old, new) = (Statement::of(&live.sql)?, Statement::of(&wanted.sql)?);
    let mut edit = Edit {
        live,
        wanted,
        old: &old,
        new: &new,
        cuts: Vec::new(),
        puts: Vec::new(),
        dropped: Vec::new(),
        columns: Vec::new(),
        constraints: Vec::new(),
    };
    // Columns first, so that constraints find those that are new.
    let is_column = |found: &&Found| matches!(found.kind, ChangeKind::AddColumn { .. });
    for found in
        compared.found.iter().filter(is_column).chain(compared.found.iter().filter(|found| !is_column(found)))
    {
        edit.change(found, target)?;
    }
    let sql = edit.finished();
    if target.autoincrement { counting(&sql) } else { Some(sql) }
}

struct Edit<'a> {
    live: &'a TableInfo,
    wanted: &'a TableInfo,
    old: &'a Statement,
    new: &'a Statement,
    cuts: Vec<Range<usize>>,
    puts: Vec<(usize, String)>,
    /// The items that go as a whole, by their places.
    dropped: Vec<usize>,
    /// The names and definitions of new columns.
    columns: Vec<(String, String)>,
    /// The new constraints of the table.
    constraints: Vec<String>,
}

impl Edit<'_> {
    fn change(&mut self, found: &Found, target: &TableInfo) -> Option<()> {
        use ChangeKind as Kind;
        match &found.kind {
            Kind::AddColumn { column } => self.add_column(column)?,
            Kind::DropColumn { column } => {
                let is = |item: &Item| {
                    item.column.as_ref().is_some_and(|own| own.name.eq_ignore_ascii_case(column))
                };
                self.dropped.push(self.old.items.iter().position(is)?);
            }
            Kind::ChangeType { column, to, .. } => {
                let ty = self.old.column(column)?.column.as_ref()?.ty.clone();
                let space = if ty.is_empty() && !to.is_empty() { " " } else { "" };
                self.puts.push((ty.start, format!("{space}{to}")));
                self.cuts.push(ty);
            }
            Kind::ChangeDefault { column, .. } => self.replace(column, ConstraintKind::Default)?,
            Kind::ChangeCollation { column, .. } => self.replace(column, ConstraintKind::Collate)?,
            Kind::ChangeGenerated { column } => self.replace(column, ConstraintKind::Generated)?,
            Kind::SetNotNull { column } => self.set_not_null(column)?,
            Kind::DropNotNull { column } => self.cut_of_column(column, ConstraintKind::NotNull),
            Kind::ChangeKey { .. } => {
                self.cut_all(ConstraintKind::PrimaryKey, |_, _| true);
                if let Some((item, constraint)) = self.new.constraints(ConstraintKind::PrimaryKey).next() {
                    self.add(item, constraint)?;
                }
            }
            Kind::ChangeOptions { .. } => self.options(target)?,
            Kind::AddUnique { .. } => {
                let terms = normal::terms(self.wanted.uniques.get(found.place)?);
                let wanted = self.wanted;
                let mut all = self.new.constraints(ConstraintKind::Unique);
                let (item, constraint) = all.find(|(item, each)| is_over(wanted, item, each, &terms))?;
                self.add(item, constraint)?;
            }
            Kind::DropUnique { .. } => {
                let terms = normal::terms(self.live.uniques.get(found.place)?);
                let live = self.live;
                self.cut_all(ConstraintKind::Unique, |item, each| is_over(live, item, each, &terms));
            }
            Kind::AddCheck { .. } => self.add_nth(ConstraintKind::Check, found.place)?,
            Kind::DropCheck { .. } => self.cut_nth(ConstraintKind::Check, found.place)?,
            Kind::AddForeignKey { .. } => self.add_nth(ConstraintKind::ForeignKey, found.place)?,
            Kind::DropForeignKey { .. } => self.cut_nth(ConstraintKind::ForeignKey, found.place)?,
            Kind::ChangeConflict { constraint, columns, to, .. } => {
                self.conflict(constraint, columns, to.as_deref());
            }
            Kind::CreateTable
            | Kind::DropTable
            | Kind::RenameTable { .. }
            | Kind::RenameColumn { .. }
            | Kind::CreateIndex { .. }
            | Kind::DropIndex { .. } => {}
        }
        Some(())
    }

    /// The definition of a new column without the constraints that are changes of their own.
    fn add_column(&mut self, name: &str) -> Option<()> {
        const OWN: [ConstraintKind; 4] = [
            ConstraintKind::PrimaryKey,
            ConstraintKind::Unique,
            ConstraintKind::Check,
            ConstraintKind::ForeignKey,
        ];
        let item = self.new.column(name)?;
        let mut sql = String::new();
        let mut written = item.span.start;
        for constraint in item.constraints.iter().filter(|constraint| OWN.contains(&constraint.kind)) {
            sql += self.wanted.sql[written..constraint.span.start].trim_end_matches([' ', '\t']);
            written = constraint.span.end;
        }
        sql += &self.wanted.sql[written..item.span.end];
        self.columns.push((name.to_owned(), sql));
        Some(())
    }

    /// Adds a constraint of what is wanted, to a column if it stands there.
    fn add(&mut self, item: &Item, constraint: &Constraint) -> Option<()> {
        let sql = &self.wanted.sql[constraint.span.clone()];
        match &item.column {
            Some(column) => self.add_to_column(&column.name, sql),
            None => {
                self.constraints.push(sql.to_owned());
                Some(())
            }
        }
    }

    fn add_to_column(&mut self, column: &str, sql: &str) -> Option<()> {
        if let Some((_, own)) = self.columns.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(column)) {
            *own += &format!(" {sql}");
            return Some(());
        }
        let end = self.old.column(column)?.span.end;
        self.puts.push((end, format!(" {sql}")));
        Some(())
    }

    fn add_nth(&mut self, kind: ConstraintKind, place: usize) -> Option<()> {
        let (item, constraint) = self.new.constraints(kind).nth(place)?;
        self.add(item, constraint)
    }

    fn cut_nth(&mut self, kind: ConstraintKind, place: usize) -> Option<()> {
        let (_, constraint) = self.old.constraints(kind).nth(place)?;
        self.cut(constraint.span.clone());
        Some(())
    }

    fn cut_all(&mut self, kind: ConstraintKind, is: impl Fn(&Item, &Constraint) -> bool) {
        let spans: Vec<_> = (self.old.constraints(kind))
            .filter(|(item, constraint)| is(item, constraint))
            .map(|(_, constraint)| constraint.span.clone())
            .collect();
        for span in spans {
            self.cut(span);
        }
    }

    fn cut_of_column(&mut self, column: &str, kind: ConstraintKind) {
        self.cut_all(kind, |item, _| {
            item.column.as_ref().is_some_and(|own| own.name.eq_ignore_ascii_case(column))
        });
    }

    /// Cuts a constraint with the spaces before it; but not with a line's end, which may end a comment.
    fn cut(&mut self, mut span: Range<usize>) {
        span.start = self.live.sql[..span.start].trim_end_matches([' ', '\t']).len();
        self.cuts.push(span);
    }

    /// Puts a constraint of the wanted column in the place of the one that there is.
    fn replace(&mut self, column: &str, kind: ConstraintKind) -> Option<()> {
        self.cut_of_column(column, kind);
        let wanted = self.new.column(column)?;
        // The last one of a kind holds.
        let Some(constraint) = wanted.constraints.iter().rfind(|constraint| constraint.kind == kind) else {
            return Some(());
        };
        self.add_to_column(column, &self.wanted.sql[constraint.span.clone()])
    }

    fn set_not_null(&mut self, column: &str) -> Option<()> {
        self.cut_of_column(column, ConstraintKind::Null);
        let mut all = self.new.column(column)?.constraints.iter();
        let not_null = all.find(|constraint| constraint.kind == ConstraintKind::NotNull);
        let sql = not_null.map_or("NOT NULL", |constraint| &self.wanted.sql[constraint.span.clone()]);
        self.add_to_column(column, sql)
    }

    fn options(&mut self, target: &TableInfo) -> Option<()> {
        let live = self.live;
        if (live.strict, live.without_rowid) != (target.strict, target.without_rowid) {
            let set = [(target.strict, "STRICT"), (target.without_rowid, "WITHOUT ROWID")];
            let set: Vec<&str> = set.into_iter().filter_map(|(set, option)| set.then_some(option)).collect();
            if !set.is_empty() {
                self.puts.push((self.old.options.start, format!(" {}", set.join(", "))));
            }
            self.cuts.push(self.old.options.clone());
        }
        // WITHOUT ROWID is what makes its keys refuse NULL.
        if live.without_rowid && !target.without_rowid {
            for column in target.columns.iter().filter(|column| column.not_null) {
                let refuses = live.column(&column.name).is_some_and(|column| column.not_null);
                let item = self.old.column(&column.name);
                let written =
                    |item: &Item| item.constraints.iter().any(|each| each.kind == ConstraintKind::NotNull);
                if refuses && item.is_some_and(|item| !written(item)) {
                    self.add_to_column(&column.name, "NOT NULL")?;
                }
            }
        }
        if live.autoincrement && !target.autoincrement {
            let all = self.old.constraints(ConstraintKind::PrimaryKey);
            let spans: Vec<_> = all.filter_map(|(_, key)| key.autoincrement.clone()).collect();
            for span in spans {
                self.cut(span);
            }
        }
        Some(())
    }

    fn conflict(&mut self, constraint: &str, columns: &[String], action: Option<&str>) {
        let kind = match constraint {
            "PRIMARY KEY" => ConstraintKind::PrimaryKey,
            "NOT NULL" => ConstraintKind::NotNull,
            _ => ConstraintKind::Unique,
        };
        for (item, part) in self.old.constraints(kind) {
            let own: Vec<String> = item.terms(part).into_iter().map(|(column, _, _)| column).collect();
            if normal::names(&own) == normal::names(columns) {
                if let Some(action) = action {
                    self.puts.push((part.conflict.end, format!(" ON CONFLICT {action}")));
                }
                self.cuts.push(part.conflict.clone());
            }
        }
    }

    /// The statement with all of it done.
    fn finished(mut self) -> String {
        // Constraints of the table that are all cut leave no item.
        for (place, item) in self.old.items.iter().enumerate().filter(|(_, item)| item.column.is_none()) {
            let cut = |span: &Range<usize>| {
                self.cuts.iter().any(|cut| cut.start <= span.start && span.end <= cut.end)
            };
            if item.constraints.iter().all(|constraint| cut(&constraint.span)) {
                self.dropped.push(place);
            }
        }
        let last_column = self.old.items.iter().rposition(|item| item.column.is_some());
        let mut first = true;
        for (place, item) in self.old.items.iter().enumerate() {
            if self.dropped.contains(&place) {
                self.puts.retain(|(at, _)| !(item.span.start..=item.span.end).contains(at));
                self.cuts.push(item.span.clone());
            }
            if first || self.dropped.contains(&place) {
                self.cuts.extend(item.comma.clone());
            }
            first &= self.dropped.contains(&place);
            if Some(place) == last_column {
                for (_, sql) in &self.columns {
                    let comma = if first { "" } else { ",\n    " };
                    self.puts.push((item.span.end, format!("{comma}{sql}")));
                    first = false;
                }
            }
        }
        let end = self.old.items.last().map_or(self.old.close.start, |item| item.span.end);
        self.puts.extend(self.constraints.iter().map(|sql| (end, format!(",\n    {sql}"))));
        spliced(&self.live.sql, self.cuts, self.puts)
    }
}

/// For each of these terms, whether the key or the UNIQUE constraint over them names its collating sequence.
pub(super) fn collated_terms(
    table: &TableInfo,
    kind: ConstraintKind,
    terms: &[IndexTerm],
) -> Option<Vec<bool>> {
    let terms = normal::terms(terms);
    let statement = Statement::of(&table.sql)?;
    let (item, constraint) =
        statement.constraints(kind).find(|(item, constraint)| is_over(table, item, constraint, &terms))?;
    Some(item.terms(constraint).iter().map(|(_, collation, _)| collation.is_some()).collect())
}

/// Whether a constraint is over these terms, by the collating sequences of the table's columns where it names none.
fn is_over(
    table: &TableInfo,
    item: &Item,
    constraint: &Constraint,
    terms: &[(String, bool, String)],
) -> bool {
    let own: Vec<_> = (item.terms(constraint).into_iter())
        .map(|(column, collation, descending)| {
            let collation = collation.map(|collation| collation.to_ascii_uppercase());
            let collation = collation.or_else(|| table.column(&column).map(normal::collation));
            (format!("column {}", normal::name(&column)), descending, collation.unwrap_or_default())
        })
        .collect();
    own == terms
}

/// The text without what is cut, and with what is put in, in the order in which it was asked for.
fn spliced(sql: &str, mut cuts: Vec<Range<usize>>, mut puts: Vec<(usize, String)>) -> String {
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    puts.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(sql.len());
    let mut puts = puts.into_iter().peekable();
    let mut cuts = cuts.into_iter().peekable();
    let mut at = 0;
    loop {
        let first_put = puts.peek().map_or(sql.len(), |(place, _)| *place);
        let start_of_cut = cuts.peek().map_or(sql.len(), |cut| cut.start.max(at));
        let next = first_put.min(start_of_cut).max(at);
        if at < next {
            out += &sql[at..next];
            at = next;
        }
        if let Some((_, text)) = puts.next_if(|(place, _)| *place <= at) {
            out += &text;
        } else if let Some(cut) = cuts.next_if(|cut| cut.start <= at) {
            // What is put within a cut stands in its place.
            while let Some((_, text)) = puts.next_if(|(place, _)| *place < cut.end) {
                out += &text;
            }
            at = at.max(cut.end);
        } else {
            return out;
        }
    }
}

/// The statement with AUTOINCREMENT in its primary key.
fn counting(sql: &str) -> Option<String> {
    let statement = Statement::of(sql)?;
    let (_, key) = statement.constraints(ConstraintKind::PrimaryKey).next()?;
    if key.autoincrement.is_some() {
        return Some(sql.to_owned());
    }
    Some(format!("{} AUTOINCREMENT{}", &sql[..key.counts_at], &sql[key.counts_at..]))
}
