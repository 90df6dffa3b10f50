"""Lateness explained: its cause, and what is done about it."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:53:12:000000"
VERSION = "1.38.0"
DESCRIPTION = "cause and remedy of lateness"

_FORWARDS = """
alter table directive
    add column cause varchar(20) not null default '',
    add column remedy text not null default '',
    add check (kind = 'lateness' or (cause = '' and remedy = ''));
create index directive_of_lateness on directive (dossier_id, given_at desc)
    where kind = 'lateness';
"""

_BACKWARDS = """
drop index directive_of_lateness;
alter table directive drop column cause, drop column remedy;
"""

forwards = sql_migration(ID, "directives", _FORWARDS, _BACKWARDS, DESCRIPTION)
