"""How far the questions asked on the national portal were read."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:51:12:000045"
VERSION = "1.38.0"
DESCRIPTION = "cursor of questions"

_FORWARDS = """
create table national_question_cursor (
    tenant_id varchar(40) primary key,
    after varchar(200) not null default '',
    read_at timestamptz not null,
    trouble text not null default ''
);
"""

_BACKWARDS = """
drop table national_question_cursor;
"""

forwards = sql_migration(ID, "national", _FORWARDS, _BACKWARDS, DESCRIPTION)
