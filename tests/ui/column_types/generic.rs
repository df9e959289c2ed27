use relations::ColumnType;

#[derive(ColumnType)]
struct Id<T>(T);

fn main() {}
