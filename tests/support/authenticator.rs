//! An authenticator in software: makes and shows passkeys (ES256, attestation "none"), and can be told to misbehave.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use miernik::ids::random_bytes;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// Flags of authenticator data: somebody was there, and was recognised; the data holds a credential.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

/// One passkey on one authenticator.
pub struct Authenticator {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    /// Whose it is, by the handle that the service gave.
    pub user: Vec<u8>,
    /// How often it was used.
    pub counter: u32,
    /// What the browser says it is at.
    pub origin: String,
    /// Whether the person showed a finger, a face or a PIN.
    pub is_verified: bool,
}

fn encoded(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(value: &Value) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap()
}

/// A byte string in CBOR (RFC 8949).
fn bytes(value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap().to_be_bytes();
    [&[0x59, length[0], length[1]], value].concat()
}

/// A text of fewer than 24 bytes in CBOR.
fn text(value: &str) -> Vec<u8> {
    [&[0x60 | u8::try_from(value.len()).unwrap()], value.as_bytes()].concat()
}

impl Authenticator {
    pub fn new(origin: &str) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let id = random_bytes::<32>().unwrap().to_vec();
        Self { key, id, user: Vec::new(), counter: 1, origin: origin.to_owned(), is_verified: true }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false }).to_string().into_bytes()
    }

    fn data(&self, rp_id: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.is_verified { VERIFIED } else { 0 };
        [digest(&SHA256, rp_id.as_bytes()).as_ref(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// Makes the passkey that is asked for.
    pub fn create(&mut self, options: &Value) -> String {
        self.user = decoded(&options["user"]["id"]);
        // An uncompressed point: 4, x, y. As a COSE key (RFC 9053): type EC2, ES256, P-256, x, y.
        let point = self.key.public_key().as_ref();
        let (x, y) = point[1..].split_at(32);
        let cose = [vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21], bytes(x), vec![0x22], bytes(y)].concat();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [self.data(options["rp"]["id"].as_str().unwrap(), HAS_CREDENTIAL), vec![0; 16], length.to_vec(), self.id.clone(), cose].concat();
        let object = [vec![0xa3], text("fmt"), text("none"), text("attStmt"), vec![0xa0], text("authData"), bytes(&data)].concat();
        let id = encoded(&self.id);
        let response = json!({ "attestationObject": encoded(&object), "clientDataJSON": encoded(&self.client_data("webauthn.create", options)), "transports": ["internal"] });
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} }).to_string()
    }

    /// Shows the passkey; the counter goes up before.
    pub fn get(&mut self, options: &Value) -> String {
        self.counter += 1;
        let data = self.data(options["rpId"].as_str().unwrap(), 0);
        let client = self.client_data("webauthn.get", options);
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let id = encoded(&self.id);
        let response = json!({
            "authenticatorData": encoded(&data),
            "clientDataJSON": encoded(&client),
            "signature": encoded(signature.as_ref()),
            "userHandle": encoded(&self.user),
        });
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": {} }).to_string()
    }

    /// Its id, as pages write it.
    pub fn id(&self) -> String {
        encoded(&self.id)
    }
}
