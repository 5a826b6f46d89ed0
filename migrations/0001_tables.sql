-- The tables, in SQL that SQLite and PostgreSQL both read; what they cannot share stands in sqlite/ and postgres/.
--
-- uuid      16 bytes on both (a blob in SQLite), made in Rust, ascending in time.
-- moments   bigint, milliseconds since 1970 in UTC: exact on both, and they sort. (As text, '…:00Z' sorts after '…:00.5Z'.)
-- days      text, YYYY-MM-DD.
-- documents text with JSON. Not jsonb: it would reorder keys and refuse \u0000, and nothing here searches inside a document.
-- yes/no    no such column: a moment that is null says "not yet" and says when afterwards.

create table municipality (
    id uuid not null primary key,
    register text not null check (register in ('teryt', 'cut', 'iso')),
    -- Text: a code may begin with a zero.
    code text not null,
    name text not null,
    name_en text,
    -- The name with case folded in Rust: lower('Ł') does nothing in SQLite.
    name_key text not null,
    kind text not null,
    district text not null,
    region text not null,
    population bigint,
    area_ha bigint,
    valid_from text,
    valid_to text,
    unique (register, code)
);
create index municipality_name_key on municipality (name_key, id);

create table network (
    id uuid not null primary key,
    slug text not null unique,
    name text not null
);

create table network_member (
    network_id uuid not null references network (id),
    municipality_id uuid not null references municipality (id),
    primary key (network_id, municipality_id)
);
create index network_member_municipality on network_member (municipality_id, network_id);

create table person (
    id uuid not null primary key,
    email text not null,
    email_key text not null unique,
    name text not null,
    language text not null,
    password_hash text,
    created_at bigint not null,
    disabled_at bigint
);

create table role_grant (
    id uuid not null primary key,
    person_id uuid not null references person (id),
    role text not null check (role in ('administrator', 'expert', 'officer', 'viewer')),
    network_id uuid references network (id),
    municipality_id uuid references municipality (id)
);
-- Nulls are never equal in a unique index, so each combination of nulls has its own.
create unique index role_grant_everywhere on role_grant (person_id, role) where network_id is null and municipality_id is null;
create unique index role_grant_network on role_grant (person_id, role, network_id) where network_id is not null and municipality_id is null;
create unique index role_grant_municipality on role_grant (person_id, role, municipality_id) where network_id is null and municipality_id is not null;
create unique index role_grant_both on role_grant (person_id, role, network_id, municipality_id) where network_id is not null and municipality_id is not null;
create index role_grant_person on role_grant (person_id, id);
create index role_grant_of_network on role_grant (network_id, id);
create index role_grant_of_municipality on role_grant (municipality_id, id);

create table session (
    -- SHA-256 of the cookie's secret; the secret itself is nowhere.
    token_hash text not null primary key,
    person_id uuid not null references person (id),
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    csrf text not null,
    -- The browser and the system it runs on; null until the first request, empty if they are not known.
    device text
);
create index session_person on session (person_id);
create index session_expires_at on session (expires_at);

create table one_time_link (
    token_hash text not null primary key,
    purpose text not null check (purpose in ('setup', 'sign-in')),
    -- Null before the first person exists.
    person_id uuid references person (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index one_time_link_person on one_time_link (person_id);
create index one_time_link_expires_at on one_time_link (expires_at);

create table failed_sign_in (
    -- An account key or a network address, told apart by a prefix that the service gives.
    counter_key text not null primary key,
    window_start bigint not null,
    failures bigint not null
);
create index failed_sign_in_window_start on failed_sign_in (window_start);

create table survey_definition (
    -- SHA-256 of the canonical JSON.
    hash text not null primary key,
    survey_id text not null,
    version text not null,
    document text not null,
    stored_at bigint not null
);
create index survey_definition_survey on survey_definition (survey_id, version, hash);

create table campaign (
    id uuid not null primary key,
    network_id uuid not null references network (id),
    slug text not null unique,
    title text not null,
    survey_id text not null,
    survey_version text not null,
    survey_hash text not null references survey_definition (hash),
    state text not null check (state in ('open', 'closed', 'frozen', 'published')),
    -- Which score ranks and compares: the self-declared one, or the one that experts have verified, where there is one.
    official text not null check (official in ('declared', 'verified')),
    opens_on text not null,
    closes_on text not null,
    created_at bigint not null,
    frozen_at bigint,
    published_at bigint
);
create index campaign_network on campaign (network_id, id);

create table assessment (
    id uuid not null primary key,
    campaign_id uuid not null references campaign (id),
    municipality_id uuid not null references municipality (id),
    state text not null check (state in ('invited', 'in_progress', 'submitted', 'returned', 'replied', 'verified')),
    -- Grows by one with every change; a writer names the revision it has seen.
    revision bigint not null,
    -- The survey version it is answered with: the campaign's when it was created, another one only after the municipality has moved to it.
    survey_hash text not null references survey_definition (hash),
    -- Which questions its municipality wants to be asked: those of the short form, or all.
    form text not null default 'full' check (form in ('short', 'full')),
    -- Question id -> answer record. One document, because a page, a score and an export read all of it.
    document text not null,
    -- While it is returned: the document as it was handed in. Others read this one, for what is being typed is the municipality's own.
    handed_in text,
    -- The compact scored row of an assessment that is handed in: a comparison reads one short row a municipality.
    result text,
    -- What the experts' values make of it, once it is verified: scores, and the answers that differ.
    verified text,
    created_at bigint not null,
    updated_at bigint,
    submitted_at bigint,
    submitted_by uuid references person (id),
    receipt text unique,
    unique (campaign_id, municipality_id)
);
create index assessment_campaign on assessment (campaign_id, id);
create index assessment_municipality on assessment (municipality_id, id);

-- Append-only: the triggers are in sqlite/ and postgres/.
create table answer_history (
    id uuid not null primary key,
    assessment_id uuid not null references assessment (id),
    question text not null,
    version bigint not null,
    answer text not null,
    note text not null,
    author uuid,
    at bigint not null,
    source text not null,
    as_of text,
    grade text check (grade in ('statement', 'document', 'published', 'audited')),
    -- Links and files that back it, as a list in JSON.
    evidence text not null,
    unique (assessment_id, question, version)
);

create table frozen_round (
    campaign_id uuid not null primary key references campaign (id),
    frozen_at bigint not null,
    engine_version text not null,
    survey_hash text not null references survey_definition (hash),
    overview text not null
);

create table round_result (
    campaign_id uuid not null references frozen_round (campaign_id),
    municipality_id uuid not null references municipality (id),
    result text not null,
    primary key (campaign_id, municipality_id)
);
create index round_result_municipality on round_result (municipality_id, campaign_id);

create table audit (
    seq bigint not null primary key,
    at bigint not null,
    -- Not a foreign key: the line stays when the person goes.
    actor uuid,
    action text not null,
    object text not null,
    detail text not null,
    previous_hash text not null,
    hash text not null
);

-- The end of the chain: the row that writers queue on, and what shows that the newest lines were cut off.
create table audit_head (
    id bigint not null primary key check (id = 1),
    seq bigint not null,
    hash text not null
);
insert into audit_head (id, seq, hash) values (1, 0, '');

create table setting (
    setting_key text not null primary key,
    setting_value text not null
);
