-- Individual views: several people answer the questions of a section, each apart from the others, and the owner settles what the city answers.

create table section_views (
    assessment_id uuid not null references assessment (id),
    -- Id of the dimension or module of the survey.
    section text not null,
    -- gathering: nobody sees anybody else's view. opened: they are compared and settled. stopped: never opened, answered together as usual.
    stage text not null check (stage in ('gathering', 'opened', 'stopped')),
    -- Grows by one with every change of the stage; a writer names the revision it has seen.
    revision bigint not null,
    asked_by uuid not null,
    asked_at bigint not null,
    opened_by uuid,
    opened_at bigint,
    -- How far the views agreed when they were opened, as JSON: the quality of these data. Null before, and if no two views could be compared.
    agreement text,
    primary key (assessment_id, section)
);

-- One version of one person's view of one question. Append-only, as are the settlements: the triggers are in sqlite/ and postgres/.
create table individual_view (
    id uuid not null primary key,
    assessment_id uuid not null references assessment (id),
    question text not null,
    -- An account, or a delegation for somebody without one.
    author uuid not null,
    version bigint not null,
    -- Where the section stood: what was given while views were gathered was given without knowing the others.
    stage text not null check (stage in ('gathering', 'opened')),
    answer text not null,
    note text not null,
    at bigint not null,
    unique (assessment_id, question, author, version)
);

-- What the owner settled: which version of the city's answer it made, why, and from how many views.
create table settlement (
    assessment_id uuid not null references assessment (id),
    question text not null,
    answer_version bigint not null,
    reason text not null,
    views bigint not null,
    -- A mark of the versions of the views that were seen: another one as soon as one of them changes.
    seen text not null,
    actor uuid,
    at bigint not null,
    primary key (assessment_id, question, answer_version)
);
