-- Views and settlements are append-only: SQLite's triggers.

create trigger individual_view_no_update before update on individual_view
begin
    select raise(abort, 'a view once given stays in the history');
end;

create trigger individual_view_no_delete before delete on individual_view
begin
    select raise(abort, 'a view once given stays in the history');
end;

create trigger settlement_no_update before update on settlement
begin
    select raise(abort, 'a settlement stays in the history');
end;

create trigger settlement_no_delete before delete on settlement
begin
    select raise(abort, 'a settlement stays in the history');
end;
