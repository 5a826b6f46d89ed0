
create trigger evidence_file_no_change before update or delete or truncate on evidence_file
    for each statement execute function refuse_change('a file once given stays in the history');
