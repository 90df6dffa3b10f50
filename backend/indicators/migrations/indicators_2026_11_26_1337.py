"""What an agency says of putting its procedures up on the wall in a period, with a paper as proof
(TT 01/2018/TT-VPCP Điều 13, indicator 6)."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T13:37:37:000000"
VERSION = "1.38.0"
DESCRIPTION = "publicity on the wall"

_KINDS = "'component', 'supplement', 'result', 'form', 'task', 'message', 'petition'"
_FORWARDS = f"""
create table publicity_statement (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    day_from date not null,
    day_to date not null,
    posted boolean not null,
    note text not null,
    document_id uuid not null references document (id) on delete restrict,
    stated_by uuid not null references account (id) on delete restrict,
    stated_by_name text not null,
    stated_at timestamptz not null,
    superseded_at timestamptz,
    check (day_from <= day_to)
);
create index publicity_statement_of on publicity_statement (agency_id, stated_at desc, id desc);
create unique index publicity_statement_once on publicity_statement (agency_id, day_from, day_to)
    where superseded_at is null;
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check
    check (purpose in ({_KINDS}, 'publicity'));
"""

_BACKWARDS = f"""
drop table publicity_statement;
delete from document where purpose = 'publicity';
alter table document drop constraint document_purpose_check;
alter table document add constraint document_purpose_check check (purpose in ({_KINDS}));
"""

forwards = sql_migration(ID, "indicators", _FORWARDS, _BACKWARDS, DESCRIPTION)
