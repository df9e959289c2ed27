use relations::ColumnType;

#[derive(ColumnType)]
#[column_type(rename_all = "lowercase")]
#[column_type(rename_all = "UPPERCASE")]
enum Status {
    Draft,
}

fn main() {}
