-- The review's tables are append-only: PostgreSQL's triggers.

create trigger review_entry_no_change before update or delete or truncate on review_entry
    for each statement execute function refuse_change('what was said in a review stays');

create trigger assessment_step_no_change before update or delete or truncate on assessment_step
    for each statement execute function refuse_change('a step once taken stays in the history');

create trigger assessment_snapshot_no_change before update or delete or truncate on assessment_snapshot
    for each statement execute function refuse_change('a snapshot never changes');

create trigger campaign_version_no_change before update or delete or truncate on campaign_version
    for each statement execute function refuse_change('a move once made stays in the history');
