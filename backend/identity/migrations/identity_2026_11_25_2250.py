"""A mailbox that is not proved yet."""

from backend.platform.migrations import sql_migration

ID = "2026-11-25T22:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "mailboxes to be proved"

_FORWARDS = "alter table account add column email_pending varchar(254) not null default '';"
_BACKWARDS = "alter table account drop column email_pending;"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
