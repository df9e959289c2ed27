#[allow(deprecated, clippy::missing_errors_doc)]
const _: () = {
    use ::orm::__private;
    type __Model = models::User;
    type __Proof = __private::Proof<
        {
            let _ = <models::User as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code, non_upper_case_globals)]
    trait __Names: __private::Model {
        const TYPE: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    #[automatically_derived]
    impl __private::Load for Card {
        type Model = <models::User as __private::Proven<__Proof>>::Type;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (
                    {
                        type __Field = String;
                        #[inline]
                        fn __source() -> impl __private::load::Source<__Field> {
                            <<__Model as __private::Proven<
                                __private::Proof<
                                    {
                                        __private::load::fills::<
                                            __Field,
                                            _,
                                        >(
                                            __private::load::of(
                                                &<<__Model as __private::Proven<
                                                    __private::Proof<
                                                        {
                                                            __private::load::named::<
                                                                <__Model as __private::Proven<__Proof>>::Type,
                                                                _,
                                                            >(
                                                                &<<__Model as __private::Proven<__Proof>>::Type>::TYPE,
                                                                "type",
                                                                false,
                                                            )
                                                        },
                                                    >,
                                                >>::Type>::TYPE,
                                            ),
                                        )
                                    },
                                >,
                            >>::Type>::TYPE
                        }
                        __source()
                    },
                    (),
                ),
                |(field0, ())| Self { r#type: field0 },
            )
        }
    }
    #[automatically_derived]
    impl __private::load::ShapeOf<models::User> for Card {}
    #[allow(dead_code)]
    impl Card {
        ///A query over all rows of `User`, each loaded as a [`Card`].
        fn query() -> __private::Query<models::User, Self> {
            __private::load::query()
        }
        ///The row of this primary key, loaded as a [`Card`]; `None` if there is none.
        ///
        /// # Errors
        ///
        /// If the related rows are not as the shape has them, and what SQLite reports.
        fn find(
            db: &__private::Connection,
            key: impl __private::IntoColumn<
                <<Self as __private::Load>::Model as __private::Model>::Key,
            >,
        ) -> __private::Result<::core::option::Option<Self>> {
            __private::load::find(db, key)
        }
        ///The row of this primary key, which is there, loaded as a [`Card`].
        ///
        /// # Errors
        ///
        /// If there is none; otherwise as `find`.
        fn get(
            db: &__private::Connection,
            key: impl __private::IntoColumn<
                <<Self as __private::Load>::Model as __private::Model>::Key,
            >,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};
