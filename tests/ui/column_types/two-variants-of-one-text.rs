use relations::ColumnType;

#[derive(ColumnType)]
enum Status {
    Draft,
    #[column_type(rename = "Draft")]
    Sketch,
}

fn main() {}
