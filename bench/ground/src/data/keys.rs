//! Parents and children by keys that are not single integers.

use super::rows::{Rows, finish};

/// How many parents of each kind there are, and of how many children each.
pub const PARENTS: i64 = 1_000;
pub const CHILDREN: i64 = 10;

/// Statements that fill the tables.
pub(super) fn rows() -> String {
    let mut folders = Rows::new("folders (id, name)");
    let mut files = Rows::new("files (id, folder_id, name)");
    let mut rooms = Rows::new("rooms (floor, number, name)");
    let mut desks = Rows::new("desks (id, floor, number, name)");
    let mut countries = Rows::new("countries (code, name)");
    let mut cities = Rows::new("cities (id, country_code, name)");
    let mut child = 0;
    for parent in 1..=PARENTS {
        folders.push(&format!("x'{}', 'folder {parent}'", uuid(parent)));
        let (floor, number) = (parent / 40, parent % 40);
        rooms.push(&format!("{floor}, {number}, 'room {parent}'"));
        let code = format!("country-{}", parent * 617 % PARENTS);
        countries.push(&format!("'{code}', 'country {parent}'"));
        for _ in 0..CHILDREN {
            child += 1;
            files.push(&format!("x'{}', x'{}', 'file {child}'", uuid(child + 1_000_000), uuid(parent)));
            desks.push(&format!("{child}, {floor}, {number}, 'desk {child}'"));
            cities.push(&format!("{child}, '{code}', 'city {child}'"));
        }
    }
    finish([folders, files, rooms, desks, countries, cities])
}

/// The hexadecimal digits of a UUID, spread as random ones are.
fn uuid(number: i64) -> String {
    let high = number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let low = high.rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!("{high:016x}{low:016x}")
}
