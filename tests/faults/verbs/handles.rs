//! Verbs of handles to many rows.

use relations::prelude::*;

use super::{Verb, format_result, format_with_struct, verb};
use crate::models::{Address, Category, Page, Post, address, category, club, long, post, user};

pub fn all() -> Vec<Verb> {
    vec![
        verb("has_many all", |db| format_result(user(1).posts().all(db))),
        verb("has_many count", |db| format_result(user(1).posts().count(db))),
        verb("has_many create", |db| {
            format_result(user(1).posts().create().title(long("new")).state("x").insert(db))
        }),
        verb("has_many add", |db| format_with_struct(post(1), |post| user(4).posts().add(db, post))),
        verb("has_many remove", |db| {
            format_with_struct(category(2), |child| category(1).children().remove(db, child))
        }),
        verb("has_many contains", |db| format_result(category(1).children().contains(db, &category(2)))),
        verb("has_many clear that deletes", |db| format_result(user(1).posts().clear(db))),
        verb("has_many clear that sets to NULL", |db| format_result(category(1).children().clear(db))),
        verb("has_many replace that deletes", |db| {
            format_with_struct(vec![post(1), post(2)], |posts| user(1).posts().replace(db, posts))
        }),
        verb("has_many replace that sets to NULL", |db| {
            format_with_struct(vec![category(2), category(5)], |rows| {
                category(1).children().replace(db, rows)
            })
        }),
        verb("has_many update by query", |db| {
            format_result(user(1).posts().filter(Post::ID.gt(0)).set(Post::STATE, long("out")).update(db))
        }),
        verb("has_many delete by query", |db| {
            format_result(user(1).posts().filter(Post::ID.gt(3)).delete(db))
        }),
        verb("many_to_many all", |db| format_result(user(1).addresses().all(db))),
        verb("many_to_many contains", |db| format_result(user(1).addresses().contains(db, &address(1)))),
        verb("many_to_many link", |db| format_result(user(1).addresses().link(db, &address(3)))),
        verb("many_to_many link of a pair that is there", |db| {
            format_result(user(1).addresses().link(db, &address(1)))
        }),
        verb("many_to_many unlink", |db| format_result(user(1).addresses().unlink(db, &address(1)))),
        verb("many_to_many set", |db| format_result(user(1).addresses().set(db, [&address(2), &address(3)]))),
        verb("many_to_many clear", |db| format_result(user(1).addresses().clear(db))),
        verb("many_to_many create", |db| {
            format_result(user(1).addresses().create().street(long("new")).insert(db))
        }),
        verb("many_to_many link_with", |db| {
            format_result(club(1).members().link_with(db, &user(2), |link| link.role(long("new"))))
        }),
        verb("many_to_many all_with_links", |db| format_result(club(1).members().all_with_links(db))),
        verb("a graph of a handle", |db| format_result(address(1).users().load::<Page>(db))),
        verb("children of children", |db| {
            format_result(
                Category::query()
                    .filter(Category::CHILDREN.any(Category::CHILDREN.any(Category::ID.gt(1))))
                    .all(db),
            )
        }),
        verb("insert_all with links", |db| {
            let new = ["a", "b", "c"].map(|street| user(2).addresses().create().street(long(street)));
            format_result(Address::insert_all(db, new))
        }),
    ]
}
