"""Telephone and address in a closed register's line may be sealed anew, and nothing else."""

from backend.platform.migrations import sql_migration

ID = "2026-11-26T12:55:11:000000"
VERSION = "1.38.0"
DESCRIPTION = "addresses of register lines under new keys"


def _function(sealed: str, newer: str) -> str:
    return f"""
create or replace function register_line_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and not register_is_closed(new.book_id) then
        return new;
    end if;
    if tg_op = 'UPDATE'
        and (new.id, new.book_id, new.dossier_id, new.number, new.entered_at)
            = (old.id, old.book_id, old.dossier_id, old.number, old.entered_at)
        and ((old.frozen is null and not register_is_closed(old.book_id))
            or (new.frozen {sealed} = old.frozen {sealed} and {newer})) then
        return new;
    end if;
    raise exception 'a line of the register stays as it is'
        using errcode = 'insufficient_privilege';
end $$;
"""


# Each of the two is what it was or under a newer key; one that was empty stays empty.
_BOTH = """not exists (select from unnest(array['phone', 'address']) part
                where new.frozen ->> part is distinct from old.frozen ->> part
                    and not coalesce(
                        sealed_by(new.frozen ->> part) > sealed_by(old.frozen ->> part), false))"""
_PHONE = "sealed_by(new.frozen ->> 'phone') > sealed_by(old.frozen ->> 'phone')"
_FORWARDS = (
    _function("- 'phone' - 'address'", _BOTH)
    + """
drop index register_line_sealed_by;
create index register_line_sealed_by on register_line
    (least(sealed_by(frozen ->> 'phone'), sealed_by(frozen ->> 'address')))
    where frozen is not null;
"""
)
_BACKWARDS = (
    _function("- 'phone'", _PHONE)
    + """
drop index register_line_sealed_by;
create index register_line_sealed_by on register_line (sealed_by(frozen ->> 'phone'))
    where frozen is not null;
"""
)

forwards = sql_migration(ID, "registers", _FORWARDS, _BACKWARDS, DESCRIPTION)
