"""Personal data of accounts is sealed; names that are numbers are kept as keyed words.

The migration makes room; `motcua migrate` seals what is there right after it, in batches.
"""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:01:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "sealed accounts"

# The key that sealed a value: 0 for what is in the clear, null for what is empty.
_FORWARDS = """
create function sealed_by(value text) returns integer
language sql immutable strict parallel safe as $$
    select case when value in ('', '{}', '[]', 'null') then null
        when value like 'enc:%' then split_part(value, ':', 2)::integer else 0 end
$$;
alter table account
    alter column personal_id type text,
    alter column email type text,
    alter column phone type text,
    alter column email_pending type text;
create index account_sealed_by on account (least(
    sealed_by(personal_id), sealed_by(email), sealed_by(phone), sealed_by(email_pending),
    sealed_by(encode(totp_secret, 'escape')), sealed_by(encode(totp_pending, 'escape')),
    case when username ~ '^[0-9][0-9-]{8,13}$' then 0 end));
"""

# What is sealed stays so, and the columns stay wide: `motcua keys open` comes before going back.
_BACKWARDS = "drop index account_sealed_by; drop function sealed_by(text);"

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
