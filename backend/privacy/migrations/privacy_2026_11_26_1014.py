"""A consent to fetch one's papers from the national store."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T10:14:43:000043"
VERSION = "1.38.0"
DESCRIPTION = "consent to the national store"

_FORWARDS = """
alter table consent drop constraint consent_kind_check;
alter table consent add constraint consent_kind_check
    check (kind in ('population', 'business', 'store', 'desk'));
"""

_BACKWARDS = """
do $$ begin
    if to_regclass('register_query') is not null then
        delete from register_query
            where consent_id in (select id from consent where kind = 'store');
    end if;
end $$;
delete from consent where kind = 'store';
alter table consent drop constraint consent_kind_check;
alter table consent add constraint consent_kind_check
    check (kind in ('population', 'business', 'desk'));
"""

forwards = sql_migration(ID, "privacy", _FORWARDS, _BACKWARDS, DESCRIPTION)
