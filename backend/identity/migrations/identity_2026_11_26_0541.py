"""A telephone that waits for its code is sealed anew with the rest of its account."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T05:41:13:000000"
VERSION = "1.38.0"
DESCRIPTION = "pending telephones sealed anew"

_INDEX = """
drop index account_sealed_by;
create index account_sealed_by on account (least(
    sealed_by(personal_id), sealed_by(email), sealed_by(phone), sealed_by(email_pending),
    {pending}sealed_by(encode(totp_secret, 'escape')), sealed_by(encode(totp_pending, 'escape')),
    case when username ~ '^[0-9][0-9-]{{8,13}}$' then 0 end));
"""

forwards = sql_migration(
    ID,
    "identity",
    _INDEX.format(pending="sealed_by(phone_pending), "),
    _INDEX.format(pending=""),
    DESCRIPTION,
)
