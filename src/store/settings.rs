//! Settings of the whole installation: a text for a key.

use super::{StoreError, Tx};

statements! {
    GET = "select setting_value from setting where setting_key = $1";
    SET = "insert into setting (setting_key, setting_value) values ($1, $2)
        on conflict (setting_key) do update set setting_value = excluded.setting_value";
    SET_ONCE = "insert into setting (setting_key, setting_value) values ($1, $2) on conflict (setting_key) do nothing";
}

/// The text of a key.
///
/// # Errors
/// See [`StoreError`].
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(GET).bind(key).fetch_optional(c).await)?)
}

/// Sets the text of a key.
///
/// # Errors
/// See [`StoreError`].
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    execute!(tx, SET, key, value)?;
    Ok(())
}

/// Sets the text of a key that has none yet; another text stays. Of two processes that try at once, one succeeds: read afterwards which.
///
/// # Errors
/// See [`StoreError`].
pub async fn set_once(tx: &mut Tx, key: &str, value: &str) -> Result<(), StoreError> {
    execute!(tx, SET_ONCE, key, value)?;
    Ok(())
}
