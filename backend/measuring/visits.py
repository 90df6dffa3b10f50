"""Counting visits of public pages, and telling of a day once it is over."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from backend.connections.queueing import enqueue
from backend.measuring.events import Site, page_of, visits_of_day
from backend.measuring.telling import ADAPTER
from backend.platform import clock
from backend.platform.database import execute, transaction
from backend.settings import settings

_MOST_PAGES = 20_000  # of one day; a procedure each


async def count(path: str) -> bool:
    """Counts one visit of a public page; False for any other page or while nothing is counted."""
    page = page_of(path)
    if page is None or not settings().emc_script:
        return False
    await execute(
        "insert into page_visits (tenant_id, day, page, visits) values ($1, $2, $3, 1) "
        "on conflict (tenant_id, day, page) do update set visits = page_visits.visits + 1",
        settings().tenant,
        clock.today(),
        page[:40],
    )
    return True


async def tell_yesterday() -> int:
    """Puts the visits of yesterday into the queue, once; returns 1 when it did."""
    own = settings()
    if not (own.emc_url and own.emc_script):
        return 0
    day = clock.today() - timedelta(days=1)
    async with transaction() as connection:
        rows = await connection.fetch(
            "select page, visits from page_visits where tenant_id = $1 and day = $2 "
            "order by page limit $3",
            own.tenant,
            day,
            _MOST_PAGES,
        )
        if not rows:
            return 0
        counts = {row["page"]: row["visits"] for row in rows}
        body = visits_of_day(Site(own.emc_profile, own.emc_site), day, counts)
        return int(
            await enqueue(
                connection,
                ADAPTER,
                uuid5(NAMESPACE_URL, f"visits:{own.tenant}:{day}"),
                "visits",
                body,
                f"visits:{day.isoformat()}",
                ordered=False,
            )
        )
