-- The second factor: codes that change every 30 seconds (RFC 6238), and recovery codes for when the device is gone.

create table second_factor (
    person_id uuid not null primary key references person (id),
    -- In base32, in the clear: each code is computed from it.
    secret text not null,
    created_at bigint not null,
    -- Null while it is being set up: it is not asked for before a first code was right.
    confirmed_at bigint,
    -- The last interval whose code was used: a code works once.
    last_step bigint not null
);

create table recovery_code (
    -- SHA-256 of person and code; the code itself is nowhere.
    code_hash text not null primary key,
    person_id uuid not null references person (id),
    used_at bigint
);
create index recovery_code_person on recovery_code (person_id);

-- A sign-in of which only the first half is done: the password or the link was right, the second factor is still to be shown or to be set up.
create table half_sign_in (
    -- SHA-256 of the cookie's secret; the secret itself is nowhere.
    token_hash text not null primary key,
    person_id uuid not null references person (id),
    wants text not null check (wants in ('code', 'set-up')),
    created_at bigint not null,
    expires_at bigint not null,
    csrf text not null
);
create index half_sign_in_person on half_sign_in (person_id);
create index half_sign_in_expires_at on half_sign_in (expires_at);
