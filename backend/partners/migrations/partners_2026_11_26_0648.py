"""What an address was told is read newest first; secrets are sealed anew by their key."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T06:48:31:000000"
VERSION = "1.38.0"
DESCRIPTION = "log of webhooks"

_FORWARDS = """
create index delivery_of_webhook on delivery (adapter_id, seq desc)
    where adapter_id like 'webhook:%';
create index webhook_sealed_by on webhook
    (least(sealed_by(secret), sealed_by(former_secret)));
"""

_BACKWARDS = """
drop index webhook_sealed_by;
drop index delivery_of_webhook;
"""

forwards = sql_migration(ID, "partners", _FORWARDS, _BACKWARDS, DESCRIPTION)
