//! The rules across tables, as SQL that finds the rows which break them.

use relations::rusqlite::{Connection, Result};

/// The rules, each with a statement that returns the rows which break it.
const RULES: &[(&str, &str)] = &[
    ("the file is whole", "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
    ("foreign keys have parents", "SELECT * FROM pragma_foreign_key_check"),
    (
        "an account has the sum and the number of its entries",
        "SELECT * FROM account AS a
         WHERE balance <> (SELECT coalesce(sum(amount), 0) FROM entry WHERE account_id = a.id)
            OR entry_count <> (SELECT count(*) FROM entry WHERE account_id = a.id)",
    ),
    (
        "a transfer has two entries that add up to nothing",
        "SELECT * FROM transfer AS t
         WHERE (SELECT count(*) <> 2 OR sum(amount) <> 0 OR max(amount) <> t.amount
                FROM entry WHERE transfer_id = t.id)",
    ),
    (
        "a member has one profile of its version",
        "SELECT * FROM member AS m
         WHERE (SELECT count(*) <> 1 OR max(version) <> m.version FROM profile WHERE member_id = m.id)",
    ),
    (
        "a board has the number and the weight of its tasks",
        "SELECT * FROM board AS b
         WHERE (SELECT count(*) <> b.task_count OR coalesce(sum(weight), 0) <> b.weight
                FROM task WHERE board_id = b.id)",
    ),
    (
        "a board has three tags",
        "SELECT * FROM board AS b WHERE (SELECT count(*) FROM board_tag WHERE board_id = b.id) <> 3",
    ),
    (
        "the shares of a board are 100",
        "SELECT * FROM board AS b WHERE (SELECT sum(percent) FROM share WHERE board_id = b.id) IS NOT 100",
    ),
    (
        "a tree has the number of its folders, and one root",
        "SELECT * FROM tree AS t
         WHERE (SELECT count(*) <> t.size OR sum(parent_id IS NULL) <> 1 FROM folder WHERE tree_id = t.id)",
    ),
    (
        "a folder is one deeper than its parent, in the same tree",
        "SELECT * FROM folder AS f LEFT JOIN folder AS p ON p.id = f.parent_id
         WHERE f.depth <> coalesce(p.depth + 1, 0) OR f.tree_id <> coalesce(p.tree_id, f.tree_id)",
    ),
];

/// Returns the rules that do not hold, each with the number of rows that break it.
pub fn broken_rules(db: &Connection) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (rule, sql) in RULES {
        let rows = db.prepare(sql)?.query([])?.count_rows()?;
        if rows > 0 {
            broken.push(format!("{rule}: not {rows} row(s)"));
        }
    }
    Ok(broken)
}

trait CountRows {
    fn count_rows(self) -> Result<usize>;
}

impl CountRows for relations::rusqlite::Rows<'_> {
    fn count_rows(mut self) -> Result<usize> {
        let mut count = 0;
        while self.next()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}
