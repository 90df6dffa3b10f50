"""`Idempotency-Key` on every POST: the same key and body give the same answer, exactly once.

The claim of a key is written by the transaction of the work itself, so that key and work commit
together. The answer is kept just after; a repeat that arrives in between waits for it.
"""

import asyncio
import hashlib
from typing import Any
from uuid import UUID

import asyncpg
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.platform import clock
from backend.platform.database import BEFORE_WORK, execute, fetch_row
from backend.platform.problems import Conflict, Malformed, RuleBroken

_WAIT_STEPS = 60
_WAIT_SECONDS = 0.1
_NOBODY = UUID(int=0)
_ALREADY_DONE = Conflict(
    "Yêu cầu này đã được ghi nhận. Hãy tải lại trang để xem kết quả.",
    en="This request was already carried out. Reload to see the result.",
    slug="already-done",
)


class IdempotencyMiddleware(ASGIMiddleware):
    """Replays kept answers and lets the work claim its key. Uploads (multipart) pass through."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """One request."""
        headers = dict(scope.get("headers", []))
        raw_key = headers.get(b"idempotency-key", b"")
        is_json = headers.get(b"content-type", b"").startswith(b"application/json")
        if scope.get("method") != "POST" or not raw_key or not is_json:
            await next_app(scope, receive, send)
            return
        if not 8 <= len(raw_key) <= 80 or not raw_key.isascii():
            raise Malformed(
                "Khóa chống gửi trùng phải dài từ 8 đến 80 ký tự.",
                en="The idempotency key must have 8 to 80 characters.",
                slug="bad-idempotency-key",
            )
        user = scope.get("user")
        account = user.account_id if user is not None else _NOBODY
        body = await _read_body(receive)
        digest = hashlib.sha256(scope["path"].encode() + b"\0" + body).digest()
        key = raw_key.decode()
        if await _replay(account, key, digest, send, wait=False):
            return

        lost = False
        stamp = clock.now()

        async def claim(connection: asyncpg.Connection) -> None:
            nonlocal lost
            claimed = await connection.fetchval(
                "insert into idempotency (account_id, key, request_hash, created_at) "
                "values ($1, $2, $3, $4) on conflict do nothing returning true",
                account,
                key,
                digest,
                stamp,
            )
            # A request of several transactions, such as one act on many dossiers, claims once.
            ours = claimed or await connection.fetchval(
                "select created_at = $3 from idempotency where account_id = $1 and key = $2",
                account,
                key,
                stamp,
            )
            if not ours:
                lost = True
                raise _ALREADY_DONE

        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        async def body_again() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        token = BEFORE_WORK.set(claim)
        try:
            await next_app(scope, body_again, keep)
        finally:
            BEFORE_WORK.reset(token)
        if lost and await _replay(account, key, digest, send, wait=True):
            return
        await _store(account, key, sent)
        for message in sent:
            await send(message)


async def _read_body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    return b"".join(parts)


async def _replay(account: UUID, key: str, digest: bytes, send: Send, *, wait: bool) -> bool:
    for _ in range(_WAIT_STEPS if wait else 1):
        row = await fetch_row(
            "select request_hash, status, media_type, body from idempotency "
            "where account_id = $1 and key = $2",
            account,
            key,
        )
        if row is None:
            return False
        if bytes(row["request_hash"]) != digest:
            raise RuleBroken(
                "Khóa chống gửi trùng này đã dùng cho một nội dung khác. Hãy tải lại trang.",
                en="This idempotency key was used for other content. Please reload the page.",
                slug="idempotency-key-reused",
            )
        if row["status"] is not None:
            await _send_kept(row, send)
            return True
        await asyncio.sleep(_WAIT_SECONDS)
    return False


async def _send_kept(row: asyncpg.Record, send: Send) -> None:
    body = bytes(row["body"] or b"")
    headers = [
        (b"content-type", row["media_type"].encode()),
        (b"content-length", str(len(body)).encode()),
        (b"idempotent-replayed", b"true"),
    ]
    await send({"type": "http.response.start", "status": row["status"], "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _store(account: UUID, key: str, sent: list[Message]) -> None:
    status = 0
    media_type = b"application/json"
    body = b""
    for message in sent:
        if message["type"] == "http.response.start":
            status = message["status"]
            media_type = dict(message["headers"]).get(b"content-type", media_type)
        elif message["type"] == "http.response.body":
            body += message.get("body", b"")
    if status < 400:
        await execute(
            "update idempotency set status = $3, media_type = $4, body = $5 "
            "where account_id = $1 and key = $2",
            account,
            key,
            status,
            media_type.decode(),
            body,
        )
