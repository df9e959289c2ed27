///A new row of [`Note`], begun by `Note::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreateNote<IdState, TextState> {
    id: IdState,
    text: TextState,
    version: ::core::option::Option<i64>,
    created_at: ::core::option::Option<i64>,
    updated_at: ::core::option::Option<Option<i64>>,
    __hook: ::relations::__private::InsertHook<Note>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Note>() }>;
    #[automatically_derived]
    impl __private::Load for Note {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Note {}
    #[automatically_derived]
    impl __private::Model for Note {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Note",
            table: "note",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Note", ":", ::core::line!(), ":",
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
                "text",
                "text",
                <String as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                    "version",
                    "version",
                    <i64 as __private::ColumnType>::STORAGE,
                )
                .role(__private::ColumnRole::version::<i64>()),
            __private::ColumnDef::new(
                    "created_at",
                    "created_at",
                    <i64 as __private::ColumnType>::STORAGE,
                )
                .default("0")
                .role(__private::ColumnRole::created_at::<i64>()),
            __private::ColumnDef::new(
                    "updated_at",
                    "updated_at",
                    <Option<i64> as __private::ColumnType>::STORAGE,
                )
                .role(__private::ColumnRole::updated_at::<Option<i64>>()),
        ];
        const KEY: &'static [&'static ::core::primitive::str] = &["id"];
        const KEY_COLUMNS: &'static [__private::KeyColumn] = &[
            __private::KeyColumn {
                field: "id",
                name: "id",
                alone: true,
            },
        ];
        const RELATIONS: &'static [__private::RelationDef] = &[];
        const TABLE: &'static __private::Table = &__private::Table::of::<Note>();
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Note>)
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
                text: fields.value::<String, __Proof>(1)?,
                version: fields.value::<i64, __Proof>(2)?,
                created_at: fields.value::<i64, __Proof>(3)?,
                updated_at: fields.value::<Option<i64>, __Proof>(4)?,
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
                .column::<String, __Proof>(&self.text)
                .column::<i64, __Proof>(&self.version)
                .column::<i64, __Proof>(&self.created_at)
                .column::<Option<i64>, __Proof>(&self.updated_at)
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
        fn touch(&mut self, time: &__private::VerbTime) {
            time.raise_version::<i64, __Proof>(&mut self.version);
            time.set_moment::<Option<i64>, __Proof>(&mut self.updated_at);
        }
    }
    #[automatically_derived]
    impl __private::KeyPart<0> for Note {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl Note {
        ///Column `id`.
        pub const ID: __private::Column<Note, i64> = __private::Column::new("id");
        ///Column `text`.
        pub const TEXT: __private::Column<Note, String> = __private::Column::new("text");
        ///Column `version`.
        pub const VERSION: __private::Column<Note, i64> = __private::Column::new(
            "version",
        );
        ///Column `created_at`.
        pub const CREATED_AT: __private::Column<Note, i64> = __private::Column::new(
            "created_at",
        );
        ///Column `updated_at`.
        pub const UPDATED_AT: __private::Column<Note, Option<i64>> = __private::Column::new(
            "updated_at",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    ///The column of field `text`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum text {}
    type __Unset = CreateNote<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
        __private::Missing<text>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                text: ::core::default::Default::default(),
                version: ::core::option::Option::None,
                created_at: ::core::option::Option::None,
                updated_at: ::core::option::Option::None,
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState, TextState> ::core::fmt::Debug for CreateNote<IdState, TextState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreateNote").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Note;
        fn with_hook(mut self, hook: __private::InsertHook<Note>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Note {
        ///Begins a new row of `Note`.
        pub fn create() -> CreateNote<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
            __private::Missing<text>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState, TextState> CreateNote<IdState, TextState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateNote<__private::Set<i64>, TextState> {
            CreateNote {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                text: self.text,
                version: self.version,
                created_at: self.created_at,
                updated_at: self.updated_at,
                __hook: self.__hook,
            }
        }
        ///Sets column `text`.
        pub fn text(
            self,
            value: impl __private::IntoColumn<String>,
        ) -> CreateNote<IdState, __private::Set<String>> {
            CreateNote {
                text: __private::Set(__private::IntoColumn::into_column(value)),
                id: self.id,
                version: self.version,
                created_at: self.created_at,
                updated_at: self.updated_at,
                __hook: self.__hook,
            }
        }
        ///Sets column `version`. `None` leaves it out.
        pub fn version(
            mut self,
            value: impl __private::IntoColumn<::core::option::Option<i64>>,
        ) -> Self {
            self.version = __private::IntoColumn::into_column(value);
            self
        }
        ///Sets column `created_at`. `None` leaves it out.
        pub fn created_at(
            mut self,
            value: impl __private::IntoColumn<::core::option::Option<i64>>,
        ) -> Self {
            self.created_at = __private::IntoColumn::into_column(value);
            self
        }
        ///Sets column `updated_at`.
        pub fn updated_at(
            mut self,
            value: impl __private::IntoColumn<Option<i64>>,
        ) -> Self {
            self.updated_at = ::core::option::Option::Some(
                __private::IntoColumn::into_column(value),
            );
            self
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        pub fn insert(self, db: &__private::Connection) -> __private::Result<Note>
        where
            IdState: __private::IsSet<i64>,
            TextState: __private::IsSet<String>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState, TextState> __private::Insertable for CreateNote<IdState, TextState>
    where
        IdState: __private::IsSet<i64>,
        TextState: __private::IsSet<String>,
    {
        type Model = Note;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id)
                .given::<String, __Proof>(&self.text)
                .version::<i64, __Proof>(&self.version)
                .moment::<i64, __Proof>(&self.created_at)
                .moment::<Option<i64>, __Proof>(&self.updated_at)
                .done()
        }
        fn fill(&mut self, time: &__private::VerbTime) {
            time.fill_version::<i64, __Proof>(&mut self.version);
            time.fill_moment::<i64, __Proof>(&mut self.created_at);
            time.fill_moment::<Option<i64>, __Proof>(&mut self.updated_at);
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Note>> {
            let ::core::option::Option::Some(version) = self.version else {
                return ::core::result::Result::Ok(::core::option::Option::None);
            };
            let ::core::option::Option::Some(created_at) = self.created_at else {
                return ::core::result::Result::Ok(::core::option::Option::None);
            };
            let ::core::option::Option::Some(updated_at) = self.updated_at else {
                return ::core::result::Result::Ok(::core::option::Option::None);
            };
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Note {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    text: <_ as __private::IsSet<String>>::stored(self.text, rowid)?,
                    version,
                    created_at,
                    updated_at,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Note> {
            &mut self.__hook
        }
    }
};
