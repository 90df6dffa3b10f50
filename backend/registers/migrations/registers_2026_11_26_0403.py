"""The phone in a closed register's line may be sealed anew under a newer key, and nothing else."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T04:03:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "register lines under new keys"


def _function(more: str) -> str:
    return f"""
create or replace function register_line_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and not register_is_closed(new.book_id) then
        return new;
    end if;
    if tg_op = 'UPDATE'
        and (new.id, new.book_id, new.dossier_id, new.number, new.entered_at)
            = (old.id, old.book_id, old.dossier_id, old.number, old.entered_at)
        and ((old.frozen is null and not register_is_closed(old.book_id)){more}) then
        return new;
    end if;
    raise exception 'a line of the register stays as it is'
        using errcode = 'insufficient_privilege';
end $$;
"""


_SEALED_ANEW = """
            or (new.frozen - 'phone' = old.frozen - 'phone'
                and sealed_by(new.frozen ->> 'phone') > sealed_by(old.frozen ->> 'phone'))"""
_FORWARDS = _function(_SEALED_ANEW) + (
    "create index register_line_sealed_by on register_line (sealed_by(frozen ->> 'phone')) "
    "where frozen is not null;"
)
_BACKWARDS = "drop index register_line_sealed_by;" + _function("")

forwards = sql_migration(ID, "registers", _FORWARDS, _BACKWARDS, DESCRIPTION)
