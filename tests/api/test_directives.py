"""Heads direct and urge, those who hold the dossier answer, and lateness is explained."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import directives, documents, dossiers
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.directives import GiveDirective, SayWhy
from tests.api.conftest import Office, eventually, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE, NAME = "luongvantri", "Lương Văn Tri"
WHAT = "Ưu tiên giải quyết hồ sơ này trong tuần."
DONE = "Đã thẩm định xong, trình lãnh đạo trong ngày mai."


async def appraising(citizen: Citizen, officer: Officer, number: int) -> tuple[Office, str]:
    """A dossier on a specialist's desk, where nobody stands in for anybody."""
    office = Office(officer, PLACE)
    id_ = (await submitted(await citizen(number), NAME)).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    return office, id_


@pytest.mark.criterion("II.22")
async def test_a_direction_is_told_answered_once_and_seen_by_its_giver(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 36)
    leader, specialist = await office.as_("lanhdao"), await office.as_(office.specialist)
    given = await directives.give(leader, id_, GiveDirective("direction", WHAT, 3))
    assert (given.kind_label, given.content, given.answer) == ("Chỉ đạo", WHAT, "")
    assert given.answer_by is not None

    async def told() -> bool:
        page = await documents.notices(specialist, "")
        return any(n.dossier_id == id_ and "chỉ đạo" in n.subject for n in page.items)

    assert await eventually(told)
    mine = await directives.open_directives(specialist)
    assert given.id in {item.id for item in mine.items}
    seen = await directives.of_dossier(specialist, id_)
    assert (seen.may_give, seen.may_answer, seen.may_explain) == (False, True, False)
    with pytest.raises(ApiProblem) as refused:
        await directives.answer(leader, given.id, SayWhy(DONE))
    assert refused.value.status == 403
    answered = await directives.answer(specialist, given.id, SayWhy(DONE))
    assert (answered.answer, answered.late) == (DONE, False)
    with pytest.raises(ApiProblem) as twice:
        await directives.answer(specialist, given.id, SayWhy(DONE))
    assert twice.value.status == 409
    assert given.id not in {i.id for i in (await directives.open_directives(leader)).items}

    async def heard() -> bool:
        page = await documents.notices(leader, "")
        return any(n.dossier_id == id_ and "đã có trả lời" in n.subject for n in page.items)

    assert await eventually(heard)
    before = await dossiers.dossier(specialist, id_)
    assert before.state == "appraising", "a direction changes nothing of the dossier itself"


async def test_only_heads_direct_and_strangers_know_nothing(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 37)
    for who in (office.specialist, "tiepnhan1"):
        with pytest.raises(ApiProblem) as refused:
            await directives.give(await office.as_(who), id_, GiveDirective("urge", WHAT))
        assert refused.value.status == 403
    urged = await directives.give(await office.as_(office.head), id_, GiveDirective("urge", WHAT))
    stranger = await officer("lanhdao.locbinh")
    for call in (
        directives.of_dossier(stranger, id_),
        directives.give(stranger, id_, GiveDirective("urge", WHAT)),
        directives.answer(stranger, urged.id, SayWhy(DONE)),
    ):
        with pytest.raises(ApiProblem) as hidden:
            await call
        assert hidden.value.status == 404
    with pytest.raises(ApiProblem) as short:
        await directives.give(await office.as_("lanhdao"), id_, GiveDirective("urge", "Nhanh"))
    assert short.value.status == 400


@pytest.mark.criterion("II.22")
async def test_lateness_is_explained_by_who_holds_the_dossier_and_only_then(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, id_ = await appraising(citizen, officer, 38)
    specialist = await office.as_(office.specialist)
    with pytest.raises(ApiProblem) as early:
        await directives.explain(specialist, id_, SayWhy(DONE))
    assert early.value.problem.type.endswith("not-late")
    await database.execute(
        "update dossier set due_at = now() - interval '1 day' where id = $1", id_
    )
    assert (await directives.of_dossier(specialist, id_)).may_explain
    with pytest.raises(ApiProblem) as refused:
        await directives.explain(await office.as_("tiepnhan1"), id_, SayWhy(DONE))
    assert refused.value.status == 403
    await directives.explain(specialist, id_, SayWhy("Chờ kết quả xác minh của xã bên cạnh."))
    seen = await directives.of_dossier(await office.as_("lanhdao"), id_)
    assert [(i.kind_label, i.content) for i in seen.items] == [
        ("Giải trình trễ hạn", "Chờ kết quả xác minh của xã bên cạnh.")
    ]
