"""The inbox: folders, filters, what is new, kept views, and one act on many dossiers."""

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
import httpx
import pytest

from shared.client import dossiers, identity, inbox
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.inbox import (
    BulkDo,
    BulkPlan,
    BulkPreview,
    InboxRow,
    MarkManyRead,
    MarkRead,
    SaveView,
)
from shared.vocabulary.acts import Act
from shared.vocabulary.folders import Folder
from shared.vocabulary.news import NEWS_LABELS, NEWS_OF_ACT, News
from tests.api.conftest import Office, submitted
from tests.api.test_processing import REASON

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
PLACE = "luongvantri"
NAME = "Lương Văn Tri"


async def row_of(api: ApiClient, id_: str, **filters: str) -> InboxRow | None:
    """The row of a dossier on the first pages of a folder."""
    cursor = ""
    for _ in range(20):
        page = await inbox.inbox(api, cursor=cursor, limit=100, **filters)
        for row in page.items:
            if row.id == id_:
                return row
        if page.next_cursor is None:
            return None
        cursor = page.next_cursor
    raise AssertionError("too many pages")


async def several(citizen: Citizen, *numbers: int) -> list[str]:
    """Dossiers of several citizens, just submitted."""
    return [(await submitted(await citizen(n), NAME)).dossier_id for n in numbers]


def news(row: InboxRow | None) -> list[str]:
    """The marks of a row."""
    assert row is not None
    return [mark.code for mark in row.news]


def of(plan: BulkPlan, allowed: bool = True) -> list[MarkRead]:
    """Lines of a preview as the next step takes them."""
    return [MarkRead(x.id, x.version) for x in plan.lines if x.allowed is allowed]


def test_every_act_and_kind_of_news_has_its_place() -> None:
    assert set(NEWS_OF_ACT) == set(Act)
    assert set(NEWS_LABELS) == set(News) == {*NEWS_OF_ACT.values(), News.QUESTION}


async def test_numbers_are_those_of_the_lists(officer: Officer) -> None:
    for who in ("tiepnhan1", "truongphong.tuphap", "chuyenvien1.tuphap", "lanhdao"):
        api = await officer(f"{who}.{PLACE}")
        counts = await inbox.counts(api)
        for name in set(counts.__struct_fields__) - {"unit_directives"}:  # no folder
            listed, cursor = 0, ""
            while True:
                page = await inbox.inbox(api, folder=name, cursor=cursor, limit=100)
                listed += len(page.items)
                cursor = page.next_cursor or ""
                if not cursor:
                    break
            assert listed == getattr(counts, name), (who, name)
    of_folders = set(counts.__struct_fields__) - {"unit_directives"}
    assert of_folders == set(Folder) - {Folder.CLOSED}


async def test_marks_say_what_is_new_to_whom_and_go_when_read(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, PLACE)
    (id_,) = await several(citizen, 30)
    desk, other = await office.as_("tiepnhan1"), await office.as_("tiepnhan2")
    assert news(await row_of(desk, id_)) == ["arrived"]
    now = await dossiers.dossier(desk, id_)
    assert (await inbox.mark_read(desk, MarkManyRead([MarkRead(id_, now.version)]))).count == 1
    assert news(await row_of(desk, id_)) == []
    assert news(await row_of(other, id_)) == ["arrived"], "each officer reads for themselves"
    await office.act("tiepnhan1", id_, "request_supplement", items=["Bản sao giấy"], reason=REASON)
    assert news(await row_of(desk, id_)) == [], "one's own act is no news"
    assert news(await row_of(other, id_)) == ["progress", "arrived"]
    me = await citizen(30)
    version = (await dossiers.dossier(me, id_)).version
    from shared.contracts.acts import Supplement

    await dossiers.act(me, id_, "supplement", Supplement(version=version))
    assert news(await row_of(desk, id_)) == ["supplemented"]
    # A reader who saw an older state keeps the mark of what came after.
    await inbox.mark_read(desk, MarkManyRead([MarkRead(id_, now.version)]))
    assert news(await row_of(desk, id_)) == ["supplemented"]
    await inbox.mark_read(desk, MarkManyRead([MarkRead(id_, 999)]))
    assert news(await row_of(desk, id_)) == []
    stranger = await officer("tiepnhan1.dongkinh")
    assert (await inbox.mark_read(stranger, MarkManyRead([MarkRead(id_, 1)]))).count == 0


@pytest.mark.criterion("W.2")
async def test_a_row_says_what_must_happen_next_and_by_when(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, (id_,) = Office(officer, PLACE), await several(citizen, 36)
    desk = await office.as_("tiepnhan1")
    waiting = await row_of(desk, id_, folder="waiting_acceptance")
    assert waiting is not None
    kept = await database.fetchrow("select * from dossier where id = $1", uuid.UUID(id_))
    assert waiting.duty == "Trả lời trước"
    assert datetime.fromisoformat(waiting.duty_by) == kept["answer_by"].replace(microsecond=0)
    assert waiting.duty_class in ("in_time", "due_soon")
    await office.accept(id_)
    accepted = await row_of(desk, id_)
    assert accepted is not None
    assert accepted.duty == "Chuyển trước"
    await office.on_to_appraisal(id_, "Tư pháp")
    in_hand = await row_of(desk, id_)
    assert in_hand is not None
    assert (in_hand.duty, in_hand.duty_by, in_hand.duty_class) == ("", "", "")


async def test_filters_and_search_narrow_a_folder(citizen: Citizen, officer: Officer) -> None:
    (id_,) = await several(citizen, 31)
    desk = await officer(f"tiepnhan1.{PLACE}")
    found = await dossiers.dossier(desk, id_)
    for q in (
        found.reference,
        found.applicant_personal_id,
        found.applicant_phone,
        "nguyen van mau",
        "NGUYỄN VĂN MẪU",
    ):
        assert await row_of(desk, id_, q=q) is not None, q
    assert await row_of(desk, id_, q="khong ai ten nay") is None
    assert await row_of(desk, id_, procedure=found.procedure_code) is not None
    assert await row_of(desk, id_, procedure="9.999999") is None
    assert await row_of(desk, id_, state="submitted", channel="online") is not None
    assert await row_of(desk, id_, channel="desk") is None
    accepted = await Office(officer, PLACE).accept(id_)
    assert accepted.due_at is not None
    day = datetime.fromisoformat(accepted.due_at).date().isoformat()
    assert await row_of(desk, id_, due_from=day, due_to=day) is not None
    assert await row_of(desk, id_, due_to="2020-01-01") is None
    for wrong in (
        {"order": "due"},
        {"due_from": "mai"},
        {"due_to": "9999-12-31"},
        {"folder": "khac"},
    ):
        with pytest.raises(ApiProblem) as refused:
            await inbox.inbox(desk, **wrong)
        assert refused.value.status == 422


@pytest.mark.criterion("II.7")
async def test_many_are_accepted_passed_on_assigned_and_approved_each_for_itself(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office, ids = Office(officer, PLACE), await several(citizen, 32, 33, 34)
    desk = await office.as_("tiepnhan1")
    head, leader = await office.as_(office.head), await office.as_("lanhdao")
    specialist = await office.as_(office.specialist)
    nowhere = str(uuid.uuid4())
    plan = await inbox.preview_bulk(desk, BulkPreview("accept", [*ids, nowhere]))
    assert [line.allowed for line in plan.lines] == [True, True, True, False]
    # Somebody else refuses one in between: it alone is held back, with the reason.
    await office.act("tiepnhan2", ids[2], "refuse", reason=REASON)
    outcomes = await inbox.do_bulk(desk, BulkDo("accept", [*of(plan), MarkRead(nowhere, 1)]))
    assert [(o.id, o.done) for o in outcomes] == [
        (ids[0], True), (ids[1], True), (ids[2], False), (nowhere, False)
    ]  # fmt: skip
    assert all(o.message for o in outcomes)
    plan = await inbox.preview_bulk(desk, BulkPreview("transfer", ids))
    assert [line.allowed for line in plan.lines] == [True, True, False]
    assert "Tư pháp" in plan.lines[0].message
    await inbox.do_bulk(desk, BulkDo("transfer", of(plan)))
    assert not of(await inbox.preview_bulk(desk, BulkPreview("assign", ids[:2]))), "not theirs"
    plan = await inbox.preview_bulk(head, BulkPreview("assign", ids[:2]))
    who = (await identity.me(specialist)).id
    assert who in {person.id for person in plan.officers}
    with pytest.raises(ApiProblem) as refused:
        await inbox.do_bulk(head, BulkDo("assign", of(plan)))
    assert refused.value.errors[0].pointer == "/officer_id"
    done = await inbox.do_bulk(head, BulkDo("assign", of(plan), who))
    assert all(o.done for o in done)
    for api, act in ((specialist, "submit_for_approval"), (leader, "approve")):
        plan = await inbox.preview_bulk(api, BulkPreview(act, ids[:2]))  # type: ignore[arg-type]
        assert len(of(plan)) == 2, plan
        done = await inbox.do_bulk(api, BulkDo(act, of(plan)))  # type: ignore[arg-type]
        assert [o.done for o in done] == [True, True], done
    states = [(await dossiers.dossier(desk, id_)).state for id_ in ids]
    assert states == ["approved", "approved", "refused"]
    audited = await database.fetchval(
        "select count(*) from audit_entry where action = 'dossier.approve' "
        "and subject_id = any($1)",
        [uuid.UUID(id_) for id_ in ids],
    )
    assert audited == 2


async def test_a_dossier_changed_since_the_preview_is_not_touched(
    citizen: Citizen, officer: Officer
) -> None:
    office, (id_,) = Office(officer, PLACE), await several(citizen, 35)
    desk = await office.as_("tiepnhan1")
    plan = await inbox.preview_bulk(desk, BulkPreview("accept", [id_]))
    await office.accept(id_)
    (outcome,) = await inbox.do_bulk(desk, BulkDo("accept", of(plan)))
    assert not outcome.done and outcome.message
    assert (await dossiers.dossier(desk, id_)).state == "accepted"
    plan = await inbox.preview_bulk(desk, BulkPreview("transfer", [id_]))
    (stale,) = await inbox.do_bulk(desk, BulkDo("transfer", [MarkRead(id_, 1)]))
    assert not stale.done and "người khác cập nhật" in stale.message
    assert of(plan)


async def test_views_are_kept_by_name_for_oneself_and_not_without_end(officer: Officer) -> None:
    mine = await officer(f"tiepnhan1.{PLACE}")
    theirs = await officer(f"tiepnhan2.{PLACE}")
    first = await inbox.save_view(
        mine,
        SaveView(
            "Khai sinh trễ", "overdue", q="khai sinh", order="oldest", columns=["due", "applicant"]
        ),
    )
    assert first.order == "oldest"
    again = await inbox.save_view(mine, SaveView("KHAI SINH trễ", "due_today"))
    assert again.id == first.id and again.folder == "due_today" and again.columns == []
    assert [view.id for view in await inbox.views(mine)] == [first.id]
    assert await inbox.views(theirs) == []
    with pytest.raises(ApiProblem) as refused:
        await inbox.delete_view(theirs, first.id)
    assert refused.value.status == 404
    with pytest.raises(ApiProblem):
        await inbox.save_view(mine, SaveView("Mục lạ", "khong-co"))
    for number in range(29):
        await inbox.save_view(mine, SaveView(f"Danh sách {number}", "mine"))
    with pytest.raises(ApiProblem) as full:
        await inbox.save_view(mine, SaveView("Một nữa", "mine"))
    assert "30" in full.value.message
    for view in await inbox.views(mine):
        await inbox.delete_view(mine, view.id)
    assert await inbox.views(mine) == []


async def test_bad_input_is_refused_with_its_place(
    officer: Officer, http: httpx.AsyncClient
) -> None:
    api = await officer(f"tiepnhan1.{PLACE}")
    with pytest.raises(ApiProblem) as wrong:
        await inbox.preview_bulk(api, BulkPreview("accept", ["khong-phai-ma"]))
    assert wrong.value.errors[0].pointer == "/ids/0"
    for body in (
        BulkDo("accept", [MarkRead(str(uuid.uuid4()), 1)] * 21),
        BulkDo("hand_over", [MarkRead(str(uuid.uuid4()), 1)]),  # type: ignore[arg-type]
        BulkDo("accept", []),
    ):
        with pytest.raises(ApiProblem) as refused:
            await inbox.do_bulk(api, body)
        assert refused.value.status == 400
