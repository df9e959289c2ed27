use relations::Model;

#[derive(Model)]
struct Post {
    id: i64,
}

#[derive(Model)]
struct Photo {
    id: i64,
}

#[derive(Model)]
#[one_of(subject: Subject, blog_post, blogpost, blog__post)]
struct Comment {
    id: i64,
    #[belongs_to(blog_post: Post)]
    a: Option<i64>,
    #[belongs_to(blogpost: Photo)]
    b: Option<i64>,
    #[belongs_to(blog__post: Photo)]
    c: Option<i64>,
}

fn main() {}
