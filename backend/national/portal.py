"""The national portal over HTTP, messages of 2019: sign in, then one envelope a call."""

from typing import Any

import httpx
import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import http_client
from backend.settings import settings

_DONE = "0"
_THERE_ALREADY, _NOT_THERE = "đã tồn tại", "chưa có"
_SECONDS = 10


class Reply(msgspec.Struct):
    """Every answer; `result` of questions."""

    error_code: str
    message: str = ""
    session: str = ""
    result: list[dict[str, Any]] = []
    next: str = ""

    @property
    def done(self) -> bool:
        """Whether the portal did what it was asked."""
        return self.error_code == _DONE


class Portal:
    """One signed-in conversation. Use as `async with Portal() as portal`."""

    def __init__(self) -> None:
        self._http = http_client(base_url=settings().national_url, timeout=_SECONDS)
        self._session = ""

    async def __aenter__(self) -> "Portal":
        known = settings()
        body = {"username": known.national_user, "password": known.national_password}
        try:
            answer = await self._ask("/login", body)
            if not answer.session:
                raise Refused(answer.message or "không cấp phiên làm việc", answer.error_code)
            self._session = answer.session
        except BaseException:
            await self._http.aclose()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._http.aclose()

    async def send(self, service: str, data: list[dict[str, Any]], *, updating: bool) -> None:
        """One call; what is there already is sent again as an update, what is not as new.

        The code of a dossier is the same at every try, so that neither makes a second one.
        Raises Unreachable, Refused.
        """
        reply = await self._call(service, data, updating)
        other = _NOT_THERE if updating else _THERE_ALREADY
        if not reply.done and service == "DongBoHoSoMC" and other in reply.message:
            reply = await self._call(service, data, not updating)
        if not reply.done:
            raise Refused(f"{service}: {reply.message}"[:300], reply.error_code)

    async def ask(self, service: str, **more: str) -> Reply:
        """A question. Raises Unreachable, Refused."""
        reply = await self._ask("/service", self._envelope(service) | more)
        if not reply.done:
            raise Refused(f"{service}: {reply.message}"[:300], reply.error_code)
        return reply

    async def look_up(self, code: str) -> dict[str, Any] | None:
        """`TraCuuHoSo`: what the portal has of one dossier. Raises Unreachable, Refused."""
        reply = await self._ask("/service", self._envelope("TraCuuHoSo") | {"mahoso": code})
        if not reply.done and _NOT_THERE in reply.message:
            return None
        if not reply.done:
            raise Refused(f"TraCuuHoSo: {reply.message}"[:300], reply.error_code)
        return reply.result[0] if reply.result else None

    def _envelope(self, service: str) -> dict[str, Any]:
        return {
            "session": self._session,
            "madonvi": settings().national_unit,
            "service": service,
        }

    async def _call(self, service: str, data: list[dict[str, Any]], updating: bool) -> Reply:
        body = self._envelope(service) | {"isUpdating": str(updating), "data": data}
        return await self._ask("/service", body)

    async def _ask(self, path: str, body: dict[str, Any]) -> Reply:
        try:
            answer = await self._http.post(path, json=body)
            answer.raise_for_status()
            return msgspec.json.decode(answer.content, type=Reply)
        except (httpx.HTTPError, msgspec.MsgspecError) as error:
            # The words of the error may hold what was sent; its kind is enough.
            raise Unreachable(f"{path}: {type(error).__name__}") from error
