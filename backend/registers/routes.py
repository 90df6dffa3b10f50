"""Registers of dossiers over HTTP: books, lines, printed copies, closing."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import officer
from backend.documents.store import store
from backend.platform.file_headers import file_headers
from backend.platform.problems import Conflict, Unavailable
from backend.registers import actions, queries
from backend.registers.rules import CLOSER, READERS
from shared.contracts.common import Page
from shared.contracts.registers import RegisterBook, RegisterLine, RegisterPrint
from storage.objects import StorageError

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
Year = Annotated[int | None, Parameter(ge=2000, le=2999)]


@get("/registers", **officer(*READERS))
async def registers(actor: Actor, year: Year = None, cursor: Cursor = "") -> Page[RegisterBook]:
    """The books of my agencies, the newest year first."""
    return await queries.books(actor, year, cursor)


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


@post("/registers/{register_id:uuid}/prints", status_code=202, **officer(*READERS))
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
    try:
        content = await store().get(row["object_key"])
    except StorageError as error:
        raise Unavailable(
            "Kho tài liệu đang bận. Vui lòng mở lại tệp sau ít phút.",
            en="The document store is busy.",
        ) from error
    name = f"So-theo-doi-{row['agency_code']}-{row['year']}.pdf"
    return Stream(content, media_type="application/pdf", headers=file_headers(name, disposition))


@post("/registers/{register_id:uuid}/closing", status_code=200, **officer(CLOSER))
async def close_register(actor: Actor, register_id: UUID) -> RegisterBook:
    """Closes the book of a year that is over."""
    return await actions.close_register(actor, register_id)


ROUTES = [
    registers,
    one_register,
    register_lines,
    print_register,
    one_print,
    print_content,
    close_register,
]
