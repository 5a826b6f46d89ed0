-- Views and settlements are append-only: PostgreSQL's triggers.

create trigger individual_view_no_change before update or delete or truncate on individual_view
    for each statement execute function refuse_change('a view once given stays in the history');

create trigger settlement_no_change before update or delete or truncate on settlement
    for each statement execute function refuse_change('a settlement stays in the history');
