"""Registers of dossiers over HTTP: books, lines, printed copies, closing."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.access.step_up import stepped_up
from backend.documents.reading import checked_stream
from backend.platform.file_headers import file_headers
from backend.platform.problems import Conflict
from backend.registers import actions, certifications, entries, exporting, queries
from backend.registers.rules import CLOSER, READERS
from backend.reports.periods import period
from shared.contracts.common import Page
from shared.contracts.exports import Export
from shared.contracts.registers import (
    CertificationLine,
    ExportRegister,
    RegisterBook,
    RegisterEntry,
    RegisterLine,
    RegisterOffices,
    RegisterPrint,
)
from shared.vocabulary.channels import Channel
from shared.vocabulary.registers import RegisterKind
from shared.vocabulary.states import State

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Year = Annotated[int | None, Parameter(ge=2000, le=2999)]


@get("/registers", **officer(*READERS))
async def registers(actor: Actor, year: Year = None, cursor: Cursor = "") -> Page[RegisterBook]:
    """The books of my agencies, the newest year first."""
    return await queries.books(actor, year, cursor)


@get("/registers/offices", **officer(*READERS))
async def register_offices(actor: Actor) -> RegisterOffices:
    """The agencies whose books I read."""
    return RegisterOffices(await entries.agencies(actor))


@get("/registers/entries", **officer(*READERS))
async def register_entries(
    actor: Actor,
    day_from: date | None = None,
    day_to: date | None = None,
    agency_id: UUID | None = None,
    procedure: Annotated[str, Parameter(max_length=40)] = "",
    dossier_state: State | None = None,
    channel: Channel | None = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> Page[RegisterEntry]:
    """Lines of all my books in a period, in the order in which they were entered."""
    wanted = entries.Wanted(agency_id, procedure, dossier_state or "", channel or "")
    return await entries.entries(actor, period(day_from, day_to), wanted, cursor, limit)


@post("/registers/exports", status_code=202, **stepped_up(officer(*READERS)))
async def export_entries(actor: Actor, data: ExportRegister) -> Export:
    """Has the queue make a file of the lines of a period; ask the file for how far it is."""
    return await exporting.ask_for_entries(actor, data)


@get("/registers/{register_id:uuid}", **officer(*READERS))
async def one_register(actor: Actor, register_id: UUID) -> RegisterBook:
    """One book with its copies."""
    return await queries.book(actor, register_id)


@get("/registers/{register_id:uuid}/lines", **officer(*READERS))
async def register_lines(
    actor: Actor, register_id: UUID, cursor: Cursor = "", limit: Limit = 50
) -> Page[RegisterLine]:
    """Lines in order of number."""
    return await queries.lines(actor, register_id, cursor, limit)


@get("/registers/{register_id:uuid}/certifications", **officer(*READERS))
async def register_certifications(
    actor: Actor, register_id: UUID, cursor: Cursor = "", limit: Limit = 50
) -> Page[CertificationLine]:
    """Lines of a book of certified copies in order of number."""
    return await certifications.lines(actor, register_id, cursor, limit)


@post("/registers/{register_id:uuid}/prints", status_code=202, **stepped_up(officer(*READERS)))
async def print_register(actor: Actor, register_id: UUID) -> RegisterPrint:
    """Has the queue print the book; ask again for how far it is."""
    print_id = await actions.ask_for_copy(actor, register_id)
    return await queries.printed(actor, register_id, print_id)


@get("/registers/{register_id:uuid}/prints/{print_id:uuid}", **officer(*READERS))
async def one_print(actor: Actor, register_id: UUID, print_id: UUID) -> RegisterPrint:
    """How far a copy is."""
    return await queries.printed(actor, register_id, print_id)


@get("/registers/{register_id:uuid}/prints/{print_id:uuid}/content", **officer(*READERS))
async def print_content(
    actor: Actor, register_id: UUID, print_id: UUID, disposition: str = "attachment"
) -> Stream:
    """The PDF of a copy."""
    row = await queries.print_row(actor, register_id, print_id)
    if row["object_key"] is None:
        raise Conflict("Bản in chưa xong. Vui lòng đợi ít phút rồi mở lại.", en="Not printed yet.")
    content = await checked_stream(
        dict(row) | {"sha256": bytes.fromhex(row["sha256"])}, "register_print"
    )
    what = "theo-doi" if row["kind"] == RegisterKind.DOSSIERS else "chung-thuc"
    name = f"So-{what}-{row['agency_code']}-{row['year']}.pdf"
    return Stream(content, media_type="application/pdf", headers=file_headers(name, disposition))


@post("/registers/{register_id:uuid}/closing", status_code=200, **officer(CLOSER))
async def close_register(actor: Actor, register_id: UUID) -> RegisterBook:
    """Closes the book of a year that is over."""
    return await actions.close_register(actor, register_id)


ROUTES = [
    registers,
    register_offices,
    register_entries,
    export_entries,
    one_register,
    register_lines,
    register_certifications,
    print_register,
    one_print,
    print_content,
    close_register,
]
