-- Letters: written in the transaction of what they tell of, sent afterwards one at a time.

create table letter (
    id uuid not null primary key,
    -- One letter of a kind about one thing a day to one recipient, or about one round of it: a repeated request writes no second one.
    once_key text not null unique,
    kind text not null check (
        kind in (
            'invitation', 'sign-in', 'password', 'campaign', 'reminder', 'receipt', 'returned', 'replied', 'verified',
            'delegation', 'delegation-returned', 'delegation-sent-back', 'delegation-reminder'
        )
    ),
    -- As it was when the letter was written; empty once the person is erased.
    address text not null,
    language text not null,
    -- Null: somebody without an account.
    person_id uuid references person (id),
    campaign_id uuid references campaign (id),
    assessment_id uuid references assessment (id),
    -- Null: not about one.
    delegation_id uuid references delegation (id),
    -- What only this letter says. No secret: the link of a letter is made when it is sent.
    arguments text not null,
    day text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'bounced', 'cancelled')),
    -- Grows by one with every attempt; who settles an attempt names it.
    attempts bigint not null,
    -- How often a person has asked to send it once more; then it is another message to those who receive it.
    resends bigint not null,
    -- When to look at it again: the next attempt or, while it is being sent, when the attempt counts as abandoned. Null: nothing is left to do.
    due_at bigint,
    last_error text,
    created_at bigint not null,
    ended_at bigint
);
create index letter_due on letter (due_at, id) where due_at is not null;
create index letter_campaign on letter (campaign_id, id);
create index letter_assessment on letter (assessment_id, id);
create index letter_delegation on letter (delegation_id) where delegation_id is not null;
create index letter_person on letter (person_id, id);
create index letter_ended_at on letter (ended_at) where ended_at is not null;
