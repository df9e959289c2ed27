///A new row of [`User`], begun by `User::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreateUser<IdState, TeamIdState> {
    id: IdState,
    team_id: TeamIdState,
    __hook: ::relations::__private::InsertHook<User>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<User>() }>;
    #[automatically_derived]
    impl __private::Load for User {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for User {}
    #[automatically_derived]
    impl __private::Model for User {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "User",
            table: "user",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "User", ":", ::core::line!(), ":",
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
                .fields(&["team_id"])
                .filtered(true),
            __private::RelationDef::new(
                    "drafts",
                    __private::RelationKind::HasMany,
                    <Post as __private::Model>::ENTITY,
                )
                .filtered(true),
            __private::RelationDef::new(
                    "latest",
                    __private::RelationKind::HasFirst,
                    <Post as __private::Model>::ENTITY,
                )
                .filtered(true),
            __private::RelationDef::new(
                    "led",
                    __private::RelationKind::ManyToMany,
                    <Club as __private::Model>::ENTITY,
                )
                .through(<Membership as __private::Model>::ENTITY)
                .filtered(true),
            __private::RelationDef::new(
                    "comments",
                    __private::RelationKind::HasManyThrough,
                    <Comment as __private::Model>::ENTITY,
                )
                .filtered(true),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<team as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<User>()
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_user_team_id",
                            columns: &["team_id"],
                        },
                    ],
                )
                .paths(
                    &[
                        <team as __private::Relation>::PATH,
                        <drafts as __private::Relation>::PATH,
                        <latest as __private::Relation>::PATH,
                        <led as __private::Relation>::PATH,
                        <comments as __private::Relation>::PATH,
                    ],
                )
                .foreign_keys(FOREIGN_KEYS)
        };
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<User>)
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
    impl __private::KeyPart<0> for User {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl User {
        ///Column `id`.
        pub const ID: __private::Column<User, i64> = __private::Column::new("id");
        ///Column `team_id`.
        pub const TEAM_ID: __private::Column<User, i64> = __private::Column::new(
            "team_id",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    ///The column of field `team_id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum team_id {}
    type __Unset = CreateUser<
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
    impl<IdState, TeamIdState> ::core::fmt::Debug for CreateUser<IdState, TeamIdState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreateUser").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = User;
        fn with_hook(mut self, hook: __private::InsertHook<User>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl User {
        ///Begins a new row of `User`.
        pub fn create() -> CreateUser<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
            __private::Missing<team_id>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState, TeamIdState> CreateUser<IdState, TeamIdState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateUser<__private::Set<i64>, TeamIdState> {
            CreateUser {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                team_id: self.team_id,
                __hook: self.__hook,
            }
        }
        ///Sets column `team_id`.
        pub fn team_id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateUser<IdState, __private::Set<i64>> {
            CreateUser {
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
        pub fn insert(self, db: &__private::Connection) -> __private::Result<User>
        where
            IdState: __private::IsSet<i64>,
            TeamIdState: __private::IsSet<i64>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState, TeamIdState> __private::Insertable for CreateUser<IdState, TeamIdState>
    where
        IdState: __private::IsSet<i64>,
        TeamIdState: __private::IsSet<i64>,
    {
        type Model = User;
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
        ) -> __private::Result<::core::option::Option<User>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(User {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    team_id: <_ as __private::IsSet<i64>>::stored(self.team_id, rowid)?,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<User> {
            &mut self.__hook
        }
    }
    ///Relation `team` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum team {}
    #[automatically_derived]
    impl __private::RelationAt<0> for User {
        type Relation = team;
    }
    const TEAM_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "team",
        1,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Team as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    const _: () = __private::resolve::required_key(
        "User",
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
    const TEAM_PATH0: &__private::Path = &__private::Path::Steps(
        &[
            <team as __private::Owning>::FOREIGN_KEY
                .to_parent(
                    <<team as __private::Relation>::Far as __private::Model>::table,
                ),
        ],
    );
    const TEAM_FILTER0: &__private::StepFilter = &__private::StepFilter::of_far(
        TEAM_PATH0.len() - 1,
        &__private::FarFilter::<
            <Team as __private::Proven<__Proof>>::Type,
            _,
        >::new(|| Team::ACTIVE.eq(true)),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const TEAM_LAYER0: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(TEAM_FILTER0),
        below: TEAM_PATH0.step(TEAM_FILTER0.at).layer,
    };
    const TEAM_PATH1: &__private::Path = &__private::Path::Layered(
        TEAM_PATH0,
        TEAM_FILTER0.at,
        TEAM_LAYER0,
    );
    const TEAM_FILTER1: &__private::StepFilter = &__private::StepFilter::of_far(
        TEAM_PATH1.len() - 1,
        &__private::FarFilter::<
            <Team as __private::Proven<__Proof>>::Type,
            _,
        >::new(|| Team::SIZE.gt(-1)),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const TEAM_LAYER1: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(TEAM_FILTER1),
        below: TEAM_PATH1.step(TEAM_FILTER1.at).layer,
    };
    #[automatically_derived]
    impl __private::Relation for team {
        type Near = User;
        type Far = <<Team as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ TEAM_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "team";
        const PATH: __private::Path = __private::Path::Layered(
            TEAM_PATH1,
            TEAM_FILTER1.at,
            TEAM_LAYER1,
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<team>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&near.team_id).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for team {
        type Nullability = __private::Filtered;
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
        fn assign(child: &mut User, key: <Self::Parent as __private::Start>::Value) {
            child.team_id = team_id_of_team(key);
        }
    }
    #[automatically_derived]
    impl<IdState, TeamIdState> __private::PrefillKey<CreateUser<IdState, TeamIdState>>
    for team {
        type Filled = CreateUser<IdState, __private::Set<i64>>;
        fn fill(
            builder: CreateUser<IdState, TeamIdState>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.team_id(team_id_of_team(key))
        }
    }
    #[allow(dead_code)]
    impl User {
        ///The `Team` that a `User` belongs to, as a relation of the model rather than of one row.
        pub const TEAM: __private::BelongsTo<team> = __private::BelongsTo::new();
        ///The `Team` that a `User` belongs to. Nothing runs until a method of the handle is called.
        pub fn team(&self) -> __private::BelongsToHandle<'_, team> {
            __private::BelongsToHandle::new(self)
        }
    }
    ///Relation `drafts` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum drafts {}
    #[automatically_derived]
    impl __private::RelationAt<1> for User {
        type Relation = drafts;
    }
    const DRAFTS_INVERSE: ::core::primitive::usize = __private::resolve::inverse(
        "has_many",
        "drafts",
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <User as __private::Model>::ENTITY,
    );
    const DRAFTS_PATH0: &__private::Path = &__private::Path::Steps(
        &[
            <<drafts as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY
                .to_children(
                    <<drafts as __private::Relation>::Far as __private::Model>::TABLE_NAME,
                    <<drafts as __private::Relation>::Far as __private::Model>::table,
                ),
        ],
    );
    const DRAFTS_FILTER0: &__private::StepFilter = &__private::StepFilter::of_far(
        DRAFTS_PATH0.len() - 1,
        &__private::FarFilter::<
            <Post as __private::Proven<__Proof>>::Type,
            _,
        >::new(|| Post::STATUS.eq(Status::Draft)),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const DRAFTS_LAYER0: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(DRAFTS_FILTER0),
        below: DRAFTS_PATH0.step(DRAFTS_FILTER0.at).layer,
    };
    #[automatically_derived]
    impl __private::Relation for drafts {
        type Near = User;
        type Far = <<drafts as __private::Inverse>::Owning as __private::Relation>::Near;
        type Start = <<drafts as __private::Inverse>::Owning as __private::Owning>::Parent;
        const NAME: &'static ::core::primitive::str = "drafts";
        const PATH: __private::Path = __private::Path::Layered(
            DRAFTS_PATH0,
            DRAFTS_FILTER0.at,
            DRAFTS_LAYER0,
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<drafts>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <<Self as __private::Relation>::Start as __private::Referred>::bind_row(
                near,
                bind,
            )
        }
    }
    #[automatically_derived]
    impl __private::Inverse for drafts {
        type Owning = <<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<{ DRAFTS_INVERSE }>>::Relation;
    }
    #[allow(dead_code)]
    impl User {
        ///Each `Post` that belongs to a `User`, as a relation of the model rather than of one row.
        pub const DRAFTS: __private::HasMany<drafts> = __private::HasMany::new();
        ///Each `Post` that belongs to a `User`. Nothing runs until a method of the handle is called.
        pub fn drafts(&self) -> __private::HasManyHandle<'_, drafts> {
            __private::HasManyHandle::new(self)
        }
    }
    ///Relation `latest` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum latest {}
    #[automatically_derived]
    impl __private::RelationAt<2> for User {
        type Relation = latest;
    }
    const LATEST_INVERSE: ::core::primitive::usize = __private::resolve::inverse(
        "has_one",
        "latest",
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <User as __private::Model>::ENTITY,
    );
    const LATEST_PATH0: &__private::Path = &__private::Path::Steps(
        &[
            <<latest as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY
                .to_children(
                    <<latest as __private::Relation>::Far as __private::Model>::TABLE_NAME,
                    <<latest as __private::Relation>::Far as __private::Model>::table,
                ),
        ],
    );
    const LATEST_FILTER0: &__private::StepFilter = &__private::StepFilter::of_far(
        LATEST_PATH0.len() - 1,
        &__private::FarFilter::<
            <Post as __private::Proven<__Proof>>::Type,
            _,
        >::new(|| User::VISIBLE),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const LATEST_LAYER0: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(LATEST_FILTER0),
        below: LATEST_PATH0.step(LATEST_FILTER0.at).layer,
    };
    const LATEST_PATH1: &__private::Path = &__private::Path::Layered(
        LATEST_PATH0,
        LATEST_FILTER0.at,
        LATEST_LAYER0,
    );
    const LATEST_FIRST: &[__private::OrderTerm] = &[
        __private::resolve::order(
            "created_at",
            true,
            <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
            <<Post as __private::Proven<__Proof>>::Type as __private::Model>::COLUMNS,
        ),
        __private::resolve::order(
            "id",
            false,
            <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
            <<Post as __private::Proven<__Proof>>::Type as __private::Model>::COLUMNS,
        ),
    ];
    const LATEST_LAYER1: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::First(LATEST_FIRST),
        below: LATEST_PATH1.step(0).layer,
    };
    #[automatically_derived]
    impl __private::Relation for latest {
        type Near = User;
        type Far = <<latest as __private::Inverse>::Owning as __private::Relation>::Near;
        type Start = <<latest as __private::Inverse>::Owning as __private::Owning>::Parent;
        const NAME: &'static ::core::primitive::str = "latest";
        const PATH: __private::Path = __private::Path::Layered(
            LATEST_PATH1,
            0,
            LATEST_LAYER1,
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<latest>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <<Self as __private::Relation>::Start as __private::Referred>::bind_row(
                near,
                bind,
            )
        }
    }
    #[automatically_derived]
    impl __private::Inverse for latest {
        type Owning = <<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<{ LATEST_INVERSE }>>::Relation;
    }
    #[allow(dead_code)]
    impl User {
        ///The first `Post` that belongs to a `User`, as a relation of the model rather than of one row.
        pub const LATEST: __private::HasFirst<latest> = __private::HasFirst::new();
        ///The first `Post` that belongs to a `User`. Nothing runs until a method of the handle is called.
        pub fn latest(&self) -> __private::HasFirstHandle<'_, latest> {
            __private::HasFirstHandle::new(self)
        }
    }
    ///Relation `led` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum led {}
    #[automatically_derived]
    impl __private::RelationAt<3> for User {
        type Relation = led;
    }
    const LED_FROM: ::core::primitive::usize = __private::resolve::junction_key(
        <<Membership as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::Model>::RELATIONS,
        <User as __private::Model>::ENTITY,
    );
    const LED_TO: ::core::primitive::usize = __private::resolve::junction_key(
        <<Membership as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::Model>::RELATIONS,
        <<Club as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::unique_pair(
        <<led as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE,
        <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_FROM },
        >>::Relation as __private::Owning>::FOREIGN_KEY,
        <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_TO },
        >>::Relation as __private::Owning>::FOREIGN_KEY,
    );
    const LED_PATH0: &__private::Path = &{
        const STEPS: &[__private::Step] = &[
            <<<Membership as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<
                { LED_FROM },
            >>::Relation as __private::Owning>::FOREIGN_KEY
                .to_children(
                    <<led as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE_NAME,
                    <<led as __private::LinkingByModel>::JunctionModel as __private::Model>::table,
                ),
            <<<Membership as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<
                { LED_TO },
            >>::Relation as __private::Owning>::FOREIGN_KEY
                .to_parent(
                    <<<<Membership as __private::Proven<
                        __Proof,
                    >>::Type as __private::RelationAt<
                        { LED_TO },
                    >>::Relation as __private::Relation>::Far as __private::Model>::table,
                ),
        ];
        __private::Path::Steps(STEPS)
    };
    const LED_FILTER0: &__private::StepFilter = &__private::StepFilter::of_either(
        (0, LED_PATH0.len() - 1),
        &__private::EitherFilter::<
            <Club as __private::Proven<__Proof>>::Type,
            <Membership as __private::Proven<__Proof>>::Type,
            _,
            _,
        >::new(|| Membership::ROLE.in_(["head", "deputy"])),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const LED_LAYER0: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(LED_FILTER0),
        below: LED_PATH0.step(LED_FILTER0.at).layer,
    };
    #[automatically_derived]
    impl __private::Relation for led {
        type Near = User;
        type Far = <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_TO },
        >>::Relation as __private::Relation>::Far;
        type Start = <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_FROM },
        >>::Relation as __private::Owning>::Parent;
        const NAME: &'static ::core::primitive::str = "led";
        const PATH: __private::Path = __private::Path::Layered(
            LED_PATH0,
            LED_FILTER0.at,
            LED_LAYER0,
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::linked::<led>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <<Self as __private::Relation>::Start as __private::Referred>::bind_row(
                near,
                bind,
            )
        }
    }
    #[automatically_derived]
    impl __private::Linking for led {
        type Junction = __private::ModelJunction<
            <led as __private::LinkingByModel>::JunctionModel,
            <<Membership as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<{ LED_FROM }>>::Relation,
            <<Membership as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<{ LED_TO }>>::Relation,
        >;
        type End = <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_TO },
        >>::Relation as __private::Owning>::Parent;
        const JUNCTION: &'static __private::Table = <<led as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE;
    }
    #[automatically_derived]
    impl __private::LinkingByModel for led {
        type JunctionModel = <<<Membership as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { LED_FROM },
        >>::Relation as __private::Relation>::Near;
        #[inline]
        fn select_links() -> &'static __private::String {
            static SQL: __private::Rendered<__private::String> = __private::Rendered::new();
            SQL.get(__private::select_links::<led>)
        }
    }
    #[allow(dead_code)]
    impl User {
        ///Each `Club` linked to a `User`, as a relation of the model rather than of one row.
        pub const LED: __private::ManyToMany<led> = __private::ManyToMany::new();
        ///Each `Club` linked to a `User`. Nothing runs until a method of the handle is called.
        pub fn led(&self) -> __private::ManyToManyHandle<'_, led> {
            __private::ManyToManyHandle::new(self)
        }
    }
    ///Relation `comments` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum comments {}
    #[automatically_derived]
    impl __private::RelationAt<4> for User {
        type Relation = comments;
    }
    const COMMENTS_SOURCE: ::core::primitive::usize = __private::resolve::source(
        "comments",
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <<Comment as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const COMMENTS_PATH0: &__private::Path = &{
        const FIRST_PATH: __private::Path = <drafts as __private::Relation>::PATH;
        const SECOND_PATH: __private::Path = <<<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { COMMENTS_SOURCE },
        >>::Relation as __private::Relation>::PATH;
        __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
    };
    const COMMENTS_FILTER0: &__private::StepFilter = &__private::StepFilter::of_either(
        (<drafts as __private::Relation>::PATH.len() - 1, COMMENTS_PATH0.len() - 1),
        &__private::EitherFilter::<
            <Comment as __private::Proven<__Proof>>::Type,
            <Post as __private::Proven<__Proof>>::Type,
            _,
            _,
        >::new(|| !Comment::SPAM.eq(true)),
        || {
            static KEPT: __private::Kept<__private::FilterSql> = __private::Kept::new();
            &KEPT
        },
    );
    const COMMENTS_LAYER0: &__private::Layer = &__private::Layer {
        kind: __private::LayerKind::Filter(COMMENTS_FILTER0),
        below: COMMENTS_PATH0.step(COMMENTS_FILTER0.at).layer,
    };
    #[automatically_derived]
    impl __private::Relation for comments {
        type Near = User;
        type Far = <<<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { COMMENTS_SOURCE },
        >>::Relation as __private::Relation>::Far;
        type Start = <drafts as __private::Relation>::Start;
        const NAME: &'static ::core::primitive::str = "comments";
        const PATH: __private::Path = __private::Path::Layered(
            COMMENTS_PATH0,
            COMMENTS_FILTER0.at,
            COMMENTS_LAYER0,
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::through::<comments>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <drafts as __private::Relation>::bind_near(near, bind)
        }
    }
    #[allow(dead_code)]
    impl User {
        ///Each `Comment` that a `User` reaches through `drafts`, once, as a relation of the model rather than of one row.
        pub const COMMENTS: __private::HasManyThrough<comments> = __private::HasManyThrough::new();
        ///Each `Comment` that a `User` reaches through `drafts`, once. Nothing runs until a method of the handle is called.
        pub fn comments(&self) -> __private::HasManyThroughHandle<'_, comments> {
            __private::HasManyThroughHandle::new(self)
        }
    }
};
