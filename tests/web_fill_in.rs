//! Filling in as the people of a city do it, through the pages; the ids (L1, C1 …) are those of the list of known dangers.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[expect(dead_code, reason = "each test program uses a part of it")]
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

#[path = "web_fill_in"]
mod stories {
    mod conflicts;
    mod entries;
    mod rights;
    mod submission;
    mod tasks;
}
