"""Many officers at once: one wins, the others hear what is true now; no code twice or left out."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import dossiers, identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Accept, Assign, ReceivedComponent, WithReason
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.dossiers import Dossier
from tests.api.conftest import PROCEDURE
from tests.api.test_processing import appraising

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
ROUNDS = 200
REASSIGNMENTS = 40
DESKS = 32


async def test_of_two_officers_on_one_dossier_one_wins_and_the_other_is_told(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 41)
    people = [await office.as_(office.specialist), await office.as_("lanhdao")]
    version = (await dossiers.dossier(people[0], id_)).version

    async def one(api: ApiClient, barrier: asyncio.Barrier, version: int) -> Dossier | ApiProblem:
        data = WithReason(version=version, reason="Bản sao bị ướt khi vận chuyển hồ sơ.")
        await barrier.wait()
        try:
            return await dossiers.act(api, id_, "record_loss", data)
        except ApiProblem as refused:
            return refused

    for _ in range(ROUNDS):
        barrier = asyncio.Barrier(2)
        answers = await asyncio.gather(*(one(api, barrier, version) for api in people))
        won = [a for a in answers if isinstance(a, Dossier)]
        lost = [a for a in answers if isinstance(a, ApiProblem)]
        assert (len(won), len(lost)) == (1, 1)
        assert lost[0].status == 409
        assert lost[0].problem.current is not None
        assert lost[0].problem.current.version == won[0].version == version + 1
        version = won[0].version
    events = await database.fetchval(
        "select count(*) from dossier_event where dossier_id = $1", uuid.UUID(id_)
    )
    assert events == version


@pytest.mark.criterion("II.7")
async def test_of_two_reassignments_at_once_one_holds_and_the_other_is_told(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 42)
    head = await office.as_(office.head)
    colleagues = [(await identity.me(await office.as_(f"chuyenvien{n}.tuphap"))).id for n in (1, 2)]
    version = (await dossiers.dossier(head, id_)).version

    async def one(to: str, barrier: asyncio.Barrier, version: int) -> Dossier | ApiProblem:
        await barrier.wait()
        try:
            return await dossiers.act(head, id_, "assign", Assign(version=version, officer_id=to))
        except ApiProblem as refused:
            return refused

    for _ in range(REASSIGNMENTS):
        barrier = asyncio.Barrier(2)
        answers = await asyncio.gather(*(one(to, barrier, version) for to in colleagues))
        (won,) = [n for n, a in enumerate(answers) if isinstance(a, Dossier)]
        lost = answers[1 - won]
        assert isinstance(lost, ApiProblem)
        assert lost.status == 409
        assert lost.problem.current is not None
        assert lost.problem.current.version == version + 1
        held = await database.fetchval(
            "select executor_id from dossier where id = $1", uuid.UUID(id_)
        )
        assert str(held) == colleagues[won], "who was told so holds it"
        version += 1


@pytest.mark.criterion("W.20")
async def test_thirty_two_desks_at_once_leave_no_gap_and_repeat_no_code(
    officer: Officer, database: asyncpg.Pool
) -> None:
    desk = await officer("tiepnhan1.locbinh")
    agency = (await identity.me(desk)).roles[0].agency_id

    async def walk_in(number: int) -> Dossier:
        found = await dossiers.register_at_desk(
            desk,
            RegisterAtDesk(
                procedure_code=PROCEDURE, agency_id=agency, channel="desk",
                applicant_name="Trần Thị Ví Dụ", applicant_personal_id=f"0201990{number:05d}",
                applicant_phone="0900000002", applicant_address="Số 2 phố Trình Diễn",
                delivery="desk",
            ),
            uuid.uuid4().hex,
        )  # fmt: skip
        papers = [ReceivedComponent(key=c.key, ok=True) for c in found.components]
        data = Accept(version=found.version, components=papers)
        return await dossiers.act(desk, found.id, "accept", data)

    accepted = await asyncio.gather(*(walk_in(number) for number in range(DESKS)))
    codes = {d.code for d in accepted}
    assert len(codes) == DESKS
    rows = await database.fetch(
        "select code from dossier where code like $1", str(accepted[0].code)[:-4] + "%"
    )
    numbers = sorted(int(row["code"].rsplit("-", 1)[1]) for row in rows)
    assert numbers == list(range(1, len(numbers) + 1))
