-- Passkeys (Web Authentication), and the ceremonies in which one is added or shown.

create table passkey (
    id uuid not null primary key,
    person_id uuid not null references person (id),
    -- The authenticator's own id of it, in base64url. One credential belongs to one person.
    credential_id text not null unique,
    name text not null,
    -- JSON: the public key and how often it was used; the private key never leaves the authenticator.
    credential text not null,
    created_at bigint not null,
    used_at bigint
);
create index passkey_person on passkey (person_id, created_at, id);

-- What was asked of an authenticator and is still to be answered: once, and soon.
create table passkey_ceremony (
    -- SHA-256 of the secret that the form carries; the secret itself is nowhere.
    token_hash text not null primary key,
    purpose text not null check (purpose in ('add', 'show')),
    -- Who is asked; null where the answer says who signs in.
    person_id uuid references person (id),
    -- JSON: the challenge and what has to hold of the answer.
    state text not null,
    expires_at bigint not null
);
create index passkey_ceremony_person on passkey_ceremony (person_id);
create index passkey_ceremony_expires_at on passkey_ceremony (expires_at);
