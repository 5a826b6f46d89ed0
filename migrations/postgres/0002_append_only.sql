-- What is append-only: PostgreSQL's triggers; and the order of text that is searched by prefix.

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%', tg_argv[0];
end;
$$;

create trigger answer_history_no_change before update or delete or truncate on answer_history
    for each statement execute function refuse_change('an answer once given stays in the history');

create trigger survey_definition_no_change before update or delete or truncate on survey_definition
    for each statement execute function refuse_change('a survey definition never changes');

create trigger frozen_round_no_change before update or delete or truncate on frozen_round
    for each statement execute function refuse_change('a frozen round never changes');

create trigger round_result_no_change before update or delete or truncate on round_result
    for each statement execute function refuse_change('a frozen round never changes');

create trigger audit_no_change before update or delete or truncate on audit
    for each statement execute function refuse_change('the audit log is append-only');

create function move_audit_head() returns trigger language plpgsql as $$
begin
    update audit_head set seq = new.seq, hash = new.hash where id = 1;
    return null;
end;
$$;
create trigger audit_moves_head after insert on audit
    for each row execute function move_audit_head();

-- Byte order, as in SQLite, so that a search by prefix is a range of the index.
alter table municipality alter column name_key type text collate "C";
