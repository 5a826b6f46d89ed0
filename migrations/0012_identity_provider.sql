-- Who somebody is to a provider of identities (OpenID Connect). A link gives no rights: those hang on the person.

create table identity_link (
    -- The provider, and its name for the person, which it never gives to anybody else.
    issuer text not null,
    subject text not null,
    person_id uuid not null references person (id),
    created_at bigint not null,
    primary key (issuer, subject)
);
-- One name at a provider for one person: an address that passes on to somebody else takes no account with it.
create unique index identity_link_person on identity_link (person_id, issuer);
