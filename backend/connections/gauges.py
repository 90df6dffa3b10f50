"""How every connection is, for monitoring: what waits, what needs somebody, who is left alone."""

import contextlib

import asyncpg
from prometheus_client import Gauge

from backend.connections.facts import connections

_WAITING = Gauge("motcua_connection_waiting", "Messages that wait for a partner", ["partner"])
_OLDEST = Gauge("motcua_connection_oldest_seconds", "Age of the oldest of them", ["partner"])
_DEAD = Gauge("motcua_connection_dead", "Messages somebody must look at", ["partner"])
_FAILURES = Gauge("motcua_connection_failures", "Failures in a row", ["partner"])


async def refresh() -> None:
    """Counts for monitoring; while the database is away the last numbers stay.

    Addresses of third parties are counted together under the name of their family.
    """
    with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        found = await connections()
        for family in {one.id.partition(":")[0] for one in found}:
            mine = [one for one in found if one.id.partition(":")[0] == family]
            _WAITING.labels(family).set(sum(one.facts.backlog for one in mine))
            _OLDEST.labels(family).set(max(one.facts.oldest_seconds for one in mine))
            _DEAD.labels(family).set(sum(one.facts.dead + one.maybe + one.unmapped for one in mine))
            _FAILURES.labels(family).set(max(one.row["failures"] for one in mine))
