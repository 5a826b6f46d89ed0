-- Delegation: an officer asks somebody without an account to answer some sections of one assessment.

create table delegation (
    -- Also the author of the answers that come through it, in the history and in the audit log.
    id uuid not null primary key,
    assessment_id uuid not null references assessment (id),
    -- The form it came from: sent twice, it asks nobody twice.
    request uuid not null,
    asked_by uuid not null references person (id),
    -- Empty if only the address is known.
    name text not null,
    email text not null,
    email_key text not null,
    language text not null,
    message text not null,
    due_on text not null,
    created_at bigint not null,
    -- Grows by one when the owner changes something; a writer names the revision it has seen.
    revision bigint not null,
    first_opened_at bigint,
    last_opened_at bigint,
    revoked_at bigint,
    unique (assessment_id, request, email_key)
);
create index delegation_assessment on delegation (assessment_id, id);
create index delegation_asked_by on delegation (asked_by);
-- Whoever is erased is erased from all that the same address was asked for.
create index delegation_email_key on delegation (email_key, id);

-- The links of a delegation: each letter has one of its own, because the secret of an earlier one is nowhere to be read.
create table delegation_link (
    -- SHA-256 of the link's secret; the secret itself is nowhere.
    token_hash text not null primary key,
    delegation_id uuid not null references delegation (id),
    created_at bigint not null
);
create index delegation_link_delegation on delegation_link (delegation_id);

create table delegated_section (
    delegation_id uuid not null references delegation (id),
    -- Id of the dimension or module of the survey.
    section text not null,
    state text not null check (state in ('invited', 'opened', 'returned', 'approved', 'sent_back')),
    -- What the owner wrote when sending it back; empty otherwise.
    remark text not null,
    changed_at bigint not null,
    -- Grows by one with every change of the state; a writer names the revision it has seen.
    revision bigint not null,
    primary key (delegation_id, section)
);

create table delegation_session (
    -- SHA-256 of the cookie's secret; the secret itself is nowhere.
    token_hash text not null primary key,
    delegation_id uuid not null references delegation (id),
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    csrf text not null
);
create index delegation_session_delegation on delegation_session (delegation_id);
create index delegation_session_expires_at on delegation_session (expires_at);
