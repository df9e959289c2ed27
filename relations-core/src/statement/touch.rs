//! The columns that every UPDATE of a table changes: its version and the moment of writing, [`Touch`]. The columns that an
//! INSERT fills in are found by [`ColumnDef::value_of_new_row`](crate::schema::ColumnDef).
//!
//! A statement about rows that the program has compares their versions; one about other rows only raises them. Its
//! parameters for both follow all others: first the moment, then the version that is compared.

use rusqlite::types::Value;

use crate::{
    base::sql::bare_column,
    schema::metadata::{
        column::ColumnDef,
        role::{ColumnRole, Stamp, VerbTime, Version},
    },
};

/// The columns of a table that each of its UPDATEs changes, by their indexes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Touch {
    /// The column of the version.
    pub version: Option<(usize, Version)>,
    /// The column of the moment of writing.
    pub updated_at: Option<(usize, Stamp)>,
    columns: &'static [ColumnDef],
}

impl Touch {
    /// Finds these columns of a table.
    pub(crate) fn of(columns: &'static [ColumnDef]) -> Self {
        let mut touch = Self { columns, ..Self::default() };
        for (at, column) in columns.iter().enumerate() {
            match column.role {
                Some(ColumnRole::Version(version)) => touch.version = Some((at, version)),
                Some(ColumnRole::UpdatedAt(stamp)) => touch.updated_at = Some((at, stamp)),
                Some(ColumnRole::CreatedAt(_)) | None => {}
            }
        }
        touch
    }

    /// Returns the name of the version.
    pub(crate) fn version_name(&self) -> Option<&'static str> {
        self.version.map(|(at, _)| self.columns[at].name)
    }

    /// Returns the name of the moment of writing.
    pub(crate) fn updated_at_name(&self) -> Option<&'static str> {
        self.updated_at.map(|(at, _)| self.columns[at].name)
    }

    /// Renders `` `version`=`version`+1 `` and `` `updated_at`=?3 ``, the last terms of a SET clause: the moment has the
    /// parameter of this number.
    pub(crate) fn terms(&self, parameter: usize) -> Vec<String> {
        let version = self.version_name().map(bare_column);
        let version = version.map(|name| format!("{name}={name}+1"));
        let moment = self.updated_at_name().map(|name| format!("{}=?{parameter}", bare_column(name)));
        [version, moment].into_iter().flatten().collect()
    }

    /// Renders `` AND `version`=+?4 ``, the end of a condition on a row that the program has, whose parameter follows that
    /// of the moment, which is this one. Returns `None` for a table without versions.
    pub(crate) fn comparison(&self, parameter: usize) -> Option<String> {
        let parameter = parameter + usize::from(self.updated_at.is_some());
        self.version_name().map(|name| format!(" AND {}=+?{parameter}", bare_column(name)))
    }

    /// Returns the value of the moment of writing, to be bound if there is such a column.
    pub(crate) fn moment(&self, time: &VerbTime) -> rusqlite::Result<Option<Value>> {
        self.updated_at.map(|(_, stamp)| stamp.value(time.get())).transpose()
    }
}
