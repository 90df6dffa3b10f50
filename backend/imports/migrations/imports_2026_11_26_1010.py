"""Files brought in, line by line, before and after they are applied."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:10:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "imports by spreadsheet"

_FORWARDS = """
create table staged_import (
    id uuid primary key,
    tenant_id varchar(40) not null,
    agency_id uuid not null references agency (id) on delete restrict,
    kind varchar(20) not null,
    of varchar(40) not null default '',
    file_name text not null,
    content bytea,
    state varchar(12) not null check (state in
        ('reading', 'refused', 'faulty', 'ready', 'applying', 'applied', 'discarded')),
    reason text not null default '',
    counts jsonb not null default '{}',
    created_by uuid not null references account (id) on delete restrict,
    created_by_name text not null,
    created_at timestamptz not null,
    applied_by uuid references account (id) on delete restrict,
    applied_by_name text not null default '',
    applied_at timestamptz
);
create index staged_import_list on staged_import (agency_id, created_at desc, id desc);

create table staged_line (
    import_id uuid not null references staged_import (id) on delete cascade,
    number integer not null,
    state varchar(10) not null check (state in ('new', 'changed', 'same', 'wrong')),
    "values" jsonb not null,
    before jsonb,
    problems jsonb not null default '[]',
    primary key (import_id, number)
);
create index staged_line_state on staged_line (import_id, state, number);
"""

_BACKWARDS = """
drop table staged_line;
drop table staged_import;
"""

forwards = sql_migration(ID, "imports", _FORWARDS, _BACKWARDS, DESCRIPTION)
