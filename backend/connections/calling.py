"""One HTTP call to a partner, its failures told apart the same way for every adapter."""

import ssl
from functools import cache
from typing import Any

import httpx

from backend.connections.adapter import Health, Maybe, Refused, Unreachable

MAX_ANSWER_BYTES = 2 * 1024 * 1024
_BUSY = (408, 425, 429)


@cache
def trusted() -> ssl.SSLContext:
    """The authorities whose certificates a partner may show, read once a process.

    Reading them takes tens of milliseconds, in which a program does nothing else.
    """
    return httpx.create_ssl_context()


def http_client(*, timeout: float | httpx.Timeout, **given: Any) -> httpx.AsyncClient:
    """A client for one conversation with a partner that may take `timeout` seconds to answer;
    `given` is what else the library takes."""
    return httpx.AsyncClient(verify=trusted(), timeout=timeout, **given)


async def call(
    http: httpx.AsyncClient, method: str, url: str, *, repeatable: bool = True, **given: Any
) -> httpx.Response:
    """The partner's answer, read whole, at most two megabytes of it; redirects are not followed.

    Raises Unreachable when nothing is known to have arrived, and for 5xx, 408, 425 and 429;
    Maybe in place of it when the call left us, no answer came and a repeat would do harm;
    Refused with the partner's words for another 4xx.
    """
    try:
        async with http.stream(method, url, follow_redirects=False, **given) as answer:
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MAX_ANSWER_BYTES:
                    raise Refused("Câu trả lời dài quá 2 MB.")
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(f"Không kết nối được ({type(error).__name__}).") from error
    except httpx.TransportError as error:
        words = f"Đã gửi nhưng không nhận được trả lời ({type(error).__name__})."
        raise (Unreachable(words) if repeatable else Maybe(words)) from error
    whole = httpx.Response(
        answer.status_code, headers=_plain(answer.headers), content=body, request=answer.request
    )
    if answer.status_code >= 500 or answer.status_code in _BUSY:
        after = _seconds(answer.headers.get("retry-after", ""))
        raise Unreachable(f"HTTP {answer.status_code}", after)
    if answer.status_code >= 300:
        raise Refused(whole.text[:300], f"HTTP {answer.status_code}")
    return whole


def _plain(headers: httpx.Headers) -> list[tuple[str, str]]:
    # The body was decoded while it was read.
    coded = ("content-encoding", "content-length", "transfer-encoding")
    return [(name, value) for name, value in headers.items() if name not in coded]


def _seconds(value: str) -> float | None:
    return float(value) if value.isdigit() else None


async def reached(url: str) -> Health:
    """Whether anybody answers at an address, whatever is said."""
    try:
        async with http_client(timeout=3.0) as http:
            await http.get(url)
    except httpx.HTTPError as error:
        return Health(False, f"Không kết nối được ({type(error).__name__}).")
    return Health(True)
