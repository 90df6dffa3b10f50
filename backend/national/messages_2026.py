"""The national portal over HTTP, messages of 2026: OAuth client credentials, one act a call.

`GetNextValue` gives a code, `UploadFile` takes a file, `CreateDossier` a dossier,
`CapNhatTienTrinh` its steps and `CapNhatTrangThai` its state. 400, 403 and 404 are answers of the
portal; anything else that is not 200 means nobody knows, and it is asked again.
"""

import time
from typing import Any

import httpx
import msgspec

from backend.connections.adapter import Refused, Unreachable
from backend.connections.calling import http_client

_SECONDS = 20
_ANSWERS = {400, 403, 404}
_EARLY = 30.0  # seconds before its end a token is no longer used


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int = 300


class Uploaded(msgspec.Struct, frozen=True):
    """A file as the portal knows it."""

    IdTepTin: str
    HashTepTin: str


class _Reply(msgspec.Struct):
    MaHoSo: str = ""
    IdTepTin: str = ""
    HashTepTin: str = ""
    message: str = ""


class Portal2026:
    """The portal as one client of it; its token is kept until shortly before it ends."""

    def __init__(self, url: str, client_id: str, secret: str) -> None:
        self._url, self._client_id, self._secret = url, client_id, secret
        self._token, self._good_until = "", 0.0

    async def token(self) -> str:
        """An access token. Raises Unreachable, Refused."""
        if self._token and time.monotonic() < self._good_until:
            return self._token
        form = {
            "grant_type": "client_credentials",
            "client_id": self._client_id,
            "client_secret": self._secret,
        }
        try:
            async with http_client(base_url=self._url, timeout=_SECONDS) as http:
                answer = await http.post("/oauth/token", data=form)
        except httpx.HTTPError as error:
            raise Unreachable(f"/oauth/token: {type(error).__name__}") from error
        if answer.status_code in (400, 401, 403):
            raise Refused("không cấp mã truy cập cho hệ thống này", str(answer.status_code))
        try:
            given = msgspec.json.decode(answer.raise_for_status().content, type=_Token)
        except (httpx.HTTPError, msgspec.MsgspecError) as error:
            raise Unreachable(f"/oauth/token: {type(error).__name__}") from error
        self._token = given.access_token
        self._good_until = time.monotonic() + given.expires_in - _EARLY
        return self._token

    async def next_code(self, unit: str) -> str:
        """A code for a dossier that is to be created. Raises Unreachable, Refused."""
        found = await self._call("GET", "/GetNextValue", params={"code": unit})
        if not found.MaHoSo:
            raise Refused("GetNextValue không cấp mã hồ sơ")
        return found.MaHoSo

    async def upload(self, name: str, content: bytes) -> Uploaded:
        """Raises Unreachable, Refused."""
        found = await self._call("POST", "/UploadFile", files={"file": (name, content)})
        if not found.IdTepTin:
            raise Refused("UploadFile không trả mã tệp")
        return Uploaded(found.IdTepTin, found.HashTepTin)

    async def put(self, path: str, body: Any) -> None:
        """One message. Raises Unreachable, Refused."""
        await self._call("POST", path, json=body)

    async def _call(self, method: str, path: str, **more: Any) -> _Reply:
        headers = {"Authorization": f"Bearer {await self.token()}"}
        try:
            async with http_client(base_url=self._url, timeout=_SECONDS) as http:
                answer = await http.request(method, path, headers=headers, **more)
        except httpx.HTTPError as error:
            raise Unreachable(f"{path}: {type(error).__name__}") from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token = ""
            raise Unreachable(f"{path}: mã truy cập không còn hiệu lực")
        try:
            reply = msgspec.json.decode(answer.content, type=_Reply)
        except msgspec.MsgspecError as error:
            words = f"{path}: {answer.status_code}, không đọc được trả lời"
            raise Unreachable(words) from error
        if answer.status_code in _ANSWERS:
            raise Refused(f"{path}: {reply.message}"[:300], str(answer.status_code))
        if answer.status_code != httpx.codes.OK:
            raise Unreachable(f"{path}: {answer.status_code}")
        return reply
