const _: () = {
    use ::relations::__private;
    #[automatically_derived]
    impl __private::Scalar for Status {}
    #[automatically_derived]
    impl __private::ColumnType for Status {
        type UnsetKey<Column> = __private::Missing<Column>;
        const SQL_TYPE: __private::SqlType = __private::SqlType::Text;
        const CHECK: __private::ValueCheck = __private::ValueCheck::OneOf(
            &["in_review", "it's out"],
        );
        const CANONICAL: ::core::primitive::bool = true;
        fn decode(value: __private::ValueRef<'_>) -> __private::FromSqlResult<Self> {
            match __private::ValueRef::as_str(&value)? {
                "in_review" => ::core::result::Result::Ok(Self::InReview),
                "it's out" => ::core::result::Result::Ok(Self::Published),
                _ => {
                    ::core::result::Result::Err(
                        __private::unknown_variant(
                            "expected one of \"in_review\", \"it's out\"",
                        ),
                    )
                }
            }
        }
        fn encode(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            ::core::result::Result::Ok(
                ::core::convert::From::from(
                    match self {
                        Self::InReview => "in_review",
                        Self::Published => "it's out",
                    },
                ),
            )
        }
    }
    #[automatically_derived]
    impl __private::FromSql for Status {
        fn column_result(
            value: __private::ValueRef<'_>,
        ) -> __private::FromSqlResult<Self> {
            <Self as __private::ColumnType>::decode(value)
        }
    }
    #[automatically_derived]
    impl __private::ToSql for Status {
        fn to_sql(&self) -> __private::SqliteResult<__private::ToSqlOutput<'_>> {
            __private::ColumnType::encode(self)
        }
    }
};
