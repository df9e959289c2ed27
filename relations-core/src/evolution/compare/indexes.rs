//! The indexes that only one side has.

use crate::{
    catalog::info::{IndexInfo, IndexTerm, TableInfo},
    evolution::{change::ChangeKind, compare::Comparison, normal, sayable},
};

impl Comparison<'_> {
    /// The indexes that only one side has, by what they are over: models name theirs by rule, and a database that
    /// was there before them need not. One that serves no search which a key does not serve as well is none that
    /// models could ask for, and is let be.
    pub(super) fn indexes(&mut self) {
        let (live, wanted) = (self.live, self.wanted);
        let mut gone: Vec<&IndexInfo> = live.indexes.iter().collect();
        let mut new: Vec<&IndexInfo> = wanted.indexes.iter().collect();
        let same = |one: &IndexInfo, other: &IndexInfo| normal::index(one) == normal::index(other);
        // By their names first, so that none is taken for another over the same.
        new.retain(|index| {
            !take(&mut gone, |other| same(other, index) && other.name.eq_ignore_ascii_case(&index.name))
        });
        new.retain(|index| !take(&mut gone, |other| same(other, index) && !is_in_the_way(wanted, other)));
        gone.retain(|index| !wanted.uniques.iter().any(|terms| stands_for(live, wanted, index, terms)));
        for index in gone {
            let condition = index.condition.as_ref();
            let dropped = is_in_the_way(wanted, index)
                || self.are_over_gone(&index.terms)
                || condition.is_some_and(|condition| self.mentions_gone(condition));
            let why = match sayable::index(live, wanted, index, self.said) {
                Err(why) => Some(why),
                Ok(()) => is_needless(wanted, index).then_some(sayable::NEEDLESS),
            };
            match why.filter(|_| !dropped) {
                None => self.change(ChangeKind::DropIndex { index: index.name.clone() }),
                Some(why) if self.said.by_models() => self.keep(format!("index `{}`", index.name), why),
                Some(_) => {}
            }
        }
        for index in new {
            self.change(ChangeKind::CreateIndex { index: index.name.clone() });
        }
    }
}

/// Takes the first of which this holds out of the list, if there is one.
fn take(list: &mut Vec<&IndexInfo>, is: impl Fn(&IndexInfo) -> bool) -> bool {
    let place = list.iter().position(|index| is(index));
    place.map(|place| list.remove(place)).is_some()
}

/// Whether the index keeps the table unique by these terms.
fn keeps(index: &IndexInfo, terms: &[IndexTerm]) -> bool {
    index.unique && index.condition.is_none() && normal::terms(&index.terms) == normal::terms(terms)
}

/// Whether an index that is wanted over something else needs the name of this one.
fn is_in_the_way(wanted: &TableInfo, index: &IndexInfo) -> bool {
    let mut others = wanted.indexes.iter().filter(|other| other.name.eq_ignore_ascii_case(&index.name));
    others.any(|other| normal::index(other) != normal::index(index))
}

/// Whether the primary key, a UNIQUE constraint or an index that is wanted begins with all that this one is over.
fn is_needless(wanted: &TableInfo, index: &IndexInfo) -> bool {
    if index.unique || index.condition.is_some() {
        return false;
    }
    let terms = normal::terms(&index.terms);
    let whole = wanted.indexes.iter().filter(|other| other.condition.is_none()).map(|other| &other.terms);
    let mut others = wanted.uniques.iter().chain(whole).chain([&wanted.key_terms]);
    others.any(|other| normal::terms(other).starts_with(&terms))
}

/// Whether the index is what keeps the table unique by these terms, for want of a constraint.
pub(super) fn stands_for(
    live: &TableInfo,
    wanted: &TableInfo,
    index: &IndexInfo,
    terms: &[IndexTerm],
) -> bool {
    keeps(index, terms)
        && !live.uniques.iter().any(|own| normal::terms(own) == normal::terms(terms))
        && !wanted.indexes.iter().any(|other| keeps(other, terms))
}

#[cfg(test)]
mod tests {
    use crate::{
        base::error::Result,
        catalog::Catalog,
        evolution::{compare::compare, sayable::Said},
    };

    /// What has to be done to a table that has these indexes, for the model's one over `a`.
    fn changes(indexes: &str) -> Result<Vec<String>> {
        let table = "CREATE TABLE t (id INTEGER NOT NULL, a TEXT, b TEXT, PRIMARY KEY (id, b));";
        let live = Catalog::of_script(&format!("{table} {indexes}"))?;
        let wanted = Catalog::of_script(&format!("{table} CREATE INDEX ix_t_a ON t (a)"))?;
        let found = compare(&live.tables[0], &wanted.tables[0], Said::InFull).kinds();
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
