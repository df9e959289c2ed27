///A new row of [`Comment`], begun by `Comment::create()`: a method for each column, and `insert`, which compiles once every required column has been set.
#[allow(deprecated)]
#[must_use = "nothing is inserted until `insert` is called"]
pub struct CreateComment<IdState, SubjectChoice> {
    id: IdState,
    post_id: Option<i64>,
    photo_file: Option<String>,
    subject: SubjectChoice,
    __hook: ::relations::__private::InsertHook<Comment>,
}
///The row that `subject` of a [`Comment`] leads to.
#[derive(Debug, PartialEq)]
#[allow(
    deprecated,
    dead_code,
    missing_debug_implementations,
    clippy::large_enum_variant
)]
pub enum Subject {
    ///The row that relation `post` leads to.
    Post(Post),
    ///The row that relation `photo` leads to.
    Photo(Photo),
}
#[allow(deprecated, missing_debug_implementations, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Proof = __private::Proof<{ __private::of_model::<Comment>() }>;
    #[automatically_derived]
    impl __private::Load for Comment {
        type Model = Self;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::Whole::new()
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Self> for Comment {}
    #[automatically_derived]
    impl __private::Model for Comment {
        type Key = i64;
        type Create = __Unset;
        const ENTITY: __private::Entity = __private::Entity {
            name: "Comment",
            table: "comment",
            identity: ::core::concat!(
                ::core::module_path!(), "::", "Comment", ":", ::core::line!(), ":",
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
                "post_id",
                "post_id",
                <Option<i64> as __private::ColumnType>::STORAGE,
            ),
            __private::ColumnDef::new(
                "photo_file",
                "photo_file",
                <Option<String> as __private::ColumnType>::STORAGE,
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
                    "post",
                    __private::RelationKind::BelongsTo,
                    <Post as __private::Model>::ENTITY,
                )
                .fields(&["post_id"]),
            __private::RelationDef::new(
                    "photo",
                    __private::RelationKind::BelongsTo,
                    <Photo as __private::Model>::ENTITY,
                )
                .fields(&["photo_file"]),
        ];
        const TABLE: &'static __private::Table = {
            const FOREIGN_KEYS: &[__private::ForeignKey] = &[
                *<post as __private::Owning>::FOREIGN_KEY,
                *<photo as __private::Owning>::FOREIGN_KEY,
            ];
            &__private::Table::of::<Comment>()
                .indexes(
                    &[
                        __private::Index {
                            name: "ix_comment_post_id",
                            columns: &["post_id"],
                        },
                        __private::Index {
                            name: "ix_comment_photo_file",
                            columns: &["photo_file"],
                        },
                    ],
                )
                .paths(
                    &[
                        <post as __private::Relation>::PATH,
                        <photo as __private::Relation>::PATH,
                    ],
                )
                .one_ofs(
                    &[
                        __private::OneOfDef::new(
                            "subject",
                            "Subject",
                            &["post", "photo"],
                            &["Post", "Photo"],
                        ),
                    ],
                )
                .foreign_keys(FOREIGN_KEYS)
        };
        #[inline]
        fn sql() -> &'static __private::ModelSql {
            static SQL: __private::Rendered<__private::ModelSql> = __private::Rendered::new();
            SQL.get(__private::ModelSql::of::<Comment>)
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
                post_id: fields.key::<Option<i64>, __Proof>(1)?,
                photo_file: fields.key::<Option<String>, __Proof>(2)?,
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
                .column::<Option<i64>, __Proof>(&self.post_id)
                .column::<Option<String>, __Proof>(&self.photo_file)
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
    impl __private::KeyPart<0> for Comment {
        type Owner = Self;
        type Type = <i64 as __private::Proven<__Proof>>::Type;
        fn key_part(&self) -> &Self::Type {
            &self.id
        }
    }
    #[allow(dead_code)]
    impl Comment {
        ///Column `id`.
        pub const ID: __private::Column<Comment, i64> = __private::Column::new("id");
        ///Column `post_id`.
        pub const POST_ID: __private::Column<Comment, Option<i64>> = __private::Column::new(
            "post_id",
        );
        ///Column `photo_file`.
        pub const PHOTO_FILE: __private::Column<Comment, Option<String>> = __private::Column::new(
            "photo_file",
        );
    }
    ///The column of field `id`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum id {}
    type __Unset = CreateComment<
        <<i64 as __private::Proven<
            __Proof,
        >>::Type as __private::ColumnType>::UnsetKey<id>,
        __private::Missing<subject>,
    >;
    #[automatically_derived]
    impl ::core::default::Default for __Unset {
        fn default() -> Self {
            Self {
                id: ::core::default::Default::default(),
                post_id: ::core::option::Option::None,
                photo_file: ::core::option::Option::None,
                subject: ::core::default::Default::default(),
                __hook: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl<IdState, SubjectChoice> ::core::fmt::Debug
    for CreateComment<IdState, SubjectChoice> {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.debug_struct("CreateComment").finish_non_exhaustive()
        }
    }
    #[automatically_derived]
    impl __private::EmptyBuilder for __Unset {
        type Model = Comment;
        fn with_hook(mut self, hook: __private::InsertHook<Comment>) -> Self {
            self.__hook = hook;
            self
        }
    }
    #[allow(dead_code)]
    impl Comment {
        ///Begins a new row of `Comment`.
        pub fn create() -> CreateComment<
            <<i64 as __private::Proven<
                __Proof,
            >>::Type as __private::ColumnType>::UnsetKey<id>,
            __private::Missing<subject>,
        > {
            ::core::default::Default::default()
        }
    }
    #[allow(dead_code)]
    impl<IdState, SubjectChoice> CreateComment<IdState, SubjectChoice> {
        ///Sets column `id`.
        pub fn id(
            self,
            value: impl __private::IntoColumn<i64>,
        ) -> CreateComment<__private::Set<i64>, SubjectChoice> {
            CreateComment {
                id: __private::Set(__private::IntoColumn::into_column(value)),
                post_id: self.post_id,
                photo_file: self.photo_file,
                subject: self.subject,
                __hook: self.__hook,
            }
        }
        /// Inserts the row and returns it as stored, with what the database filled in.
        ///
        /// # Errors
        ///
        /// An error if a constraint is violated: each kind has a variant. Nothing is inserted then.
        pub fn insert(self, db: &__private::Connection) -> __private::Result<Comment>
        where
            IdState: __private::IsSet<i64>,
            SubjectChoice: __private::IsChosen,
        {
            __private::insert(db, self)
        }
    }
    #[automatically_derived]
    impl<IdState, SubjectChoice> __private::Insertable
    for CreateComment<IdState, SubjectChoice>
    where
        IdState: __private::IsSet<i64>,
        SubjectChoice: __private::IsChosen,
    {
        type Model = Comment;
        const KEY: __private::KeySource = <IdState as __private::IsSet<i64>>::KEY;
        fn bind(
            &self,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.given::<i64, __Proof>(&self.id)
                .column::<Option<i64>, __Proof>(&self.post_id)
                .column::<Option<String>, __Proof>(&self.photo_file)
                .done()
        }
        fn into_model(
            self,
            rowid: ::core::primitive::i64,
        ) -> __private::Result<::core::option::Option<Comment>> {
            ::core::result::Result::Ok(
                ::core::option::Option::Some(Comment {
                    id: <_ as __private::IsSet<i64>>::stored(self.id, rowid)?,
                    post_id: self.post_id,
                    photo_file: self.photo_file,
                }),
            )
        }
        fn hook(&mut self) -> &mut __private::InsertHook<Comment> {
            &mut self.__hook
        }
    }
    ///Relation `post` of `Comment`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum post {}
    #[automatically_derived]
    impl __private::RelationAt<0> for Comment {
        type Relation = post;
    }
    const POST_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "post",
        1,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Post as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    fn post_id_of_post(
        key: <<Post as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ POST_KEY }>>::Type,
    ) -> <Option<i64> as __private::Proven<__Proof>>::Type {
        <<Option<
            i64,
        > as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<Post as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ POST_KEY }>>::Type,
        >>::referring_to(key)
    }
    #[automatically_derived]
    impl __private::Relation for post {
        type Near = Comment;
        type Far = <<Post as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ POST_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "post";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <post as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<post as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<post>)
        }
        fn bind_near(
            near: &Comment,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<Option<i64>, __Proof>(&near.post_id).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for post {
        type Nullability = __private::Nullable;
        type Column = subject;
        type Parent = __private::KeyAt<
            <Post as __private::Proven<__Proof>>::Type,
            { POST_KEY },
        >;
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
                "post",
                &["post_id"],
                <<Post as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
                __private::resolve::columns::<
                    <Post as __private::Proven<__Proof>>::Type,
                >(POST_KEY, 1),
            )
            .on_delete(__private::ReferentialAction::Cascade);
        fn is_null(child: &Comment) -> ::core::primitive::bool {
            ::core::option::Option::is_none(&child.post_id)
        }
        fn assign(child: &mut Comment, key: <Self::Parent as __private::Start>::Value) {
            child.post_id = post_id_of_post(key);
            child.photo_file = ::core::option::Option::None;
        }
    }
    #[automatically_derived]
    impl<
        IdState,
        SubjectChoice,
    > __private::PrefillKey<CreateComment<IdState, SubjectChoice>> for post {
        type Filled = CreateComment<IdState, __private::Set<()>>;
        fn fill(
            builder: CreateComment<IdState, SubjectChoice>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.__subject(__SubjectKey::Post(key))
        }
    }
    #[allow(dead_code)]
    impl Comment {
        ///The `Post` that a `Comment` belongs to, as a relation of the model rather than of one row.
        pub const POST: __private::BelongsTo<post> = __private::BelongsTo::new();
        ///The `Post` that a `Comment` belongs to. Nothing runs until a method of the handle is called.
        pub fn post(&self) -> __private::BelongsToHandle<'_, post> {
            __private::BelongsToHandle::new(self)
        }
    }
    ///Relation `photo` of `Comment`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum photo {}
    #[automatically_derived]
    impl __private::RelationAt<1> for Comment {
        type Relation = photo;
    }
    const PHOTO_KEY: ::core::primitive::usize = __private::resolve::primary_key(
        "photo",
        1,
        <<Photo as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
        <<Photo as __private::Proven<__Proof>>::Type as __private::Model>::KEY,
    );
    fn photo_file_of_photo(
        key: <<Photo as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ PHOTO_KEY }>>::Type,
    ) -> <Option<String> as __private::Proven<__Proof>>::Type {
        <<Option<
            String,
        > as __private::Proven<
            __Proof,
        >>::Type as __private::References<
            <<Photo as __private::Proven<
                __Proof,
            >>::Type as __private::KeyPart<{ PHOTO_KEY }>>::Type,
        >>::referring_to(key)
    }
    #[automatically_derived]
    impl __private::Relation for photo {
        type Near = Comment;
        type Far = <<Photo as __private::Proven<
            __Proof,
        >>::Type as __private::KeyPart<{ PHOTO_KEY }>>::Owner;
        type Start = __private::OwnForeignKey;
        const NAME: &'static ::core::primitive::str = "photo";
        const PATH: __private::Path = __private::Path::Steps(
            &[
                <photo as __private::Owning>::FOREIGN_KEY
                    .to_parent(
                        <<photo as __private::Relation>::Far as __private::Model>::table,
                    ),
            ],
        );
        #[inline]
        fn sql() -> &'static __private::RelationSql {
            static SQL: __private::Rendered<__private::RelationSql> = __private::Rendered::new();
            SQL.get(__private::RelationSql::direct::<photo>)
        }
        fn bind_near(
            near: &Comment,
            bind: &mut __private::Bind<'_, '_>,
        ) -> __private::SqliteResult<()> {
            bind.column::<Option<String>, __Proof>(&near.photo_file).done()
        }
    }
    #[automatically_derived]
    impl __private::Owning for photo {
        type Nullability = __private::Nullable;
        type Column = subject;
        type Parent = __private::KeyAt<
            <Photo as __private::Proven<__Proof>>::Type,
            { PHOTO_KEY },
        >;
        const FOREIGN_KEY: &'static __private::ForeignKey = &__private::ForeignKey::new(
            "photo",
            &["photo_file"],
            <<Photo as __private::Proven<__Proof>>::Type as __private::Model>::ENTITY,
            __private::resolve::columns::<
                <Photo as __private::Proven<__Proof>>::Type,
            >(PHOTO_KEY, 1),
        );
        fn is_null(child: &Comment) -> ::core::primitive::bool {
            ::core::option::Option::is_none(&child.photo_file)
        }
        fn assign(child: &mut Comment, key: <Self::Parent as __private::Start>::Value) {
            child.photo_file = photo_file_of_photo(key);
            child.post_id = ::core::option::Option::None;
        }
    }
    #[automatically_derived]
    impl<
        IdState,
        SubjectChoice,
    > __private::PrefillKey<CreateComment<IdState, SubjectChoice>> for photo {
        type Filled = CreateComment<IdState, __private::Set<()>>;
        fn fill(
            builder: CreateComment<IdState, SubjectChoice>,
            key: <<Self as __private::Owning>::Parent as __private::Start>::Value,
        ) -> Self::Filled {
            builder.__subject(__SubjectKey::Photo(key))
        }
    }
    #[allow(dead_code)]
    impl Comment {
        ///The `Photo` that a `Comment` belongs to, as a relation of the model rather than of one row.
        pub const PHOTO: __private::BelongsTo<photo> = __private::BelongsTo::new();
        ///The `Photo` that a `Comment` belongs to. Nothing runs until a method of the handle is called.
        pub fn photo(&self) -> __private::BelongsToHandle<'_, photo> {
            __private::BelongsToHandle::new(self)
        }
    }
    ///The `one_of` `subject` of `Comment`, in messages of the compiler.
    #[allow(non_camel_case_types)]
    pub enum subject {}
    #[automatically_derived]
    impl __private::OneOfAt<0> for Comment {
        type OneOf = subject;
    }
    ///The key of a row that `subject` leads to.
    #[doc(hidden)]
    #[allow(missing_debug_implementations)]
    pub enum __SubjectKey {
        #[doc(hidden)]
        Post(<<post as __private::Owning>::Parent as __private::Start>::Value),
        #[doc(hidden)]
        Photo(<<photo as __private::Owning>::Parent as __private::Start>::Value),
    }
    #[automatically_derived]
    impl __private::OneOfValue<subject> for &Subject {
        fn into_key(self) -> __SubjectKey {
            match self {
                Subject::Post(row) => {
                    __SubjectKey::Post(
                        <<post as __private::Owning>::Parent as __private::Referred>::of(
                            row,
                        ),
                    )
                }
                Subject::Photo(row) => {
                    __SubjectKey::Photo(
                        <<photo as __private::Owning>::Parent as __private::Referred>::of(
                            row,
                        ),
                    )
                }
            }
        }
    }
    #[automatically_derived]
    impl __private::OneOf for subject {
        type Near = Comment;
        type Row = Subject;
        type Nullability = __private::Required;
        type Key = __SubjectKey;
        const NAME: &'static ::core::primitive::str = "subject";
        const FOREIGN_KEYS: &'static [&'static __private::ForeignKey] = &[
            <post as __private::Owning>::FOREIGN_KEY,
            <photo as __private::Owning>::FOREIGN_KEY,
        ];
        fn set_member<V: __private::VisitMember<Self>>(
            near: &Comment,
            visit: V,
        ) -> ::core::option::Option<V::Output> {
            if !<post as __private::Owning>::is_null(near) {
                return ::core::option::Option::Some(visit.visit::<post>(Subject::Post));
            }
            if !<photo as __private::Owning>::is_null(near) {
                return ::core::option::Option::Some(
                    visit.visit::<photo>(Subject::Photo),
                );
            }
            ::core::option::Option::None
        }
        fn first_member<V: __private::VisitMember<Self>>(visit: V) -> V::Output {
            visit.visit::<post>(Subject::Post)
        }
        fn member<V: __private::VisitKey<Self>>(
            key: &__SubjectKey,
            visit: V,
        ) -> V::Output {
            match key {
                __SubjectKey::Post(parent) => visit.visit::<post>(parent),
                __SubjectKey::Photo(parent) => visit.visit::<photo>(parent),
            }
        }
        fn assign(near: &mut Comment, key: __SubjectKey) {
            match key {
                __SubjectKey::Post(parent) => {
                    <post as __private::Owning>::assign(near, parent)
                }
                __SubjectKey::Photo(parent) => {
                    <photo as __private::Owning>::assign(near, parent)
                }
            }
        }
        fn clear(near: &mut Comment) {
            near.post_id = ::core::option::Option::None;
            near.photo_file = ::core::option::Option::None;
        }
    }
    #[automatically_derived]
    impl __private::MemberAt<0> for subject {
        type Relation = post;
    }
    #[automatically_derived]
    impl __private::HasMember<post> for subject {
        fn key(
            parent: <<post as __private::Owning>::Parent as __private::Start>::Value,
        ) -> __SubjectKey {
            __SubjectKey::Post(parent)
        }
    }
    #[automatically_derived]
    impl __private::MemberAt<1> for subject {
        type Relation = photo;
    }
    #[automatically_derived]
    impl __private::HasMember<photo> for subject {
        fn key(
            parent: <<photo as __private::Owning>::Parent as __private::Start>::Value,
        ) -> __SubjectKey {
            __SubjectKey::Photo(parent)
        }
    }
    #[automatically_derived]
    impl __private::LeadsTo<Post> for subject {
        type Relation = post;
    }
    #[automatically_derived]
    impl ::core::convert::From<Post> for Subject {
        fn from(row: Post) -> Self {
            Self::Post(row)
        }
    }
    #[automatically_derived]
    impl __private::LeadsTo<Photo> for subject {
        type Relation = photo;
    }
    #[automatically_derived]
    impl ::core::convert::From<Photo> for Subject {
        fn from(row: Photo) -> Self {
            Self::Photo(row)
        }
    }
    #[automatically_derived]
    impl __private::load::OneOfShape<subject> for Subject {
        fn load(
            rows: &mut __private::load::MemberRows<'_, '_, Self>,
        ) -> __private::Result<()> {
            rows.member::<
                    post,
                    <Post as __private::Proven<__Proof>>::Type,
                >(0, Self::Post)?;
            rows.member::<
                    photo,
                    <Photo as __private::Proven<__Proof>>::Type,
                >(1, Self::Photo)?;
            ::core::result::Result::Ok(())
        }
    }
    #[allow(dead_code)]
    impl<IdState, SubjectChoice> CreateComment<IdState, SubjectChoice> {
        ///Sets the row that `subject` leads to: a row, a key, or a relation with either, as `Comment::POST.to(…)`.
        pub fn subject(
            self,
            row: impl __private::OneOfValue<subject>,
        ) -> CreateComment<IdState, __private::Set<()>>
        where
            SubjectChoice: __private::NotChosen,
        {
            self.__subject(__private::OneOfValue::<subject>::into_key(row))
        }
        fn __subject(
            self,
            key: __SubjectKey,
        ) -> CreateComment<IdState, __private::Set<()>> {
            match key {
                __SubjectKey::Post(key) => {
                    CreateComment {
                        post_id: post_id_of_post(key),
                        photo_file: ::core::option::Option::None,
                        subject: __private::Set(()),
                        id: self.id,
                        __hook: self.__hook,
                    }
                }
                __SubjectKey::Photo(key) => {
                    CreateComment {
                        photo_file: photo_file_of_photo(key),
                        post_id: ::core::option::Option::None,
                        subject: __private::Set(()),
                        id: self.id,
                        __hook: self.__hook,
                    }
                }
            }
        }
    }
    #[allow(dead_code)]
    impl Comment {
        ///The row that a `Comment` belongs to by `subject`, as a relation of the model rather than of one row.
        pub const SUBJECT: __private::BelongsToOneOf<subject> = __private::BelongsToOneOf::new();
        ///The row that a `Comment` belongs to by `subject`. Nothing runs until a method of the handle is called.
        pub fn subject(&self) -> __private::OneOfHandle<'_, subject> {
            __private::OneOfHandle::new(self)
        }
    }
};
