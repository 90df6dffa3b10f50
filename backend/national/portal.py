"""The national portal over HTTP: sign in, then one envelope a call."""

from typing import Any

import httpx
import msgspec

from backend.settings import settings

_DONE = "0"
_THERE_ALREADY = "đã tồn tại"


class PortalUnreachable(Exception):
    """No readable answer; nothing is known to have arrived, and it is sent again."""


class PortalRefused(Exception):
    """The portal answered with an error of its own; the message holds its words."""


class _Reply(msgspec.Struct):
    error_code: str
    message: str = ""
    session: str = ""


class Portal:
    """One signed-in conversation. Use as `async with Portal() as portal`."""

    def __init__(self) -> None:
        self._http = httpx.AsyncClient(base_url=settings().national_url, timeout=10)
        self._session = ""

    async def __aenter__(self) -> "Portal":
        known = settings()
        body = {"username": known.national_user, "password": known.national_password}
        try:
            self._session = (await self._ask("/login", body)).session
        except BaseException:
            await self._http.aclose()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._http.aclose()

    async def send(self, service: str, data: list[dict[str, Any]], *, updating: bool) -> None:
        """One call; what is there already is sent again as an update.

        Raises PortalUnreachable, PortalRefused.
        """
        reply = await self._call(service, data, updating)
        if reply.error_code != _DONE and not updating and _THERE_ALREADY in reply.message:
            reply = await self._call(service, data, True)
        if reply.error_code != _DONE:
            raise PortalRefused(f"{service}: {reply.error_code} {reply.message}"[:300])

    async def _call(self, service: str, data: list[dict[str, Any]], updating: bool) -> _Reply:
        return await self._ask(
            "/service",
            {
                "session": self._session,
                "madonvi": settings().national_unit,
                "service": service,
                "isUpdating": str(updating),
                "data": data,
            },
        )

    async def _ask(self, path: str, body: dict[str, Any]) -> _Reply:
        try:
            answer = await self._http.post(path, json=body)
            answer.raise_for_status()
            return msgspec.json.decode(answer.content, type=_Reply)
        except (httpx.HTTPError, msgspec.MsgspecError) as error:
            raise PortalUnreachable(f"{type(error).__name__}: {error}"[:300]) from error
