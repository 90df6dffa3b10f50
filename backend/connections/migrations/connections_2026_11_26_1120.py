"""What may go after the days of its keeping, found without reading what stays."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T11:20:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "index of deliveries that go"

_FORWARDS = """
create index delivery_goes on delivery (id) where state = 'sent' and adapter_id <> 'national';
"""

_BACKWARDS = """
drop index delivery_goes;
"""

forwards = sql_migration(ID, "connections", _FORWARDS, _BACKWARDS, DESCRIPTION)
