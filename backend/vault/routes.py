"""The vault over HTTP: the owner's papers, reuse, the desk, figures of what was asked again."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import Parameter
from litestar.response import Stream

from backend.access.actor import Actor
from backend.access.guards import citizen, officer
from backend.platform.file_headers import file_headers
from backend.vault import queries, reports, shares
from backend.vault.actions import desk, owning, reusing, sharing
from shared.contracts.common import Page
from shared.contracts.vault import (
    AskedAgain,
    AskedAgainLine,
    AskHeld,
    HeldAtDesk,
    HeldPaper,
    ReuseItem,
    SharedPaper,
    ShareItem,
    VaultItem,
    VaultPaper,
)
from shared.vocabulary.roles import Role

Cursor = Annotated[str, Parameter(max_length=300)]
Limit = Annotated[int, Parameter(ge=1, le=100)]


@get("/vault", **citizen())
async def my_vault(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[VaultItem]:
    """My papers, the newest first."""
    return await queries.mine(actor, cursor, limit)


@get("/vault/{item_id:uuid}", **citizen())
async def one_paper(actor: Actor, item_id: UUID) -> VaultPaper:
    """One of my papers, with its files and where it was used."""
    return await queries.paper(actor, item_id)


@get("/vault/{item_id:uuid}/documents/{document_id:uuid}/content", **citizen())
async def paper_content(
    actor: Actor, item_id: UUID, document_id: UUID, disposition: str = "attachment"
) -> Stream:
    """The bytes of a file of my paper."""
    row, content = await owning.content(actor, item_id, document_id)
    return Stream(
        content, media_type=row["media_type"], headers=file_headers(row["name"], disposition)
    )


@post("/vault/{item_id:uuid}/withdrawal", status_code=200, **citizen())
async def withdraw_paper(actor: Actor, item_id: UUID) -> VaultPaper:
    """Takes my paper out of the vault; at once nobody is offered it any more."""
    return await owning.withdraw(actor, item_id)


@post("/vault/{item_id:uuid}/return", status_code=200, **citizen())
async def put_back(actor: Actor, item_id: UUID) -> VaultPaper:
    """Puts my paper back."""
    return await owning.withdraw(actor, item_id, back=True)


@post("/vault/{item_id:uuid}/shares", status_code=200, **citizen())
async def share_paper(actor: Actor, item_id: UUID, data: ShareItem) -> VaultPaper:
    """Lets the person or organisation of a number look at my paper until a day."""
    return await sharing.share(actor, item_id, data)


@post("/vault/{item_id:uuid}/shares/{share_id:uuid}/end", status_code=200, **citizen())
async def end_share(actor: Actor, item_id: UUID, share_id: UUID) -> VaultPaper:
    """Takes a share back; at once."""
    return await sharing.end(actor, item_id, share_id)


@get("/shared-papers", **citizen())
async def shared_papers(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[SharedPaper]:
    """Papers that others share with me now, the newest first."""
    return await shares.with_me(actor, cursor, limit)


@get("/shared-papers/{share_id:uuid}", **citizen())
async def shared_paper(actor: Actor, share_id: UUID) -> SharedPaper:
    """A paper shared with me; its owner reads that I opened it."""
    return await sharing.opened(actor, share_id)


@get("/shared-papers/{share_id:uuid}/documents/{document_id:uuid}/content", **citizen())
async def shared_content(
    actor: Actor, share_id: UUID, document_id: UUID, disposition: str = "attachment"
) -> Stream:
    """The bytes of a file of a paper shared with me."""
    name, media_type, content = await sharing.content(actor, share_id, document_id)
    return Stream(content, media_type=media_type, headers=file_headers(name, disposition))


@post("/drafts/{draft_id:uuid}/reused", status_code=200, **citizen())
async def reuse(actor: Actor, draft_id: UUID, data: ReuseItem) -> VaultPaper:
    """Uses a paper of my vault for a component of my draft; the paper with its new use."""
    return await reusing.reuse_in_draft(actor, draft_id, data)


@get("/dossiers/{dossier_id:uuid}/held", **citizen())
async def held_for_supplement(actor: Actor, dossier_id: UUID) -> list[HeldPaper]:
    """Papers of my vault that answer what my dossier is asked for now."""
    return await queries.held_for_supplement(actor, dossier_id)


@post("/dossiers/{dossier_id:uuid}/reused", status_code=200, **citizen())
async def reuse_in_supplement(actor: Actor, dossier_id: UUID, data: ReuseItem) -> VaultPaper:
    """Answers a request for supplements with a paper of my vault; the paper with its new use."""
    return await reusing.reuse_in_supplement(actor, dossier_id, data)


@post("/desk/held", status_code=200, **officer(Role.DESK_OFFICER, Role.DESK_HEAD))
async def held(actor: Actor, data: AskHeld) -> HeldAtDesk:
    """What the person at my desk holds already for a procedure."""
    return await desk.held_at_desk(actor, data)


@get("/asked-again", **officer(*reports.READERS))
async def asked_again(actor: Actor, since: date, until: date) -> list[AskedAgain]:
    """How often my agencies' officers asked for what was held."""
    return await reports.asked_again(actor, since, until)


@get("/asked-again/lines", **officer(*reports.READERS))
async def asked_again_lines(
    actor: Actor, since: date, until: date, cursor: Cursor = ""
) -> Page[AskedAgainLine]:
    """The requests behind the figures, with their reasons."""
    return await reports.asked_again_lines(actor, since, until, cursor)


ROUTES = [
    my_vault,
    one_paper,
    paper_content,
    withdraw_paper,
    put_back,
    share_paper,
    end_share,
    shared_papers,
    shared_paper,
    shared_content,
    reuse,
    held_for_supplement,
    reuse_in_supplement,
    held,
    asked_again,
    asked_again_lines,
]
