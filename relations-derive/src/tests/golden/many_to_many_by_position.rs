///A new row of [`Playlist`], begun by `Playlist::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
struct CreatePlaylist<IdState> {
    id: IdState,
    __hook: ::relations::__private::InsertHook<Playlist>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Playlist>() }>;
    #[automatically_derived]
    impl __private::Load for Playlist {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Playlist {}
    #[automatically_derived]
    impl __private::Model for Playlist {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Playlist",
            table: "playlist",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Playlist", ":", ::core::line!(), ":",
                ::core::column!(),
            ),
        };
        const COLUMNS: &'static [__private::ColumnDef] = &[
            __private::ColumnDef::new(
                "id",
                "id",
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
                    "tracks",
                    __private::RelationKind::ManyToMany,
                    <Track as __private::Model>::ENTITY,
                )
                .through(<Entry as __private::Model>::ENTITY),
        ];
        const TABLE: &'static __private::Table = &__private::Table::of::<Playlist>()
            .paths(&[<tracks as __private::Relation>::PATH]);
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Playlist>)
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
            })
        }
        fn key(&self) -> Self::Key {
            __private::key_part::<Self, 0>(self)
        }
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&self.id).done()
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
    impl __private::KeyPart<0> for Playlist {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl Playlist {
        ///Column `id`.
        const ID: __private::Column<Playlist, i64> = __private::Column::new("id");
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum id {}
    type __Unset = CreatePlaylist<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState> ::core::fmt::Debug for CreatePlaylist<IdState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreatePlaylist").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Playlist;
        fn with_hook(mut self, hook: __private::InsertHook<Playlist>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Playlist {
        ///Begins a new row of `Playlist`.
        fn create() -> CreatePlaylist<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState> CreatePlaylist<IdState> {
        ///Sets column `id`.
        fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePlaylist<__private::Set<i64>> {
            CreatePlaylist {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                __hook: self.__hook,
            }
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        fn insert(self, db: &__private::Connection) -> __private::Result<Playlist>
        where
            IdState: __private::IsSet<i64>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState> __private::Insertable for CreatePlaylist<IdState>
    where
        IdState: __private::IsSet<i64>,
    {
        type Model = Playlist;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id).done()
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Playlist>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Playlist {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Playlist> {
            &mut self.__hook
        }
    }
    ///Relation `tracks` of `Playlist`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    enum tracks {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Playlist {
        type Relation = tracks;
    }
    const TRACKS_FROM: ::core::primitive::usize = __private::resolve::junction_key(
        <<Entry as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Entry as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <Playlist as __private::Model>::ENTITY,
    );
    const TRACKS_TO: ::core::primitive::usize = __private::resolve::junction_key(
        <<Entry as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Entry as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <<Track as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    const _: () = __private::resolve::unique_pair(
        <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE,
        <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_FROM },
        >>::Relation as __private::Owning>::FOREIGN_KEY,
        <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_TO },
        >>::Relation as __private::Owning>::FOREIGN_KEY,
    );
    const TRACKS_ORDER: &[__private::OrderTerm] = &[
        __private::resolve::order(
                "position",
                false,
                <<Entry as __private::Proven<
                    __Proof,
                >>::Type as __private::Model>::ENTITY,
                <<Entry as __private::Proven<
                    __Proof,
                >>::Type as __private::Model>::COLUMNS,
            )
            .of_link(),
    ];
    #[automatically_derived]
    impl __private::Relation for tracks {
        type Near = Playlist;
        type Far = <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_TO },
        >>::Relation as __private::Relation>::Far;
        type Start = <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_FROM },
        >>::Relation as __private::Owning>::Parent;
        const NAME: &'static ::core::primitive::str = "tracks";
        const PATH: __private::Path = {
            const STEPS: &[__private::Step] = &[
                <<<Entry as __private::Proven<
                    __Proof,
                >>::Type as __private::RelationAt<
                    { TRACKS_FROM },
                >>::Relation as __private::Owning>::FOREIGN_KEY
                    .to_children(
                        <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE_NAME,
                        <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::table,
                    ),
                <<<Entry as __private::Proven<
                    __Proof,
                >>::Type as __private::RelationAt<
                    { TRACKS_TO },
                >>::Relation as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<<<Entry as __private::Proven<
                            __Proof,
                        >>::Type as __private::RelationAt<
                            { TRACKS_TO },
                        >>::Relation as __private::Relation>::Far as __private::Model>::table,
                    ),
            ];
            __private::Path::Steps(STEPS)
        };
        const ORDER: &'static [__private::OrderTerm] = TRACKS_ORDER;
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::linked::<tracks>)
        }
        fn bind_near(
            near: &Playlist,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <<Self as __private::Relation>::Start as __private::Referred>::bind_row(
                near,
                bind,
            )
        }
    }
    #[automatically_derived]
    impl __private::Linking for tracks {
        type Junction = __private::ModelJunction<
            <tracks as __private::LinkingByModel>::JunctionModel,
            <<Entry as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<{ TRACKS_FROM }>>::Relation,
            <<Entry as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<{ TRACKS_TO }>>::Relation,
        >;
        type End = <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_TO },
        >>::Relation as __private::Owning>::Parent;
        const JUNCTION: &'static __private::Table = <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE;
    }
    #[automatically_derived]
    impl __private::LinkingByModel for tracks {
        type JunctionModel = <<<Entry as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { TRACKS_FROM },
        >>::Relation as __private::Relation>::Near;
        #[inline]
        fn select_links() -> &'static __private::String {
            static SQL: __private::Rendered<__private::String> = __private::Rendered::new();
            SQL.get(__private::select_links::<tracks>)
        }
    }
    #[automatically_derived]
    impl __private::Ordered for tracks {
        type Position = __private::PositionColumn<
            {
                __private::resolve::holds_integers(
                    <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE,
                    <tracks as __private::Ordered>::POSITION,
                )
            },
            {
                __private::resolve::completes(
                    <<tracks as __private::LinkingByModel>::JunctionModel as __private::Model>::TABLE,
                    <<<Entry as __private::Proven<
                        __Proof,
                    >>::Type as __private::RelationAt<
                        { TRACKS_FROM },
                    >>::Relation as __private::Owning>::FOREIGN_KEY,
                    <<<Entry as __private::Proven<
                        __Proof,
                    >>::Type as __private::RelationAt<
                        { TRACKS_TO },
                    >>::Relation as __private::Owning>::FOREIGN_KEY,
                    <tracks as __private::Ordered>::POSITION,
                )
            },
        >;
        const POSITION: &'static ::core::primitive::str = TRACKS_ORDER[0].column;
    }
    #[allow(dead_code)]
    impl Playlist {
        ///Each `Track` linked to a `Playlist`, as a relation of the model rather than of one row.
        const TRACKS: __private::ManyToMany<tracks> = __private::ManyToMany::new();
        ///Each `Track` linked to a `Playlist`. Nothing runs until a method of the handle is called.
        fn tracks(&self) -> __private::ManyToManyHandle<'_, tracks> {
            __private::ManyToManyHandle::new(self)
        }
    }
};
