///A new row of [`User`], begun by `User::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreateUser<IdState> {
    id: IdState,
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
                "posts",
                __private::RelationKind::HasMany,
                <Post as __private::Model>::ENTITY,
            ),
            __private::RelationDef::new(
                "comments",
                __private::RelationKind::HasManyThrough,
                <Comment as __private::Model>::ENTITY,
            ),
        ];
        const TABLE: &'static __private::Table = &__private::Table::of::<User>()
            .paths(
                &[
                    <posts as __private::Relation>::PATH,
                    <comments as __private::Relation>::PATH,
                ],
            );
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
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    type __Unset = CreateUser<
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
    impl<IdState> ::core::fmt::Debug for CreateUser<IdState> {
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
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState> CreateUser<IdState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateUser<__private::Set<i64>> {
            CreateUser {
                id: __private::Set(__private::IntoColumn::into_column(value)),
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
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState> __private::Insertable for CreateUser<IdState>
    where
        IdState: __private::IsSet<i64>,
    {
        type Model = User;
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
        ) -> __private::Result<::core::option::Option<User>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(User {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<User> {
            &mut self.__hook
        }
    }
    ///Relation `posts` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum posts {}
    #[automatically_derived]
    impl __private::RelationAt<0> for User {
        type Relation = posts;
    }
    const POSTS_INVERSE: ::core::primitive::usize = __private::resolve::inverse(
        "has_many",
        "posts",
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <User as __private::Model>::ENTITY,
    );
    #[automatically_derived]
    impl __private::Relation for posts {
        type Near = User;
        type Far = <<posts as __private::Inverse>::Owning as __private::Relation>::Near;
        type Start = <<posts as __private::Inverse>::Owning as __private::Owning>::Parent;
        const NAME: &'static ::core::primitive::str = "posts";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <<posts as __private::Inverse>::Owning as __private::Owning>::FOREIGN_KEY
                    .to_children(
                        <<posts as __private::Relation>::Far as __private::Model>::TABLE_NAME,
                        <<posts as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<posts>)
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
    impl __private::Inverse for posts {
        type Owning = <<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<{ POSTS_INVERSE }>>::Relation;
    }
    #[allow(dead_code)]
    impl User {
        ///Each `Post` that belongs to a `User`, as a relation of the model rather than of one row.
        pub const POSTS: __private::HasMany<posts> = __private::HasMany::new();
        ///Each `Post` that belongs to a `User`. Nothing runs until a method of the handle is called.
        pub fn posts(&self) -> __private::HasManyHandle<'_, posts> {
            __private::HasManyHandle::new(self)
        }
    }
    ///Relation `comments` of `User`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum comments {}
    #[automatically_derived]
    impl __private::RelationAt<1> for User {
        type Relation = comments;
    }
    const COMMENTS_SOURCE: ::core::primitive::usize = __private::resolve::source(
        "comments",
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::RELATIONS,
        <<Comment as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
    );
    #[automatically_derived]
    impl __private::Relation for comments {
        type Near = User;
        type Far = <<<Post as __private::Proven<
            __Proof,
        >>::Type as __private::RelationAt<
            { COMMENTS_SOURCE },
        >>::Relation as __private::Relation>::Far;
        type Start = <posts as __private::Relation>::Start;
        const NAME: &'static ::core::primitive::str = "comments";
        const PATH: __private::Path = {
            const FIRST_PATH: __private::Path = <posts as __private::Relation>::PATH;
            const SECOND_PATH: __private::Path = <<<Post as __private::Proven<
                __Proof,
            >>::Type as __private::RelationAt<
                { COMMENTS_SOURCE },
            >>::Relation as __private::Relation>::PATH;
            __private::Path::Joined(&FIRST_PATH, &SECOND_PATH)
        };
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::through::<comments>)
        }
        fn bind_near(
            near: &User,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            <posts as __private::Relation>::bind_near(near, bind)
        }
    }
    #[allow(dead_code)]
    impl User {
        ///Each `Comment` that a `User` reaches through `posts`, once, as a relation of the model rather than of one row.
        pub const COMMENTS: __private::HasManyThrough<comments> = __private::HasManyThrough::new();
        ///Each `Comment` that a `User` reaches through `posts`, once. Nothing runs until a method of the handle is called.
        pub fn comments(&self) -> __private::HasManyThroughHandle<'_, comments> {
            __private::HasManyThroughHandle::new(self)
        }
    }
};
