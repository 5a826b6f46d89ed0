-- Public figures about municipalities that the administrator of a network has imported, and what answers say about them.

create table public_value (
    network_id uuid not null references network (id),
    municipality_id uuid not null references municipality (id),
    indicator text not null,
    -- A decimal number.
    value text not null,
    -- The day that it describes.
    as_of text not null,
    source text not null,
    imported_at bigint not null,
    primary key (network_id, municipality_id, indicator)
);
create index public_value_municipality on public_value (municipality_id);
create index municipality_code on municipality (code);

-- A sheet that was read and shown, and waits for the same person to take it: one of a person in a network, for a day.
create table public_sheet (
    network_id uuid not null references network (id),
    -- Not a foreign key: the sheet goes by itself.
    person_id uuid not null,
    -- The figures that it would set, as JSON.
    figures text not null,
    -- SHA-256 of the file.
    sha256 text not null,
    staged_at bigint not null,
    primary key (network_id, person_id)
);
create index public_sheet_staged_at on public_sheet (staged_at);

-- The public figure that stood beside an answer when it was given, and why the municipality contests it, as JSON.
alter table answer_history add column public_figure text;
create index answer_history_public_figure on answer_history (assessment_id) where public_figure is not null;
