"""One try of one message: what its adapter says becomes what is written down."""

import asyncio
import random
import time
from datetime import datetime, timedelta

import msgspec
import structlog

from backend.connections.adapter import Adapter, Maybe, Refused, Unmapped, Unreachable
from backend.connections.claiming import Claimed, Outcome
from backend.connections.rules import TRIES_OF_A_FAULT, gives_up, next_try_after
from backend.operations.log_masking import masked
from backend.platform import clock
from shared.vocabulary.connections import DeliveryState

log = structlog.get_logger("connections")
_LONGEST_WORDS = 500
_SILENT = "Đã gửi đi nhưng không nhận được trả lời."


async def attempt(adapter: Adapter, claimed: Claimed) -> Outcome:
    """Sends once, within the adapter's time; never raises but when the worker itself is stopped."""
    started = time.monotonic()
    delivery = claimed.delivery
    sent = None
    trouble: Exception | None = None
    try:
        async with asyncio.timeout(adapter.timeout):
            sent = await adapter.send(delivery)
    except TimeoutError:
        words = f"Không trả lời trong {adapter.timeout:g} giây."
        trouble = Unreachable(words) if adapter.repeatable else Maybe(words)
    except Exception as error:
        trouble = error
    now = clock.now()
    outcome = (
        Outcome(
            id=delivery.id,
            state=DeliveryState.SENT,
            latency_ms=0,
            next_try_at=now,
            reference=sent.reference[:200],
            answered=True,
        )
        if sent is not None
        else _trouble(adapter, claimed, trouble or Unreachable(), now)
    )
    spent = int((time.monotonic() - started) * 1000)
    if outcome.error:
        log.warning(
            "not delivered",
            adapter=adapter.id,
            delivery=str(delivery.id),
            kind=delivery.kind,
            attempt=delivery.attempt,
            state=outcome.state,
            error=outcome.error,
        )
    return msgspec.structs.replace(outcome, latency_ms=spent)


def _trouble(adapter: Adapter, claimed: Claimed, trouble: Exception, now: datetime) -> Outcome:
    delivery = claimed.delivery
    error = words_of(trouble)
    if isinstance(trouble, Unmapped):
        return Outcome(
            id=delivery.id,
            state=DeliveryState.UNMAPPED,
            latency_ms=0,
            next_try_at=now,
            error=error,
            wanted_kind=trouble.kind[:40],
            wanted_code=trouble.code[:120],
        )
    state, fault, answered = DeliveryState.WAITING, False, False
    if isinstance(trouble, Refused):
        state, answered = DeliveryState.DEAD, True
    elif isinstance(trouble, Maybe):
        state, fault = DeliveryState.MAYBE, True
        error = error or _SILENT
    elif isinstance(trouble, Unreachable):
        fault = True
        if gives_up(delivery.attempt, claimed.others_passed):
            state = DeliveryState.DEAD
    else:
        # A fault of ours: tried again where that does no harm, and then kept for somebody to see.
        log.error("adapter failed", adapter=adapter.id, delivery=str(delivery.id), error=error)
        if not adapter.repeatable or delivery.attempt >= TRIES_OF_A_FAULT:
            state = DeliveryState.DEAD
    asked = trouble.after if isinstance(trouble, Unreachable) else None
    jitter = random.random()  # noqa: S311  # nosec B311
    pause = next_try_after(delivery.attempt, jitter, asked)
    return Outcome(
        id=delivery.id,
        state=state,
        latency_ms=0,
        next_try_at=now + (pause if state is DeliveryState.WAITING else timedelta()),
        error=error,
        fault=fault,
        answered=answered,
    )


def words_of(error: Exception) -> str:
    """What went wrong, without anything personal a partner may have repeated to us."""
    text = str(error)
    if not isinstance(error, Refused | Unmapped | Unreachable | Maybe):
        text = f"{type(error).__name__}: {text}"
    words: str = masked(text.replace("\0", "") or type(error).__name__)
    return words[:_LONGEST_WORDS]
