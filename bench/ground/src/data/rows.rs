//! INSERT statements of many rows each.

pub struct Rows {
    into: &'static str,
    script: String,
    count: usize,
}

impl Rows {
    pub fn new(into: &'static str) -> Self {
        Self { into, script: String::new(), count: 0 }
    }

    pub fn push(&mut self, values: &str) {
        if self.count.is_multiple_of(500) {
            if self.count > 0 {
                self.script += ";\n";
            }
            self.script += &format!("INSERT INTO {} VALUES ({values})", self.into);
        } else {
            self.script += &format!(", ({values})");
        }
        self.count += 1;
    }

    pub fn finish(mut self) -> String {
        if self.count > 0 {
            self.script += ";\n";
        }
        self.script
    }
}

/// The statements of all of these.
pub fn finish<const N: usize>(all: [Rows; N]) -> String {
    all.into_iter().map(Rows::finish).collect()
}
