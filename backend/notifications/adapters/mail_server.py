"""Conversations with the mail server, kept open for a while from one letter to the next.

To open one takes a handshake, a greeting and the look-up of our own name: more than the letter.
"""

import asyncio
import contextlib
import ssl
from functools import cache
from weakref import WeakKeyDictionary

import aiosmtplib
import msgspec

_SECONDS, _SECONDS_TO_LEAVE = 15.0, 2.0
_KEPT_SECONDS = 20.0  # unused; servers wait longer (RFC 5321 §4.5.3.2.7), busy ones not much
_KEPT_AT_MOST = 8
_LETTERS = 50  # in one conversation; many servers end it at a hundred
_CLOSING = 421


class Server(msgspec.Struct, frozen=True):
    """Where letters are handed in; `security` is none, starttls or tls."""

    host: str
    port: int
    security: str = "none"
    user: str = ""
    password: str = ""


class _Conversation:
    def __init__(self, server: Server) -> None:
        self._client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=None if server.security == "none" else _authorities(),
            timeout=_SECONDS,
        )
        self.server = server
        self.letters = 0
        self.closing: asyncio.TimerHandle | None = None

    @property
    def open(self) -> bool:
        return self._client.is_connected and self.letters < _LETTERS

    async def begin(self) -> None:
        await self._client.connect()

    async def hand_in(self, sender: str, to: str, raw: bytes) -> None:
        self.letters += 1
        await self._client.sendmail(sender, [to], raw)

    async def end(self) -> None:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
            if self._client.is_connected:
                await self._client.quit(timeout=_SECONDS_TO_LEAVE)
        self._client.close()


# Of each event loop its own: a connection belongs to the loop that opened it.
_kept: WeakKeyDictionary[asyncio.AbstractEventLoop, list[_Conversation]] = WeakKeyDictionary()
_leaving: set[asyncio.Future[None]] = set()


async def hand_in(server: Server, sender: str, to: str, raw: bytes) -> None:
    """One letter into the mail server. Raises aiosmtplib's errors, OSError.

    A server may end a kept conversation at any moment; the letter then goes again in a new one,
    under the same Message-ID.
    """
    kept = _taken_up(server)
    if kept is not None:
        try:
            await _say(kept, sender, to, raw)
        except (aiosmtplib.SMTPServerDisconnected, ConnectionError):
            pass
        except aiosmtplib.SMTPResponseException as error:
            if error.code != _CLOSING:
                raise
        else:
            return
    fresh = _Conversation(server)
    await fresh.begin()
    await _say(fresh, sender, to, raw)


async def _say(conversation: _Conversation, sender: str, to: str, raw: bytes) -> None:
    """One that went wrong, whatever way, is not used again."""
    try:
        await conversation.hand_in(sender, to, raw)
    except BaseException:
        _end(conversation)
        raise
    _keep(conversation)


def _taken_up(server: Server) -> _Conversation | None:
    kept = _kept.get(asyncio.get_running_loop(), [])
    while kept:
        conversation = kept.pop()
        if conversation.closing is not None:
            conversation.closing.cancel()
        if conversation.open and conversation.server == server:
            return conversation
        _end(conversation)
    return None


def _keep(conversation: _Conversation) -> None:
    loop = asyncio.get_running_loop()
    kept = _kept.setdefault(loop, [])
    if not conversation.open or len(kept) >= _KEPT_AT_MOST:
        _end(conversation)
        return
    kept.append(conversation)
    conversation.closing = loop.call_later(_KEPT_SECONDS, _let_go, kept, conversation)


def _let_go(kept: list[_Conversation], conversation: _Conversation) -> None:
    if conversation in kept:
        kept.remove(conversation)
        _end(conversation)


def _end(conversation: _Conversation) -> None:
    """Takes leave without keeping the caller waiting."""
    leaving = asyncio.ensure_future(conversation.end())
    _leaving.add(leaving)
    leaving.add_done_callback(_leaving.discard)


@cache
def _authorities() -> ssl.SSLContext:
    return ssl.create_default_context()
