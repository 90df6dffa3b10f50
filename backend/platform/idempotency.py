"""`Idempotency-Key` on every POST: the same key and body give the same answer, exactly once.

The claim of a key is written by the transaction of the work itself, so that key and work commit
together. The answer is kept just after, sealed for the caller and the key; a repeat that arrives in
between waits for it. Answers are kept for two days and claims for half a year
(`backend.privacy.retention`): a repeat after that says that the work was done.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import asyncpg
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from backend.platform import clock
from backend.platform.database import BEFORE_WORK, execute, fetch_row
from backend.platform.problems import Conflict, Malformed, RuleBroken
from backend.platform.sealing import sealed, unsealed

PLACE = "idempotency.body"
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

    def __init__(self, client_of: Callable[[str], Awaitable[UUID | None]]) -> None:
        """`client_of` names the program of an Authorization header whose token is good."""
        self._client_of = client_of

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
        account = user.account_id if user is not None else await self._of_program(headers)
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

    async def _of_program(self, headers: dict[bytes, bytes]) -> UUID:
        """Whose keys these are: a program's, whichever token it holds now, so that it may repeat
        a request after its token has ended and is given no other's answer; without one nobody's.
        """
        said = headers.get(b"authorization", b"")
        if not said:
            return _NOBODY
        client = await self._client_of(said.decode("latin-1"))
        # A token that is not good is refused by the route; what it names stays apart.
        return client or UUID(bytes=hashlib.sha256(said).digest()[:16])


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
        if row["status"] is not None and row["body"] is None:  # its two days are over
            raise _ALREADY_DONE
        if row["status"] is not None:
            await _send_kept(row, opened_answer(account, key, row["body"]), send)
            return True
        await asyncio.sleep(_WAIT_SECONDS)
    return False


def sealed_answer(account: UUID, key: str, body: bytes) -> bytes:
    """An answer as it is kept: it opens for this caller and this key alone."""
    # Each byte is one character, so that any answer is a text to be sealed.
    return sealed(PLACE, f"{account}/{key}", body.decode("latin-1")).encode()


def opened_answer(account: UUID, key: str, stored: bytes | None) -> bytes:
    """The answer again. Raises NotSealedHere for one of another caller or key."""
    return unsealed(PLACE, f"{account}/{key}", bytes(stored or b"").decode("latin-1")).encode(
        "latin-1"
    )


async def _send_kept(row: asyncpg.Record, body: bytes, send: Send) -> None:
    headers = [
        (b"content-type", row["media_type"].encode()),
        (b"content-length", str(len(body)).encode()),
        (b"idempotent-replayed", b"true"),
    ]
    await send({"type": "http.response.start", "status": row["status"], "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _store(account: UUID, key: str, sent: list[Message]) -> None:
    status = 0
    secret = False
    media_type = b"application/json"
    body = b""
    for message in sent:
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = dict(message["headers"])
            media_type = headers.get(b"content-type", media_type)
            secret = b"no-store" in headers.get(b"cache-control", b"")
        elif message["type"] == "http.response.body":
            body += message.get("body", b"")
    if status < 400 and not secret:
        await execute(
            "update idempotency set status = $3, media_type = $4, body = $5 "
            "where account_id = $1 and key = $2",
            account,
            key,
            status,
            media_type.decode(),
            sealed_answer(account, key, body),
        )
