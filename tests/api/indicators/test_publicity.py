"""Publicity on the wall: stated by an agency with a paper, counted for the days it is about."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.platform import clock
from shared.client import indicators
from shared.client.base import ApiClient, ApiProblem
from shared.vocabulary.nine_indicators import NineIndicator
from tests.api.conftest import Office, pdf, submitted
from tests.api.offices import close_offices, own_office

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
SIXTH = list(NineIndicator).index(NineIndicator.PUBLICITY)


@pytest.mark.criterion("R.2")
async def test_what_is_posted_up_counts_once_it_is_stated_with_a_paper(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    made = await own_office("Niêm Yết")
    office = Office(officer, made.slug)
    id_ = (await submitted(await citizen(28), made.name)).dossier_id
    await office.to_result(id_, "Tư pháp")
    leader, clerk = await office.as_("lanhdao"), await office.as_("vanthu")
    today = clock.today()

    async def points() -> float | None:
        found = await indicators.nine_indicators(
            leader, day_from=today.isoformat(), day_to=today.isoformat(),
            agency_id=str(made.agency_id),
        )  # fmt: skip
        return found.lines[0].scores[SIXTH]

    async def state(api: ApiClient, **more: str) -> Any:
        given = {
            "agency_id": str(made.agency_id), "day_from": f"{today - timedelta(days=30):%d/%m/%Y}",
            "day_to": f"{today:%d/%m/%Y}", "posted": "yes", "note": "Kiểm tra cuối tháng.",
        }  # fmt: skip
        return await indicators.state_publicity(api, "bien-ban.pdf", pdf(), **(given | more))

    assert await points() == 1, "electronic publicity alone"
    stated = await state(clerk)
    assert (stated.posted, stated.file_name, stated.superseded) == (True, "bien-ban.pdf", False)
    assert await points() == 2
    listed = await indicators.nine_dossiers(
        leader, "6", points="2", day_from=today.isoformat(), day_to=today.isoformat()
    )
    assert [item.id for item in listed.items] == [id_]
    assert (await indicators.publicity_paper(leader, stated.id)).startswith(b"%PDF")
    # Stated anew the same period is replaced; both stay to be read.
    await state(leader, posted="no")
    assert await points() == 1
    both = (await indicators.publicity_statements(leader)).items
    assert [(one.posted, one.superseded) for one in both] == [(False, False), (True, True)]

    wrong: list[tuple[dict[str, str], str]] = [
        ({"day_from": f"{today:%d/%m/%Y}", "day_to": "01/01/2026"}, "/day_from"),
        ({"day_to": f"{today + timedelta(days=1):%d/%m/%Y}"}, "/day_to"),
        ({"day_from": "30/02/2026"}, "/day_from"),
        ({"day_from": "01/01/2020"}, "/day_to"),
        ({"posted": "perhaps"}, "/posted"),
        ({"note": "x" * 501}, "/note"),
        ({"note": "a\x00b"}, "/note"),
        ({"agency_id": str(uuid.uuid4())}, "/agency_id"),
    ]
    for more, pointer in wrong:
        with pytest.raises(ApiProblem) as refused:
            await state(leader, **more)
        assert refused.value.status == 422, more
        assert pointer in {e.pointer for e in refused.value.errors}, more
    with pytest.raises(ApiProblem) as overlap:
        await state(leader, day_from=f"{today - timedelta(days=10):%d/%m/%Y}")
    assert (overlap.value.status, overlap.value.problem.type.rsplit(":", 1)[-1]) == (
        409, "overlapping-period",
    )  # fmt: skip
    with pytest.raises(ApiProblem) as hostile:
        await indicators.state_publicity(
            leader, "anh.jpg", b"MZ" + b"\0" * 300, agency_id=str(made.agency_id),
            day_from="01/01/2026", day_to="31/01/2026", posted="yes",
        )  # fmt: skip
    assert hostile.value.status == 415
    count = "select count(*) from publicity_statement where agency_id = $1"
    assert await database.fetchval(count, made.agency_id) == 2, "nothing half-kept"
    with pytest.raises(ApiProblem) as specialist:
        await state(await office.as_(office.specialist))
    assert specialist.value.status == 403
    stranger = await officer("lanhdao.locbinh")
    assert not {one.id for one in (await indicators.publicity_statements(stranger)).items} & {
        one.id for one in both
    }
    with pytest.raises(ApiProblem) as hidden:
        await indicators.publicity_paper(stranger, stated.id)
    assert hidden.value.status == 404
    await close_offices()
