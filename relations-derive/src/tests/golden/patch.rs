#[allow(deprecated, clippy::option_option, clippy::trivially_copy_pass_by_ref)]
const _: () = {
    use ::relations::__private;
    type __Model = User;
    type __Proof = __private::Proof<
        {
            let _ = <User as __private::Model>::ENTITY;
            0
        },
    >;
    #[allow(dead_code)]
    trait __Names: __private::Model {
        const MOTTO: __private::load::Nothing = __private::load::Nothing;
        const AGE: __private::load::Nothing = __private::load::Nothing;
    }
    impl<M: __private::Model> __Names for M {}
    type __NameField = Option<String>;
    #[inline]
    fn __name(
        field: &__NameField,
        update: &mut __private::patch::Update<
            <__Model as __private::Proven<__Proof>>::Type,
        >,
    ) {
        #[allow(unused_imports)]
        use __private::Model as _;
        type __Named = __private::Proof<
            {
                __private::patch::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::NAME, "name")
            },
        >;
        type __Writes = __private::Proof<
            {
                __private::patch::writes::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __NameField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::NAME,
                    ),
                    "name",
                )
            },
        >;
        type __Tells = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                __private::patch::tells_null::<
                    <__Model as __private::Proven<__Writes>>::Type,
                    __NameField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Writes>>::Type>::NAME,
                    ),
                    "name",
                    <__private::patch::Asked<UserPatch>>::READ,
                )
            },
        >;
        __private::patch::set(
            update,
            <<__Model as __private::Proven<__Tells>>::Type>::NAME,
            field,
        )
    }
    type __MottoField = Option<Option<String>>;
    #[inline]
    fn __motto(
        field: &__MottoField,
        update: &mut __private::patch::Update<
            <__Model as __private::Proven<__Proof>>::Type,
        >,
    ) {
        type __Named = __private::Proof<
            {
                __private::patch::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::MOTTO, "motto")
            },
        >;
        type __Writes = __private::Proof<
            {
                __private::patch::writes::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __MottoField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::MOTTO,
                    ),
                    "motto",
                )
            },
        >;
        __private::patch::set(
            update,
            <<__Model as __private::Proven<__Writes>>::Type>::MOTTO,
            field,
        )
    }
    type __YearsField = i64;
    #[inline]
    fn __years(
        field: &__YearsField,
        update: &mut __private::patch::Update<
            <__Model as __private::Proven<__Proof>>::Type,
        >,
    ) {
        type __Named = __private::Proof<
            {
                __private::patch::named::<
                    <__Model as __private::Proven<__Proof>>::Type,
                    _,
                >(&<<__Model as __private::Proven<__Proof>>::Type>::AGE, "age")
            },
        >;
        type __Writes = __private::Proof<
            {
                __private::patch::writes::<
                    <__Model as __private::Proven<__Named>>::Type,
                    __YearsField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Named>>::Type>::AGE,
                    ),
                    "age",
                )
            },
        >;
        type __Tells = __private::Proof<
            {
                #[allow(unused_imports)]
                use __private::patch::NotRead as _;
                __private::patch::tells_null::<
                    <__Model as __private::Proven<__Writes>>::Type,
                    __YearsField,
                    _,
                >(
                    __private::patch::of(
                        &<<__Model as __private::Proven<__Writes>>::Type>::AGE,
                    ),
                    "years",
                    <__private::patch::Asked<UserPatch>>::READ,
                )
            },
        >;
        __private::patch::set(
            update,
            <<__Model as __private::Proven<__Tells>>::Type>::AGE,
            field,
        )
    }
    #[automatically_derived]
    impl __private::Patch for UserPatch {
        type Model = <User as __private::Proven<__Proof>>::Type;
        fn set_in(&self, update: &mut __private::patch::Update<Self::Model>) {
            __name(&self.name, update);
            __motto(&self.motto, update);
            __years(&self.years, update);
        }
    }
};
