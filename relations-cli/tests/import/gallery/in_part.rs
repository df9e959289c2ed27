//! Schemas that models express in part.

pub const BEYOND: &str = "
    CREATE TABLE t (
        id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b TEXT, both TEXT GENERATED ALWAYS AS (a || b) STORED,
        len INTEGER AS (length(a)), c INTEGER CONSTRAINT c_is_small CHECK (c < 10), flag BOOLEAN,
        parent_id INTEGER CONSTRAINT to_parent REFERENCES t, last INTEGER AS (c + 1), UNIQUE (both)
    );
    CREATE INDEX partial ON t (a) WHERE a > 'x';
    CREATE UNIQUE INDEX partly_unique ON t (b) WHERE a IS NULL;
    CREATE INDEX expression ON t (lower(a));
    CREATE INDEX descending ON t (a DESC);
    CREATE INDEX other_order ON t (a COLLATE NOCASE);
    CREATE INDEX of_generated ON t (both);
    CREATE INDEX \"needless\" ON t (c);
    CREATE INDEX longer ON t (c, b);
    CREATE VIEW v AS SELECT a,
        b -- a comment of its own: */ \u{202e}
        FROM t;
    CREATE TRIGGER t_after AFTER INSERT ON t BEGIN
        UPDATE t SET c = 1;
    END;
    CREATE TRIGGER v_instead INSTEAD OF INSERT ON v BEGIN SELECT 1; END;
    CREATE TABLE nullable_key (a TEXT, b TEXT, PRIMARY KEY (a, b));
    CREATE TABLE defaulted_key (id INTEGER PRIMARY KEY DEFAULT 7);";

pub const REFUSED: &str = "
    CREATE TABLE parents (id INTEGER PRIMARY KEY, code TEXT UNIQUE, a TEXT NOT NULL, b TEXT NOT NULL, UNIQUE (a, b)) STRICT;
    CREATE TABLE children (
        id INTEGER PRIMARY KEY, code TEXT REFERENCES parents (code), text TEXT REFERENCES parents (id), a TEXT, b TEXT,
        lost_id INTEGER REFERENCES nowhere, keyless_id INTEGER REFERENCES keyless (id), part TEXT REFERENCES pairs (a),
        stuck_id INTEGER NOT NULL REFERENCES parents ON DELETE SET NULL ON UPDATE SET DEFAULT,
        FOREIGN KEY (a, b) REFERENCES parents (a, b)
    ) STRICT;
    CREATE TABLE keyless (id INTEGER NOT NULL UNIQUE);
    CREATE TABLE pairs (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) STRICT;";

pub const WITHOUT_MODELS: &str = "
    CREATE TABLE log (at TEXT, line TEXT);
    CREATE INDEX log_by_time ON log (at);
    CREATE TRIGGER log_trigger AFTER INSERT ON log BEGIN SELECT 1; END;
    CREATE VIRTUAL TABLE search USING fts5(body);
    CREATE TABLE kept (id INTEGER PRIMARY KEY) STRICT;";

/// Two indexes that models would name `ix_user_group_id`, and two that they would name
/// `ix_user_group_name_a_b`.
pub const INDEX_NAMES: &str = "
    CREATE TABLE groups (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE user (id INTEGER PRIMARY KEY, group_id INTEGER REFERENCES groups, name TEXT) STRICT;
    CREATE INDEX a ON user (group_id);
    CREATE TABLE user_group (key INTEGER PRIMARY KEY, id INTEGER REFERENCES groups) STRICT;
    CREATE INDEX b ON user_group (id);
    CREATE TABLE \"user_group_name\" (key INTEGER PRIMARY KEY, a TEXT, b TEXT) STRICT;
    CREATE INDEX c ON user_group_name (a, b);
    CREATE TABLE \"user_group_name_a\" (key INTEGER PRIMARY KEY, b TEXT) STRICT;
    CREATE INDEX d ON user_group_name_a (b);";

pub const FRAMEWORK: &str = "
    CREATE TABLE \"auth_group\" (\"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"name\" varchar(150) NOT NULL UNIQUE);
    CREATE TABLE \"auth_user\" (
        \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"password\" varchar(128) NOT NULL, \"last_login\" datetime NULL,
        \"is_staff\" bool NOT NULL, \"username\" varchar(150) NOT NULL UNIQUE
    );
    CREATE TABLE \"auth_user_groups\" (
        \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT,
        \"user_id\" integer NOT NULL REFERENCES \"auth_user\" (\"id\") DEFERRABLE INITIALLY DEFERRED,
        \"group_id\" integer NOT NULL REFERENCES \"auth_group\" (\"id\") DEFERRABLE INITIALLY DEFERRED
    );
    CREATE UNIQUE INDEX \"auth_user_groups_user_id_group_id_94350c0c_uniq\" ON \"auth_user_groups\" (\"user_id\", \"group_id\");
    CREATE INDEX \"auth_user_groups_user_id_6a12ed8b\" ON \"auth_user_groups\" (\"user_id\");
    CREATE INDEX \"auth_user_groups_group_id_97559544\" ON \"auth_user_groups\" (\"group_id\");
    CREATE TABLE \"admin_log\" (
        \"id\" integer NOT NULL PRIMARY KEY AUTOINCREMENT, \"object_id\" text NULL,
        \"action_flag\" smallint unsigned NOT NULL CHECK (\"action_flag\" >= 0), \"user_id\" integer NOT NULL REFERENCES \"auth_user\" (\"id\"),
        \"data\" text NOT NULL CHECK ((JSON_VALID(\"data\") OR \"data\" IS NULL)), \"action_time\" datetime NOT NULL
    );
    CREATE INDEX \"admin_log_user_id\" ON \"admin_log\" (\"user_id\");";
