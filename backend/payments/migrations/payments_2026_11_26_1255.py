"""What a receipt prints of its payer is sealed."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed receipts"

_FORWARDS = """
create index fee_receipt_sealed_by on fee_receipt (sealed_by(data #>> '{}'));
"""

_BACKWARDS = """
drop index fee_receipt_sealed_by;
"""

forwards = sql_migration(ID, "payments", _FORWARDS, _BACKWARDS, DESCRIPTION)
