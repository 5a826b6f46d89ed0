//! Identifiers and secrets: the only place that asks the machine for randomness.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A new identifier; later ones sort after earlier ones.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for randomness")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Random bytes, for secrets that are not given out as [`Secret`]s.
///
/// # Errors
/// If the machine gives no randomness.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for randomness")]
pub fn random_bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A secret of 256 random bits for links and sessions. It is given out once and kept only as its [`SecretHash`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// If the machine gives no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(hex(&random_bytes::<32>()?)))
    }

    /// A secret that came in from outside, if it has the form of one (64 hexadecimal digits).
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The secret in the clear, for the one link or cookie that carries it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept.
    pub fn hash(&self) -> SecretHash {
        SecretHash(sha256_hex(self.0.as_bytes()))
    }
}

/// What only the holder of a key can have written under a message: HMAC-SHA-256 (RFC 2104), in lower-case hexadecimal.
pub fn sign(key: &Secret, message: &str) -> String {
    keyed(key, message).map(|code| hex(&code.finalize().into_bytes())).unwrap_or_default()
}

/// Whether a signature belongs to a message; takes as long for a wrong one as for the right one.
pub fn is_signed(key: &Secret, message: &str, signature: &str) -> bool {
    let bytes: Option<Vec<u8>> = (0..signature.len()).step_by(2).map(|at| u8::from_str_radix(signature.get(at..at + 2)?, 16).ok()).collect();
    bytes.zip(keyed(key, message)).is_some_and(|(bytes, code)| code.verify_slice(&bytes).is_ok())
}

/// The code of a message under a key; a key of this kind may have any length, so there always is one.
fn keyed(key: &Secret, message: &str) -> Option<Hmac<Sha256>> {
    let mut code = Hmac::<Sha256>::new_from_slice(key.0.as_bytes()).ok()?;
    code.update(message.as_bytes());
    Some(code)
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The SHA-256 of a secret, in hexadecimal: what the database keeps and looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretHash(pub String);

/// The SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
