"""A difference of the lists is decided by two persons."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:25:11:000043"
VERSION = "1.38.0"
DESCRIPTION = "national lists by two persons"

_FORWARDS = """
alter table national_difference drop constraint national_difference_state_check;
alter table national_difference
    add constraint national_difference_state_check
        check (state in ('open', 'proposed', 'approved', 'held')),
    add column proposal varchar(10) not null default ''
        check (proposal in ('', 'approved', 'held')),
    add column chosen text[] not null default '{}',
    add column revision integer not null default 0,
    add column proposed_by uuid references account (id) on delete restrict,
    add column proposed_by_name text not null default '',
    add column proposed_at timestamptz;
"""

_BACKWARDS = """
update national_difference set state = 'open' where state = 'proposed';
alter table national_difference drop constraint national_difference_state_check;
alter table national_difference
    drop column proposal, drop column chosen, drop column revision, drop column proposed_by,
    drop column proposed_by_name, drop column proposed_at,
    add constraint national_difference_state_check check (state in ('open', 'approved', 'held'));
"""

forwards = sql_migration(ID, "national", _FORWARDS, _BACKWARDS, DESCRIPTION)
