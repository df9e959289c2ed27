#[allow(deprecated, clippy::option_option, clippy::trivially_copy_pass_by_ref)]
const _: () = {
    use ::orm::__private;
    type __Model = models::User;
    type __Proof = __private::Proof<
        {
            let _ = <models::User as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code)]
    trait __Names: __private::Model {
        const TYPE: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    type __TypeField = Option<String>;
    #[inline]
    fn __type(
        field: &__TypeField,
        update: &mut __private::patch::Update<
            <__Model as __private::Proven<__Proof>>::Type,
        >,
    ) {
        type __Named = __private::Proof<
            {
                __private::patch::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::TYPE, "type")
            },
        >;
        type __Writes = __private::Proof<
            {
                __private::patch::writes::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __TypeField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::TYPE,
                    ),
                    "type",
                )
            },
        >;
        __private::patch::set(
            update,
            <<__Model as __private::Proven<__Writes>>::Type>::TYPE,
            field,
        )
    }
    #[automatically_derived]
    impl __private::Patch for Card {
        type Model = <models::User as __private::Proven<__Proof>>::Type;
        fn set_in(&self, update: &mut __private::patch::Update<Self::Model>) {
            __type(&self.r#type, update);
        }
    }
};
