-- What is append-only: SQLite's triggers.

create trigger answer_history_no_update before update on answer_history
begin
    select raise(abort, 'an answer once given stays in the history');
end;

create trigger answer_history_no_delete before delete on answer_history
begin
    select raise(abort, 'an answer once given stays in the history');
end;

create trigger survey_definition_no_update before update on survey_definition
begin
    select raise(abort, 'a survey definition never changes');
end;

create trigger survey_definition_no_delete before delete on survey_definition
begin
    select raise(abort, 'a survey definition never changes');
end;

create trigger frozen_round_no_update before update on frozen_round
begin
    select raise(abort, 'a frozen round never changes');
end;

create trigger frozen_round_no_delete before delete on frozen_round
begin
    select raise(abort, 'a frozen round never changes');
end;

create trigger round_result_no_update before update on round_result
begin
    select raise(abort, 'a frozen round never changes');
end;

create trigger round_result_no_delete before delete on round_result
begin
    select raise(abort, 'a frozen round never changes');
end;

create trigger audit_no_update before update on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_no_delete before delete on audit
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_moves_head after insert on audit
begin
    update audit_head set seq = new.seq, hash = new.hash where id = 1;
end;
