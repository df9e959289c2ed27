//! Schemas of one feature each, by name: `whole` has those that models express completely, `in_part` the
//! others.

mod in_part;
mod whole;

use self::{
    in_part::{BEYOND, FRAMEWORK, INDEX_NAMES, REFUSED, WITHOUT_MODELS},
    whole::{
        COLLATIONS, COLLISIONS, COMPOSITE, CONSTRAINTS, CYCLE, DATES, ITSELF, JUNCTIONS, KEYS, NAMES, ONE_OF,
        REFERENCES, RULES, SEED, SEVERAL, TYPES,
    },
};

/// The schemas that models express completely: what the models create is imported as the same source, to the
/// letter.
pub const WHOLE: &[(&str, &str)] = &[
    ("seed", SEED),
    ("keys", KEYS),
    ("types", TYPES),
    ("constraints", CONSTRAINTS),
    ("collations", COLLATIONS),
    ("rules", RULES),
    ("composite", COMPOSITE),
    ("junctions", JUNCTIONS),
    ("itself", ITSELF),
    ("several", SEVERAL),
    ("references", REFERENCES),
    ("names", NAMES),
    ("collisions", COLLISIONS),
    ("cycle", CYCLE),
    ("one_of", ONE_OF),
    ("empty", ""),
    ("dates_chrono", DATES),
    ("dates_jiff", DATES),
    ("dates_time", DATES),
];

/// The schemas with parts that are only comments in the source.
pub const IN_PART: &[(&str, &str)] = &[
    ("beyond", BEYOND),
    ("refused", REFUSED),
    ("without_models", WITHOUT_MODELS),
    ("index_names", INDEX_NAMES),
    ("framework", FRAMEWORK),
];
