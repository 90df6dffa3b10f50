"""In which order the inbox lists its folders."""

import uuid

import asyncpg

from shared.client import inbox
from tests.api.conftest import Office
from tests.api.test_inbox import PLACE, Citizen, Officer, several


async def test_the_oldest_come_first_where_asked_and_every_page_goes_on(
    citizen: Citizen, officer: Officer
) -> None:
    await several(citizen, 37, 37, 37)
    desk = await officer(f"tiepnhan1.{PLACE}")

    async def walked(order: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        cursor = ""
        while True:
            page = await inbox.inbox(
                desk, folder="waiting_acceptance", order=order, cursor=cursor, limit=2
            )
            found += [(row.submitted_at, row.id) for row in page.items]
            if page.next_cursor is None:
                return found
            cursor = page.next_cursor

    newest, oldest = await walked("newest"), await walked("oldest")
    assert len(oldest) >= 3
    assert oldest == list(reversed(newest))
    assert [at for at, _ in oldest] == sorted(at for at, _ in oldest)


async def test_folders_of_deadlines_begin_with_the_earliest_deadline(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    ids = await several(citizen, 38, 38, 38)
    office = Office(officer, PLACE)
    for hours, id_ in zip((2, 30, 5), ids, strict=True):
        await office.to_appraisal(id_, "Tư pháp")
        await database.execute(
            "update dossier set due_at = now() - $2 * interval '1 hour' where id = $1",
            uuid.UUID(id_), hours,
        )  # fmt: skip
    desk, found, cursor = await officer(f"tiepnhan1.{PLACE}"), [], ""
    while True:
        page = await inbox.inbox(desk, folder="overdue", order="newest", cursor=cursor, limit=2)
        found += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    late = [row.due_at or "" for row in found]
    assert late == sorted(late)
    assert [row.id for row in found if row.id in ids] == [ids[1], ids[2], ids[0]]
