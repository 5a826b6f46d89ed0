-- Forms of answers that arrived after their sign-in had ended: kept for a day, until the same person signs in again in the same browser.

create table kept_form (
    id uuid not null primary key,
    -- SHA-256 of the key that only the browser's cookie holds; one browser may keep several forms.
    key_hash text not null,
    -- Whose form it was, by the signed mark in it. Not a foreign key: who came by the link of a delegation has no account.
    person_id uuid not null,
    -- Path of the page that the form belongs to.
    address text not null,
    -- The fields as they were sent, without the secret of the ended session.
    body text not null,
    kept_at bigint not null,
    expires_at bigint not null
);
create index kept_form_key on kept_form (key_hash, id);
create index kept_form_person on kept_form (person_id, expires_at);
create index kept_form_expires_at on kept_form (expires_at);
