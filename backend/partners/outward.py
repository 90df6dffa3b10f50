"""Addresses that others give us to call: only outside, over TLS, and exactly where they were found.

An address is resolved anew at every sending; one internal answer among several refuses them all,
and the connection goes to the very address that was looked at, so that a name that points
elsewhere a moment later changes nothing. OWASP API7:2023; ASVS 5.0 V1.3.6.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import httpx

from backend.connections.adapter import Unreachable
from backend.connections.calling import call
from backend.platform.addresses import split_address
from backend.settings import settings

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_RELAYS = ipaddress.ip_network("192.88.99.0/24")
_HERE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion")
_LONGEST = 500
_LOOKS_FOR = 5.0  # seconds
# Names of strangers are looked up apart: one that is never answered holds no other work.
_NAMES = ThreadPoolExecutor(max_workers=32, thread_name_prefix="outward-names")


class WrongAddress(ValueError):
    """An address that is never called; the text says in Vietnamese what to write instead."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to call: the parts of an address that was looked at."""

    scheme: str
    host: str
    port: int
    path: str

    def at(self, address: str) -> str:
        """The same with the name replaced by an address it was found to have."""
        shown = f"[{address}]" if ":" in address else address
        return f"{self.scheme}://{shown}:{self.port}{self.path}"

    @property
    def named(self) -> str:
        """The value of the Host header."""
        usual = 443 if self.scheme == "https" else 80
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """The parts of an address somebody gave us. Raises WrongAddress.

    Plain http is for trials on one machine: never in production.
    """
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or "\\" in url:
        raise WrongAddress(f"Ghi địa chỉ bằng chữ không dấu, nhiều nhất {_LONGEST} ký tự.")
    try:
        parts = split_address(url)
        port = parts.port
    except ValueError:
        raise WrongAddress("Ghi địa chỉ đầy đủ, ví dụ https://doitac.example/nhan.") from None
    plain_http = parts.scheme == "http" and not settings().is_production
    if parts.scheme != "https" and not plain_http:
        raise WrongAddress("Địa chỉ phải bắt đầu bằng https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise WrongAddress("Địa chỉ không được chứa tên đăng nhập, mật khẩu hay dấu #.")
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    if port not in (80, 443) and port < 1024:
        raise WrongAddress("Cổng mạng phải là 443, hoặc từ 1024 trở lên.")
    host = (parts.hostname or "").rstrip(".")
    _known_form(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def is_outside(address: str) -> bool:
    """Whether an address lies in the public internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if any(found.version == n.version and found in n for n in _allowed()):
        return True
    return all(_is_public(one) for one in _unwrapped(found))


async def addresses_of(target: Target, resolve: Resolve | None = None) -> list[str]:
    """Every address of the target as it is now, each of them outside. Raises Unreachable."""
    try:
        found = list(dict.fromkeys(await (resolve or _resolved)(target.host, target.port)))
    except (OSError, UnicodeError):
        raise Unreachable("Không tìm thấy tên miền.") from None
    if not found:
        raise Unreachable("Không tìm thấy tên miền.")
    if not all(is_outside(address) for address in found):
        raise Unreachable("Địa chỉ trỏ vào mạng nội bộ nên không gửi.")
    return found


async def post(
    http: httpx.AsyncClient,
    url: str,
    content: bytes,
    headers: dict[str, str],
    resolve: Resolve | None = None,
) -> httpx.Response:
    """Posts to an address somebody gave us; redirects are not followed.

    Raises Unreachable, Refused (`connections.calling`).
    """
    try:
        target = target_of(url)
    except WrongAddress as wrong:
        raise Unreachable(str(wrong)) from None
    trouble = Unreachable("Không kết nối được.")
    for address in (await addresses_of(target, resolve))[:4]:
        try:
            return await call(
                http,
                "POST",
                target.at(address),
                content=content,
                headers=headers | {"Host": target.named},
                # The certificate is that of the name, wherever the name was found.
                extensions={"sni_hostname": target.host},
            )
        except Unreachable as error:
            trouble = error
            if not isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout):
                break
    raise trouble


def _allowed() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text) for text in settings().webhook_inside.split()]


def _is_public(found: IpAddress) -> bool:
    if found.is_multicast or found.is_reserved or found.is_unspecified or not found.is_global:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return not found.is_site_local
    return found not in _RELAYS


def _unwrapped(found: IpAddress) -> list[IpAddress]:
    """The address and every IPv4 address it carries (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(found, ipaddress.IPv4Address):
        return [found]
    if found.ipv4_mapped is not None:
        return [found.ipv4_mapped]
    inside: list[IpAddress] = [found]
    if found.sixtofour is not None:
        inside.append(found.sixtofour)
    if found.teredo is not None:
        inside += list(found.teredo)
    if any(found in network for network in _NAT64):
        return [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)]
    return inside


def _known_form(host: str) -> None:
    """Names of the internet, or addresses written in the usual way. Raises WrongAddress."""
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.split(".")
        # `2130706433`, `0x7f.1` and `127.1` are addresses to a resolver and names to a reader.
        if len(labels) < 2 or not labels[-1].isalnum() or labels[-1][0].isdigit():
            raise WrongAddress("Ghi tên miền đầy đủ, ví dụ doitac.example.") from None
        if labels[-1] in _HERE or not all(0 < len(label) <= 63 for label in labels):
            raise WrongAddress("Tên miền này không dùng được từ bên ngoài.") from None
        return
    if not is_outside(address):
        raise WrongAddress("Địa chỉ trong mạng nội bộ không dùng được.")


async def _resolved(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    async with asyncio.timeout(_LOOKS_FOR):  # its TimeoutError is an OSError
        found = await loop.run_in_executor(_NAMES, ask)
    return [str(entry[4][0]) for entry in found]


_http: list[httpx.AsyncClient] = []


def client() -> httpx.AsyncClient:
    """For calls to addresses of strangers."""
    # Connections are never kept: a kept one would go to an address that was looked at long ago.
    # Nor are they counted here: each lane bounds its own, and addresses that answer slowly must
    # not take those of the others.
    if not _http:
        _http.append(
            httpx.AsyncClient(
                verify=ssl.create_default_context(),
                trust_env=False,
                timeout=httpx.Timeout(10, connect=5),
                limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            )
        )
    return _http[0]
