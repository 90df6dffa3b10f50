"""One go at signing: within a second the answer is there, after it the screen follows.

The PIN and the one-time code are never written down, so the work stays with the process that was
given them; how it stands is a row that anybody allowed can read. A process that ends in the middle
leaves a row that counts as failed, and nothing signed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog

from backend.access.actor import Actor
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.platform.problems import Conflict, Refusal, RuleBroken, Unavailable, field
from backend.settings import settings
from backend.signing.signatory import SigningFailed

_AT_ONCE_SECONDS = 1.0
_DEAD_AFTER = timedelta(minutes=3)
_running: set[asyncio.Future[None]] = set()
log = structlog.get_logger("results")


async def go(actor: Actor, draft_id: UUID, what: str, work: Callable[[], Awaitable[None]]) -> bool:
    """Begins the work and waits for it a second; True when it is done, False while it goes on.

    Raises what the work raised, Conflict while another go at the same draft is running.
    """
    id_ = await _begun(actor, draft_id, what)
    return await wait_a_second(watched(id_, work))


async def begin_together(
    actor: Actor, drafts: list[UUID], what: str
) -> tuple[UUID, dict[UUID, UUID]]:
    """The rows of a go at many drafts, by draft; a draft that is being signed already has none."""
    batch_id, rows = uuid7(), {}
    for draft_id in drafts:
        try:
            rows[draft_id] = await _begun(actor, draft_id, what, batch_id)
        except Conflict:
            continue
    return batch_id, rows


async def wait_a_second(work: Awaitable[None]) -> bool:
    """Begins the work and waits for it a second; True when it is done, False while it goes on.

    Raises what the work raised.
    """
    task = asyncio.ensure_future(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    done, _ = await asyncio.wait({task}, timeout=_AT_ONCE_SECONDS)
    if not done:
        task.add_done_callback(_seen)
        return False
    task.result()
    return True


async def _begun(actor: Actor, draft_id: UUID, what: str, batch_id: UUID | None = None) -> UUID:
    now = clock.now()
    id_ = uuid7()
    async with transaction() as connection:
        await connection.execute(
            "update result_signing set state = 'failed', ended_at = $2, words = $3 "
            "where draft_id = $1 and state = 'running' and started_at < $4",
            draft_id,
            now,
            "Việc ký bị ngắt giữa chừng. Chưa có chữ ký nào được dùng; hãy ký lại.",
            now - _DEAD_AFTER,
        )
        try:
            await connection.execute(
                "insert into result_signing (id, tenant_id, draft_id, account_id, what, state, "
                "started_at, batch_id) values ($1, $2, $3, $4, $5, 'running', $6, $7)",
                id_,
                settings().tenant,
                draft_id,
                actor.account_id,
                what,
                now,
                batch_id,
            )
        except asyncpg.UniqueViolationError:
            raise Conflict(
                "Bản này đang được ký. Hãy chờ trong giây lát.",
                en="This draft is being signed right now.",
                slug="being-signed",
            ) from None
    return id_


async def watched(id_: UUID, work: Callable[[], Awaitable[None]]) -> None:
    """Does the work and writes down how it ended, in words. Raises what the work raised."""
    state, words = "failed", "Chưa ký được vì hệ thống gặp lỗi. Hãy ký lại."
    try:
        await work()
        state, words = "done", ""
    except SigningFailed as failed:
        words = failed.words
        raise as_refusal(failed) from failed
    except Refusal as refused:
        words = refused.detail.vi
        raise
    finally:
        await execute(
            "update result_signing set state = $2, words = $3, ended_at = $4 where id = $1",
            id_,
            state,
            words,
            clock.now(),
        )


def _seen(task: asyncio.Future[None]) -> None:
    # Nobody waits any more; what is wrong is on the row, what nobody foresaw goes to the log.
    if task.cancelled():
        return
    error = task.exception()
    if error is not None and not isinstance(error, Refusal):
        log.error("signing failed", error=type(error).__name__)


def as_refusal(failed: SigningFailed) -> Refusal:
    """The problem a caller is told."""
    if failed.busy:
        return Unavailable(failed.words, slug=failed.slug)
    errors = [field(failed.field, failed.words)] if failed.field else None
    return RuleBroken(failed.words, slug=failed.slug, errors=errors)
