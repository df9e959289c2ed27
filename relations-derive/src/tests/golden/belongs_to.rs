///A new row of [`Post`], begun by `Post::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreatePost<IdState, UserIdState, TitleState> {
    id: IdState,
    user_id: UserIdState,
    title: TitleState,
    content: Option<String>,
    status: ::core::option::Option<String>,
    __hook: ::relations::__private::InsertHook<Post>,
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Post>() }>;
    #[automatically_derived]
    impl __private::Load for Post {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Post {}
    #[automatically_derived]
    impl __private::Model for Post {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Post",
            table: "posts",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Post", ":", ::core::line!(), ":",
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
                "user_id",
                "user_id",
                <i64 as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                    "title",
                    "headline",
                    <String as __private::ColumnType>::STORAGE,
                )
                .collate("NOCASE")
                .renamed_from("title"),
            __private::ColumnDef::new(
                "content",
                "content",
                <Option<String> as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                    "status",
                    "status",
                    <String as __private::ColumnType>::STORAGE,
                )
                .default("'draft'")
                .check("length(status) > 0"),
        ];
        const KEY: &'static [&'static ::core::primitive::str] = &["id"];
        const KEY_COLUMNS: &'static [__private::KeyColumn] = &[
            __private::KeyColumn {
                field: "id",
                name: "id",
                alone: true,
            },
            __private::KeyColumn {
                field: "title",
                name: "headline",
                alone: true,
            },
        ];
        const RELATIONS: &'static [__private::RelationDef] = &[
            __private::RelationDef::new(
                    "user",
                    __private::RelationKind::BelongsTo,
                    <User as __private::Model>::ENTITY,
                )
                .fields(&["user_id"]),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<user as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<Post>()
                .renamed_from("articles")
                .uniques(&[&["headline"]])
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_posts_headline_user_id",
                            columns: &["headline", "user_id"],
                        },
                        __private::Index {
                            name: "ix_posts_user_id",
                            columns: &["user_id"],
                        },
                    ],
                )
                .paths(&[<user as __private::Relation>::PATH])
                .foreign_keys(FOREIGN_KEYS)
        };
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Post>)
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
                user_id: fields.key::<i64, __Proof>(1)?,
                title: fields.value::<String, __Proof>(2)?,
                content: fields.value::<Option<String>, __Proof>(3)?,
                status: fields.value::<String, __Proof>(4)?,
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
                .column::<i64, __Proof>(&self.user_id)
                .column::<String, __Proof>(&self.title)
                .column::<Option<String>, __Proof>(&self.content)
                .column::<String, __Proof>(&self.status)
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
    impl __private::KeyPart<0> for Post {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[automatically_derived]
    impl __private::KeyPart<1> for Post {
        type Owner = Self;
        type Type = <String as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.title
        }
    }
    #[allow(dead_code)]
    impl Post {
        ///Column `id`.
        pub const ID: __private::Column<Post, i64> = __private::Column::new("id");
        ///Column `user_id`.
        pub const USER_ID: __private::Column<Post, i64> = __private::Column::new(
            "user_id",
        );
        ///Column `headline`.
        pub const TITLE: __private::Column<Post, String> = __private::Column::new(
            "headline",
        );
        ///Column `content`.
        pub const CONTENT: __private::Column<Post, Option<String>> = __private::Column::new(
            "content",
        );
        ///Column `status`.
        pub const STATUS: __private::Column<Post, String> = __private::Column::new(
            "status",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    ///The column of field `user_id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum user_id {}
    ///The column of field `title`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum title {}
    type __Unset = CreatePost<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
        __private::Missing<user_id>,
        __private::Missing<title>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                user_id: ::core::default::Default::default(),
                title: ::core::default::Default::default(),
                content: ::core::option::Option::None,
                status: ::core::option::Option::None,
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState, UserIdState, TitleState> ::core::fmt::Debug
    for CreatePost<IdState, UserIdState, TitleState> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreatePost").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Post;
        fn with_hook(mut self, hook: __private::InsertHook<Post>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Post {
        ///Begins a new row of `Post`.
        pub fn create() -> CreatePost<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
            __private::Missing<user_id>,
            __private::Missing<title>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState, UserIdState, TitleState> CreatePost<IdState, UserIdState, TitleState> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePost<__private::Set<i64>, UserIdState, TitleState> {
            CreatePost {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                user_id: self.user_id,
                title: self.title,
                content: self.content,
                status: self.status,
                __hook: self.__hook,
            }
        }
        ///Sets column `user_id`.
        pub fn user_id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreatePost<IdState, __private::Set<i64>, TitleState> {
            CreatePost {
                user_id: __private::Set(__private::IntoColumn::into_column(value)),
                id: self.id,
                title: self.title,
                content: self.content,
                status: self.status,
                __hook: self.__hook,
            }
        }
        ///Sets column `headline`.
        pub fn title(
            self,
            value: impl __private::IntoColumn<String>,
        ) -> CreatePost<IdState, UserIdState, __private::Set<String>> {
            CreatePost {
                title: __private::Set(__private::IntoColumn::into_column(value)),
                id: self.id,
                user_id: self.user_id,
                content: self.content,
                status: self.status,
                __hook: self.__hook,
            }
        }
        ///Sets column `content`.
        pub fn content(
            mut self,
            value: impl __private::IntoColumn<Option<String>>,
        ) -> Self {
            self.content = __private::IntoColumn::into_column(value);
            self
        }
        ///Sets column `status`. `None` leaves it out.
        pub fn status(
            mut self,
            value: impl __private::IntoColumn<::core::option::Option<String>>,
        ) -> Self {
            self.status = __private::IntoColumn::into_column(value);
            self
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        pub fn insert(self, db: &__private::Connection) -> __private::Result<Post>
        where
            IdState: __private::IsSet<i64>,
            UserIdState: __private::IsSet<i64>,
            TitleState: __private::IsSet<String>,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState, UserIdState, TitleState> __private::Insertable
    for CreatePost<IdState, UserIdState, TitleState>
    where
        IdState: __private::IsSet<i64>,
        UserIdState: __private::IsSet<i64>,
        TitleState: __private::IsSet<String>,
    {
        type Model = Post;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id)
                .given::<i64, __Proof>(&self.user_id)
                .given::<String, __Proof>(&self.title)
                .column::<Option<String>, __Proof>(&self.content)
                .defaulted::<String, __Proof>(&self.status)
                .done()
        }
        fn left_to_default(&self) -> __private::ColumnNames {
            let mut columns = __private::ColumnNames::new();
            if ::core::option::Option::is_none(&self.status) {
                columns.push("status");
            }
            columns
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Post>> {
            let ::core::option::Option::Some(status) = self.status else {
                return ::core::result::Result::Ok(::core::option::Option::None);
            };
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Post {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    user_id: <_ as __private::IsSet<i64>>::stored(self.user_id, rowid)?,
                    title: <_ as __private::IsSet<String>>::stored(self.title, rowid)?,
                    content: self.content,
                    status,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Post> {
            &mut self.__hook
        }
    }
    ///Relation `user` of `Post`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum user {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Post {
        type Relation = user;
    }
    const USER_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "user",
        1,
        <<User as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<User as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    const _: () = __private::resolve::required_key(
        "Post",
        "user_id",
        <<i64 as __private::Proven<__Proof>>::Type as __private::ColumnType>::NULLABLE,
    );
    fn user_id_of_user(
        key: <<User as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ USER_KEY }>>::Type,
    ) -> <i64 as __private::Proven<__Proof>>::Type {
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<User as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ USER_KEY }>>::Type,
        >>::referring_to(key)
    }
    #[automatically_derived]
    impl __private::Relation for user {
        type Near = Post;
        type Far = <<User as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ USER_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "user";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <user as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<user as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<user>)
        }
        fn bind_near(
            near: &Post,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<i64, __Proof>(&near.user_id).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for user {
        type Nullability = __private::Required;
        type Column = user_id;
        type Parent = __private::KeyAt<
            <User as __private::Proven<__Proof>>::Type,
            { USER_KEY },
        >;
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
                "user",
                &["user_id"],
                <<User as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
                __private::resolve::columns::<
                    <User as __private::Proven<__Proof>>::Type,
                >(USER_KEY, 1),
            )
            .on_delete(__private::ReferentialAction::Cascade);
        fn assign(child: &mut Post, key: <Self::Parent as __private::Start>::Value) {
            child.user_id = user_id_of_user(key);
        }
    }
    #[automatically_derived]
    impl<
        IdState,
        UserIdState,
        TitleState,
    > __private::PrefillKey<CreatePost<IdState, UserIdState, TitleState>> for user {
        type Filled = CreatePost<IdState, __private::Set<i64>, TitleState>;
        fn fill(
            builder: CreatePost<IdState, UserIdState, TitleState>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.user_id(user_id_of_user(key))
        }
    }
    #[allow(dead_code)]
    impl Post {
        ///The `User` that a `Post` belongs to, as a relation of the model rather than of one row.
        pub const USER: __private::BelongsTo<user> = __private::BelongsTo::new();
        ///The `User` that a `Post` belongs to. Nothing runs until a method of the handle is called.
        pub fn user(&self) -> __private::BelongsToHandle<'_, user> {
            __private::BelongsToHandle::new(self)
        }
    }
};
