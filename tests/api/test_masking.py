"""Who does not need numbers and contacts sees their end; seeing the whole is noted and told."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import dossiers, identity, privacy
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.privacy import Unmask
from tests.api.conftest import ANSWERS, Office, submitted

Officer = Callable[[str], Awaitable[ApiClient]]
Citizen = Callable[[int], Awaitable[ApiClient]]
WHY = "Đối chiếu đơn tố cáo số 15/ĐT ngày 20/11/2026"
ALL = ["personal_id", "phone", "email", "address", "answers"]
NUMBERS = [ANSWERS["requester_personal_id"], ANSWERS["requester_phone"], ANSWERS["requester_email"]]


@pytest.mark.criterion("G.10")
async def test_those_who_work_on_it_see_the_whole_and_others_the_end(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "kylua")
    api = await citizen(31)
    me = await identity.me(api)
    sent = await submitted(api, "kỳ lừa")
    await office.to_appraisal(sent.dossier_id, "Tư pháp")
    for whole in (api, await office.as_("tiepnhan1"), await office.as_(office.specialist)):
        found = await dossiers.dossier(whole, sent.dossier_id)
        assert not found.masked and found.applicant_personal_id == me.personal_id
        assert found.applicant_phone == ANSWERS["requester_phone"]
        assert ANSWERS["requester_personal_id"] in {a.value for a in found.answers}
    for other in ("lanhdao", "vanthu", office.head):
        desk = await office.as_(other)
        found = await dossiers.dossier(desk, sent.dossier_id)
        assert found.masked and found.applicant_name == me.full_name
        assert me.personal_id and found.applicant_personal_id == "•" * 9 + me.personal_id[-3:]
        assert found.applicant_phone.endswith(ANSWERS["requester_phone"][-3:])
        whole_text = str(found) + str(await dossiers.declared(desk, sent.dossier_id))
        assert not [number for number in [*NUMBERS, me.personal_id] if number in whole_text]


@pytest.mark.usefixtures("freshly_proven")
@pytest.mark.criterion("II.19")
async def test_seeing_the_whole_takes_a_reason_and_its_owner_reads_it(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    api, leader = await citizen(32), await officer("lanhdao.kylua")
    sent = await submitted(api, "kỳ lừa")
    given = await privacy.unmask(leader, sent.dossier_id, Unmask(WHY, ["phone", "answers"]))
    values = {v.key: v.value for v in given.values}
    assert values["phone"] == ANSWERS["requester_phone"] and "personal_id" not in values
    assert values["requester_personal_id"] == ANSWERS["requester_personal_id"]
    await privacy.unmask(leader, sent.dossier_id, Unmask(WHY, ["email"]))
    looks = [x for x in (await privacy.looks(api)).items if x.dossier_id == sent.dossier_id]
    seen = [x for x in looks if "đầy đủ" in x.what]
    assert len(seen) == 2, "other fields are another look"
    assert all(WHY in x.purpose for x in seen) and "Lãnh đạo" in seen[0].by
    assert {"số điện thoại" in x.subject for x in seen} == {True, False}
    noted = await database.fetch(
        "select detail::text from audit_entry where action = 'personal_data.unmasked' "
        "and subject_id = $1 order by at",
        sent.dossier_id,
    )
    assert '"fields": ["phone", "answers"]' in noted[0][0] and WHY in noted[0][0]
    assert f'"count": {len(given.values)}' in noted[0][0]
    assert not [n for n in NUMBERS if n in noted[0][0]], "what was seen is not written down"


@pytest.mark.usefixtures("freshly_proven")
async def test_what_is_not_masked_or_not_in_sight_is_not_unmasked(
    citizen: Citizen, officer: Officer
) -> None:
    sent = await submitted(await citizen(33), "kỳ lừa")
    with pytest.raises(ApiProblem) as needless:
        await privacy.unmask(await officer("tiepnhan1.kylua"), sent.dossier_id, Unmask(WHY, ALL))
    assert needless.value.status == 422
    with pytest.raises(ApiProblem) as foreign:
        await privacy.unmask(await officer("lanhdao.dongkinh"), sent.dossier_id, Unmask(WHY, ALL))
    assert foreign.value.status == 404
    with pytest.raises(ApiProblem) as own:
        await privacy.unmask(await citizen(33), sent.dossier_id, Unmask(WHY, ALL))
    assert own.value.status == 403


@pytest.mark.parametrize(
    "body",
    [
        {"reason": "ngắn", "fields": ["phone"]},
        {"reason": " " * 20, "fields": ["phone"]},
        {"reason": WHY, "fields": []},
        {"reason": WHY, "fields": ["password"]},
        {"reason": WHY, "fields": ["phone"] * 6},
        {"fields": ["phone"]},
    ],
)
@pytest.mark.usefixtures("freshly_proven")
async def test_without_a_reason_or_a_field_nothing_is_shown(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, body: dict[str, object]
) -> None:
    sent = await submitted(await citizen(34), "kỳ lừa")
    leader = await officer("lanhdao.kylua")
    answer = await http.post(
        f"/api/v1/dossiers/{sent.dossier_id}/unmaskings", json=body, headers=leader._headers
    )
    assert answer.status_code in (400, 422) and not [n for n in NUMBERS if n in answer.text]


async def test_an_old_proof_of_who_it_is_does_not_do(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    sent = await submitted(await citizen(35), "kỳ lừa")
    leader = await officer("lanhdao.kylua")
    me = await identity.me(leader)
    await database.execute(
        "update session set stepped_up_at = now() - interval '61 minutes' where account_id = $1",
        me.id,
    )
    with pytest.raises(ApiProblem) as stale:
        await privacy.unmask(leader, sent.dossier_id, Unmask(WHY, ALL))
    assert stale.value.problem.type.endswith("step-up-needed")


@pytest.mark.usefixtures("freshly_proven")
async def test_more_than_anybodys_work_needs_in_a_day_is_refused_also_all_at_once(
    citizen: Citizen, officer: Officer
) -> None:
    sent = await submitted(await citizen(36), "bắc sơn")
    # The leader of an office of its own: the day's looks are used up for good.
    leader = await officer("lanhdao.bacson")

    async def once() -> int:
        try:
            await privacy.unmask(leader, sent.dossier_id, Unmask(WHY, ["phone"]))
        except ApiProblem as refused:
            return refused.status
        return 200

    answers = Counter(await asyncio.gather(*(once() for _ in range(54))))
    assert answers == {200: 50, 429: 4}
