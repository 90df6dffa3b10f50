"""Reads of shared catalogues as of a day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.law.search_text import search_text
from backend.lookups.agencies import CATALOGUE as AGENCIES
from backend.lookups.agencies import OWN, agency_entries
from backend.platform import clock
from backend.platform.database import fetch, fetch_value
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.forms import Option
from shared.contracts.lookups import Catalogue, Entry, RecordedEntry

MOST_OPTIONS = 500
_COLUMNS = "id, code, name, parent_code, note, replaced_by, valid_from, valid_to, sort_key"
_HOLDS = "valid_from <= {0} and (valid_to is null or valid_to >= {0})"


async def catalogues() -> list[Catalogue]:
    """All catalogues, by name; that of the agencies first."""
    rows = await fetch(
        "select c.key, c.name, c.description, c.source, (select count(*) from lookup_entry e "
        "where e.tenant_id = c.tenant_id and e.catalogue = c.key and e.superseded_at is null) "
        "as entries from lookup_catalogue c where c.tenant_id = $1 order by c.name limit 200",
        settings().tenant,
    )
    count = await fetch_value(
        "select count(*) from agency where tenant_id = $1 and not demonstration", settings().tenant
    )
    own = Catalogue(OWN.key, OWN.name, OWN.description, OWN.source, count, OWN.kept_elsewhere)
    return [
        own,
        *(
            Catalogue(r["key"], r["name"], r["description"], r["source"], r["entries"], "")
            for r in rows
        ),
    ]


async def known(key: str) -> None:
    """Raises NotFound for a catalogue that is none."""
    if key == AGENCIES:
        return
    if "\x00" in key or not await fetch_value(
        "select true from lookup_catalogue where tenant_id = $1 and key = $2",
        settings().tenant,
        key,
    ):
        raise NotFound("Không có danh mục này.", en="There is no such catalogue.")


async def entries(
    key: str,
    q: str = "",
    on: date | None = None,
    cursor: str = "",
    limit: int = 50,
    *,
    ended_too: bool = False,
    parent: str = "",
) -> Page[Entry]:
    """Entries that hold on a day (today without one), in Vietnamese order; `ended_too`: those of
    every day. `q` finds by the beginning of the code or by words of the name.

    Raises NotFound.
    """
    await known(key)
    limit = max(1, min(limit, MAX_LIMIT))
    after = decode_cursor(cursor, tuple[str, UUID]) if cursor else ("", UUID(int=0))
    day = None if ended_too else on or clock.today()
    words = search_text(q)[:100]
    if key == AGENCIES:
        rows: list[Any] = await agency_entries(words, day, parent, after)
        return page(rows[: limit + 1], limit, entry_of, lambda r: (r["sort_key"], r["id"]))
    args: list[Any] = [settings().tenant, key, *after]
    where = ["superseded_at is null"]
    if words:
        args += [q.strip()[:40].replace("\x00", ""), words]
        where.append(
            f"(starts_with(upper(code), upper(${len(args) - 1})) "
            f"or strpos(search_text, ${len(args)}) > 0)"
        )
    if day is not None:
        args.append(day)
        where.append(_HOLDS.format(f"${len(args)}"))
    if parent:
        args.append(parent.replace("\x00", ""))
        where.append(f"parent_code = ${len(args)}")
    args.append(limit + 1)
    rows = await fetch(
        f"select {_COLUMNS} from lookup_entry where tenant_id = $1 and catalogue = $2 "
        f"and (sort_key, id) > ($3, $4::uuid) and {' and '.join(where)} "
        f"order by sort_key, id limit ${len(args)}",
        *args,
    )
    return page(rows, limit, entry_of, lambda r: (r["sort_key"], r["id"]))


async def history(key: str, code: str) -> list[RecordedEntry]:
    """Every period of a code that was ever written, the newest writing first. Raises NotFound."""
    await known(key)
    rows = await fetch(
        f"select {_COLUMNS}, recorded_at, recorded_by_name, superseded_at from lookup_entry "
        "where tenant_id = $1 and catalogue = $2 and code = $3 "
        "order by superseded_at is not null, valid_from desc, recorded_at desc limit 200",
        settings().tenant,
        key,
        code.replace("\x00", ""),
    )
    if not rows:
        raise NotFound("Không có mã này trong danh mục.", en="There is no such code.")
    return [
        RecordedEntry(
            entry_of(row),
            _iso(row["recorded_at"]),
            row["recorded_by_name"] or "Dữ liệu khởi tạo",
            _iso(row["superseded_at"]) if row["superseded_at"] else None,
        )
        for row in rows
    ]


async def options(key: str, on: date) -> list[Option]:
    """The entries of a day as answers to choose from, none for a catalogue that is none; one more
    than five hundred where there are too many to choose from."""
    rows = await fetch(
        "select code, name from lookup_entry where tenant_id = $1 and catalogue = $2 "
        f"and superseded_at is null and {_HOLDS.format('$3')} order by sort_key, id limit $4",
        settings().tenant,
        key.replace("\x00", ""),
        on,
        MOST_OPTIONS + 1,
    )
    return [Option(row["code"], row["name"]) for row in rows]


def entry_of(row: Any) -> Entry:
    """A period of a code."""
    return Entry(
        code=row["code"],
        name=row["name"],
        parent_code=row["parent_code"],
        note=row["note"],
        replaced_by=list(row["replaced_by"]),
        valid_from=row["valid_from"].isoformat(),
        valid_to=row["valid_to"].isoformat() if row["valid_to"] else None,
    )


def _iso(at: datetime) -> str:
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds")
