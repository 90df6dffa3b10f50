"""Data of papers in the vault are sealed; their owner's number becomes a keyed word."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:04:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed vault"

_FORWARDS = """
create index vault_item_sealed_by on vault_item (sealed_by(data #>> '{}'));
"""

_BACKWARDS = """
drop index vault_item_sealed_by;
"""

forwards = sql_migration(ID, "vault", _FORWARDS, _BACKWARDS, DESCRIPTION)
