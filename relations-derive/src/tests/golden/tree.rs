///A new row of [`Folder`], begun by `Folder::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreateFolder<IdState> {
    id: IdState,
    parent_id: Option<i64>,
    __hook: ::relations::__private::InsertHook<Folder>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Folder>() }>;
    #[automatically_derived]
    impl __private::Load for Folder {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Folder {}
    #[automatically_derived]
    impl __private::Model for Folder {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Folder",
            table: "folder",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Folder", ":", ::core::line!(), ":",
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
                "parent_id",
                "parent_id",
                <Option<i64> as __private::ColumnType>::STORAGE,
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
                    "parent",
                    __private::RelationKind::BelongsTo,
                    <Folder as __private::Model>::ENTITY,
                )
                .fields(&["parent_id"]),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<parent as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<Folder>()
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_folder_parent_id",
                            columns: &["parent_id"],
                        },
                    ],
                )
                .paths(&[<parent as __private::Relation>::PATH])
                .foreign_keys(FOREIGN_KEYS)
        };
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Folder>)
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
                parent_id: fields.key::<Option<i64>, __Proof>(1)?,
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
                .column::<Option<i64>, __Proof>(&self.parent_id)
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
    impl __private::KeyPart<0> for Folder {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl Folder {
        ///Column `id`.
        pub const ID: __private::Column<Folder, i64> = __private::Column::new("id");
        ///Column `parent_id`.
        pub const PARENT_ID: __private::Column<Folder, Option<i64>> = __private::Column::new(
            "parent_id",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    type __Unset = CreateFolder<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                parent_id: ::core::option::Option::None,
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState> ::core::fmt::Debug for CreateFolder<IdState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreateFolder").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Folder;
        fn with_hook(mut self, hook: __private::InsertHook<Folder>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Folder {
        ///Begins a new row of `Folder`.
        pub fn create() -> CreateFolder<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState> CreateFolder<IdState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateFolder<__private::Set<i64>> {
            CreateFolder {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                parent_id: self.parent_id,
                __hook: self.__hook,
            }
        }
        ///Sets column `parent_id`.
        pub fn parent_id(
            mut self,
            value: impl __private::IntoColumn<Option<i64>>,
        ) -> Self {
            self.parent_id = __private::IntoColumn::into_column(value);
            self
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        pub fn insert(self, db: &__private::Connection) -> __private::Result<Folder>
        where
            IdState: __private::IsSet<i64>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState> __private::Insertable for CreateFolder<IdState>
    where
        IdState: __private::IsSet<i64>,
    {
        type Model = Folder;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id)
                .column::<Option<i64>, __Proof>(&self.parent_id)
                .done()
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Folder>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Folder {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    parent_id: self.parent_id,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Folder> {
            &mut self.__hook
        }
    }
    ///Relation `parent` of `Folder`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum parent {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Folder {
        type Relation = parent;
    }
    const PARENT_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "parent",
        1,
        <<Folder as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Folder as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    fn parent_id_of_parent(
        key: <<Folder as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ PARENT_KEY }>>::Type,
    ) -> <Option<i64> as __private::Proven<__Proof>>::Type {
        <<Option<
            i64,
        > as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<Folder as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ PARENT_KEY }>>::Type,
        >>::referring_to(key)
    }
    #[automatically_derived]
    impl __private::Relation for parent {
        type Near = Folder;
        type Far = <<Folder as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ PARENT_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "parent";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <parent as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<parent as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<parent>)
        }
        fn bind_near(
            near: &Folder,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<Option<i64>, __Proof>(&near.parent_id).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for parent {
        type Nullability = __private::Nullable;
        type Column = parent;
        type Parent = __private::KeyAt<
            <Folder as __private::Proven<__Proof>>::Type,
            { PARENT_KEY },
        >;
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
            "parent",
            &["parent_id"],
            <<Folder as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
            __private::resolve::columns::<
                <Folder as __private::Proven<__Proof>>::Type,
            >(PARENT_KEY, 1),
        );
        fn is_null(child: &Folder) -> ::core::primitive::bool {
            ::core::option::Option::is_none(&child.parent_id)
        }
        fn assign(child: &mut Folder, key: <Self::Parent as __private::Start>::Value) {
            child.parent_id = parent_id_of_parent(key);
        }
    }
    #[automatically_derived]
    impl __private::NullableKey for parent {
        fn unassign(child: &mut Folder) {
            child.parent_id = ::core::option::Option::None;
        }
    }
    #[automatically_derived]
    impl<IdState> __private::PrefillKey<CreateFolder<IdState>> for parent {
        type Filled = CreateFolder<IdState>;
        fn fill(
            builder: CreateFolder<IdState>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.parent_id(parent_id_of_parent(key))
        }
    }
    #[automatically_derived]
    impl __private::TreeModel for Folder {
        type Parent = parent;
    }
    #[allow(dead_code)]
    impl Folder {
        ///The `Folder` that a `Folder` belongs to, as a relation of the model rather than of one row.
        pub const PARENT: __private::BelongsTo<parent> = __private::BelongsTo::new();
        ///The `Folder` that a `Folder` belongs to. Nothing runs until a method of the handle is called.
        pub fn parent(&self) -> __private::BelongsToHandle<'_, parent> {
            __private::BelongsToHandle::new(self)
        }
    }
};
