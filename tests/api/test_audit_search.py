"""The audit trail for its auditor: found by person, action, subject and day; taken away as CSV."""

import csv
import io
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from backend.platform import clock
from shared.client import audit
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.audit import AuditLine, SearchAudit
from tests.api.conftest import Office, eventually, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.mark.criterion("II.19")
@pytest.mark.criterion("V.26")
async def test_an_auditor_finds_who_did_what_to_a_dossier(
    citizen: Citizen, officer: Officer
) -> None:
    office, auditor = Office(officer, "kylua"), await officer("giamsat.ubndtinh")
    id_ = (await submitted(await citizen(39), "Kỳ Lừa")).dossier_id
    await office.accept(id_)

    async def about() -> list[AuditLine]:
        return (await audit.search(auditor, SearchAudit(subject=id_))).items

    found = await about()
    assert [line.action for line in found] == ["dossier.accept", "dossier.submit"]
    assert found[0].username == "tiepnhan1.kylua"
    by_person = SearchAudit(person="tiepnhan1.kylua", action="dossier.", subject=id_)
    assert [x.action for x in (await audit.search(auditor, by_person)).items] == ["dossier.accept"]
    other = SearchAudit(person="tiepnhan2.kylua", subject=id_)
    assert not (await audit.search(auditor, other)).items
    today = clock.today()
    for day, count in ((today, 2), (today + timedelta(days=1), 0)):
        page = await audit.search(auditor, SearchAudit(subject=id_, day_from=day))
        assert len(page.items) == count
    with pytest.raises(ApiProblem) as refused:
        await audit.search(auditor, SearchAudit(subject="khong-phai-ma"))
    assert refused.value.status == 400


async def test_pages_of_the_trail_follow_each_other(citizen: Citizen, officer: Officer) -> None:
    auditor = await officer("giamsat.ubndtinh")
    for number in (40, 41):
        await submitted(await citizen(number), "Kỳ Lừa")
    today = clock.today()
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        page = await audit.search(
            auditor, SearchAudit(action="dossier.", day_from=today, cursor=cursor, limit=2)
        )
        seen += [line.id for line in page.items]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert len(seen) == len(set(seen)) >= 2


async def test_the_trail_is_taken_away_as_csv_and_that_is_an_entry_too(officer: Officer) -> None:
    auditor = await officer("giamsat.ubndtinh")
    today = date.today()
    content = await audit.export(auditor, action="session.", day_from=str(today - timedelta(1)))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][0] == "Thời điểm" and len(rows) > 1
    assert all(row[3].startswith("session.") for row in rows[1:])

    async def noted() -> bool:
        page = await audit.search(auditor, SearchAudit(action="audit.exported"))
        return bool(page.items) and page.items[0].username == "giamsat.ubndtinh"

    assert await eventually(noted)


async def test_officers_and_citizens_do_not_read_the_trail(
    citizen: Citizen, officer: Officer
) -> None:
    for who in (await citizen(39), await officer("lanhdao.kylua"), await officer("vanthu.kylua")):
        with pytest.raises(ApiProblem) as refused:
            await audit.search(who, SearchAudit())
        assert refused.value.status == 403
