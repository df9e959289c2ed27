//! Rows that are inserted or updated.

use diesel::prelude::*;
use ground::checksum::{self, Checksum};

diesel::table! {
    items (id) {
        id -> BigInt,
        code -> Text,
        amount -> BigInt,
    }
}

diesel::table! {
    wides (id) {
        id -> BigInt,
        text_1 -> Text,
        text_2 -> Text,
        text_3 -> Text,
        text_4 -> Text,
        text_5 -> Text,
        text_6 -> Text,
        text_7 -> Text,
        text_8 -> Text,
        text_9 -> Text,
        number_1 -> BigInt,
        number_2 -> BigInt,
        number_3 -> BigInt,
        number_4 -> BigInt,
        number_5 -> BigInt,
        number_6 -> BigInt,
        number_7 -> BigInt,
        number_8 -> BigInt,
        number_9 -> BigInt,
        number_10 -> BigInt,
        number_11 -> BigInt,
        number_12 -> BigInt,
        number_13 -> BigInt,
        number_14 -> BigInt,
        number_15 -> BigInt,
        number_16 -> BigInt,
        number_17 -> BigInt,
        number_18 -> BigInt,
        number_19 -> BigInt,
        number_20 -> BigInt,
    }
}

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = items, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Item {
    pub id: i64,
    pub code: String,
    pub amount: i64,
}

#[derive(Insertable)]
#[diesel(table_name = items, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewItem {
    pub code: String,
    pub amount: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = wides, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Wide {
    pub id: i64,
    #[diesel(embed)]
    pub values: NewWide,
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = wides, check_for_backend(diesel::sqlite::Sqlite))]
pub struct NewWide {
    pub text_1: String,
    pub text_2: String,
    pub text_3: String,
    pub text_4: String,
    pub text_5: String,
    pub text_6: String,
    pub text_7: String,
    pub text_8: String,
    pub text_9: String,
    pub number_1: i64,
    pub number_2: i64,
    pub number_3: i64,
    pub number_4: i64,
    pub number_5: i64,
    pub number_6: i64,
    pub number_7: i64,
    pub number_8: i64,
    pub number_9: i64,
    pub number_10: i64,
    pub number_11: i64,
    pub number_12: i64,
    pub number_13: i64,
    pub number_14: i64,
    pub number_15: i64,
    pub number_16: i64,
    pub number_17: i64,
    pub number_18: i64,
    pub number_19: i64,
    pub number_20: i64,
}

impl From<([String; 9], [i64; 20])> for NewWide {
    fn from((texts, numbers): ([String; 9], [i64; 20])) -> Self {
        let [text_1, text_2, text_3, text_4, text_5, text_6, text_7, text_8, text_9] = texts;
        Self {
            text_1,
            text_2,
            text_3,
            text_4,
            text_5,
            text_6,
            text_7,
            text_8,
            text_9,
            number_1: numbers[0],
            number_2: numbers[1],
            number_3: numbers[2],
            number_4: numbers[3],
            number_5: numbers[4],
            number_6: numbers[5],
            number_7: numbers[6],
            number_8: numbers[7],
            number_9: numbers[8],
            number_10: numbers[9],
            number_11: numbers[10],
            number_12: numbers[11],
            number_13: numbers[12],
            number_14: numbers[13],
            number_15: numbers[14],
            number_16: numbers[15],
            number_17: numbers[16],
            number_18: numbers[17],
            number_19: numbers[18],
            number_20: numbers[19],
        }
    }
}

impl Checksum for Wide {
    fn checksum(&self) -> u64 {
        let NewWide { text_1, text_9, number_1, number_20, .. } = &self.values;
        checksum::of_fields(&[&self.id, text_1, text_9, number_1, number_20])
    }
}

ground::checksums! {
    Item: id, code, amount;
}
