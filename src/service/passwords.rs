//! Passwords: hashed with Argon2id, checked in a bounded number at a time so that a flood of sign-ins cannot exhaust memory.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::ServiceError;

/// Passwords have at least this many characters.
pub const SHORTEST: usize = 12;
/// And at most this many.
pub const LONGEST: usize = 256;
/// Memory of one computation in KiB, rounds, lanes: the recommendation of OWASP's password storage cheat sheet for Argon2id.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// How many are computed at a time; 2 × 19 MiB.
const AT_A_TIME: usize = 2;

/// Hashes and checks passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Passwords {
    pub(super) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_A_TIME)) }
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// If the machine gives no randomness or the computation fails.
    pub async fn hash(&self, password: &str) -> Result<String, ServiceError> {
        let password = password.to_owned();
        self.compute(move || {
            let argon2 = argon2()?;
            let hash = argon2.hash_password(password.as_bytes()).map_err(|error| ServiceError::Internal(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password fits its hash. Without a hash (unknown person) the same work is done and the answer is no, so that time tells nothing.
    ///
    /// # Errors
    /// If the computation cannot be done.
    pub async fn fits(&self, password: &str, hash: Option<String>) -> Result<bool, ServiceError> {
        let password = password.to_owned();
        self.compute(move || {
            let argon2 = argon2()?;
            match hash {
                Some(hash) => {
                    let hash = PasswordHash::new(&hash).map_err(|error| ServiceError::Internal(error.to_string()))?;
                    Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
                }
                None => {
                    // The result is of no interest, the work is.
                    let _ = argon2.hash_password(password.as_bytes());
                    Ok(false)
                }
            }
        })
        .await
    }

    async fn compute<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static) -> Result<T, ServiceError> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| ServiceError::Internal("the process is stopping".to_owned()))?;
        tokio::task::spawn_blocking(move || {
            let result = work();
            drop(place);
            result
        })
        .await
        .map_err(|error| ServiceError::Internal(error.to_string()))?
    }
}

fn argon2() -> Result<Argon2<'static>, ServiceError> {
    let (memory, rounds, lanes) = COST;
    let params = Params::new(memory, rounds, lanes, None).map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
