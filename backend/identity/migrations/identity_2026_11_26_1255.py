"""Addresses of accounts are sealed: the index that finds what an older key sealed looks at them."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:02:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed addresses"

_FORWARDS = """
drop index account_sealed_by;
create index account_sealed_by on account (least(
    sealed_by(personal_id), sealed_by(email), sealed_by(phone), sealed_by(address),
    sealed_by(email_pending), sealed_by(phone_pending),
    sealed_by(encode(totp_secret, 'escape')), sealed_by(encode(totp_pending, 'escape')),
    case when username ~ '^[0-9][0-9-]{8,13}$' then 0 end));
"""

_BACKWARDS = """
drop index account_sealed_by;
create index account_sealed_by on account (least(
    sealed_by(personal_id), sealed_by(email), sealed_by(phone), sealed_by(email_pending),
    sealed_by(phone_pending),
    sealed_by(encode(totp_secret, 'escape')), sealed_by(encode(totp_pending, 'escape')),
    case when username ~ '^[0-9][0-9-]{8,13}$' then 0 end));
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
