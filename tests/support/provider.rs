//! A provider of identities on this machine that says what a test tells it to, also what is wrong.

use std::sync::{Arc, Mutex};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The secret of the client.
pub const SECRET: &str = "a-secret-of-the-tests";

/// How an ID token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// By the key that the provider publishes.
    Well,
    /// By another key under the same name.
    ByAnother,
    /// By the secret that the client knows, too.
    BySecret,
    /// Not at all.
    Not,
}

/// What the provider says next.
#[derive(Debug, Clone)]
pub struct Said {
    /// The claims of the ID token.
    pub claims: Value,
    pub signed: Signed,
    /// The form that came to the token endpoint.
    pub asked: String,
}

/// A provider that listens.
#[derive(Clone)]
pub struct StubProvider {
    pub issuer: String,
    pub said: Arc<Mutex<Said>>,
    key: Arc<EcdsaKeyPair>,
}

fn encoded(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

impl StubProvider {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let said = Said { claims: Value::Null, signed: Signed::Well, asked: String::new() };
        let stub = Self { issuer, said: Arc::new(Mutex::new(said)), key: Arc::new(key()) };
        let serving = stub.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let stub = serving.clone();
                tokio::spawn(async move { stub.answer(stream).await });
            }
        });
        stub
    }

    /// Reads one request and answers it; the connection ends with it.
    async fn answer(&self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        let (head, body) = loop {
            let mut chunk = [0; 4096];
            let read = stream.read(&mut chunk).await.unwrap();
            bytes.extend_from_slice(&chunk[..read]);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n").filter(|_| read > 0) else { continue };
            let length = head.to_lowercase().split("content-length: ").nth(1).map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
            if body.len() >= length {
                break (head.to_owned(), body.to_owned());
            }
        };
        let answer = self.say(head.split(' ').nth(1).unwrap(), &body).to_string();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", answer.len());
        stream.write_all((head + &answer).as_bytes()).await.unwrap();
    }

    fn say(&self, path: &str, body: &str) -> Value {
        match path {
            "/.well-known/openid-configuration" => json!({
                "issuer": self.issuer,
                "authorization_endpoint": format!("{}/auth", self.issuer),
                "token_endpoint": format!("{}/token", self.issuer),
                "jwks_uri": format!("{}/jwks", self.issuer),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
            }),
            "/jwks" => {
                let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
                json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one", "x": encoded(x), "y": encoded(y) }] })
            }
            "/token" => {
                let mut said = self.said.lock().unwrap();
                body.clone_into(&mut said.asked);
                json!({ "access_token": "an-access-token", "token_type": "Bearer", "id_token": self.token(&said) })
            }
            other => panic!("asked for {other}"),
        }
    }

    fn token(&self, said: &Said) -> String {
        let algorithm = match said.signed {
            Signed::Well | Signed::ByAnother => "ES256",
            Signed::BySecret => "HS256",
            Signed::Not => "none",
        };
        let signed =
            format!("{}.{}", encoded(json!({ "alg": algorithm, "kid": "one" }).to_string().as_bytes()), encoded(said.claims.to_string().as_bytes()));
        let random = SystemRandom::new();
        let signature = match said.signed {
            Signed::Well => self.key.sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec(),
            Signed::ByAnother => key().sign(&random, signed.as_bytes()).unwrap().as_ref().to_vec(),
            Signed::BySecret => hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes()), signed.as_bytes()).as_ref().to_vec(),
            Signed::Not => Vec::new(),
        };
        format!("{signed}.{}", encoded(&signature))
    }
}
