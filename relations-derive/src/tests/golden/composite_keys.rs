///A new row of [`Player`], begun by `Player::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
struct CreatePlayer<SeasonState, NumberState, OrgState> {
    season: SeasonState,
    number: NumberState,
    org: OrgState,
    team_number: Option<i64>,
    __hook: ::orm::__private::InsertHook<Player>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::orm::__private;
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
        type Key = (i64, i64);
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
                "season",
                "season",
                <i64 as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                "number",
                "number",
                <i64 as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                "org",
                "org",
                <i64 as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                "team_number",
                "team_number",
                <Option<i64> as __private::ColumnType>::STORAGE,
            ),
        ];
        const KEY: &'static [&'static ::core::primitive::str] = &["season", "number"];
        const KEY_COLUMNS: &'static [__private::KeyColumn] = &[
            __private::KeyColumn {
                field: "season",
                name: "season",
                alone: false,
            },
            __private::KeyColumn {
                field: "number",
                name: "number",
                alone: false,
            },
        ];
        const RELATIONS: &'static [__private::RelationDef] = &[
            __private::RelationDef::new(
                    "team",
                    __private::RelationKind::BelongsTo,
                    <Team as __private::Model>::ENTITY,
                )
                .fields(&["org", "team_number"]),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<team as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<Player>()
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_player_org_team_number",
                            columns: &["org", "team_number"],
                        },
                    ],
                )
                .paths(&[<team as __private::Relation>::PATH])
                .foreign_keys(FOREIGN_KEYS)
                .without_rowid(true)
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
                season: fields.key::<i64, __Proof>(0)?,
                number: fields.key::<i64, __Proof>(1)?,
                org: fields.key::<i64, __Proof>(2)?,
                team_number: fields.key::<Option<i64>, __Proof>(3)?,
            })
        }
        fn key(&self) -> Self::Key {
            (__private::key_part::<Self, 0>(self), __private::key_part::<Self, 1>(self))
        }
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&self.season)
                .column::<i64, __Proof>(&self.number)
                .column::<i64, __Proof>(&self.org)
                .column::<Option<i64>, __Proof>(&self.team_number)
                .done()
        }
        fn bind_key(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&self.season)
                .column::<i64, __Proof>(&self.number)
                .done()
        }
        #[inline]
        fn bind_keyed(
            key: &Self::Key,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&key.0).column::<i64, __Proof>(&key.1).done()
        }
    }
    #[automatically_derived]
    impl __private::KeyPart<0> for Player {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.season
        }
    }
    #[automatically_derived]
    impl __private::KeyPart<1> for Player {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.number
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///Column `season`.
        const SEASON: __private::Column<Player, i64> = __private::Column::new("season");
        ///Column `number`.
        const NUMBER: __private::Column<Player, i64> = __private::Column::new("number");
        ///Column `org`.
        const ORG: __private::Column<Player, i64> = __private::Column::new("org");
        ///Column `team_number`.
        const TEAM_NUMBER: __private::Column<Player, Option<i64>> = __private::Column::new(
            "team_number",
        );
    }
    ///The column of field `season`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum season {}
    ///The column of field `number`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum number {}
    ///The column of field `org`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum org {}
    type __Unset = CreatePlayer<
        __private::Missing<season>,
        __private::Missing<number>,
        __private::Missing<org>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                season: ::core::default::Default::default(),
                number: ::core::default::Default::default(),
                org: ::core::default::Default::default(),
                team_number: ::core::option::Option::None,
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<SeasonState, NumberState, OrgState> ::core::fmt::Debug
    for CreatePlayer<SeasonState, NumberState, OrgState> {
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
        fn create() -> CreatePlayer<
            __private::Missing<season>,
            __private::Missing<number>,
            __private::Missing<org>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<
        SeasonState,
        NumberState,
        OrgState,
    > CreatePlayer<SeasonState, NumberState, OrgState> {
        ///Sets column `season`.
        fn season(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlayer<__private::Set<i64>, NumberState, OrgState> {
            CreatePlayer {
                season: __private::Set(__private::IntoColumn::into_column(value)),
                number: self.number,
                org: self.org,
                team_number: self.team_number,
                __hook: self.__hook,
            }
        }
        ///Sets column `number`.
        fn number(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlayer<SeasonState, __private::Set<i64>, OrgState> {
            CreatePlayer {
                number: __private::Set(__private::IntoColumn::into_column(value)),
                season: self.season,
                org: self.org,
                team_number: self.team_number,
                __hook: self.__hook,
            }
        }
        ///Sets column `org`.
        fn org(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlayer<SeasonState, NumberState, __private::Set<i64>> {
            CreatePlayer {
                org: __private::Set(__private::IntoColumn::into_column(value)),
                season: self.season,
                number: self.number,
                team_number: self.team_number,
                __hook: self.__hook,
            }
        }
        ///Sets column `team_number`.
        fn team_number(
            mut self,
            value: impl __private::IntoColumn<Option<i64>>,
        ) -> Self {
            self.team_number = __private::IntoColumn::into_column(value);
            self
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        fn insert(self, db: &__private::Connection) -> __private::Result<Player>
        where
            SeasonState: __private::IsSet<i64>,
            NumberState: __private::IsSet<i64>,
            OrgState: __private::IsSet<i64>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<SeasonState, NumberState, OrgState> __private::Insertable
    for CreatePlayer<SeasonState, NumberState, OrgState>
    where
        SeasonState: __private::IsSet<i64>,
        NumberState: __private::IsSet<i64>,
        OrgState: __private::IsSet<i64>,
    {
        type Model = Player;
        const KEY: __private::KeySource = __private::KeySource::Given;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.season)
                .given::<i64, __Proof>(&self.number)
                .given::<i64, __Proof>(&self.org)
                .column::<Option<i64>, __Proof>(&self.team_number)
                .done()
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Player>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Player {
                    season: <_ as __private::IsSet<i64>>::stored(self.season, rowid)?,
                    number: <_ as __private::IsSet<i64>>::stored(self.number, rowid)?,
                    org: <_ as __private::IsSet<i64>>::stored(self.org, rowid)?,
                    team_number: self.team_number,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Player> {
            &mut self.__hook
        }
    }
    ///Relation `team` of `Player`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum team {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Player {
        type Relation = team;
    }
    const TEAM_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "team",
        2,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    const _: () = __private::resolve::required_key(
        "Player",
        "org",
        <<i64 as __private::Proven<__Proof>>::Type as __private::ColumnType>::NULLABLE,
    );
    fn org_of_team(
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
    fn team_number_of_team(
        key: <<Team as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ TEAM_KEY + 1 }>>::Type,
    ) -> <Option<i64> as __private::Proven<__Proof>>::Type {
        <<Option<
            i64,
        > as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<Team as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ TEAM_KEY + 1 }>>::Type,
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
            bind.column::<i64, __Proof>(&near.org)
                .column::<Option<i64>, __Proof>(&near.team_number)
                .done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for team {
        type Nullability = __private::Nullable;
        type Column = org;
        type Parent = (
            __private::KeyAt<<Team as __private::Proven<__Proof>>::Type, { TEAM_KEY }>,
            __private::KeyAt<
                <Team as __private::Proven<__Proof>>::Type,
                { TEAM_KEY + 1 },
            >,
        );
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
                "team",
                &["org", "team_number"],
                <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
                __private::resolve::columns::<
                    <Team as __private::Proven<__Proof>>::Type,
                >(TEAM_KEY, 2),
            )
            .on_delete(__private::ReferentialAction::Cascade)
            .deferrable(true);
        fn is_null(child: &Player) -> ::core::primitive::bool {
            ::core::option::Option::is_none(&child.team_number)
        }
        fn assign(child: &mut Player, key: <Self::Parent as __private::Start>::Value) {
            child.org = org_of_team(key.0);
            child.team_number = team_number_of_team(key.1);
        }
    }
    #[automatically_derived]
    impl __private::NullableKey for team {
        fn unassign(child: &mut Player) {
            child.team_number = ::core::option::Option::None;
        }
    }
    #[automatically_derived]
    impl<
        SeasonState,
        NumberState,
        OrgState,
    > __private::PrefillKey<CreatePlayer<SeasonState, NumberState, OrgState>> for team {
        type Filled = CreatePlayer<SeasonState, NumberState, __private::Set<i64>>;
        fn fill(
            builder: CreatePlayer<SeasonState, NumberState, OrgState>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.org(org_of_team(key.0)).team_number(team_number_of_team(key.1))
        }
    }
    #[allow(dead_code)]
    impl Player {
        ///The `Team` that a `Player` belongs to, as a relation of the model rather than of one row.
        const TEAM: __private::BelongsTo<team> = __private::BelongsTo::new();
        ///The `Team` that a `Player` belongs to. Nothing runs until a method of the handle is called.
        fn team(&self) -> __private::BelongsToHandle<'_, team> {
            __private::BelongsToHandle::new(self)
        }
    }
};
