"""How money came that was not owed, so that it goes back the same way."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T07:48:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "how money came that was not owed"

_FORWARDS = """
alter table fee_difference add column means varchar(12) not null default 'online'
    check (means in ('online', 'post'));
"""

_BACKWARDS = """
alter table fee_difference drop column means;
"""

forwards = sql_migration(ID, "payments", _FORWARDS, _BACKWARDS, DESCRIPTION)
