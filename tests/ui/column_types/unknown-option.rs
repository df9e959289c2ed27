use relations::ColumnType;

#[derive(ColumnType)]
#[column_type(rename = "lowercase")]
enum Status {
    Draft,
}

fn main() {}
