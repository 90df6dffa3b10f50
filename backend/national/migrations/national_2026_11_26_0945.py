"""What a message of the portal said goes after a while; that it came stays."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T09:45:11:000043"
VERSION = "1.38.0"
DESCRIPTION = "inbound records are reduced"

_FORWARDS = """
alter table national_inbound alter column record drop not null,
    add constraint national_inbound_record_kept
        check (record is not null or state in ('made', 'closed'));
create index national_inbound_whole on national_inbound (received_at)
    where record is not null and state in ('made', 'closed');
"""

_BACKWARDS = """
drop index national_inbound_whole;
alter table national_inbound drop constraint national_inbound_record_kept;
update national_inbound set record = '{}' where record is null;
alter table national_inbound alter column record set not null;
"""

forwards = sql_migration(ID, "national", _FORWARDS, _BACKWARDS, DESCRIPTION)
