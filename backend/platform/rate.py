"""How often one asker may ask what costs us work or gives answers worth guessing for.

Counted in this process: a deployment with several lets through at most as many times that. Limits
that must hold over all processes (sign-in, codes by letter and by phone) are kept in the database.
"""

import ipaddress
import time
from collections import OrderedDict, deque

from backend.platform.problems import TooMany

_MOST_ASKERS = 10_000


class Rate:
    """At most `times` in `seconds` for each asker."""

    def __init__(self, times: int, seconds: float) -> None:
        self._times, self._seconds = times, seconds
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, asker: str) -> None:
        """Counts one. Raises TooMany with the seconds to wait."""
        now = time.monotonic()
        seen = self._seen.setdefault(asker, deque())
        self._seen.move_to_end(asker)
        while len(self._seen) > _MOST_ASKERS:
            self._seen.popitem(last=False)
        while seen and seen[0] <= now - self._seconds:
            seen.popleft()
        if len(seen) >= self._times:
            wait = int(seen[0] + self._seconds - now) + 1
            raise TooMany(
                f"Bạn đã tra cứu nhiều lần liên tiếp. Vui lòng thử lại sau {wait} giây.",
                retry_after=wait,
                en="Too many requests in a row; please wait.",
            )
        seen.append(now)


class Bucket:
    """So many at once, refilled by so many a second, for each asker."""

    def __init__(self, burst: int, a_second: float) -> None:
        self._burst, self._a_second = float(burst), a_second
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, asker: str) -> None:
        """Takes one. Raises TooMany with the seconds until there is one again."""
        now = time.monotonic()
        left, at = self._left.pop(asker, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._a_second)
        while len(self._left) >= _MOST_ASKERS:
            self._left.popitem(last=False)
        enough = left >= 1
        self._left[asker] = (left - 1 if enough else left, now)
        if not enough:
            wait = int((1 - left) / self._a_second) + 1
            raise TooMany(
                f"Hệ thống của bạn gọi quá nhanh. Vui lòng gọi lại sau {wait} giây.",
                retry_after=wait,
                en="Your system asks too fast; please wait.",
            )


def network_of(address: str) -> str:
    """An address as it is counted: a household has one IPv4 address, but a whole IPv6 /64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        network = ipaddress.ip_network((found, 64), strict=False)
        return str(mapped) if mapped is not None else str(network)
    return str(found)
