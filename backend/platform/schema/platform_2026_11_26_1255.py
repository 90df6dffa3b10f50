"""Answers kept for repeated requests are sealed and live for two days; the claims stay longer."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed answers"

_FORWARDS = """
-- What an older release kept in the clear is forgotten; a repeat is told that the work was done.
update idempotency set body = null where body is not null;
create index idempotency_answers on idempotency (created_at, account_id, key)
    where body is not null;
"""

_BACKWARDS = """
drop index idempotency_answers;
"""

forwards = sql_migration(ID, "platform", _FORWARDS, _BACKWARDS, DESCRIPTION)
