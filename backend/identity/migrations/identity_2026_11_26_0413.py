"""Telephones that were proved by a code."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:13:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "proved telephones"

_FORWARDS = """
alter table account add column phone_verified_at timestamptz;
alter table account add column phone_pending text not null default '';
alter table mail_code drop constraint mail_code_purpose_check;
alter table mail_code add constraint mail_code_purpose_check
    check (purpose in ('register', 'email', 'password', 'phone'));
"""

_BACKWARDS = """
delete from mail_code where purpose = 'phone';
alter table mail_code drop constraint mail_code_purpose_check;
alter table mail_code add constraint mail_code_purpose_check
    check (purpose in ('register', 'email', 'password'));
alter table account drop column phone_verified_at, drop column phone_pending;
"""

forwards = sql_migration(ID, "identity", _FORWARDS, _BACKWARDS, DESCRIPTION)
