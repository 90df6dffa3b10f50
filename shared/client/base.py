"""HTTP to the API: one place that adds the session, reads problems and decodes contracts."""

import os
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

import httpx
import msgspec

from shared.contracts.common import FieldProblem, Problem
from shared.vocabulary.cookies import session_cookie

T = TypeVar("T")
# As the API decides it: cookies have their prefixes wherever the portal itself is reached by TLS.
SECURE = os.environ.get("MOTCUA_CITIZEN_URL", "").startswith("https://")


class ApiProblem(Exception):
    """The API refused: `problem` says what happened and what to do (RFC 9457)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem

    @property
    def status(self) -> int:
        """HTTP status of the refusal."""
        return self.problem.status

    @property
    def message(self) -> str:
        """The sentence to show."""
        return self.problem.detail

    @property
    def errors(self) -> list[FieldProblem]:
        """What is wrong with which field."""
        return self.problem.errors


class ApiUnavailable(ApiProblem):
    """The API did not answer; what was typed is still here and can be sent again."""

    def __init__(self) -> None:
        super().__init__(
            Problem(
                type="urn:motcua:problem:unavailable",
                title="Mất kết nối",
                status=503,
                detail="Hệ thống chưa trả lời. Nội dung bạn nhập vẫn được giữ, "
                "vui lòng thử lại sau ít phút.",
                instance=None,
                errors=[],
                current=None,
            )
        )


class ApiClient:
    """A connection to the API as one person (or nobody).

    `cookie` is the value of the session cookie of one face (`citizen` or `officer`), `kiosk` the
    key of an enrolled kiosk, `wall` that of a screen on a wall; the object is cheap, the
    connection pool behind it is shared by all clients of a process.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        face: str,
        cookie: str = "",
        language: str = "vi",
        client_ip: str = "",
        kiosk: str = "",
        wall: str = "",
    ) -> None:
        self._http = http
        self._headers = {"X-MotCua-Face": face, "Accept-Language": language}
        if client_ip:
            self._headers["X-Forwarded-For"] = client_ip
        if kiosk:
            self._headers["X-MotCua-Kiosk"] = kiosk
        if wall:
            self._headers["X-MotCua-Wall"] = wall
        if cookie:
            self._headers["Cookie"] = f"{session_cookie(face, secure=SECURE)}={cookie}"

    async def get(
        self, path: str, returns: type[T], *, params: Mapping[str, Any] | None = None
    ) -> T:
        """GET and decode. Raises ApiProblem, ApiUnavailable."""
        query = {k: v for k, v in (params or {}).items() if v not in (None, "")}
        return self._read(await self._send("GET", path, params=query), returns)

    async def post(
        self,
        path: str,
        body: Any,
        returns: type[T],
        *,
        idempotency_key: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """POST JSON and decode; a key is made when none is given, so a retry never repeats."""
        answer = await self._write("POST", path, body, idempotency_key, headers=headers)
        return self._read(answer, returns)

    async def patch(self, path: str, body: Any, returns: type[T], *, version: int) -> T:
        """PATCH JSON against the version that was read, and decode."""
        return self._read(await self._write("PATCH", path, body, "", f'"{version}"'), returns)

    async def delete(self, path: str, *, params: Mapping[str, Any] | None = None) -> None:
        """DELETE; nothing comes back."""
        self._check(await self._send("DELETE", path, params=params))

    async def upload(
        self, path: str, name: str, content: bytes, fields: Mapping[str, str], returns: type[T]
    ) -> T:
        """POST one file as multipart/form-data."""
        answer = await self._send("POST", path, files={"file": (name, content)}, data=dict(fields))
        return self._read(answer, returns)

    async def put_bytes(
        self, path: str, content: bytes, returns: type[T], *, params: Mapping[str, Any]
    ) -> T:
        """PUT raw bytes and decode."""
        headers = {"Content-Type": "application/octet-stream"}
        answer = await self._send(
            "PUT", path, content=content, headers=headers, params=dict(params)
        )
        return self._read(answer, returns)

    async def content(self, path: str, *, params: Mapping[str, Any] | None = None) -> bytes:
        """GET raw bytes, e.g. a PDF."""
        answer = await self._send("GET", path, params=dict(params or {}))
        self._check(answer)
        return answer.content

    async def _write(
        self,
        method: str,
        path: str,
        body: Any,
        key: str,
        if_match: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        headers = {"Content-Type": "application/json", **(headers or {})}
        if method == "POST":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        if if_match:
            headers["If-Match"] = if_match
        return await self._send(method, path, content=msgspec.json.encode(body), headers=headers)

    async def _send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **kwargs: Any
    ) -> httpx.Response:
        try:
            return await self._http.request(
                method, f"/api/v1{path}", headers={**self._headers, **(headers or {})}, **kwargs
            )
        except httpx.TransportError as error:
            raise ApiUnavailable from error

    def _read(self, answer: httpx.Response, returns: type[T]) -> T:
        self._check(answer)
        return msgspec.json.decode(answer.content, type=returns)

    @staticmethod
    def _check(answer: httpx.Response) -> None:
        if answer.status_code < 400:
            return
        try:
            problem = msgspec.json.decode(answer.content, type=Problem)
        except msgspec.MsgspecError:
            raise ApiUnavailable from None
        raise ApiProblem(problem)
