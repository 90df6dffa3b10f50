"""Searches in vain by visitor of the day, and pages of filling in by draft."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T23:40:12:000059"
VERSION = "1.38.0"
DESCRIPTION = "each counted once"

# Pages were counted by their number among those that applied to somebody, which is no page that
# could be named; those counts tell nothing and go.
_FORWARDS = """
alter table access_count drop constraint access_count_what_check;
delete from access_count where what = 'form';
alter table access_count add constraint access_count_what_check check (what in
    ('page', 'procedure', 'form', 'form_on', 'search', 'miss', 'visitor'));
create table access_miss (
    tenant_id varchar(40) not null,
    day date not null,
    words varchar(60) not null,
    mark bytea not null,
    primary key (tenant_id, day, words, mark)
);
create table form_reached (
    draft_id uuid primary key references draft (id) on delete cascade,
    pages text[] not null
);
"""

_BACKWARDS = """
drop table form_reached, access_miss;
alter table access_count drop constraint access_count_what_check;
delete from access_count where what = 'form_on';
alter table access_count add constraint access_count_what_check check (what in
    ('page', 'procedure', 'form', 'search', 'miss', 'visitor'));
"""

forwards = sql_migration(ID, "traffic", _FORWARDS, _BACKWARDS, DESCRIPTION)
