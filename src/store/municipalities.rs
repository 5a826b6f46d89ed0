//! Municipalities: the bodies that are assessed, as the official registers list them.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::column::{MaybeDay, to_json};
use super::{StoreError, Tx};

words! {
    /// The register that a municipality's code comes from.
    Register {
        /// The Polish register of territorial units (7 characters with the kind).
        Teryt = "teryt",
        /// The Chilean single territorial codes.
        Cut = "cut",
        /// ISO 3166-2.
        Iso = "iso",
    }
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Municipality {
    /// Id, ours.
    #[sqlx(rename = "municipality_id")]
    pub id: Uuid,
    /// The register of the code.
    #[sqlx(try_from = "String")]
    pub register: Register,
    /// Its code in the register: text, it may begin with a zero. Unique in the register.
    pub code: String,
    /// Its name in its own language; names repeat, so show kind and region beside it.
    pub name: String,
    /// Its name in English, where there is another one.
    pub name_en: Option<String>,
    /// The name as it is searched: case folded by the caller.
    pub name_key: String,
    /// For TERYT `urban`, `rural` or `urban-rural`; otherwise empty.
    pub kind: String,
    /// The district (powiat); empty if the register has none.
    pub district: String,
    /// The region (voivodeship).
    pub region: String,
    /// Residents.
    pub population: Option<i64>,
    /// Area in hectares.
    pub area_ha: Option<i64>,
    /// First day on which the code is valid.
    #[sqlx(try_from = "MaybeDay")]
    pub valid_from: Option<Date>,
    /// Last day on which the code is valid.
    #[sqlx(try_from = "MaybeDay")]
    pub valid_to: Option<Date>,
}

statements! {
    BY_ID = "select id as municipality_id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to
        from municipality where id = $1";
    BY_CODE = "select id as municipality_id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to
        from municipality where register = $1 and code = $2";
    BY_NAME = "select id as municipality_id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to
        from municipality where name_key >= $1 and name_key < $2 order by name_key, id limit $3";
    COUNT = "select count(*) as municipalities from municipality";
    @by_dialect
    BY_IDS = {
        sqlite: "select id as municipality_id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to
            from municipality where id in (select unhex(j.value, '-') from json_each($1) as j) order by id",
        postgres: "select id as municipality_id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to
            from municipality where id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($1 as jsonb)) as j (value)) order by id"
    };
    CODES = {
        sqlite: "select distinct code from municipality where code in (select j.value from json_each($1) as j)",
        postgres: "select distinct code from municipality
            where code in (select j.value from jsonb_array_elements_text(cast($1 as jsonb)) as j (value))"
    };
    SAVE_MANY = {
        sqlite: "insert into municipality
                (id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to)
            select unhex(j.value ->> 'id', '-'), j.value ->> 'register', j.value ->> 'code', j.value ->> 'name', j.value ->> 'name_en',
                j.value ->> 'name_key', j.value ->> 'kind', j.value ->> 'district', j.value ->> 'region', j.value ->> 'population',
                j.value ->> 'area_ha', j.value ->> 'valid_from', j.value ->> 'valid_to'
            from json_each($1) as j where true
            on conflict (register, code) do update set name = excluded.name, name_en = excluded.name_en, name_key = excluded.name_key,
                kind = excluded.kind, district = excluded.district, region = excluded.region, population = excluded.population,
                area_ha = excluded.area_ha, valid_from = excluded.valid_from, valid_to = excluded.valid_to",
        postgres: "insert into municipality
                (id, register, code, name, name_en, name_key, kind, district, region, population, area_ha, valid_from, valid_to)
            select j.id, j.register, j.code, j.name, j.name_en, j.name_key, j.kind, j.district, j.region, j.population, j.area_ha, j.valid_from, j.valid_to
            from jsonb_to_recordset(cast($1 as jsonb)) as j (id uuid, register text, code text, name text, name_en text, name_key text, kind text,
                district text, region text, population bigint, area_ha bigint, valid_from text, valid_to text)
            on conflict (register, code) do update set name = excluded.name, name_en = excluded.name_en, name_key = excluded.name_key,
                kind = excluded.kind, district = excluded.district, region = excluded.region, population = excluded.population,
                area_ha = excluded.area_ha, valid_from = excluded.valid_from, valid_to = excluded.valid_to"
    };
}

/// Inserts municipalities in one statement; one whose register and code are known already is brought up to date and **keeps the id it has**.
/// Gives the number of rows inserted or updated.
///
/// # Errors
/// [`StoreError::Conflict`] if an id is taken by another code; on PostgreSQL [`StoreError::Other`] if a code stands twice in `rows`.
pub async fn save_many(tx: &mut Tx, rows: &[Municipality]) -> Result<u64, StoreError> {
    let (sql, rows) = (SAVE_MANY.of(tx), to_json(rows)?);
    Ok(execute!(tx, sql, &rows)?)
}

/// The municipality with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Municipality>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The municipalities with these ids, in the order of their ids; unknown ids are left out.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_ids(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Municipality>, StoreError> {
    let (sql, ids) = (BY_IDS.of(tx), to_json(ids)?);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await)?)
}

/// Which of these codes any register has, in the order of their bytes.
///
/// # Errors
/// See [`StoreError`].
pub async fn codes(tx: &mut Tx, codes: &[&str]) -> Result<Vec<String>, StoreError> {
    let (sql, codes) = (CODES.of(tx), to_json(codes)?);
    let mut found: Vec<String> = on!(tx, c => sqlx::query_scalar(sql).bind(&codes).fetch_all(c).await)?;
    // The databases sort texts each in its own way.
    found.sort_unstable();
    Ok(found)
}

/// The municipality with a code in a register.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_code(tx: &mut Tx, register: Register, code: &str) -> Result<Option<Municipality>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_CODE).bind(register.as_str()).bind(code).fetch_optional(c).await)?)
}

/// At most `limit` municipalities whose name begins with a prefix (case folded as [`Municipality::name_key`] is), ordered by the bytes of the key.
/// An empty prefix finds all.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_name_prefix(tx: &mut Tx, prefix: &str, limit: u32) -> Result<Vec<Municipality>, StoreError> {
    // The last character there is: every key with the prefix sorts before it.
    let end = format!("{prefix}{}", char::MAX);
    Ok(on!(tx, c => sqlx::query_as(BY_NAME).bind(prefix).bind(&end).bind(i64::from(limit)).fetch_all(c).await)?)
}

/// How many municipalities there are.
///
/// # Errors
/// See [`StoreError`].
pub async fn count(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(COUNT).fetch_one(c).await)?)
}
