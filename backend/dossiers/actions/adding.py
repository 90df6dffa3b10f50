"""Whether a file may still be added; asked inside the transaction that adds it."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.dossiers.actions.drafts import own_open_draft
from backend.dossiers.conversing import why_not_attach
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.rules import why_not_add
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, standing_of
from backend.platform.problems import Conflict, Forbidden, RuleBroken, field


def adding(
    actor: Actor,
    *,
    purpose: str,
    component_key: str,
    draft_id: UUID | None,
    dossier_id: UUID | None,
) -> Callable[[asyncpg.Connection], Awaitable[None]]:
    """The question for a draft or for a dossier, to be asked by whoever stores the file."""

    async def allowed(connection: asyncpg.Connection) -> None:
        if draft_id is not None:
            await adding_to_draft(connection, actor, draft_id, component_key)
        else:
            assert dossier_id is not None
            await adding_to_dossier(connection, actor, dossier_id, purpose)

    return allowed


async def adding_to_draft(
    connection: asyncpg.Connection, actor: Actor, draft_id: UUID, component_key: str
) -> None:
    """Holds the caller's draft open until the file is in it, so that no submission overtakes it.

    Raises NotFound, Conflict once it is submitted, RuleBroken for a paper it does not know.
    """
    row = await own_open_draft(connection, actor, draft_id)
    if row["dossier_id"] is not None:
        raise Conflict(
            "Hồ sơ này đã nộp nên không thêm được giấy tờ vào bản nháp. Xem trong mục Hồ sơ.",
            en="This draft has been submitted; files can no longer be added to it.",
            slug="already-submitted",
        )
    content = await content_of(row["procedure_version_id"])
    if component_key not in {component.key for component in content.components}:
        raise RuleBroken(
            "Giấy tờ này không thuộc thành phần hồ sơ. Hãy tải lại trang rồi gửi lại.",
            en="The procedure has no such paper.",
            errors=[field("/component_key", "Chọn một giấy tờ trong danh sách.")],
        )


async def adding_to_dossier(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, purpose: str
) -> None:
    """Holds the dossier in its state until the file is in it.

    Raises NotFound, Forbidden where this person may not add this kind of file now.
    """
    condition, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {condition} for share",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    standing = standing_of(row, await content_of(row["procedure_version_id"]))
    if purpose == "message":
        reason = why_not_attach(actor, standing)
    else:
        reason = why_not_add(actor, standing, purpose)
    if reason:
        raise Forbidden(reason, en="This file may not be added now.", slug="not-now")
