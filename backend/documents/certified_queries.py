"""Reads of certified copies."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.registers.certifications import number_words
from shared.contracts.certified import CertifiedCopy
from shared.vocabulary.roles import Role

ONE = (
    "select c.*, a.full_name, g.name as agency, s.sha256 as signed_sha256, l.number, b.year "
    "from certified_copy c "
    "join account a on a.id = c.certified_by join agency g on g.id = c.agency_id "
    "left join document s on s.id = c.signed_document_id "
    "left join certified_line l on l.document_id = c.document_id "
    "left join register_book b on b.id = l.book_id "
)
DESKS = (Role.DESK_OFFICER, Role.DESK_HEAD)
# What a desk scanned itself, as a PDF that is known to be safe or was never to be scanned.
_CERTIFIABLE = """
select m.id from document m join dossier d on d.id = m.dossier_id
    join account a on a.id = m.uploaded_by
where m.dossier_id = $1 and m.removed_at is null and m.media_type = 'application/pdf'
    and m.purpose in ('component', 'supplement') and m.scan in ('clean', 'unscanned')
    and a.kind = 'officer' and d.receiving_agency_id = any($2::uuid[])
    and not exists (select from certified_copy c where c.signed_document_id = m.id
        or c.document_id = m.id and c.signed_at is not null)
order by m.uploaded_at, m.id limit 200
"""


async def copies_of(dossier_id: UUID) -> list[CertifiedCopy]:
    """The certified copies of a dossier that the caller may see, oldest first."""
    rows = await fetch(
        ONE + "where c.dossier_id = $1 order by c.certified_at limit 200", dossier_id
    )
    return [shown(row) for row in rows]


async def scans_of_desk(actor: Actor, dossier_id: UUID) -> list[UUID]:
    """The scans of a dossier that the caller's desk made and may certify."""
    rows = await fetch(_CERTIFIABLE, dossier_id, list(actor.agencies(*DESKS)))
    return [row["id"] for row in rows]


async def copy_with_digest(sha256: bytes) -> asyncpg.Record | None:
    """The certified copy that is exactly this file."""
    return await fetch_row(
        ONE + "where s.sha256 = $1 and s.removed_at is null and c.signed_at is not null", sha256
    )


def shown(row: asyncpg.Record) -> CertifiedCopy:
    """A row read with `ONE`."""
    signed = row["signed_at"] is not None
    return CertifiedCopy(
        number=number_words(row["number"], row["year"]) if row["number"] else "",
        document_id=str(row["document_id"]),
        sha256=row["sha256"].hex(),
        signed_document_id=str(row["signed_document_id"]) if signed else "",
        signed_sha256=row["signed_sha256"].hex() if signed else "",
        certified_by=row["full_name"],
        agency=row["agency"],
        certified_at=row["certified_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        signed=signed,
    )
