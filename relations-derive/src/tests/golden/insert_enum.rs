#[allow(deprecated)]
const _: () = {
    use ::orm::__private;
    type __Model = models::Tag;
    type __Proof = __private::Proof<
        {
            let _ = <models::Tag as __private::Model>::ENTITY;
            0
        },
    >;
    type __KnownItem = Key<Tag>;
    type __NewItem = NewTag;
    type __KnownProof = __private::Proof<
        {
            __private::nested::is_item::<
                <__Model as __private::Proven<__Proof>>::Type,
                __KnownItem,
            >()
        },
    >;
    type __NewProof = __private::Proof<
        {
            __private::nested::is_item::<
                <__Model as __private::Proven<__Proof>>::Type,
                __NewItem,
            >()
        },
    >;
    #[automatically_derived]
    impl __private::nested::Item for TagInput {
        type Model = <__Model as __private::Proven<__Proof>>::Type;
        type Sorted = (
            <<__KnownItem as __private::Proven<
                __KnownProof,
            >>::Type as __private::nested::Item>::Sorted,
            (
                <<__NewItem as __private::Proven<
                    __NewProof,
                >>::Type as __private::nested::Item>::Sorted,
                (),
            ),
        );
        const FACTS: __private::nested::Facts = __private::nested::Facts::Any(
            &[
                <<__KnownItem as __private::Proven<
                    __KnownProof,
                >>::Type as __private::nested::Item>::FACTS,
                <<__NewItem as __private::Proven<
                    __NewProof,
                >>::Type as __private::nested::Item>::FACTS,
            ],
        );
        fn sort(self, place: __private::nested::Place, sorted: &mut Self::Sorted) {
            match self {
                Self::Known(item) => {
                    __private::nested::Item::sort(item, place, &mut sorted.0)
                }
                Self::New(item) => {
                    __private::nested::Item::sort(item, place, &mut sorted.1.0)
                }
            }
        }
    }
    #[automatically_derived]
    impl __private::nested::ItemOf<models::Tag> for TagInput {}
};
