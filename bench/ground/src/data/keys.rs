//! Parents and children by keys that are not single integers.

use super::inserts::{Inserts, script};

/// The number of parents of each kind.
const PARENTS: i64 = 1_000;

/// The number of children of each parent.
const CHILDREN_A_PARENT: i64 = 10;

/// Returns the statements that fill the tables.
pub(super) fn inserts() -> String {
    let mut folders = Inserts::new("folders (id, name)");
    let mut files = Inserts::new("files (id, folder_id, name)");
    let mut rooms = Inserts::new("rooms (floor, number, name)");
    let mut desks = Inserts::new("desks (id, floor, number, name)");
    let mut countries = Inserts::new("countries (code, name)");
    let mut cities = Inserts::new("cities (id, country_code, name)");
    let mut child = 0;
    for parent in 1..=PARENTS {
        folders.push(&format!("x'{}', 'folder {parent}'", uuid(parent)));
        let (floor, number) = (parent / 40, parent % 40);
        rooms.push(&format!("{floor}, {number}, 'room {parent}'"));
        let code = format!("country-{}", parent * 617 % PARENTS);
        countries.push(&format!("'{code}', 'country {parent}'"));
        for _ in 0..CHILDREN_A_PARENT {
            child += 1;
            files.push(&format!("x'{}', x'{}', 'file {child}'", uuid(child + 1_000_000), uuid(parent)));
            desks.push(&format!("{child}, {floor}, {number}, 'desk {child}'"));
            cities.push(&format!("{child}, '{code}', 'city {child}'"));
        }
    }
    script([folders, files, rooms, desks, countries, cities])
}

/// Returns the hexadecimal digits of a UUID, spread as random ones are.
fn uuid(number: i64) -> String {
    let high = number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let low = high.rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    format!("{high:016x}{low:016x}")
}
