"""Reads of registers: books, lines in order of number, printed copies."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.law.forms_of_regime import FormKind, form_of, form_set
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.platform.sealing import unsealed
from backend.registers.rules import READERS, Line, why_not_closed
from backend.settings import settings
from shared.contracts.common import Named, Page
from shared.contracts.registers import RegisterBook, RegisterLine, RegisterPrint
from shared.vocabulary.prints import PRINT_LABELS, PrintState
from shared.vocabulary.registers import REGISTER_KIND_LABELS, RegisterKind
from shared.vocabulary.time_units import DEADLINE_LABELS

CERTIFICATION_LAW = "Nghị định 23/2015/NĐ-CP"
_COPY = (
    "p.id, p.sealed, p.state, p.lines, p.printed, p.pages, p.size, "
    "coalesce(encode(p.sha256, 'hex'), '') as sha256, p.asked_at, p.finished_at"
)
_BOOK = f"""
select b.id, b.agency_id, b.year, b.kind, b.regime, b.opened_at, b.closed_at, b.closed_by_name,
    g.name as agency_name,
    case when b.kind = 'dossiers' then coalesce(c.last, 0)
        else (select count(*) from certified_line l where l.book_id = b.id) end as lines,
    (select to_jsonb(x) from (select {_COPY} from register_print p
        where p.book_id = b.id and p.sealed) x) as sealed_copy,
    (select to_jsonb(x) from (select {_COPY} from register_print p
        where p.book_id = b.id and not p.sealed order by p.asked_at desc limit 1) x)
        as latest_copy
from register_book b join agency g on g.id = b.agency_id
    left join form_counter c
        on c.agency_id = b.agency_id and c.form = 'register' and c.year = b.year
"""

LIVE_LINE = """
select d.code, d.procedure_name, d.owner_name, d.applicant_name, d.applicant_address as address,
    d.applicant_phone as phone, h.name as resolving_agency, d.accepted_at as received_at,
    d.due_at, d.finished_at, d.returned_at, d.delivery, d.state,
    d.waiting_since, d.ended_as, d.judged_at,
    coalesce((select e.payload->>'received_by' from dossier_event e
        where e.dossier_id = d.id and e.act = 'hand_over' order by e.seq desc limit 1), '')
        as received_by
from dossier d join agency h on h.id = d.holding_agency_id
"""
"""What a line says now; closing keeps it as it is then."""

_LINES = f"""
select l.number, l.dossier_id, coalesce(l.frozen, to_jsonb(x)) as line
from register_line l left join lateral ({LIVE_LINE} where d.id = l.dossier_id) x
    on l.frozen is null
where l.book_id = $1 and l.number > $2 order by l.number limit $3
"""


async def books(actor: Actor, year: int | None = None, cursor: str = "") -> Page[RegisterBook]:
    """Books of the agencies in which the caller reads registers, the newest year first."""
    args: list[object] = [settings().tenant, actor.agencies(*READERS), MAX_LIMIT + 1]
    where = "b.tenant_id = $1 and b.agency_id = any($2::uuid[])"
    if year is not None:
        args.append(year)
        where += f" and b.year = ${len(args)}"
    if cursor:
        args += decode_cursor(cursor, tuple[int, UUID])
        where += f" and (b.year, b.id) < (${len(args) - 1}, ${len(args)})"
    rows = await fetch(f"{_BOOK} where {where} order by b.year desc, b.id desc limit $3", *args)
    return page(
        rows, MAX_LIMIT, lambda row: _book(actor, row), lambda row: (row["year"], row["id"])
    )


async def book(actor: Actor, register_id: UUID) -> RegisterBook:
    """One book. Raises NotFound, also for what the caller may not know exists."""
    row = await fetch_row(
        f"{_BOOK} where b.id = $1 and b.agency_id = any($2::uuid[])",
        register_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise unknown_register()
    return _book(actor, row)


async def lines(
    actor: Actor, register_id: UUID, cursor: str = "", limit: int = 50
) -> Page[RegisterLine]:
    """Lines in order of number. Raises NotFound."""
    found = await book(actor, register_id)
    # What is frozen was in time or late on the day of closing, not today.
    now = datetime.fromisoformat(found.closed_at) if found.closed_at else clock.now()
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    limit = max(1, min(limit, MAX_LIMIT))
    rows = await fetch(_LINES, register_id, after, limit + 1)
    return page(rows, limit, lambda row: shown_line(row, now), lambda row: (row["number"],))


async def all_lines(register_id: UUID, chunk: int) -> AsyncIterator[list[tuple[int, Line]]]:
    """The whole book in chunks, in order of number."""
    after = 0
    while True:
        rows = await fetch(_LINES, register_id, after, chunk)
        if rows:
            yield [(row["number"], decoded_line(row)) for row in rows]
            after = rows[-1]["number"]
        if len(rows) < chunk:
            return


async def printed(actor: Actor, register_id: UUID, print_id: UUID) -> RegisterPrint:
    """How far a copy is. Raises NotFound."""
    return copy_of(await print_row(actor, register_id, print_id))


async def print_row(actor: Actor, register_id: UUID, print_id: UUID) -> asyncpg.Record:
    """The row behind a copy. Raises NotFound."""
    row = await fetch_row(
        f"select {_COPY}, p.object_key, b.year, b.kind, g.code as agency_code "
        "from register_print p join register_book b on b.id = p.book_id "
        "join agency g on g.id = b.agency_id "
        "where p.id = $1 and b.id = $2 and b.agency_id = any($3::uuid[])",
        print_id,
        register_id,
        actor.agencies(*READERS),
    )
    if row is None:
        raise unknown_register()
    return row


def unknown_register() -> NotFound:
    """The same answer for what is not there and for what is not the caller's."""
    return NotFound(
        "Không tìm thấy sổ theo dõi này, hoặc sổ không thuộc cơ quan của bạn.",
        en="There is no such register, or it is not your agency's.",
        slug="unknown-register",
    )


class _Copy(msgspec.Struct, frozen=True):
    id: UUID
    sealed: bool
    state: PrintState
    lines: int
    printed: int
    pages: int
    size: int
    sha256: str
    asked_at: datetime
    finished_at: datetime | None


def copy_of(row: asyncpg.Record | _Copy) -> RegisterPrint:
    """A copy as the contract shows it."""
    if not isinstance(row, _Copy):
        row = msgspec.convert(dict(row) | {"id": UUID(int=row["id"].int)}, _Copy)
    return RegisterPrint(
        id=str(row.id),
        sealed=row.sealed,
        state=row.state,
        state_label=PRINT_LABELS[row.state].vi,
        lines=row.lines,
        printed=row.printed,
        percent=100 * row.printed // row.lines if row.lines else 0,
        pages=row.pages,
        size=row.size,
        sha256=row.sha256,
        asked_at=iso(row.asked_at),
        finished_at=iso(row.finished_at) if row.finished_at else None,
    )


def _book(actor: Actor, row: asyncpg.Record) -> RegisterBook:
    form = form_of(row["regime"], FormKind.REGISTER)
    copies = [
        copy_of(msgspec.json.decode(row[name], type=_Copy)) if row[name] else None
        for name in ("sealed_copy", "latest_copy")
    ]
    of_dossiers = row["kind"] == RegisterKind.DOSSIERS
    return RegisterBook(
        id=str(row["id"]),
        kind=row["kind"],
        agency=Named(str(row["agency_id"]), row["agency_name"]),
        year=row["year"],
        title=REGISTER_KIND_LABELS[RegisterKind(row["kind"])].vi,
        form_number=form.number if of_dossiers else "",
        circular=form_set(row["regime"]).circular if of_dossiers else CERTIFICATION_LAW,
        lines=row["lines"],
        opened_at=iso(row["opened_at"]),
        closed_at=iso(row["closed_at"]) if row["closed_at"] else None,
        closed_by=row["closed_by_name"],
        why_not_closed=why_not_closed(
            actor, row["agency_id"], row["year"], row["closed_at"], clock.now()
        ),
        sealed_copy=copies[0],
        latest_copy=copies[1],
    )


def decoded_line(row: asyncpg.Record) -> Line:
    """What the `line` of a row says."""
    line = msgspec.json.decode(row["line"], type=Line)
    phone = unsealed("dossier.applicant_phone", row["dossier_id"], line.phone)
    address = unsealed("dossier.applicant_address", row["dossier_id"], line.address)
    return msgspec.structs.replace(line, phone=phone, address=address)


def shown_line(row: asyncpg.Record, now: datetime) -> RegisterLine:
    """A line as the contract shows it, in time or late as of a moment."""
    line = decoded_line(row)
    deadline = line.on_time(now)
    return RegisterLine(
        number=row["number"],
        dossier_id=str(row["dossier_id"]),
        code=line.code,
        procedure_name=line.procedure_name,
        sets=1,
        owner_name=line.owner_name,
        applicant_name=line.applicant_name,
        address=line.address,
        phone=line.phone,
        resolving_agency=line.resolving_agency,
        received_at=iso(line.received_at),
        due_at=iso(line.due_at) if line.due_at else None,
        returned_at=iso(line.returned_at) if line.returned_at else None,
        delivery=line.delivery_label,
        received_by=line.received_by,
        state_label=line.state_label,
        deadline_class=deadline,
        deadline_label=DEADLINE_LABELS[deadline].vi,
    )
