///A new row of [`Player`], begun by `Player::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreatePlayer<IdState, TeamIdState> {
    id: IdState,
    team_id: TeamIdState,
    __hook: ::relations::__private::InsertHook<Player>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Player>() }>;
    #[automatically_derived]
    impl __private::Load for Player {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Player {}
    #[automatically_derived]
    impl __private::Model for Player {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Player",
            table: "player",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Player", ":", ::core::line!(), ":",
                ::core::column!(),
            ),
        };
        const COLUMNS: &'static [__private::ColumnDef] = &[
            __private::ColumnDef::new(
                "id",
                "id",
                <i64 as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                "team_id",
                "team_id",
                <i64 as __private::ColumnType>::STORAGE,
            ),
        ];
        const KEY: &'static [&'static ::core::primitive::str] = &["id"];
        const KEY_COLUMNS: &'static [__private::KeyColumn] = &[
            __private::KeyColumn {
                field: "id",
                name: "id",
                alone: true,
            },
        ];
        const RELATIONS: &'static [__private::RelationDef] = &[
            __private::RelationDef::new(
                    "team",
                    __private::RelationKind::BelongsTo,
                    <Team as __private::Model>::ENTITY,
                )
                .fields(&["team_id"]),
            __private::RelationDef::new(
                "company",
                __private::RelationKind::HasOneThrough,
                <Company as __private::Model>::ENTITY,
            ),
            __private::RelationDef::new(
                "land",
                __private::RelationKind::HasOneThrough,
                <Land as __private::Model>::ENTITY,
            ),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<team as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<Player>()
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_player_team_id",
                            columns: &["team_id"],
                        },
                    ],
                )
                .paths(
                    &[
                        <team as __private::Relation>::PATH,
                        <company as __private::Relation>::PATH,
                        <land as __private::Relation>::PATH,
                    ],
                )
                .foreign_keys(FOREIGN_KEYS)
        };
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Player>)
        }
        fn table() -> &'static __private::Table {
            <Self as __private::Model>::TABLE
        }
        #[inline]
        fn from_cells(
            cells: &__private::Cells<'_>,
            start: ::core::primitive::usize,
        ) -> __private::Result<Self> {
            let fields = __private::Fields::of::<Self>(cells, start);
            ::core::result::Result::Ok(Self {
                id: fields.key::<i64, __Proof>(0)?,
                team_id: fields.key::<i64, __Proof>(1)?,
            })
        }
        fn key(&self) -> Self::Key {
            __private::key_part::<Self, 0>(self)
        }
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&self.id)
                .column::<i64, __Proof>(&self.team_id)
                .done()
        }
        fn bind_key(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&self.id).done()
        }
        #[inline]
        fn bind_keyed(
            key: &Self::Key,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(key).done()
        }
    }
    #[automatically_derived]
    impl __private::KeyPart<0> for Player {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///Column `id`.
        pub const ID: __private::Column<Player, i64> = __private::Column::new("id");
        ///Column `team_id`.
        pub const TEAM_ID: __private::Column<Player, i64> = __private::Column::new(
            "team_id",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    ///The column of field `team_id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum team_id {}
    type __Unset = CreatePlayer<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
        __private::Missing<team_id>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                team_id: ::core::default::Default::default(),
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState, TeamIdState> ::core::fmt::Debug
    for CreatePlayer<IdState, TeamIdState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreatePlayer").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Player;
        fn with_hook(mut self, hook: __private::InsertHook<Player>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///Begins a new row of `Player`.
        pub fn create() -> CreatePlayer<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
            __private::Missing<team_id>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState, TeamIdState> CreatePlayer<IdState, TeamIdState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlayer<__private::Set<i64>, TeamIdState> {
            CreatePlayer {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                team_id: self.team_id,
                __hook: self.__hook,
            }
        }
        ///Sets column `team_id`.
        pub fn team_id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlayer<IdState, __private::Set<i64>> {
            CreatePlayer {
                team_id: __private::Set(__private::IntoColumn::into_column(value)),
                id: self.id,
                __hook: self.__hook,
            }
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        pub fn insert(self, db: &__private::Connection) -> __private::Result<Player>
        where
            IdState: __private::IsSet<i64>,
            TeamIdState: __private::IsSet<i64>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState, TeamIdState> __private::Insertable
    for CreatePlayer<IdState, TeamIdState>
    where
        IdState: __private::IsSet<i64>,
        TeamIdState: __private::IsSet<i64>,
    {
        type Model = Player;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id)
                .given::<i64, __Proof>(&self.team_id)
                .done()
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Player>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Player {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    team_id: <_ as __private::IsSet<i64>>::stored(self.team_id, rowid)?,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Player> {
            &mut self.__hook
        }
    }
    ///Relation `team` of `Player`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum team {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Player {
        type Relation = team;
    }
    const TEAM_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "team",
        1,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    const _: () = __private::resolve::required_key(
        "Player",
        "team_id",
        <<i64 as __private::Proven<__Proof>>::Type as __private::ColumnType>::NULLABLE,
    );
    fn team_id_of_team(
        key: <<Team as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ TEAM_KEY }>>::Type,
    ) -> <i64 as __private::Proven<__Proof>>::Type {
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<Team as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ TEAM_KEY }>>::Type,
        >>::referring_to(key)
    }
    #[automatically_derived]
    impl __private::Relation for team {
        type Near = Player;
        type Far = <<Team as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ TEAM_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "team";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <team as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<team as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<team>)
        }
        fn bind_near(
            near: &Player,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&near.team_id).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for team {
        type Nullability = __private::Required;
        type Column = team_id;
        type Parent = __private::KeyAt<
            <Team as __private::Proven<__Proof>>::Type,
            { TEAM_KEY },
        >;
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
            "team",
            &["team_id"],
            <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
            __private::resolve::columns::<
                <Team as __private::Proven<__Proof>>::Type,
            >(TEAM_KEY, 1),
        );
        fn assign(child: &mut Player, key: <Self::Parent as __private::Start>::Value) {
            child.team_id = team_id_of_team(key);
        }
    }
    #[automatically_derived]
    impl<IdState, TeamIdState> __private::PrefillKey<CreatePlayer<IdState, TeamIdState>>
    for team {
        type Filled = CreatePlayer<IdState, __private::Set<i64>>;
        fn fill(
            builder: CreatePlayer<IdState, TeamIdState>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.team_id(team_id_of_team(key))
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///The `Team` that a `Player` belongs to, as a relation of the model rather than of one row.
        pub const TEAM: __private::BelongsTo<team> = __private::BelongsTo::new();
        ///The `Team` that a `Player` belongs to. Nothing runs until a method of the handle is called.
        pub fn team(&self) -> __private::BelongsToHandle<'_, team> {
            __private::BelongsToHandle::new(self)
        }
    }
    ///Relation `company` of `Player`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum company {}
    #[automatically_derived]
    impl __private::RelationAt<1> for Player {
        type Relation = company;
    }
    const COMPANY_SOURCE: ::core::primitive::usize = __private::resolve::source(
        "company",
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::through_one(
        "company",
        <Player as __private::Model>::ENTITY,
        &<Player as __private::Model>::RELATIONS[0],
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::source_one(
        "company",
        <Player as __private::Model>::ENTITY,
        &<Player as __private::Model>::RELATIONS[0],
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        &<<Team as __private::Proven<
            __Proof,
        >>::Type as __private::Model>::RELATIONS[COMPANY_SOURCE],
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    #[automatically_derived]
    impl __private::Relation for company {
        type Near = Player;
        type Far = <<<Team as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { COMPANY_SOURCE },
        >>::Relation as __private::Relation>::Far;
        type Start = <team as __private::Relation>::Start;
        const NAME: &'static ::core::primitive::str = "company";
        const PATH: __private::Path = {
            const FIRST_PATH: __private::Path = <team as __private::Relation>::PATH;
            const SECOND_PATH: __private::Path = <<<Team as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<
                { COMPANY_SOURCE },
            >>::Relation as __private::Relation>::PATH;
            __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
        };
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::through::<company>)
        }
        fn bind_near(
            near: &Player,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <team as __private::Relation>::bind_near(near, bind)
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///The `Company` that a `Player` reaches through `team`, as a relation of the model rather than of one row.
        pub const COMPANY: __private::HasOneThrough<company> = __private::HasOneThrough::new();
        ///The `Company` that a `Player` reaches through `team`. Nothing runs until a method of the handle is called.
        pub fn company(&self) -> __private::HasOneThroughHandle<'_, company> {
            __private::HasOneThroughHandle::new(self)
        }
    }
    ///Relation `land` of `Player`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum land {}
    #[automatically_derived]
    impl __private::RelationAt<2> for Player {
        type Relation = land;
    }
    const LAND_SOURCE: ::core::primitive::usize = __private::resolve::named_source(
        "home",
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <<Land as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::through_one(
        "land",
        <Player as __private::Model>::ENTITY,
        &<Player as __private::Model>::RELATIONS[1],
        <<Land as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::source_one(
        "land",
        <Player as __private::Model>::ENTITY,
        &<Player as __private::Model>::RELATIONS[1],
        <<Company as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        &<<Company as __private::Proven<
            __Proof,
        >>::Type as __private::Model>::RELATIONS[LAND_SOURCE],
        <<Land as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    #[automatically_derived]
    impl __private::Relation for land {
        type Near = Player;
        type Far = <<<Company as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LAND_SOURCE },
        >>::Relation as __private::Relation>::Far;
        type Start = <company as __private::Relation>::Start;
        const NAME: &'static ::core::primitive::str = "land";
        const PATH: __private::Path = {
            const FIRST_PATH: __private::Path = <company as __private::Relation>::PATH;
            const SECOND_PATH: __private::Path = <<<Company as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<
                { LAND_SOURCE },
            >>::Relation as __private::Relation>::PATH;
            __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
        };
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::through::<land>)
        }
        fn bind_near(
            near: &Player,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <company as __private::Relation>::bind_near(near, bind)
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///The `Land` that a `Player` reaches through `company`, as a relation of the model rather than of one row.
        pub const LAND: __private::HasOneThrough<land> = __private::HasOneThrough::new();
        ///The `Land` that a `Player` reaches through `company`. Nothing runs until a method of the handle is called.
        pub fn land(&self) -> __private::HasOneThroughHandle<'_, land> {
            __private::HasOneThroughHandle::new(self)
        }
    }
};
