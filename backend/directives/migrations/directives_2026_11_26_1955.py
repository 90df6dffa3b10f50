"""Who answers a direction: the unit it was given to, or who took that one over."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T19:55:10:000000"
VERSION = "1.38.0"
DESCRIPTION = "directives answered by heirs"

_FORWARDS = """
alter table unit_directive
    add column answering_agency_id uuid references agency (id) on delete restrict,
    add column answering_unit_id uuid references unit (id) on delete restrict;
update unit_directive set answering_agency_id = agency_id, answering_unit_id = unit_id;
alter table unit_directive
    alter column answering_agency_id set not null,
    alter column answering_unit_id set not null;
drop index unit_directive_open;
create index unit_directive_open on unit_directive (answering_unit_id) where answered_at is null;
create index unit_directive_heirs on unit_directive (answering_agency_id, given_at desc, id desc);
"""

_BACKWARDS = """
drop index unit_directive_heirs;
drop index unit_directive_open;
create index unit_directive_open on unit_directive (unit_id) where answered_at is null;
alter table unit_directive drop column answering_agency_id, drop column answering_unit_id;
"""

forwards = sql_migration(ID, "directives", _FORWARDS, _BACKWARDS, DESCRIPTION)
