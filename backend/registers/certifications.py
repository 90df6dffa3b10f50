"""The book of certified copies of an agency and year (NĐ 23/2015/NĐ-CP Điều 13).

Written by the act of certifying itself, numbered without gaps within agency and year, kept for
ever. The number is held while the copy is being signed, because it stands on the signed page
(`backend/results/numbers.py`), and entered in the transaction that keeps the copy.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.dossiers.queries import iso
from backend.platform.database import fetch, uuid7
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.registers.actions import open_book
from backend.registers.queries import book
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.registers import CertificationLine
from shared.vocabulary.registers import RegisterKind

SYMBOL = "SCT/BS"  # copies certified from the original, as the pattern of the decree writes it
VOLUME = 1  # what is kept by a system is put together into one volume a year (Điều 13.3)
_LINES = (
    "select number, dossier_id, certified_at, requester, paper, pages, signer, note "
    "from certified_line where book_id = $1 and number > $2 order by number limit $3"
)


class Certification(msgspec.Struct, frozen=True):
    """One entry; `number` is the one held for it."""

    agency_id: UUID
    year: int
    number: int
    document_id: UUID
    dossier_id: UUID
    certified_at: datetime
    requester: str
    paper: str
    pages: int
    signer: str
    note: str


def number_words(number: int, year: int) -> str:
    """As it stands on the copy and in lists."""
    return f"Số chứng thực {number:02d}, quyển số {VOLUME:02d}/{year}-{SYMBOL}"


async def enter(connection: asyncpg.Connection, entry: Certification, regime: str) -> None:
    """Writes one certified copy into the book of its agency and year, opened when it is the first.

    Runs inside the transaction that keeps the copy. Raises Conflict for a closed book.
    """
    book_id = await open_book(
        connection,
        RegisterKind.CERTIFIED_COPIES,
        entry.agency_id,
        entry.year,
        regime,
        entry.certified_at,
    )
    await connection.execute(
        "insert into certified_line (id, tenant_id, book_id, number, document_id, dossier_id, "
        "certified_at, requester, paper, pages, signer, note) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        uuid7(), settings().tenant, book_id, entry.number, entry.document_id, entry.dossier_id,
        entry.certified_at, entry.requester, entry.paper, entry.pages, entry.signer, entry.note,
    )  # fmt: skip


async def lines(
    actor: Actor, register_id: UUID, cursor: str = "", limit: int = 50
) -> Page[CertificationLine]:
    """Lines in order of number. Raises NotFound."""
    await book(actor, register_id)
    after = decode_cursor(cursor, tuple[int])[0] if cursor else 0
    limit = max(1, min(limit, MAX_LIMIT))
    rows = await fetch(_LINES, register_id, after, limit + 1)
    return page(rows, limit, _line, lambda row: (row["number"],))


async def all_rows(register_id: UUID, chunk: int) -> AsyncIterator[list[asyncpg.Record]]:
    """The whole book in chunks, in order of number."""
    after = 0
    while True:
        rows = await fetch(_LINES, register_id, after, chunk)
        if rows:
            yield rows
            after = rows[-1]["number"]
        if len(rows) < chunk:
            return


def _line(row: asyncpg.Record) -> CertificationLine:
    return CertificationLine(
        number=row["number"],
        dossier_id=str(row["dossier_id"]),
        certified_at=iso(row["certified_at"]),
        requester=row["requester"],
        paper=row["paper"],
        pages=row["pages"],
        signer=row["signer"],
        copies=1,
        note=row["note"],
    )
