use relations::ColumnType;

#[derive(ColumnType)]
struct Nickname(Option<String>);

fn main() {}
