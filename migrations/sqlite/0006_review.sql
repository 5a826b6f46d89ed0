-- The review's tables are append-only: SQLite's triggers.

create trigger review_entry_no_update before update on review_entry
begin
    select raise(abort, 'what was said in a review stays');
end;

create trigger review_entry_no_delete before delete on review_entry
begin
    select raise(abort, 'what was said in a review stays');
end;

create trigger assessment_step_no_update before update on assessment_step
begin
    select raise(abort, 'a step once taken stays in the history');
end;

create trigger assessment_step_no_delete before delete on assessment_step
begin
    select raise(abort, 'a step once taken stays in the history');
end;

create trigger assessment_snapshot_no_update before update on assessment_snapshot
begin
    select raise(abort, 'a snapshot never changes');
end;

create trigger assessment_snapshot_no_delete before delete on assessment_snapshot
begin
    select raise(abort, 'a snapshot never changes');
end;

create trigger campaign_version_no_update before update on campaign_version
begin
    select raise(abort, 'a move once made stays in the history');
end;

create trigger campaign_version_no_delete before delete on campaign_version
begin
    select raise(abort, 'a move once made stays in the history');
end;
