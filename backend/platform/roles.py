"""Two roles of the database: one owns the tables and migrates, the other works and owns nothing.

The working role reads and writes rows; it makes, changes and empties no table, and what is only
ever appended to (the audit trail, events, looks, due dates) it cannot change or take away.
TCVN 14423:2026 §5.6.2.4; OWASP ASVS V13.2.2.
"""

from urllib.parse import unquote, urlsplit

from backend.platform.database import DB, connection
from backend.settings import settings

# What is written once is known by its trigger, which every such table has: its function has no way
# to return, so it refuses every change of its kind (16 update, 8 delete).
_GRANTS = """
do $$
declare
    appended text;
    kind text;
    role_name text := current_setting('motcua.working_role');
begin
    execute format('revoke create on schema public from public, %I', role_name);
    execute format('grant usage on schema public to %I', role_name);
    execute format('revoke all on all tables in schema public from %I', role_name);
    execute format(
        'grant select, insert, update, delete on all tables in schema public to %I', role_name);
    execute format('grant usage on all sequences in schema public to %I', role_name);
    for appended, kind in
        select distinct t.tgrelid::regclass::text, k.name
        from pg_trigger t join pg_proc p on p.oid = t.tgfoid
            join (values (16, 'update'), (8, 'delete')) k(bit, name) on t.tgtype & k.bit > 0
        where not t.tgisinternal and t.tgqual is null and t.tgtype & 2 > 0
            and p.prosrc !~* '\\mreturn\\M'
    loop
        execute format('revoke %s on %s from %I', kind, appended, role_name);
    end loop;
    execute format('revoke insert, update, delete on migration from %I', role_name);
end $$
"""


def work_as_owner() -> str:
    """From now on this process connects as the owner of the tables.

    Returns the name of the working role, or nothing where one role does both.
    """
    owner = settings().database_owner_url
    if not owner:
        return ""
    DB.config = {"dsn": owner}
    working = unquote(urlsplit(settings().database_url).username or "")
    return "" if working == unquote(urlsplit(owner).username or "") else working


async def grant_to(role: str) -> None:
    """Gives the working role what it needs and takes what it must not have; may be repeated."""
    async with connection() as c, c.transaction():
        await c.execute("select set_config('motcua.working_role', $1, true)", role)
        await c.execute(_GRANTS)
