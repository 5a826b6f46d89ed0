//! The official registers of municipalities that ship with the program: loaded at the first start, searched when municipalities are invited.

use icu_normalizer::DecomposingNormalizerBorrowed;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{App, Municipality, ServiceError};
use crate::ids::{new_id, sha256_hex};
use crate::lang::{Lang, collate};
use crate::store::municipalities::{self, Register};
use crate::store::{Tx, settings};

/// The gminas of Poland on 1 January 2025, with the seven characters of TERYT.
const TERYT: &str = include_str!("../../registers/teryt-2025.csv");
/// The day from which the codes of [`TERYT`] are valid.
const TERYT_VALID_FROM: Date = date(2025, 1, 1);
/// The day that the population in `TERYT` describes.
pub const POPULATION_ON: Date = date(2024, 12, 31);
/// The day that the area in `TERYT` describes.
pub const AREA_ON: Date = TERYT_VALID_FROM;
/// The communes of Chile with their single territorial codes.
const CUT: &str = include_str!("../../registers/cut.csv");
/// Countries with their ISO 3166-1 codes.
const ISO: &str = include_str!("../../registers/iso.csv");
/// A search shows no more municipalities than this.
pub const MOST_FOUND: u32 = 100;
/// Under this key the database keeps the hash of the registers that it has loaded.
const LOADED: &str = "registers";

#[derive(Deserialize)]
struct TerytRow {
    teryt: String,
    nazwa: String,
    powiat: String,
    wojewodztwo: String,
    ludnosc_2024_12_31: Option<i64>,
    powierzchnia_ha_2025_01_01: Option<i64>,
}

#[derive(Deserialize)]
struct CutRow {
    code: String,
    name: String,
    region: String,
}

#[derive(Deserialize)]
struct IsoRow {
    code: String,
    name_pl: String,
    name_en: String,
}

/// A name as it is searched: case folded and without marks, so that both `Świdwin` and `swidwin` find the town.
pub fn name_key(name: &str) -> String {
    let plain = |letter: char| match letter {
        // The one Polish letter that Unicode does not take apart.
        'ł' => 'l',
        other => other,
    };
    let folded: String = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let is_mark = |letter: &char| matches!(*letter, '\u{300}'..='\u{36f}');
    DecomposingNormalizerBorrowed::new_nfd().normalize(&folded).chars().filter(|letter| !is_mark(letter)).map(plain).collect()
}

/// The name of a municipality in a language: its own, or an English one where there is one.
pub fn name(municipality: &Municipality, lang: Lang) -> &str {
    match (lang, &municipality.name_en) {
        (Lang::En, Some(name)) => name,
        _ => &municipality.name,
    }
}

/// Every municipality of the registers that ship with the program.
///
/// # Errors
/// If a register cannot be read, which the tests rule out.
pub fn shipped() -> Result<Vec<Municipality>, ServiceError> {
    let teryt = rows::<TerytRow>(TERYT)?.into_iter().map(|row| Municipality {
        kind: kind(&row.teryt).to_owned(),
        district: row.powiat,
        region: row.wojewodztwo,
        population: row.ludnosc_2024_12_31,
        area_ha: row.powierzchnia_ha_2025_01_01,
        valid_from: Some(TERYT_VALID_FROM),
        ..plain(Register::Teryt, row.teryt, row.nazwa)
    });
    let cut = rows::<CutRow>(CUT)?.into_iter().map(|row| Municipality { region: row.region, ..plain(Register::Cut, row.code, row.name) });
    let iso = rows::<IsoRow>(ISO)?.into_iter().map(|row| Municipality { name_en: Some(row.name_en), ..plain(Register::Iso, row.code, row.name_pl) });
    Ok(teryt.chain(cut).chain(iso).collect())
}

fn rows<T: DeserializeOwned>(register: &str) -> Result<Vec<T>, ServiceError> {
    csv::Reader::from_reader(register.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| ServiceError::Internal(format!("a register cannot be read: {error}")))
}

fn plain(register: Register, code: String, name: String) -> Municipality {
    Municipality {
        id: new_id(),
        register,
        code,
        name_key: name_key(&name),
        name,
        name_en: None,
        kind: String::new(),
        district: String::new(),
        region: String::new(),
        population: None,
        area_ha: None,
        valid_from: None,
        valid_to: None,
    }
}

/// The kind of a gmina: the last of the seven characters of its code.
fn kind(teryt: &str) -> &'static str {
    match teryt.as_bytes().last() {
        Some(b'1') => "urban",
        Some(b'2') => "rural",
        Some(b'3') => "urban-rural",
        _ => "",
    }
}

/// Loads the registers, unless the database has these very ones already. Municipalities that are known keep their ids. Gives how many were written.
///
/// # Errors
/// If the store fails; then nothing of the registers stays.
pub async fn load(app: &App) -> Result<u64, ServiceError> {
    let hash = sha256_hex([TERYT, CUT, ISO].concat().as_bytes());
    let mut tx = app.db().write().await?;
    if settings::get(&mut tx, LOADED).await?.as_deref() == Some(hash.as_str()) {
        return Ok(0);
    }
    let written = municipalities::save_many(&mut tx, &shipped()?).await?;
    settings::set(&mut tx, LOADED, &hash).await?;
    app.note(&mut tx, None, "registers.load", "registers", &written).await?;
    tx.commit().await?;
    Ok(written)
}

/// Municipalities whose name begins with a text, or that have it as their code; by name, then by code. An empty text finds none.
///
/// # Errors
/// If the store fails.
pub async fn search(tx: &mut Tx, lang: Lang, text: &str, limit: u32) -> Result<Vec<Municipality>, ServiceError> {
    let key = name_key(text);
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = municipalities::by_name_prefix(tx, &key, limit).await?;
    for register in Register::ALL {
        if let Some(exact) = municipalities::by_code(tx, *register, text.trim()).await?
            && found.iter().all(|known| known.id != exact.id)
        {
            found.push(exact);
        }
    }
    sort(lang, &mut found);
    Ok(found)
}

/// Sorts municipalities by name, those of one name by code.
pub fn sort(lang: Lang, municipalities: &mut [Municipality]) {
    municipalities.sort_by(|left, right| left.code.cmp(&right.code));
    collate::sort_names(lang, municipalities, |municipality| name(municipality, lang));
}
