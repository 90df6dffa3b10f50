"""Questions asked on the national portal keep the code they have there."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:50:11:000045"
VERSION = "1.38.0"
DESCRIPTION = "where a question was asked"

_FORWARDS = """
alter table public_question add column origin_code varchar(60) not null default '';
create unique index public_question_origin on public_question (tenant_id, origin_code)
    where origin_code <> '';
"""

_BACKWARDS = """
drop index public_question_origin;
alter table public_question drop column origin_code;
"""

forwards = sql_migration(ID, "content", _FORWARDS, _BACKWARDS, DESCRIPTION)
