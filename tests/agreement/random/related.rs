//! The rows that the foreign keys relate, by SQLite's own checks.

use relations::rusqlite::Connection;

/// Pairs of a parent's position and a child. A junction can hold a pair twice, in two spellings.
type Pairs = Vec<(i64, i64)>;

/// The rows that the foreign keys relate.
pub struct Related {
    /// The positions of all parents.
    pub pars: Vec<i64>,
    /// All children.
    pub kids: Vec<i64>,
    of_kids: Pairs,
    of_links: Pairs,
}

fn pairs(db: &Connection, sql: &str) -> relations::Result<Pairs> {
    let mut statement = db.prepare(sql)?;
    let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(pairs.collect::<Result<_, _>>()?)
}

fn ids(db: &Connection, sql: &str) -> relations::Result<Vec<i64>> {
    let mut statement = db.prepare(sql)?;
    let ids = statement.query_map([], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

impl Related {
    /// Compares by the affinity and the collating sequence of the [parent
    /// column](https://sqlite.org/foreignkeys.html#fk_indexes).
    pub fn of(db: &Connection, keys: &[(&str, &str)]) -> relations::Result<Self> {
        let equal = keys.iter().map(|(key, refers)| format!("p.{key} = c.{refers}"));
        let equal = equal.collect::<Vec<_>>().join(" AND ");
        Ok(Self {
            pars: ids(db, "SELECT pos FROM par ORDER BY pos")?,
            kids: ids(db, "SELECT id FROM kid ORDER BY id")?,
            of_kids: pairs(db, &format!("SELECT p.pos, c.id FROM par p, kid c WHERE {equal} ORDER BY 1, 2"))?,
            of_links: pairs(
                db,
                &format!("SELECT p.pos, c.tag_id FROM par p, link c WHERE {equal} ORDER BY 1, 2"),
            )?,
        })
    }

    /// Returns `true` if SQLite agrees with itself: it reports the same children as orphans as it would keep a
    /// parent for. It does not if neither column has the affinity of the other.
    pub fn is_decided(&self, db: &Connection) -> relations::Result<bool> {
        let orphans = ids(db, "SELECT rowid FROM pragma_foreign_key_check('kid') WHERE parent = 'par'")?;
        let alone = |kid: &i64| self.pars_of(*kid).is_empty();
        let mut decided = orphans.iter().all(alone)
            && orphans.len() == self.kids.iter().filter(|kid| alone(kid)).count()
            && self.kids.iter().all(|kid| self.pars_of(*kid).len() < 2);
        for par in &self.pars {
            db.execute_batch("SAVEPOINT deletion")?;
            let refused = db.execute("DELETE FROM par WHERE pos = ?1", [par]).is_err();
            db.execute_batch("ROLLBACK TO deletion; RELEASE deletion")?;
            decided &= refused != (self.kids_of(*par).is_empty() && self.tags_of(*par).is_empty());
        }
        Ok(decided)
    }

    pub fn kids_of(&self, par: i64) -> Vec<i64> {
        self.of_kids.iter().filter(|pair| pair.0 == par).map(|pair| pair.1).collect()
    }

    pub fn pars_of(&self, kid: i64) -> Vec<i64> {
        self.of_kids.iter().filter(|pair| pair.1 == kid).map(|pair| pair.0).collect()
    }

    pub fn tags_of(&self, par: i64) -> Vec<i64> {
        self.of_links.iter().filter(|pair| pair.0 == par).map(|pair| pair.1).collect()
    }

    pub fn tagged(&self, tag: i64) -> Vec<i64> {
        self.of_links.iter().filter(|pair| pair.1 == tag).map(|pair| pair.0).collect()
    }

    /// Returns the parents whose number of children meets a condition.
    pub fn pars_with(&self, condition: impl Fn(usize) -> bool) -> Vec<i64> {
        self.pars.iter().copied().filter(|par| condition(self.kids_of(*par).len())).collect()
    }
}
