"""What happens in the office between acceptance and result, in its plain form."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import pytest

from backend.law.calendar import VIETNAM
from backend.law.search_text import search_text
from shared.client import documents, dossiers, inbox, organisation, results
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import Office, next_working_day, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
REASON = "Cần xác minh thêm nơi cư trú của người nộp."


async def appraising(citizen: Citizen, officer: Officer, number: int) -> tuple[Office, str]:
    """A dossier on a specialist's desk."""
    office = Office(officer, "kylua")
    id_ = (await submitted(await citizen(number), "Kỳ Lừa")).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    return office, id_


@pytest.mark.criterion("W.8")
@pytest.mark.criterion("II.8")
async def test_a_verification_ends_with_its_record(citizen: Citizen, officer: Officer) -> None:
    office, id_ = await appraising(citizen, officer, 45)
    me = office.specialist
    assert (await office.act(me, id_, "start_verification")).state == "verifying"
    record = {"place": "Tổ dân phố 1", "participants": "Cán bộ tư pháp, tổ trưởng"}
    today = datetime.now(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    for wrong in ("2999-01-01T08:00:00+07:00", (today - timedelta(minutes=1)).isoformat()):
        with pytest.raises(ApiProblem) as impossible:  # not yet, or before there was a dossier
            await office.act(
                me, id_, "record_verification", happened_at=wrong, content=REASON, **record
            )
        assert impossible.value.errors[0].pointer == "/happened_at"
    done = await office.act(
        me, id_, "record_verification", happened_at=today.isoformat(),
        content="Người nộp cư trú tại địa chỉ đã khai.", **record,
    )  # fmt: skip
    assert done.state == "appraising"
    noted = next(e for e in done.timeline if e.act == "record_verification").note
    assert all(words in noted for words in ("00:00", "Tổ dân phố 1", "tổ trưởng", "đã khai"))


async def test_another_agency_is_asked_and_answers(citizen: Citizen, officer: Officer) -> None:
    office, id_ = await appraising(citizen, officer, 46)
    asked = next(
        a for a in await organisation.agencies(await office.as_("lanhdao")) if "Đông Kinh" in a.name
        and "Ủy ban" in a.name
    )  # fmt: skip
    waiting = await office.act(
        office.specialist,
        id_,
        "consult",
        agency_ids=[asked.id],
        content=REASON,
        answer_within_days=3,
    )
    assert waiting.state == "consulting"
    assert asked.name in waiting.waiting_for
    neighbour = Office(officer, "dongkinh")
    with pytest.raises(ApiProblem):
        await Office(officer, "tamthanh").act("lanhdao", id_, "answer_consultation", answer=REASON)
    answered = await neighbour.act(
        "lanhdao", id_, "answer_consultation", answer="Đồng ý với đề nghị nêu trên."
    )
    assert answered.state == "appraising"


@pytest.mark.criterion("W.14")
@pytest.mark.criterion("W.19")
@pytest.mark.criterion("II.10")
async def test_an_extension_apologises_once_and_keeps_the_first_date(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 47)
    before = await dossiers.dossier(await office.as_("lanhdao"), id_)
    assert before.due_at is not None
    day = next_working_day(datetime.fromisoformat(before.due_at))
    role = await office.who_may(
        id_, "extend", "lanhdao", office.specialist, office.head, "tiepnhan1"
    )
    extended = await office.act(role, id_, "extend", reason=REASON, new_due_at=day.isoformat())
    assert extended.due_at != before.due_at
    assert extended.due_history[0].due_at == before.due_at
    assert "xin lỗi" in " ".join(extended.due_history[-1].explanation)
    assert "apology" in {f.form for f in extended.issued_forms}
    with pytest.raises(ApiProblem) as again:
        await office.act(role, id_, "extend", reason=REASON, new_due_at=day.isoformat())
    assert "một lần" in again.value.message


async def test_a_leader_sends_back_and_the_dossier_goes_on_from_there(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 48)
    await office.act(office.specialist, id_, "submit_for_approval")
    back = await office.act("lanhdao", id_, "send_back", reason=REASON)
    assert back.state == "appraising"
    mine = await dossiers.dossier(await citizen(48), id_)
    assert "send_back" not in [e.act for e in mine.timeline] or all(
        not e.by for e in mine.timeline
    ), "the applicant sees no names"


@pytest.mark.criterion("W.13")
@pytest.mark.criterion("II.10")
async def test_a_dossier_that_is_not_eligible_ends_with_the_reason(
    citizen: Citizen, officer: Officer
) -> None:
    office, id_ = await appraising(citizen, officer, 49)
    await office.act(office.specialist, id_, "submit_for_approval")
    role = await office.who_may(id_, "reject", "lanhdao", office.specialist)
    ended = await office.act(role, id_, "reject", reason="Không đủ điều kiện theo quy định.")
    assert ended.national_label == "Dừng xử lý"
    assert not [a for a in ended.allowed_acts if a.allowed]
    me = await citizen(49)
    seen = await dossiers.dossier(me, id_)
    assert any("Không đủ điều kiện" in e.note for e in seen.timeline)
    form = next(f for f in seen.issued_forms if f.form == "refusal")
    assert (await documents.content(me, form.document_id)).startswith(b"%PDF")


async def test_a_result_is_corrected_before_it_is_handed_over(
    citizen: Citizen, officer: Officer, anonymous: ApiClient
) -> None:
    me, office = await citizen(51), Office(officer, "kylua")
    id_ = (await submitted(me, "Kỳ Lừa")).dossier_id
    ready = await office.to_result(id_, "Tư pháp")
    assert ready.result is not None
    wrong = ready.result.verification_code
    role = await office.who_may(
        id_, "reopen_before_hand_over", "tiepnhan1", "vanthu", "lanhdao", office.specialist
    )
    await office.act(role, id_, "reopen_before_hand_over", reason="Sai năm sinh trên giấy.")
    assert not (await results.check(anonymous, wrong)).valid


async def test_a_name_is_found_by_its_words_and_not_by_words_that_begin_alike(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    me = await citizen(53)
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    desk = await officer("tiepnhan1.dongkinh")
    found = await dossiers.dossier(desk, id_)
    words = search_text(found.applicant_name)
    for typed in (found.applicant_name, words, words[:-1], found.reference[-5:]):
        page = await inbox.inbox(desk, folder="all_open", q=typed)
        assert id_ in [row.id for row in page.items], typed
    # A reference may end in letters alone, and is still found by its end.
    await database.execute(
        "update dossier set reference = 'TN23456HQYKR', "
        "search_text = replace(search_text, lower(reference), 'tn23456hqykr') where id = $1",
        id_,
    )
    page = await inbox.inbox(desk, folder="all_open", q="hqykr")
    assert id_ in [row.id for row in page.items]
    # "tran" stands in no name here, though "trang" does in the procedure's ("tình trạng").
    page = await inbox.inbox(desk, folder="all_open", q=f"tran {words}")
    assert id_ not in [row.id for row in page.items] or "tran " in f"{words} "
