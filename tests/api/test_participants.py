"""Who works on a dossier: coordinators, watchers, several consulted agencies, stand-ins."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from shared.client import delegations, dossiers, identity, inbox, organisation
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.delegations import StartDelegation
from tests.api.conftest import Office
from tests.api.test_processing import REASON, appraising

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def _id(officer: Officer, username: str) -> str:
    return (await identity.me(await officer(username))).id


def _days(count: int) -> str:
    return (datetime.now(UTC) + timedelta(days=count)).isoformat()


@pytest.mark.criterion("W.8")
async def test_a_coordinator_contributes_and_a_watcher_only_sees(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 21)
    helper, watcher = "chuyenvien1.kinhte", "chuyenvien1.vanhoa"
    for stranger in (helper, watcher):
        with pytest.raises(ApiProblem) as unseen:
            await dossiers.dossier(await office.as_(stranger), id_)
        assert unseen.value.status == 404
    await office.act(
        office.head, id_, "assign",
        officer_id=await _id(officer, f"{office.specialist}.kylua"),
        coordinators=[await _id(officer, f"{helper}.kylua")],
        watchers=[await _id(officer, f"{watcher}.kylua")],
    )  # fmt: skip
    done = await office.act(helper, id_, "contribute", reason="Đã rà soát, đồng ý với dự thảo.")
    assert done.state == "appraising"
    assert done.timeline[-1].note == "Đã rà soát, đồng ý với dự thảo."
    with pytest.raises(ApiProblem) as refused:
        await office.act(watcher, id_, "contribute", reason="Tôi chỉ được theo dõi hồ sơ này.")
    assert refused.value.status == 403
    listed = await inbox.inbox(await office.as_(watcher), folder="all_open")
    assert id_ in {row.id for row in listed.items}


async def test_only_officers_of_the_agency_are_asked_to_help(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 22)
    with pytest.raises(ApiProblem) as refused:
        await office.act(
            office.head, id_, "assign",
            officer_id=await _id(officer, f"{office.specialist}.kylua"),
            coordinators=[await _id(officer, "chuyenvien1.tuphap.dongkinh")],
        )  # fmt: skip
    assert refused.value.status == 422
    assert refused.value.errors[0].pointer == "/coordinators/0"


@pytest.mark.criterion("W.10")
@pytest.mark.criterion("II.8")
async def test_agencies_asked_side_by_side_answer_each_for_itself(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 23)
    known = {a.name: a.id for a in await organisation.agencies(await office.as_("lanhdao"))}
    asked = [
        id_of for name, id_of in known.items()
        if "Ủy ban" in name and ("Đông Kinh" in name or "Tam Thanh" in name)
    ]  # fmt: skip
    waiting = await office.act(
        office.specialist, id_, "consult", agency_ids=asked, content=REASON, answer_within_days=3
    )
    assert "Đông Kinh" in waiting.waiting_for and "Tam Thanh" in waiting.waiting_for
    with pytest.raises(ApiProblem) as again:
        await office.act(
            office.specialist, id_, "consult", agency_ids=asked[:1], content=REASON,
            answer_within_days=3,
        )  # fmt: skip
    assert "chưa trả lời" in again.value.message
    first = await Office(officer, "dongkinh").act(
        "lanhdao", id_, "answer_consultation", answer="Đồng ý với đề nghị nêu trên."
    )
    assert first.state == "consulting"
    assert "Tam Thanh" in first.waiting_for and "Đông Kinh" not in first.waiting_for
    last = await Office(officer, "tamthanh").act(
        "lanhdao", id_, "answer_consultation", answer="Thống nhất, không có ý kiến khác."
    )
    assert (last.state, last.waiting_for) == ("appraising", "")
    acts = [e.act for e in last.timeline][-4:]
    assert acts == ["consult", "answer_consultation", "answer_consultation", "close_consultation"]
    assert last.version == len(last.timeline)


@pytest.mark.criterion("W.10")
async def test_the_executor_goes_on_without_an_answer_that_does_not_come(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 24)
    other = next(
        a for a in await organisation.agencies(await office.as_("lanhdao"))
        if "Đông Kinh" in a.name and "Ủy ban" in a.name
    )  # fmt: skip
    await office.act(
        office.specialist, id_, "consult", agency_ids=[other.id], content=REASON,
        answer_within_days=1,
    )  # fmt: skip
    done = await office.act(office.specialist, id_, "close_consultation")
    assert done.state == "appraising"
    assert "Không chờ thêm ý kiến" in done.timeline[-1].note
    with pytest.raises(ApiProblem) as late:
        await Office(officer, "dongkinh").act(
            "lanhdao", id_, "answer_consultation", answer="Đồng ý với đề nghị nêu trên."
        )
    assert late.value.status in (404, 409)


async def test_nobody_consults_their_own_agency(citizen: Citizen, officer: Officer) -> None:
    office, id_ = await appraising(citizen, officer, 25)
    own = (await identity.me(await office.as_("lanhdao"))).roles[0].agency_id
    with pytest.raises(ApiProblem) as refused:
        await office.act(
            office.specialist, id_, "consult", agency_ids=[own], content=REASON,
            answer_within_days=3,
        )  # fmt: skip
    assert refused.value.errors[0].pointer == "/agency_ids/0"


@pytest.mark.criterion("II.22")
async def test_a_stand_in_works_in_the_stead_of_an_absent_officer_until_the_last_day(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 26)
    stand_in = await officer("chuyenvien1.vanhoa.kylua")
    with pytest.raises(ApiProblem):
        await dossiers.dossier(stand_in, id_)
    absence = StartDelegation(
        from_account_id=await _id(officer, f"{office.specialist}.kylua"),
        to_account_id=await _id(officer, "chuyenvien1.vanhoa.kylua"),
        valid_from=_days(-1), valid_to=_days(3), reason="Nghỉ phép năm",
    )  # fmt: skip
    with pytest.raises(ApiProblem) as foreign:
        await delegations.start_delegation(await officer("truongphong.tuphap.dongkinh"), absence)
    assert foreign.value.status == 403
    made = await delegations.start_delegation(await officer("truongphong.tuphap.kylua"), absence)
    assert made.in_force
    with pytest.raises(ApiProblem) as twice:
        await delegations.start_delegation(await officer("truongphong.tuphap.kylua"), absence)
    assert twice.value.status == 422
    done = await office.act("chuyenvien1.vanhoa", id_, "submit_for_approval")
    entry = next(e for e in done.timeline if e.act == "submit_for_approval")
    assert "(thay " in entry.by
    ended = await delegations.end_delegation(await officer("truongphong.tuphap.kylua"), made.id)
    assert ended.ended
    with pytest.raises(ApiProblem) as over:
        await delegations.end_delegation(await officer("lanhdao.dongkinh"), made.id)
    assert over.value.status == 404


async def test_whoever_prepared_a_result_does_not_approve_it(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 27)
    me = f"{office.specialist}.kylua"
    await delegations.start_delegation(
        await officer("lanhdao.kylua"),
        StartDelegation(
            from_account_id=await _id(officer, "lanhdao.kylua"),
            to_account_id=await _id(officer, me),
            valid_from=_days(-1), valid_to=_days(1), reason="Đi công tác",
        ),
    )  # fmt: skip
    await office.act(office.specialist, id_, "submit_for_approval")
    now = await dossiers.dossier(await officer(me), id_)
    approve = next(a for a in now.allowed_acts if a.act == "approve")
    assert not approve.allowed
    assert "không tự phê duyệt" in approve.reason
    with pytest.raises(ApiProblem) as refused:
        await office.act(office.specialist, id_, "approve")
    assert refused.value.status == 422
