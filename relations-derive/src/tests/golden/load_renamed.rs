#[allow(deprecated, clippy::missing_errors_doc)]
const _: () = {
    use ::orm::__private;
    #[automatically_derived]
    impl __private::Load for Card {
        type Model = models::User;
        fn sources() -> impl __private::load::Source<Self> {
            __private::load::mapped(
                (
                    {
                        #[inline]
                        fn __source() -> impl __private::load::Source<String> {
                            __private::load::field::<
                                String,
                                _,
                            >(
                                __private::load::constant(
                                    <<models::User as __private::Load>::Model>::TYPE,
                                ),
                            )
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
            key: impl __private::IntoColumn<<models::User as __private::Model>::Key>,
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
            key: impl __private::IntoColumn<<models::User as __private::Model>::Key>,
        ) -> __private::Result<Self> {
            __private::load::get(db, key)
        }
    }
};
