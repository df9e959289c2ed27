//! Generated code, kept as files to be read in review.
//!
//! `UPDATE_EXPECT=1 cargo test -p relations-derive` writes them anew.

use expect_test::{ExpectFile, expect_file};
use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_quote};

#[test]
fn a_model_that_belongs_to_another() {
    check_model(
        &parse_quote! {
            #[model(table = "posts", renamed_from = "articles", index(title, user_id))]
            pub struct Post {
                pub id: i64,
                #[belongs_to(user: User, on_delete = cascade)]
                pub user_id: i64,
                #[unique]
                #[column(name = "headline", renamed_from = "title", collate = NOCASE)]
                pub title: String,
                pub content: Option<String>,
                #[column(default = "'draft'", check = "length(status) > 0")]
                pub status: String,
            }
        },
        &expect_file!["golden/belongs_to.rs"],
    );
}

#[test]
fn a_model_that_has_one_of_another_and_many_of_a_third() {
    check_model(
        &parse_quote! {
            #[has_many(posts: Post, on_delete = cascade, order_by(title desc, id))]
            #[has_one(profile: Profile, inverse = owner)]
            pub struct User {
                pub id: i64,
            }
        },
        &expect_file!["golden/has.rs"],
    );
}

#[test]
fn a_model_that_belongs_to_one_of_several() {
    check_model(
        &parse_quote! {
            #[one_of(subject: Subject, post, photo, derive(Debug, PartialEq))]
            pub struct Comment {
                pub id: i64,
                #[belongs_to(post: Post, on_delete = cascade)]
                pub post_id: Option<i64>,
                #[belongs_to(photo: Photo)]
                pub photo_file: Option<String>,
            }
        },
        &expect_file!["golden/one_of.rs"],
    );
}

#[test]
fn a_model_whose_relations_leave_rows_out() {
    check_model(
        &parse_quote! {
            #[has_many(drafts: Post, filter = Post::STATUS.eq(Status::Draft))]
            #[has_one(latest: Post, first(created_at desc, id), filter = Self::VISIBLE)]
            #[many_to_many(led: Club, through = Membership, filter = Membership::ROLE.in_(["head", "deputy"]))]
            #[has_many(comments: Comment, through = drafts, filter = !Comment::SPAM.eq(true))]
            pub struct User {
                pub id: i64,
                #[belongs_to(team: Team, filter = Team::ACTIVE.eq(true), filter = Team::SIZE.gt(-1))]
                pub team_id: i64,
            }
        },
        &expect_file!["golden/layers.rs"],
    );
}

#[test]
fn a_model_whose_version_and_moments_are_kept() {
    check_model(
        &parse_quote! {
            pub struct Note {
                pub id: i64,
                pub text: String,
                #[column(version)]
                pub version: i64,
                #[column(created_at, default = "0")]
                pub created_at: i64,
                #[column(updated_at)]
                pub updated_at: Option<i64>,
            }
        },
        &expect_file!["golden/kept_columns.rs"],
    );
}

#[test]
fn a_model_linked_by_a_generated_junction() {
    check_model(
        &parse_quote! {
            #[many_to_many(addresses: Address, through = "user_address", order_by(street))]
            pub struct User {
                pub id: i64,
            }
        },
        &expect_file!["golden/many_to_many.rs"],
    );
}

#[test]
fn a_model_linked_by_another_model() {
    check_model(
        &parse_quote! {
            #[many_to_many(groups: Group, through = Membership, from = member, to = club)]
            pub struct User {
                pub id: i64,
            }
        },
        &expect_file!["golden/many_to_many_by_model.rs"],
    );
}

#[test]
fn a_model_that_is_linked_in_the_order_of_a_position() {
    check_model(
        &parse_quote! {
            #[many_to_many(tracks: Track, through = Entry, order_by(link.position))]
            struct Playlist {
                id: i64,
            }
        },
        &expect_file!["golden/many_to_many_by_position.rs"],
    );
}

#[test]
fn a_model_whose_keys_have_two_columns() {
    check_model(
        &parse_quote! {
            #[model(primary_key(season, number), without_rowid, crate = ::orm)]
            #[belongs_to(team: Team, key(org, team_number), on_delete = cascade, deferrable)]
            struct Player {
                season: i64,
                number: i64,
                org: i64,
                team_number: Option<i64>,
            }
        },
        &expect_file!["golden/composite_keys.rs"],
    );
}

#[test]
fn a_model_that_reaches_another_through_a_third() {
    check_model(
        &parse_quote! {
            #[has_many(posts: Post)]
            #[has_many(comments: Comment, through = posts)]
            pub struct User {
                pub id: i64,
            }
        },
        &expect_file!["golden/through.rs"],
    );
}

#[test]
fn a_model_with_one_row_through_another_relation() {
    check_model(
        &parse_quote! {
            #[has_one(company: Company, through = team)]
            #[has_one(land: Land, through = company, source = home)]
            pub struct Player {
                pub id: i64,
                #[belongs_to(team: Team)]
                pub team_id: i64,
            }
        },
        &expect_file!["golden/through_one.rs"],
    );
}

#[test]
fn a_model_that_is_a_tree() {
    check_model(
        &parse_quote! {
            pub struct Folder {
                pub id: i64,
                #[belongs_to(parent: Folder)]
                pub parent_id: Option<i64>,
            }
        },
        &expect_file!["golden/tree.rs"],
    );
}

#[test]
fn a_shape_of_a_tree() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(Folder)]
            pub struct FolderPage {
                #[load(descendants = parent)]
                pub below: Vec<Folder>,
                #[load(ancestors = parent, depth = 2, count)]
                pub above: u64,
            }
        }),
        &expect_file!["golden/load_tree.rs"],
    );
}

#[test]
fn a_shape() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(User)]
            pub struct UserPage {
                pub name: String,
                #[load(with = |posts| posts.order_by(Post::ID.desc()).limit(3))]
                pub posts: Vec<PostPage>,
                #[load(from = manager)]
                above: Option<Box<Self>>,
                #[load(count = posts, with = |posts| posts.filter(Post::TITLE.ne("")))]
                titled: i64,
            }
        }),
        &expect_file!["golden/load.rs"],
    );
}

#[test]
fn a_shape_by_a_renamed_dependency() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(models::User, crate = ::orm)]
            struct Card {
                r#type: String,
            }
        }),
        &expect_file!["golden/load_renamed.rs"],
    );
}

#[test]
fn a_shape_of_facts_about_rows() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(User)]
            struct Figures {
                #[load(row)]
                user: User,
                name: String,
                #[load(sum = lines.amount)]
                total: f64,
                #[load(exists = posts)]
                writes: bool,
                #[load(from = boss.team.name)]
                team: Option<String>,
                #[load(sql = "length(name)")]
                length: i64,
                #[load(key = slug)]
                posts: BTreeMap<String, Post>,
            }
        }),
        &expect_file!["golden/load_facts.rs"],
    );
}

#[test]
fn a_shape_with_arguments() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(User, args = Search)]
            pub struct Found {
                name: String,
                #[load(with = |posts, search| posts.filter(Post::TITLE.eq(&search.text)))]
                posts: Vec<Post>,
            }
        }),
        &expect_file!["golden/load_args.rs"],
    );
}

#[test]
fn a_new_row() {
    check(
        crate::insert::derive(&parse_quote! {
            #[insert(User)]
            pub struct NewUser {
                pub name: String,
                #[insert(into = age)]
                years: Option<i64>,
                pub posts: Vec<NewPost>,
                above: Option<Box<Self>>,
            }
        }),
        &expect_file!["golden/insert.rs"],
    );
}

#[test]
fn a_choice_of_rows_by_a_renamed_dependency() {
    check(
        crate::insert::derive(&parse_quote! {
            #[insert(models::Tag, crate = ::orm)]
            #[serde(untagged)]
            pub enum TagInput {
                Known(Key<Tag>),
                New(NewTag),
            }
        }),
        &expect_file!["golden/insert_enum.rs"],
    );
}

#[test]
fn a_patch() {
    check(
        crate::patch::derive(&parse_quote! {
            #[patch(User)]
            pub struct UserPatch {
                pub name: Option<String>,
                #[serde(default, with = "relations::nullable")]
                pub motto: Option<Option<String>>,
                #[patch(into = age)]
                years: i64,
            }
        }),
        &expect_file!["golden/patch.rs"],
    );
}

#[test]
fn a_shape_of_one_of_several() {
    check(
        crate::load::derive(&parse_quote! {
            #[load(Comment::subject)]
            pub enum SubjectPage {
                Post(PostPage),
                Photo(Photo),
            }
        }),
        &expect_file!["golden/load_one_of.rs"],
    );
}

#[test]
fn rows_to_insert_of_one_of_several() {
    check(
        crate::insert::derive(&parse_quote! {
            #[insert(models::Comment::subject, crate = ::orm)]
            pub enum NewSubject {
                Post(NewPost),
                Photo(Key<Photo>),
            }
        }),
        &expect_file!["golden/insert_one_of.rs"],
    );
}

#[test]
fn a_patch_by_a_renamed_dependency() {
    check(
        crate::patch::derive(&parse_quote! {
            #[patch(models::User, crate = ::orm)]
            #[serde(from = "Form")]
            struct Card {
                r#type: Option<String>,
            }
        }),
        &expect_file!["golden/patch_renamed.rs"],
    );
}

#[test]
fn a_newtype() {
    check_column_type(
        &parse_quote! {
            pub struct UserId(i64);
        },
        &expect_file!["golden/newtype.rs"],
    );
}

#[test]
fn an_enum() {
    check_column_type(
        &parse_quote! {
            #[column_type(rename_all = "snake_case")]
            pub enum Status {
                InReview,
                #[column_type(rename = "it's out")]
                Published,
            }
        },
        &expect_file!["golden/enum.rs"],
    );
}

fn check_model(input: &DeriveInput, golden: &ExpectFile) {
    check(crate::model(input), golden);
}

fn check_column_type(input: &DeriveInput, golden: &ExpectFile) {
    check(crate::column_type::derive(input), golden);
}

fn check(code: TokenStream, golden: &ExpectFile) {
    let file = syn::parse2(code).expect("the expansion is a list of items");
    let text = prettyplease::unparse(&file);
    assert!(!text.contains("compile_error!"), "the derive reports a mistake:\n{text}");
    golden.assert_eq(&text);
}
