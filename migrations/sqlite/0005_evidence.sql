
create trigger evidence_file_no_update before update on evidence_file
begin
    select raise(abort, 'a file once given stays in the history');
end;

create trigger evidence_file_no_delete before delete on evidence_file
begin
    select raise(abort, 'a file once given stays in the history');
end;
