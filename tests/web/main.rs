//! The service as people meet it, through its pages; the ids (L1, C1, S8, V5 …) are those of the list of known dangers.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../support/authenticator.rs"]
mod authenticator;
#[expect(dead_code, reason = "three kinds of harm are enough for the pages")]
#[path = "../support/bombs.rs"]
mod bombs;
#[path = "../support/provider.rs"]
mod provider;
#[path = "../support/mod.rs"]
mod support;

/// One test on both databases.
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name(&crate::support::Site::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let site = crate::support::Site::on_postgres().await;
                super::$name(&site).await;
                site.app.db().close().await;
            }
        })+
    };
}

/// One test on both databases, with a service that sends letters.
macro_rules! both_with_mail {
    ($($name:ident),+ $(,)?) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let db = miernik::store::Db::open_sqlite_memory().await.unwrap();
                super::$name(&crate::support::Site::with_mail(db).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let db = miernik::store::Db::connect_postgres(&crate::support::postgres::empty_database().await).await.unwrap();
                let site = crate::support::Site::with_mail(db).await;
                super::$name(&site).await;
                site.app.db().close().await;
            }
        })+
    };
}

/// Running the service as its administrators do it.
mod admin {
    mod campaigns;
    mod demo;
    mod office;
    mod passkeys;
    mod people;
    mod provider;
    mod public;
    mod public_data;
    mod registers;
    mod rights;
    mod second_factor;
    mod sessions;
    mod set_up;
    mod sign_in;
}

/// Filling in as the people of a city do it.
mod fill_in {
    mod asked;
    mod autosave;
    mod checks;
    mod conflicts;
    pub mod delegation;
    mod entries;
    mod evidence;
    mod files;
    mod history;
    mod interleavings;
    mod kept;
    pub mod public;
    pub mod review;
    mod rights;
    mod submission;
    mod tasks;
    mod unsaved;
    mod versions;
    mod views;
    mod workbook;
}

/// Letters by e-mail.
mod mail {
    mod killed;
    mod letters;
    mod links;
    mod reminders;
    mod rounds;
}

/// Results, comparison, explanations and exports as people see them.
mod results {
    mod chile;
    mod confidential;
    mod explain;
    mod files;
    mod final_numbers;
    mod rights;
    mod round;
}

mod rights;
