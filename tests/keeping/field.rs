//! Tables of existing programs, with models of a part of their columns.

use relations::{Model, Result, evolution::Consent, rusqlite::Connection, schema};

use crate::{
    seen::{everything, lost},
    steps::{database, rows, texts},
};

/// Carries out the plan without consent, and asserts that nothing is lost.
fn keeps_all(db: &mut Connection, schema: relations::Schema) -> Result<Vec<String>> {
    let before = everything(db);
    let plan = schema.plan(db)?;
    plan.apply(db, Consent::None).unwrap_or_else(|error| panic!("{error}: {:?}", texts(&plan)));
    schema.verify(db)?;
    assert_eq!(lost(&before, db), [""; 0], "{:?}", texts(&plan));
    Ok(texts(&plan))
}

/// A table of Wagtail: one workflow in progress for each object.
#[test]
fn wagtails_workflow_stays_unique() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "wagtailcore_workflowstate", strict = false, index(content_type_id, object_id))]
    struct WorkflowState {
        id: i64,
        #[column(type = "varchar(255)")]
        object_id: String,
        #[column(type = "varchar(20)")]
        status: String,
        content_type_id: i64,
        #[column(type = "bool")]
        resumed: bool,
        note: Option<String>,
    }

    let mut db = database(
        "CREATE TABLE \"wagtailcore_workflowstate\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"object_id\" varchar(255) NOT NULL, \"status\" varchar(20) NOT NULL,
            \"content_type_id\" integer NOT NULL REFERENCES \"django_content_type\" (\"id\") DEFERRABLE INITIALLY DEFERRED, \"resumed\" bool NOT NULL);
         CREATE TABLE django_content_type (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
         CREATE UNIQUE INDEX \"unique_in_progress_workflow\" ON \"wagtailcore_workflowstate\" (\"content_type_id\", \"object_id\") WHERE \"status\" IN ('in_progress', 'needs_changes');
         CREATE INDEX \"wagtailcore_workflowstate_content_type_id\" ON \"wagtailcore_workflowstate\" (\"content_type_id\", \"object_id\");
         INSERT INTO django_content_type VALUES (1);
         INSERT INTO wagtailcore_workflowstate VALUES (1, 'a', 'in_progress', 1, 0)",
    );
    let done = keeps_all(&mut db, schema![WorkflowState])?;
    assert_eq!(done, ["add column `wagtailcore_workflowstate`.`note` (the database does not have it): safe"]);
    let twice = "INSERT INTO wagtailcore_workflowstate VALUES (2, 'a', 'needs_changes', 1, 0, NULL)";
    db.execute_batch(twice).expect_err("there is one in progress");
    Ok(())
}

/// A table of allauth: an address is verified by one user, regardless of case.
#[test]
fn allauths_verified_email_stays_unique() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "account_emailaddress", strict = false, unique(user_id, email))]
    struct EmailAddress {
        id: i64,
        #[column(type = "bool")]
        verified: bool,
        user_id: i64,
        #[column(type = "varchar(254)")]
        email: String,
        #[unique]
        token: Option<String>,
    }

    let mut db = database(
        "CREATE TABLE \"account_emailaddress\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"verified\" bool NOT NULL, \"user_id\" integer NOT NULL, \"email\" varchar(254) NOT NULL);
         CREATE UNIQUE INDEX \"account_emailaddress_user_id_email_987c8728_uniq\" ON \"account_emailaddress\" (\"user_id\", \"email\");
         CREATE UNIQUE INDEX \"unique_verified_email\" ON \"account_emailaddress\" (\"email\") WHERE \"verified\";
         CREATE INDEX \"account_emailaddress_upper\" ON \"account_emailaddress\" ((UPPER(\"email\")));
         INSERT INTO account_emailaddress VALUES (1, 1, 7, 'a@example.com')",
    );
    keeps_all(&mut db, schema![EmailAddress])?;
    db.execute_batch("INSERT INTO account_emailaddress VALUES (2, 1, 8, 'a@example.com', NULL)")
        .expect_err("another user has verified it");
    Ok(())
}

/// A table of Synapse: a foreign key to a column that is unique by an index, and can be NULL.
#[test]
fn synapses_foreign_key_stays() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "access_tokens", strict = false)]
    struct AccessToken {
        #[column(type = "BIGINT")]
        id: i64,
        user_id: String,
        device_id: Option<String>,
        #[unique]
        token: String,
        #[unique]
        refreshed: Option<i64>,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "users", strict = false)]
    struct User {
        #[key]
        rank: i64,
        name: Option<String>,
    }

    let mut db = database(
        "CREATE TABLE users (rank INTEGER PRIMARY KEY, name TEXT, UNIQUE (name));
         CREATE TABLE access_tokens (id BIGINT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
             device_id TEXT, token TEXT NOT NULL, UNIQUE (token));
         INSERT INTO users VALUES (1, '@a:b'); INSERT INTO access_tokens VALUES (1, '@a:b', NULL, 't')",
    );
    let schema = schema![AccessToken, User];
    let plan = schema.plan(&db)?;
    assert!(
        plan.kept().iter().any(|kept| kept.what == "the foreign key (user_id) to `users`"),
        "{:?}",
        plan.kept()
    );
    // The models could express UNIQUE (name), and do not: that is for people to decide.
    let dropped = |change: &relations::evolution::Change| change.to_string().contains("unique by (name)");
    assert!(plan.changes().iter().any(dropped), "{:?}", texts(&plan));
    assert!(plan.apply(&mut db, Consent::None).is_err());
    Ok(())
}

#[test]
fn an_address_stays_unique_whatever_its_case() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "t", strict = false)]
    struct Address {
        id: i64,
        #[unique]
        e: Option<String>,
    }

    let mut db = database(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, e TEXT, UNIQUE (e COLLATE NOCASE)); INSERT INTO t VALUES (1, 'a@x')",
    );
    let done = keeps_all(&mut db, schema![Address])?;
    assert_eq!(done, ["make `t` unique by (e) (the database does not have it), by a rebuild: safe"]);
    db.execute_batch("INSERT INTO t VALUES (2, 'A@X')").expect_err("it differs in case only");
    Ok(())
}

/// A table with five things of which the model expresses one.
#[test]
fn jobs_keep_what_their_model_cannot_say() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "owners", strict = false)]
    struct Owner {
        id: i64,
        #[unique]
        code: Option<String>,
    }

    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "jobs", strict = false)]
    struct Job {
        id: i64,
        owner_code: Option<String>,
        state: String,
    }

    let mut db = database(
        "CREATE TABLE owners (id INTEGER PRIMARY KEY, code TEXT UNIQUE); CREATE TABLE jobs (id INTEGER PRIMARY KEY, owner_code TEXT REFERENCES owners(code)
         ON DELETE CASCADE, state TEXT NOT NULL, total INTEGER AS (length(state)) STORED); CREATE UNIQUE INDEX one_running ON jobs(owner_code) WHERE
         state='running'; CREATE INDEX l ON jobs(lower(state)); CREATE INDEX d ON jobs(state DESC);
         INSERT INTO owners VALUES (1, 'o'); INSERT INTO jobs VALUES (1, 'o', 'running')",
    );
    let none: [&str; 0] = [];
    assert_eq!(keeps_all(&mut db, schema![Owner, Job])?, none);
    Ok(())
}

#[test]
fn conflict_clauses_stay() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "contacts", strict = false)]
    struct Contact {
        id: i64,
        email: String,
        #[unique]
        phone: Option<String>,
        #[unique]
        fax: Option<String>,
    }

    let mut db = database(
        "CREATE TABLE contacts (id INTEGER PRIMARY KEY, email TEXT NOT NULL ON CONFLICT IGNORE, phone TEXT UNIQUE ON CONFLICT REPLACE);
         INSERT INTO contacts VALUES (1, 'a', '1')",
    );
    keeps_all(&mut db, schema![Contact])?;
    db.execute_batch("INSERT INTO contacts VALUES (2, NULL, '2', '7'), (3, 'b', '1', '8')")?;
    assert_eq!(rows(&db, "SELECT * FROM contacts"), ["3|b|1|8"]);
    db.execute_batch("INSERT INTO contacts VALUES (4, 'c', '3', '8')")
        .expect_err("ABORT holds without a clause");
    Ok(())
}

/// A table with a collation and a function of the program's own, in a check, an index and a generated column.
#[test]
fn what_only_the_program_has_registered_stays() -> Result<()> {
    #[derive(Model, Clone, Debug, PartialEq)]
    #[model(table = "t", strict = false)]
    struct Row {
        id: i64,
        name: String,
        #[unique]
        tag: Option<String>,
    }

    use relations::rusqlite::functions::FunctionFlags;

    let mut db = database("");
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("plain", 1, flags, |context| {
        context.get::<Option<String>>(0).map(|text| text.map(|text| text.to_lowercase()))
    })?;
    db.create_collation("alphabet", |left: &str, right: &str| left.cmp(right))?;
    db.execute_batch(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL, g AS (plain(name)), CHECK (plain(g) <> ''),
                         UNIQUE (name COLLATE alphabet));
         CREATE UNIQUE INDEX by_plain ON t (plain(name) COLLATE alphabet DESC) WHERE plain(name) <> 'x';
         INSERT INTO t (id, name) VALUES (1, 'A')",
    )?;
    let done = keeps_all(&mut db, schema![Row])?;
    assert!(done.iter().any(|change| change.contains("by a rebuild")), "{done:?}");
    db.execute_batch("INSERT INTO t (name) VALUES ('')").expect_err("the check is there");
    db.execute_batch("INSERT INTO t (name) VALUES ('a')").expect_err("the index is there");
    assert_eq!(rows(&db, "SELECT g FROM t"), ["a"]);
    Ok(())
}
