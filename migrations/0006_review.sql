-- The review of assessments, and their way between versions of a survey. All four tables are append-only: the triggers are in sqlite/ and postgres/.

-- One line of the conversation about an answer: an expert's mark, or the municipality's reply.
create table review_entry (
    id uuid not null primary key,
    assessment_id uuid not null references assessment (id),
    question text not null,
    kind text not null check (kind in ('confirmed', 'doubtful', 'proposed', 'accepted', 'replied')),
    -- The answer that an expert proposes; null for every other kind.
    proposal text,
    remark text not null,
    -- The version of the answer that it is about.
    answer_version bigint not null,
    -- The revision of the assessment that it made: entries and steps are in one order.
    revision bigint not null,
    author uuid,
    at bigint not null,
    unique (assessment_id, question, revision)
);

-- One step of an assessment: what was done, from where to where.
create table assessment_step (
    assessment_id uuid not null references assessment (id),
    -- The revision that it made.
    revision bigint not null,
    act text not null,
    from_state text not null,
    to_state text not null,
    reason text not null,
    actor uuid,
    at bigint not null,
    primary key (assessment_id, revision)
);

-- The answers of an assessment as they were under an earlier survey version.
create table assessment_snapshot (
    assessment_id uuid not null references assessment (id),
    -- The revision that replaced it.
    revision bigint not null,
    survey_hash text not null references survey_definition (hash),
    document text not null,
    actor uuid,
    at bigint not null,
    primary key (assessment_id, revision)
);

-- The versions of its survey that a campaign has moved through: how assessments that were begun with one go on to the next.
create table campaign_version (
    campaign_id uuid not null references campaign (id),
    -- 1 for the first move, then one more.
    position bigint not null,
    from_hash text not null references survey_definition (hash),
    to_hash text not null references survey_definition (hash),
    -- The bridge file; empty: questions are joined by id and content.
    bridge text not null,
    actor uuid,
    at bigint not null,
    primary key (campaign_id, position)
);
