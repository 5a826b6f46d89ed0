//! Identifiers and secrets: the only place that asks the machine for randomness.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A new identifier; later ones sort after earlier ones.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for randomness")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// A secret of 256 random bits for links and sessions. It is given out once and kept only as its [`SecretHash`].
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// If the machine gives no randomness.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for randomness")]
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(hex(&bytes)))
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
