//! Parents and children by keys that are not single integers.

use ground::sum::{self, Sum};

pub mod folder {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "folders")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        #[sea_orm(has_many)]
        pub files: HasMany<super::file::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod file {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub folder_id: Uuid,
        pub name: String,
        #[sea_orm(belongs_to, from = "folder_id", to = "id")]
        pub folder: BelongsTo<super::folder::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod room {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rooms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub floor: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub name: String,
        #[sea_orm(has_many)]
        pub desks: HasMany<super::desk::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod desk {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "desks")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub floor: i64,
        pub number: i64,
        pub name: String,
        #[sea_orm(belongs_to, from = "(floor, number)", to = "(floor, number)")]
        pub room: BelongsTo<super::room::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod country {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "countries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub name: String,
        #[sea_orm(has_many)]
        pub cities: HasMany<super::city::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod city {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cities")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub country_code: String,
        pub name: String,
        #[sea_orm(belongs_to, from = "country_code", to = "code")]
        pub country: BelongsTo<super::country::Entity>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub struct WithFiles(pub folder::Model, pub Vec<file::Model>);

pub struct WithDesks(pub room::Model, pub Vec<desk::Model>);

pub struct WithCities(pub country::Model, pub Vec<city::Model>);

impl Sum for WithFiles {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.0.id.as_bytes()), &self.0.name, &self.1])
    }
}

impl Sum for file::Model {
    fn sum(&self) -> u64 {
        sum::of(&[&sum::bytes(self.id.as_bytes()), &sum::bytes(self.folder_id.as_bytes()), &self.name])
    }
}

impl Sum for WithDesks {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.floor, &self.0.number, &self.0.name, &self.1])
    }
}

impl Sum for WithCities {
    fn sum(&self) -> u64 {
        sum::of(&[&self.0.code, &self.0.name, &self.1])
    }
}

ground::sums! {
    desk::Model: id, floor, number, name;
    city::Model: id, country_code, name;
}
