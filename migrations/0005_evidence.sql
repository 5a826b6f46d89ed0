-- Files behind answers. The bytes lie in a folder beside the database, each file under its id; a file is whole and synced before its row is written.
-- Append-only: an answer that a file was taken away from still names it in its history. The triggers are in sqlite/ and postgres/.
create table evidence_file (
    id uuid not null primary key,
    assessment_id uuid not null references assessment (id),
    question text not null,
    name text not null,
    kind text not null check (kind in ('pdf', 'png', 'jpeg', 'xlsx', 'docx', 'ods', 'odt', 'csv', 'txt')),
    size bigint not null,
    sha256 text not null,
    author uuid,
    at bigint not null
);
create index evidence_file_assessment on evidence_file (assessment_id, id);
