//! Every statement is a constant, written once, and registered so that the tests can prepare all of them on both databases.

use super::{
    Tx, answer_history, assessments, audit, campaigns, delegations, evidence, identities, in_context, kept_forms, letters, municipalities, networks,
    passkeys, people, public_values, review, rounds, second_factor, settings, sign_in, views,
};

/// One registered statement.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// Module and constant.
    pub name: &'static str,
    /// What SQLite is given.
    pub sqlite: &'static str,
    /// What PostgreSQL is given; the same text except for the few that unfold a JSON parameter into rows.
    pub postgres: &'static str,
}

/// A statement that the two databases have to be asked in different words.
#[derive(Debug, Clone, Copy)]
pub struct ByDialect {
    /// In SQLite's words.
    pub sqlite: &'static str,
    /// In PostgreSQL's words.
    pub postgres: &'static str,
}

impl ByDialect {
    /// The words for the database of a transaction.
    pub(super) const fn of(self, tx: &Tx) -> &'static str {
        match tx {
            Tx::Sqlite(_) => self.sqlite,
            Tx::Postgres(_) => self.postgres,
        }
    }
}

/// Every statement of the store.
pub fn statements() -> Vec<Statement> {
    [
        answer_history::STATEMENTS,
        assessments::STATEMENTS,
        audit::STATEMENTS,
        campaigns::STATEMENTS,
        delegations::STATEMENTS,
        evidence::STATEMENTS,
        identities::STATEMENTS,
        in_context::STATEMENTS,
        kept_forms::STATEMENTS,
        letters::STATEMENTS,
        municipalities::STATEMENTS,
        networks::STATEMENTS,
        passkeys::STATEMENTS,
        people::STATEMENTS,
        public_values::STATEMENTS,
        review::STATEMENTS,
        rounds::STATEMENTS,
        second_factor::STATEMENTS,
        settings::STATEMENTS,
        sign_in::STATEMENTS,
        views::STATEMENTS,
    ]
    .concat()
}

/// Defines statements as constants and registers them in `STATEMENTS` of the module.
///
/// After `@by_dialect` follow those that need two wordings, as [`ByDialect`] constants.
macro_rules! statements {
    (
        $($name:ident = $sql:literal;)*
        $(@by_dialect $($pair:ident = { sqlite: $sqlite:literal, postgres: $postgres:literal };)*)?
    ) => {
        $(const $name: &str = $sql;)*
        $($(const $pair: $crate::store::ByDialect = $crate::store::ByDialect { sqlite: $sqlite, postgres: $postgres };)*)?
        /// The statements of this module, for the tests.
        pub(super) const STATEMENTS: &[$crate::store::Statement] = &[
            $($crate::store::Statement { name: concat!(module_path!(), "::", stringify!($name)), sqlite: $sql, postgres: $sql },)*
            $($($crate::store::Statement { name: concat!(module_path!(), "::", stringify!($pair)), sqlite: $sqlite, postgres: $postgres },)*)?
        ];
    };
}

/// Runs one body on the connection of either database: `on!(tx, c => sqlx::query(SQL).bind(id).execute(c).await)`. The compiler checks it for both.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(inner) => {
                let $connection = inner.connection();
                $body
            }
            $crate::store::Tx::Postgres(inner) => {
                let $connection = inner.connection();
                $body
            }
        }
    };
}

/// Runs a statement and gives the number of rows it changed: `execute!(tx, SQL, id, name)`.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        on!($tx, c => sqlx::query($sql)$(.bind($value))*.execute(c).await.map(|done| done.rows_affected()))
    };
}
