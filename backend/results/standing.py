"""What an act of the dossier means for the draft of its result; inside the act's transaction."""

from typing import Any

import asyncpg

from backend.platform import clock
from backend.platform.problems import Conflict, RuleBroken

_OPEN = (
    "select id, state, sha256, signed_sha256, document_id from result_draft "
    "where dossier_id = $1 and state in ('open', 'signed')"
)


async def before_submission(connection: asyncpg.Connection, dossier_id: Any) -> None:
    """A draft that was begun must have its file. Raises RuleBroken."""
    draft = await connection.fetchrow(_OPEN, dossier_id)
    if draft is not None and draft["sha256"] is None:
        raise RuleBroken(
            "Bản dự thảo kết quả còn mục chưa điền. Hãy điền đủ và lưu trước khi trình.",
            en="The draft of the result is not complete.",
            slug="draft-incomplete",
        )


async def approved(connection: asyncpg.Connection, dossier_id: Any) -> dict[str, str]:
    """What approval leaves in the event: the digest of the file that was seen and signed.

    Raises Conflict where a draft waits for a signature: approving it is signing it.
    """
    draft = await connection.fetchrow(_OPEN, dossier_id)
    if draft is None:
        return {}
    if draft["state"] != "signed":
        raise Conflict(
            "Hồ sơ có bản dự thảo kết quả. Hãy mở bản dự thảo, xem và ký; ký là phê duyệt.",
            en="There is a draft: look at it and sign it; signing is approving.",
            slug="sign-to-approve",
        )
    return {"sha256": draft["sha256"].hex(), "signed_sha256": draft["signed_sha256"].hex()}


async def sent_back(connection: asyncpg.Connection, dossier_id: Any) -> None:
    """The draft is open again; what was signed counts for nothing."""
    await connection.execute(
        "update result_draft set state = 'open', signed_key = null, signed_sha256 = null, "
        "version = version + 1 where dossier_id = $1 and state = 'signed'",
        dossier_id,
    )


async def left_desk(connection: asyncpg.Connection, dossier_id: Any) -> None:
    """Handed on and not resolved on the spot: what the desk drafted counts for nothing."""
    await connection.execute(
        "update result_draft set state = 'dropped' "
        "where dossier_id = $1 and state in ('open', 'signed')",
        dossier_id,
    )


async def taken_back(connection: asyncpg.Connection, dossier_id: Any) -> None:
    """A result taken back before hand-over is drafted anew; a correction begun for it is void."""
    await connection.execute(
        "update result set withdrawn_at = $2, withdrawn_kind = 'reopened' "
        "where dossier_id = $1 and withdrawn_at is null",
        dossier_id,
        clock.now(),
    )
    await connection.execute(
        "update result_draft set state = 'dropped' "
        "where dossier_id = $1 and state in ('open', 'signed')",
        dossier_id,
    )


async def code_of_issued(
    connection: asyncpg.Connection, dossier_id: Any, document_id: Any
) -> str | None:
    """The code printed on a file made here; None for an uploaded one.

    Raises Conflict for an uploaded one while a draft of ours is open.
    """
    code: str | None = await connection.fetchval(
        "select verification_code from result_draft where document_id = $1 and state = 'issued'",
        document_id,
    )
    if code is None and await connection.fetchrow(_OPEN, dossier_id) is not None:
        raise Conflict(
            "Hồ sơ có bản kết quả đang soạn hoặc đã ký trên hệ thống. Hãy cấp số, đóng dấu và phát "
            "hành bản đó.",
            en="A result was drafted here; issue that one.",
            slug="issue-the-draft",
        )
    return code
