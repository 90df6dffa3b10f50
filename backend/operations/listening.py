"""Where the API listens: addresses of IPv4 and IPv6, each on a socket of its own.

A socket of IPv6 takes IPv6 alone. Otherwise a caller by IPv4 would arrive as `::ffff:192.0.2.1`,
which no rule about addresses has in mind.
"""

import socket

_BACKLOG = 2048


def hosts(text: str) -> list[str]:
    """`127.0.0.1, [::1]` as addresses without brackets; `*` is every address of both kinds."""
    found: list[str] = []
    for part in text.replace(",", " ").split():
        host = part.removeprefix("[").removesuffix("]")
        found += ["0.0.0.0", "::"] if host == "*" else [host]  # noqa: S104  # nosec B104
    return list(dict.fromkeys(found)) or ["127.0.0.1"]


def in_url(host: str) -> str:
    """An address as it stands in an URL (RFC 3986 §3.2.2)."""
    return f"[{host}]" if ":" in host else host


def bound(text: str, port: int) -> list[socket.socket]:
    """Sockets that listen. Raises OSError for an address that is taken or not of this machine.

    With `*`, a machine that knows no IPv6 listens on IPv4 alone.
    """
    sockets = []
    for host in hosts(text):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            listening = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            if "*" in text and family == socket.AF_INET6:
                continue
            raise
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            listening.bind(found[0][4])
        except OSError:
            listening.close()
            if "*" in text and family == socket.AF_INET6:
                continue
            raise
        # Not inheritable: a process we start would keep the address beyond our own end, and a next
        # start would find it taken. Workers of uvicorn are handed it by name.
        listening.listen(_BACKLOG)
        sockets.append(listening)
    return sockets
