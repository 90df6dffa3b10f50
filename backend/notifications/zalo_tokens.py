"""Zalo's access token: kept sealed, renewed before it ends, by one worker at a time.

The refresh token works once and brings the next one, so what Zalo answers is written down before
anything else happens, and nobody asks while another does. An operator gives the first one
(`MOTCUA_ZALO_REFRESH_TOKEN`); another there takes the place of what is kept.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import httpx
import structlog

from backend.audit.actions import keyed_hash
from backend.connections.adapter import Maybe, Refused, Unreachable
from backend.connections.calling import call, http_client
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction
from backend.platform.sealing import opened, sealed
from backend.settings import settings

ACCESS, FOLLOWING = "zalo_token.access", "zalo_token.following"
_LOCK = 7_305_044
_SECONDS = 10.0
_AGAIN_AFTER = timedelta(seconds=50)  # a refusal is tried again, not at every message
_LONGEST_AHEAD = timedelta(hours=2)
_USUAL_LIFE, _LONGEST_LIFE = 3600, 30 * 86400
log = structlog.get_logger("messages")
_SEED = """
insert into zalo_token (tenant_id, seed, access, following) values ($1, $2, '', $3)
on conflict (tenant_id) do update set seed = $2, access = '', following = $3, expires_at = null,
    life_seconds = 0, renewed_at = null, asked_at = null, failing_since = null, failure = ''
where zalo_token.seed <> $2
"""
_RENEWED = """
update zalo_token set access = $2, following = $3, expires_at = $4, life_seconds = $5,
    renewed_at = $6, failing_since = null, failure = '' where tenant_id = $1
"""
_FAILED = (
    "update zalo_token set failing_since = coalesce(failing_since, $2), failure = $3 "
    "where tenant_id = $1"
)
_BURNT = (
    "Zalo không nhận mã làm mới ({said}). Mã này chỉ dùng một lần và hết hạn sau ba tháng: lấy mã "
    "mới ở trang ứng dụng Zalo và đặt vào MOTCUA_ZALO_REFRESH_TOKEN."
)


def renew_from(expires_at: datetime, life_seconds: int) -> datetime:
    """From when a token is renewed: with a quarter of its life left, at most two hours before."""
    return expires_at - min(timedelta(seconds=life_seconds / 4), _LONGEST_AHEAD)


def is_renewed_here() -> bool:
    """Whether we renew it; without a first refresh token `MOTCUA_ZALO_TOKEN` is used as it is."""
    return bool(settings().zalo_url and settings().zalo_refresh_token)


async def access_token() -> str:
    """The one to show Zalo now. Raises Unreachable while there is none."""
    if not is_renewed_here():
        return settings().zalo_token
    row = await _row()
    if not _holds(row):
        await renew()
        row = await _row()
    if row is None or not _holds(row):
        raise Unreachable("Chưa có mã truy cập Zalo còn hạn.")
    return opened(row, ACCESS, row_id="tenant_id")


async def refused(token: str) -> None:
    """Zalo did not take it: it counts as ended, unless another was fetched meanwhile."""
    row = await _row()
    if row is not None and _holds(row) and opened(row, ACCESS, row_id="tenant_id") == token:
        await execute(
            "update zalo_token set expires_at = $2 where tenant_id = $1 and renewed_at = $3",
            settings().tenant,
            clock.now(),
            row["renewed_at"],
        )


async def renew() -> int:
    """Every minute, and when there is none: fetches the next one if it is time. One at a time."""
    if not is_renewed_here():
        return 0
    async with _alone() as alone:
        if not alone:
            return 0
        await _seed()
        row, now = await _row(), clock.now()
        if row is None or not _is_due(row, now):
            return 0
        await execute(
            "update zalo_token set asked_at = $2 where tenant_id = $1", settings().tenant, now
        )
        return await _fetch(opened(row, FOLLOWING, row_id="tenant_id"))


async def state() -> tuple[datetime | None, str]:
    """Until when the token holds, and why it could not be renewed, or nothing."""
    row = await _row() if is_renewed_here() else None
    return (row["expires_at"], row["failure"]) if row is not None else (None, "")


@asynccontextmanager
async def _alone() -> AsyncIterator[bool]:
    """Whether nobody else asks; the lock ends with the transaction, whatever becomes of us."""
    async with transaction() as connection:
        yield bool(await connection.fetchval("select pg_try_advisory_xact_lock($1)", _LOCK))


async def _fetch(refresh: str) -> int:
    try:
        found = await _asked(refresh)
        access, following = str(found["access_token"]), str(found["refresh_token"])
    except Refused as answer:
        return await _failed(_BURNT.format(said=str(answer)[:80]))
    except Unreachable as away:
        return await _failed(f"Chưa gia hạn được, đang thử lại: {away}")
    except (KeyError, ValueError, TypeError):
        return await _failed("Câu trả lời của Zalo không đọc được, đang thử lại.")
    except Maybe as lost:
        # It may have been used: the next try tells.
        return await _failed(f"Không rõ Zalo đã đổi mã hay chưa, đang thử lại: {lost}")
    tenant, now, life = settings().tenant, clock.now(), _life(found.get("expires_in"))
    await execute(
        _RENEWED, tenant, sealed(ACCESS, tenant, access), sealed(FOLLOWING, tenant, following),
        now + timedelta(seconds=life), life, now,
    )  # fmt: skip
    log.info("zalo token renewed", seconds=life)
    return 1


async def _asked(refresh: str) -> dict[str, Any]:
    """Zalo's answer (OAuth of official accounts, version 4). Raises Unreachable, Refused, Maybe."""
    here = settings()
    form = {
        "refresh_token": refresh, "app_id": here.zalo_app_id, "grant_type": "refresh_token",
    }  # fmt: skip
    async with http_client(timeout=httpx.Timeout(_SECONDS)) as http:
        answer = await call(
            http, "POST", here.zalo_oauth_url, repeatable=False, data=form,
            headers={"secret_key": here.zalo_app_secret},
        )  # fmt: skip
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("no object")
    if not found.get("access_token"):  # Zalo refuses with 200
        said = found.get("error_name") or found.get("error_description") or "không rõ lý do"
        raise Refused(f"{said} {found.get('error', '')}".strip())
    return found


async def _failed(words: str) -> int:
    await execute(_FAILED, settings().tenant, clock.now(), words[:400])
    log.warning("zalo token not renewed", words=words)
    return 0


async def _seed() -> None:
    here = settings()
    seed = keyed_hash("zalo refresh token", here.zalo_refresh_token).hex()
    kept = sealed(FOLLOWING, here.tenant, here.zalo_refresh_token)
    await execute(_SEED, here.tenant, seed, kept)


async def _row() -> asyncpg.Record | None:
    return await fetch_row("select * from zalo_token where tenant_id = $1", settings().tenant)


def _holds(row: asyncpg.Record | None) -> bool:
    return row is not None and row["expires_at"] is not None and row["expires_at"] > clock.now()


def _is_due(row: asyncpg.Record, now: datetime) -> bool:
    if (
        row["failing_since"] is not None
        and row["asked_at"]
        and now < row["asked_at"] + _AGAIN_AFTER
    ):
        return False
    return row["expires_at"] is None or now >= renew_from(row["expires_at"], row["life_seconds"])


def _life(said: Any) -> int:
    try:
        return min(max(int(said), 60), _LONGEST_LIFE)
    except (TypeError, ValueError):
        return _USUAL_LIFE
