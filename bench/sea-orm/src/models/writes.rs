//! Rows that are inserted or updated.

use ground::data::writes::{amounts, wide_drafts};
use sea_orm::ActiveValue::{NotSet, Set};

pub mod item {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "items")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(unique)]
        pub code: String,
        pub amount: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod wide {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wides")]
    pub struct Model {
        #[sea_orm(primary_key)]
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

    impl ActiveModelBehavior for ActiveModel {}
}

ground::checksums! {
    item::Model: id, code, amount;
    wide::Model: id, text_1, text_9, number_1, number_20;
}

pub fn new_items(run: i64) -> Vec<item::ActiveModel> {
    let new = |(code, amount)| item::ActiveModel { id: NotSet, code: Set(code), amount: Set(amount) };
    amounts(run).into_iter().map(new).collect()
}

pub fn new_wides() -> Vec<wide::ActiveModel> {
    wide_drafts().into_iter().map(|(texts, numbers)| new_wide(texts, numbers)).collect()
}

fn new_wide(texts: [String; 9], numbers: [i64; 20]) -> wide::ActiveModel {
    let [text_1, text_2, text_3, text_4, text_5, text_6, text_7, text_8, text_9] = texts;
    wide::ActiveModel {
        id: NotSet,
        text_1: Set(text_1),
        text_2: Set(text_2),
        text_3: Set(text_3),
        text_4: Set(text_4),
        text_5: Set(text_5),
        text_6: Set(text_6),
        text_7: Set(text_7),
        text_8: Set(text_8),
        text_9: Set(text_9),
        number_1: Set(numbers[0]),
        number_2: Set(numbers[1]),
        number_3: Set(numbers[2]),
        number_4: Set(numbers[3]),
        number_5: Set(numbers[4]),
        number_6: Set(numbers[5]),
        number_7: Set(numbers[6]),
        number_8: Set(numbers[7]),
        number_9: Set(numbers[8]),
        number_10: Set(numbers[9]),
        number_11: Set(numbers[10]),
        number_12: Set(numbers[11]),
        number_13: Set(numbers[12]),
        number_14: Set(numbers[13]),
        number_15: Set(numbers[14]),
        number_16: Set(numbers[15]),
        number_17: Set(numbers[16]),
        number_18: Set(numbers[17]),
        number_19: Set(numbers[18]),
        number_20: Set(numbers[19]),
    }
}
