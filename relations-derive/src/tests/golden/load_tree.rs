#[allow(deprecated, clippy::missing_errors_doc)]
const _: () = {
    use ::relations::__private;
    type __Model = Folder;
    type __Proof = __private::Proof<
        {
            let _ = <Folder as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code)]
    trait __Names: __private::Model {
        const PARENT: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    type __BelowField = Vec<Folder>;
    #[inline]
    fn __below() -> impl __private::load::Source<__BelowField> {
        type __Named = __private::Proof<
            {
                __private::load::parentage(
                    &<<__Model as __private::Proven<__Proof>>::Type>::PARENT,
                    __private::load::named::<
                        <__Model as __private::Proven<__Proof>>::Type,
                        _,
                    >(
                        &<<__Model as __private::Proven<__Proof>>::Type>::PARENT,
                        "parent",
                        false,
                    ),
                )
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __BelowField,
                    _,
                >(
                    __private::load::leads_to_descendants(
                        __private::load::of(
                            &<<__Model as __private::Proven<__Named>>::Type>::PARENT,
                        ),
                    ),
                )
            },
        >;
        __private::load::descendants(
            <<__Model as __private::Proven<__Fills>>::Type>::PARENT,
            ::core::option::Option::None,
        )
    }
    type __AboveField = u64;
    #[inline]
    fn __above() -> impl __private::load::Source<__AboveField> {
        type __Named = __private::Proof<
            {
                __private::load::parentage(
                    &<<__Model as __private::Proven<__Proof>>::Type>::PARENT,
                    __private::load::named::<
                        <__Model as __private::Proven<__Proof>>::Type,
                        _,
                    >(
                        &<<__Model as __private::Proven<__Proof>>::Type>::PARENT,
                        "parent",
                        false,
                    ),
                )
            },
        >;
        type __Fills = __private::Proof<
            {
                __private::load::fills::<
                    __AboveField,
                    _,
                >(
                    __private::load::counts(
                        __private::load::leads_to_ancestors(
                            __private::load::of(
                                &<<__Model as __private::Proven<__Named>>::Type>::PARENT,
                            ),
                        ),
                    ),
                )
            },
        >;
        __private::load::count(
            __private::load::ancestors(
                <<__Model as __private::Proven<__Fills>>::Type>::PARENT,
                ::core::option::Option::Some(2),
            ),
        )
    }
    #[automatically_derived]
    impl __private::Load for FolderPage {
        type Model = <Folder as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (__below(), (__above(), ())),
                |(__below, (__above, ()))| Self {
                    below: __below,
                    above: __above,
                },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<Folder> for FolderPage {}
    #[allow(dead_code)]
    impl FolderPage {
        ///Returns a query over all rows of `Folder`, each loaded as a [`FolderPage`].
        pub fn query() -> __private::Query<Folder, Self> {
            __private::load::query()
        }
        ///Returns the row of this primary key, loaded as a [`FolderPage`], or `None` if there is none.
        ///
        /// # Errors
        ///
        /// An error if related rows do not fit the shape, or if SQLite reports one.
        pub fn find<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find(db, key)
        }
        ///Returns the row of this primary key, which must exist, loaded as a [`FolderPage`].
        ///
        /// # Errors
        ///
        /// An error if there is no such row, and those of `find`.
        pub fn get<Kind>(
            db: &__private::Connection,
            key: impl __private::IntoKey<<Self as __private::Load>::Model, Kind>,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};
