//! Importing public figures: every fault by row and column, what would change, all or nothing, once.

use axum::http::StatusCode;
use miernik::store::{audit, municipalities, public_values};

use crate::fill_in::public::survey;
use crate::support::world::{World, municipality};
use crate::support::{Seen, Site, Visitor};

both!(
    a_sheet_is_shown_and_then_taken_once,
    every_fault_is_named_and_nothing_is_taken,
    what_was_not_seen_is_not_taken,
    large_files_are_refused_in_words
);

const PAGE: &str = "/pl/admin/networks/miasta/public-data";
const HEADER: &str = "municipality,indicator,value,date,source\n";

async fn set_up(site: &Site) -> (World, Visitor) {
    let world = World::set_up(site, &survey()).await;
    let mut tx = site.app.db().write().await.unwrap();
    municipalities::save_many(&mut tx, &[municipality("0604011", "Hrubieszów", "lubelskie")]).await.unwrap();
    tx.commit().await.unwrap();
    let visitor = site.signed_in(world.administrator).await;
    (world, visitor)
}

async fn send(visitor: &Visitor, sheet: &[u8]) -> Seen {
    let form = visitor.get(PAGE).await.form_to(PAGE);
    visitor.upload(PAGE, &[("csrf", form.value("csrf").unwrap())], sheet).await
}

async fn take(visitor: &Visitor, preview: &Seen) -> Seen {
    visitor.submit(&preview.form_to(&format!("{PAGE}/take"))).await
}

async fn figures(site: &Site, world: &World) -> Vec<String> {
    let mut tx = site.app.db().read().await.unwrap();
    let values = public_values::of_network(&mut tx, world.campaign.network_id).await.unwrap();
    let mut lines: Vec<String> = values.iter().map(|value| format!("{} {} {} {}", value.indicator, value.value, value.as_of, value.source)).collect();
    lines.sort();
    lines
}

async fn notes(site: &Site) -> Vec<String> {
    let mut tx = site.app.db().read().await.unwrap();
    let lines = audit::newest(&mut tx, i64::MAX, 100).await.unwrap();
    lines.into_iter().filter(|line| line.action == "network.public-data").map(|line| line.detail.to_string()).collect()
}

async fn a_sheet_is_shown_and_then_taken_once(site: &Site) {
    let (world, visitor) = set_up(site).await;
    let page = visitor.get(PAGE).await;
    assert!(page.text().contains("spending Ile?") && page.text().contains("Nie wczytano jeszcze żadnych liczb."), "{}", page.text());
    let sheet = format!(
        "{HEADER}2478011,spending,1234.5,2024-12-31,Rb-28S <b>\n3216011,spending,10,2024-12-31,Rb-28S\n0604011,spending,1,2024-12-31,Rb-28S\n"
    );
    let preview = send(&visitor, sheet.as_bytes()).await;
    assert_eq!(preview.status, StatusCode::OK);
    for words in
        ["Nowe liczby: 2. Zmienione: 0. Bez zmian: 0.", "Liczby gmin spoza sieci: 1.", "Zabrze 2478011 spending 1 234,5 31 grudnia 2024 Rb-28S <b>"]
    {
        assert!(preview.text().contains(words), "{words}: {}", preview.text());
    }
    assert_eq!(figures(site, &world).await, Vec::<String>::new(), "nothing is taken before it was seen");
    let seen = take(&visitor, &preview).await;
    assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, "/pl/admin/networks/miasta/public-data?taken=2"));
    assert_eq!(figures(site, &world).await, ["spending 10 2024-12-31 Rb-28S", "spending 1234.5 2024-12-31 Rb-28S <b>"]);
    // Sent twice, and the same file again: nothing more happens.
    assert_eq!(take(&visitor, &preview).await.location, "/pl/admin/networks/miasta/public-data?taken=before");
    let again = send(&visitor, sheet.as_bytes()).await;
    assert!(again.text().contains("Bez zmian: 2.") && again.text().contains("Ten plik niczego nie zmienia."), "{}", again.text());
    assert!(!again.body.contains("/public-data/take"));
    let newer =
        send(&visitor, format!("{HEADER}2478011,spending,1300,2025-12-31,Rb-28S\n3216011,spending,10.0,31.12.2024,Rb-28S\n").as_bytes()).await;
    for words in ["Nowe liczby: 0. Zmienione: 1. Bez zmian: 1.", "1 300 31 grudnia 2025 Rb-28S 1 234,5 (stan na 31 grudnia 2024) Rb-28S <b>"] {
        assert!(newer.text().contains(words), "{words}: {}", newer.text());
    }
    take(&visitor, &newer).await;
    assert_eq!(figures(site, &world).await, ["spending 10 2024-12-31 Rb-28S", "spending 1300 2025-12-31 Rb-28S"]);
    assert_eq!(notes(site).await.len(), 2, "one line of the log for each that was taken");
    let page = visitor.get(&format!("{PAGE}?taken=1")).await;
    assert!(page.text().contains("Wczytane liczby: 1.") && page.text().contains("Zabrze 2478011 spending 1 300"), "{}", page.text());
}

async fn every_fault_is_named_and_nothing_is_taken(site: &Site) {
    let (world, visitor) = set_up(site).await;
    let rows = "9999999,spending,1,2024-12-31,GUS\n604011,spending,1,2024-12-31,GUS\n2478011,spending,1,2024-12-31,GUS\n";
    let seen = send(&visitor, format!("{HEADER}{rows}").as_bytes()).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Wiersz 2, kolumna municipality: żaden rejestr nie zna kodu „9999999”",
        "Wiersz 3, kolumna municipality: żaden rejestr nie zna kodu „604011”; inny program mógł usunąć zero z początku, może chodzi o 0604011",
        "Nic nie zostało wczytane.",
    ] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    let rows = "2478011,speding,<b>,2024-02-30,GUS\n2478011,population,1,2999-01-01,GUS\n2478011,spending,1,2024-12-31,GUS\n2478011,spending,2,2024-12-31,GUS\n";
    let seen = send(&visitor, format!("{HEADER}{rows}").as_bytes()).await;
    for words in [
        "Wiersz 2, kolumna indicator: „speding” nie jest wskaźnikiem z poniższej listy",
        "Wiersz 2, kolumna value: „<b>” nie jest liczbą",
        "Wiersz 2, kolumna date: „2024-02-30” nie jest datą",
        "Wiersz 3, kolumna indicator: „population” nie jest wskaźnikiem",
        "Wiersz 3, kolumna date: ten dzień jeszcze nie nadszedł",
        "Wiersz 5: ta gmina i ten wskaźnik są już w wierszu 4",
    ] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    let cp1250 = [HEADER.as_bytes(), b"2478011,spending,1,2024-12-31,\xacr\xf3d\xb3o\n"].concat();
    assert!(send(&visitor, &cp1250).await.text().contains("Wiersz 2, kolumna source: plik nie jest zapisany jako UTF-8"));
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(HEADER.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(send(&visitor, &utf16).await.text().contains("Wiersz 1: plik nie jest zapisany jako UTF-8"));
    assert!(send(&visitor, b"").await.text().contains("Proszę wybrać plik"));
    assert_eq!((figures(site, &world).await.len(), notes(site).await.len()), (0, 0));
}

async fn what_was_not_seen_is_not_taken(site: &Site) {
    let (world, visitor) = set_up(site).await;
    let sheet = |value: u32| format!("{HEADER}2478011,spending,{value},2024-12-31,GUS\n").into_bytes();
    let mine = send(&visitor, &sheet(1)).await;
    let other = site
        .signed_in(
            crate::support::world::person(site, "Ida Lis", Some((miernik::service::Role::Administrator, (Some(world.campaign.network_id), None))))
                .await,
        )
        .await;
    let theirs = send(&other, &sheet(2)).await;
    assert_eq!(take(&other, &theirs).await.status, StatusCode::SEE_OTHER);
    let seen = take(&visitor, &mine).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Poniżej jest to, co plik zmieni teraz.") && seen.text().contains("Zmienione: 1."), "{}", seen.text());
    assert_eq!(figures(site, &world).await, ["spending 2 2024-12-31 GUS"]);
    assert_eq!(take(&visitor, &seen).await.status, StatusCode::SEE_OTHER);
    assert_eq!(figures(site, &world).await, ["spending 1 2024-12-31 GUS"]);
}

async fn large_files_are_refused_in_words(site: &Site) {
    let (world, visitor) = set_up(site).await;
    let row = "2478011,spending,1,2024-12-31,GUS\n";
    let many =
        send(&visitor, format!("{HEADER}{}", (0..21_000).map(|at| format!("{at:07},spending,1,2024-12-31,GUS\n")).collect::<String>()).as_bytes())
            .await;
    assert!(many.text().contains("Wiersz 20002: więcej niż 20 000 wierszy"), "{}", many.text());
    // A million rows: 35 MB.
    let million = send(&visitor, format!("{HEADER}{}", row.repeat(1_000_000)).as_bytes()).await;
    assert_eq!(million.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(million.text().contains("plik jest za duży; proszę podzielić go na części, najwyżej 20 000 wierszy"), "{}", million.text());
    assert_eq!(figures(site, &world).await, Vec::<String>::new());
}
