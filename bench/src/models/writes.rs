//! Rows that are inserted or updated.

use relations::Model;

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "items")]
pub struct Item {
    pub id: i64,
    #[unique]
    pub code: String,
    pub amount: i64,
}

#[derive(Model, Clone, Debug, PartialEq)]
#[model(table = "wides")]
pub struct Wide {
    pub id: i64,
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

ground::checksums! {
    Item: id, code, amount;
    Wide: id, text_1, text_9, number_1, number_20;
}
