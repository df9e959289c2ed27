//! Compares indexes.

use super::Comparison;

use crate::{
    catalog::{IndexInfo, IndexTerm, TableInfo},
    evolution::{change::ChangeKind, declarable, normalize},
};

impl Comparison<'_> {
    /// Finds the indexes that only one side has, by their terms: models name theirs by rule, and a database
    /// that existed before them need not. An index that serves no search which a key does not serve as well
    /// cannot be declared by models, and is kept.
    pub(super) fn compare_indexes(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let mut only_live: Vec<&IndexInfo> = live.indexes.iter().collect();
        let mut only_wanted: Vec<&IndexInfo> = wanted.indexes.iter().collect();
        let same = |one: &IndexInfo, other: &IndexInfo| normalize::index(one) == normalize::index(other);
        // By their names first, so that none is matched with another over the same terms.
        only_wanted.retain(|index| {
            !take_first(&mut only_live, |other| {
                same(other, index) && other.name.eq_ignore_ascii_case(&index.name)
            })
        });
        only_wanted.retain(|index| {
            !take_first(&mut only_live, |other| same(other, index) && !takes_wanted_name(wanted, other))
        });
        only_live
            .retain(|index| !wanted.uniques.iter().any(|terms| replaces_unique(live, wanted, index, terms)));
        for index in only_live {
            let condition = index.condition.as_ref();
            let dropped = takes_wanted_name(wanted, index)
                || self.use_dropped(&index.terms)
                || condition.is_some_and(|condition| self.mentions_dropped(condition));
            let why = match declarable::check_index(live, wanted, index, self.declared_by) {
                Err(why) => Some(why),
                Ok(()) => is_redundant(wanted, index).then_some(declarable::REDUNDANT_INDEX),
            };
            match why.filter(|_| !dropped) {
                None => self.change(ChangeKind::DropIndex { index: index.name.clone() }),
                Some(why) if self.declared_by.is_models() => {
                    self.keep(format!("index `{}`", index.name), why);
                }
                Some(_) => {}
            }
        }
        for index in only_wanted {
            self.change(ChangeKind::CreateIndex { index: index.name.clone() });
        }
    }
}

/// Removes the first index for which `is` holds, and returns `true` if there is one.
fn take_first(list: &mut Vec<&IndexInfo>, is: impl Fn(&IndexInfo) -> bool) -> bool {
    let position = list.iter().position(|index| is(index));
    position.map(|position| list.remove(position)).is_some()
}

/// Reports whether the index enforces that these terms are unique.
fn enforces_unique(index: &IndexInfo, terms: &[IndexTerm]) -> bool {
    index.unique && index.condition.is_none() && normalize::terms(&index.terms) == normalize::terms(terms)
}

/// Reports whether a wanted index over something else needs the name of this one.
fn takes_wanted_name(wanted: &TableInfo, index: &IndexInfo) -> bool {
    let mut others = wanted.indexes.iter().filter(|other| other.name.eq_ignore_ascii_case(&index.name));
    others.any(|other| normalize::index(other) != normalize::index(index))
}

/// Reports whether the wanted primary key, a UNIQUE constraint or a wanted index begins with all terms of
/// this one.
fn is_redundant(wanted: &TableInfo, index: &IndexInfo) -> bool {
    if index.unique || index.condition.is_some() {
        return false;
    }
    let terms = normalize::terms(&index.terms);
    let whole = wanted.indexes.iter().filter(|other| other.condition.is_none()).map(|other| &other.terms);
    let mut others = wanted.uniques.iter().chain(whole).chain([&wanted.key_terms]);
    others.any(|other| normalize::terms(other).starts_with(&terms))
}

/// Reports whether the index alone enforces that these terms are unique, in place of a constraint.
pub(super) fn replaces_unique(
    live: &TableInfo,
    wanted: &TableInfo,
    index: &IndexInfo,
    terms: &[IndexTerm],
) -> bool {
    enforces_unique(index, terms)
        && !live.uniques.iter().any(|own| normalize::terms(own) == normalize::terms(terms))
        && !wanted.indexes.iter().any(|other| enforces_unique(other, terms))
}

#[cfg(test)]
mod tests {
    use crate::{
        base::error::Result,
        catalog::Catalog,
        evolution::{compare::compare, declarable::DeclaredBy},
    };

    /// Returns the changes to a table with these indexes, for the model's one over `a`.
    fn changes(indexes: &str) -> Result<Vec<String>> {
        let table = "CREATE TABLE t (id INTEGER NOT NULL, a TEXT, b TEXT, PRIMARY KEY (id, b));";
        let live = Catalog::of_script(&format!("{table} {indexes}"))?;
        let wanted = Catalog::of_script(&format!("{table} CREATE INDEX ix_t_a ON t (a)"))?;
        let found = compare(&live.tables[0], &wanted.tables[0], DeclaredBy::Sql).kinds();
        Ok(found.into_iter().map(|kind| format!("{kind:?}")).collect())
    }

    #[test]
    fn an_index_is_known_by_what_it_is_over() -> Result<()> {
        let none: [&str; 0] = [];
        assert_eq!(changes("CREATE INDEX another ON t (a)")?, none);
        assert_eq!(changes("CREATE INDEX ix_t_a ON t (a); CREATE INDEX needless ON t (id)")?, none);
        let (create, drop) = ("CreateIndex { index: \"ix_t_a\" }", "DropIndex { index: \"ix_t_a\" }");
        assert_eq!(changes("CREATE INDEX other ON t (a) WHERE a > 'x'")?.len(), 2);
        assert_eq!(changes("CREATE INDEX ix_t_a ON t (id)")?, [drop, create]);
        assert_eq!(changes("CREATE INDEX twice ON t (a); CREATE INDEX ix_t_a ON t (a)")?, none);
        Ok(())
    }
}
