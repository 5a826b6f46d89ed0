//! The public pages: anybody may read them, in both languages.

use miernik::ids::sha256_hex;

use crate::support::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_reads_the_first_page_and_every_questionnaire() {
    let site = Site::on_sqlite().await;
    let visitor = site.visitor();
    for lang in ["pl", "en"] {
        assert_eq!(visitor.get(&format!("/{lang}")).await.status.as_u16(), 200);
        for survey in site.app.surveys().shipped() {
            let address = format!("/{lang}/surveys/{}/{}", survey.meta.id, survey.meta.version);
            let page = visitor.get(&address).await;
            assert!(page.status.is_success() && page.text().contains(&survey.hash), "{address}");
            let mut asked = 0;
            for (_, node, questions) in survey.sections() {
                let section = visitor.get(&format!("{address}/{}", node.id)).await;
                assert!(section.status.is_success() && section.body.len() < 200_000, "{address}/{}", node.id);
                asked += section.body.matches("<section class=\"m-question\"").count();
                assert_eq!(section.body.matches("<section class=\"m-question\"").count(), questions.len());
            }
            assert_eq!(asked, survey.questions.len());
            let json = visitor.get(&format!("{address}/definition.json")).await.body;
            assert_eq!(sha256_hex(json.as_bytes()), survey.hash, "the JSON is what the hash is of");
            let toml = visitor.get(&format!("{address}/definition.toml")).await.body;
            let read = miernik::engine::read(&toml, miernik::engine::Notation::Toml).unwrap();
            assert_eq!(read.survey.hash, survey.hash);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shares_of_the_parts_make_a_whole() {
    let site = Site::on_sqlite().await;
    for survey in site.app.surveys().shipped() {
        let text = site.visitor().get(&format!("/en/surveys/{}/{}", survey.meta.id, survey.meta.version)).await.text();
        let rest = text.split_once("Share of the score").unwrap().1;
        let parts = rest.split_once("Maturity levels").map_or(rest, |(parts, _)| parts);
        let sum: f64 = parts.split(' ').filter_map(|word| word.strip_suffix('%')?.parse::<f64>().ok()).sum();
        assert!((sum - 100.0).abs() < 1.0, "{}: {sum}", survey.meta.id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_not_found() {
    let visitor = Site::on_sqlite().await.visitor();
    for path in ["/de", "/pl/surveys/odm/2022", "/pl/surveys/odm/2023/nothing", "/pl/surveys/x/1/definition.toml", "/pl/surveys/..%2f..%2fCargo/toml"]
    {
        assert_eq!(visitor.get(path).await.status.as_u16(), 404, "{path}");
    }
}
