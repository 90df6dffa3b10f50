"""Petitions from sending to the published answer, with whatever people and machines send."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from backend.privacy.retention import take_away
from shared.client import identity, petitions
from shared.client.base import ApiClient
from shared.contracts.petitions import SupplementPetition
from shared.vocabulary.petitions import PetitionAct, PetitionKind
from tests.api.conftest import eventually, photo
from tests.api.feedback.ways import (
    DESK,
    HANDLER,
    HEAD,
    LEADER,
    agency_of,
    case_of,
    handed_over,
    id_of,
    refused,
    written,
)
from tests.api.people import fresh_citizen
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
A = PetitionAct


@pytest.mark.criterion("III.18")
async def test_a_petition_is_taken_answered_by_two_published_and_judged(
    http: httpx.AsyncClient,
    database: asyncpg.Pool,
    officer: Officer,
    anonymous: ApiClient,
    services: Services,
) -> None:
    me = await fresh_citizen(http, database)
    data = written(await agency_of(officer))
    sent = await petitions.send(me, data)
    assert sent.take_by < sent.answer_by
    case = await case_of(officer, database, sent.code)
    seen = await case.seen(HEAD)
    assert (seen.state, seen.sender_name, seen.body) == ("received", data.name, data.body)
    row = await database.fetchrow("select * from petition where code = $1", sent.code)
    assert row is not None
    for column in ("sender_name", "sender_phone", "sender_email", "subject", "body"):
        assert row[column].startswith("enc:")
    # The specialist sees it only once it is theirs, and approves nothing of their own.
    assert await refused(case.seen(HANDLER)) == (404, "unknown-petition")
    await case.take()
    assert (await case.seen(HANDLER)).state == "processing"
    await case.act(HANDLER, A.DRAFT_ANSWER, answer="Lỗi đã được sửa, mời Ông/Bà tải lại.")
    assert (await refused(case.act(HANDLER, A.APPROVE_ANSWER)))[0] == 403
    assert (await petitions.seen(me, sent.code)).answer == ""  # a draft is nobody's answer
    await case.act(LEADER, A.SEND_BACK, note="Nói rõ sửa lúc nào.")
    await case.act(HANDLER, A.DRAFT_ANSWER, answer="Lỗi đã được sửa lúc 9 giờ, mời tải lại.")
    answered = await case.act(LEADER, A.APPROVE_ANSWER)
    assert answered is not None
    assert answered.publish_by
    mine = await petitions.seen(me, sent.code)
    assert (mine.state, mine.answer) == ("answered", "Lỗi đã được sửa lúc 9 giờ, mời tải lại.")
    assert not [step for step in mine.steps if "Nói rõ" in step.note]  # not the sender's to read
    # Personal data is not published.
    shown = {
        "public_subject": "Không tải được biểu mẫu",
        "public_body": "Bấm tải ba lần đều báo lỗi, liên hệ 0900000009.",
        "public_answer": "Lỗi đã được sửa.",
    }
    assert (await refused(case.act(HEAD, A.PUBLISH, **shown)))[0] == 422
    shown["public_body"] = f"Bấm tải ba lần đều báo lỗi. Mã {sent.code}."
    await case.act(HEAD, A.PUBLISH, **shown)
    everybody = await petitions.one_published(anonymous, sent.code)
    assert everybody.answer == "Lỗi đã được sửa."
    found = await petitions.published(anonymous, f"bieu mau {sent.code}")
    assert [one.code for one in found.items] == [sent.code]
    assert not (await petitions.published(anonymous, f"{sent.code} khongco")).items
    judged = await petitions.judge(me, sent.code, "", liked=False)
    assert (judged.liked, judged.may_judge) == (False, False)
    again = petitions.judge(me, sent.code, "", liked=True)
    assert await refused(again) == (409, "act-not-allowed")

    async def letters() -> bool:
        subjects = {m["subject"] for m in services.mail if data.email in m["to"]}
        return {f"Đã nhận phản ánh {sent.code}", f"Đã có trả lời phản ánh {sent.code}"} <= subjects

    assert await eventually(letters)


@pytest.mark.criterion("III.18")
async def test_an_anonymous_report_is_followed_by_code_and_secret_and_holds_nothing_of_anybody(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    agency = await agency_of(officer)
    file = await petitions.upload(me, "anh.jpg", photo())
    sent = await petitions.send(me, written(agency, anonymous=True, files=[file.claim]))
    row = await database.fetchrow("select * from petition where code = $1", sent.code)
    assert row is not None
    assert row["sender_id"] is None
    assert not (row["sender_name"] + row["sender_phone"] + row["sender_email"])
    # Whoever is signed in while following it is written down nowhere either.
    case = await case_of(officer, database, sent.code)
    await case.act(HEAD, A.ASK_SUPPLEMENT, note="Xin cho biết tên biểu mẫu.")
    more = await petitions.upload(me, "anh2.jpg", photo())
    given = SupplementPetition(sent.code, "Mẫu khai sinh.", sent.secret, [more.claim])
    await petitions.supplement(me, given)
    await case.answer()
    await petitions.judge(me, sent.code, sent.secret, liked=True)
    mine = await database.fetchval(
        "select id from account where id = $1::uuid", (await identity.me(me)).id
    )
    named = "select count(*) from {} where {} = $1 and actor_id = $2"
    for table, column in (("petition_event", "petition_id"), ("audit_entry", "subject_id")):
        assert await database.fetchval(named.format(table, column), row["id"], mine) == 0
    # Two petitions of one person are told to be so neither by their files nor by their marks.
    other = await petitions.upload(me, "anh3.jpg", photo())
    waiting = await petitions.upload(anonymous, "anh4.jpg", photo())
    open_one = await petitions.send(me, written(agency, files=[other.claim]))
    marks = await database.fetch(
        "select distinct sent_mark from petition_file where document_id = any($1::uuid[])",
        [file.id, more.id, other.id],
    )
    assert [one["sent_mark"] for one in marks] == [""]
    assert await database.fetchval(
        "select sent_mark <> '' from petition_file where document_id = $1::uuid", waiting.id
    )
    await database.execute(
        "update petition_file set uploaded_at = uploaded_at - interval '49 hours' "
        "where document_id = $1::uuid", waiting.id,
    )  # fmt: skip
    await take_away()
    assert not await database.fetchval(
        "select sent_mark from petition_file where document_id = $1::uuid", waiting.id
    )
    senders = await database.fetch(
        "select distinct sender_mark from petition where code = any($1)",
        [sent.code, open_one.code],
    )
    assert len(senders) == 2
    assert [one.code for one in (await petitions.mine(me)).items] == [open_one.code]
    assert await refused(petitions.seen(me, sent.code)) == (404, "unknown-petition")
    wrong = petitions.seen(anonymous, sent.code, "0000000000")
    assert await refused(wrong) == (404, "unknown-petition")
    typed = sent.secret.lower().replace("0", "o")  # as somebody types it
    assert (await petitions.seen(anonymous, sent.code.lower(), typed)).state == "answered"
    proposal = written(agency, anonymous=True, kind=PetitionKind.PROPOSAL)
    assert (await refused(petitions.send(anonymous, proposal)))[0] == 422


@pytest.mark.criterion("III.18")
async def test_more_is_asked_once_the_clock_rests_and_goes_on(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    sent = await petitions.send(anonymous, written(await agency_of(officer)))
    case = await case_of(officer, database, sent.code)
    await case.act(HEAD, A.ASK_SUPPLEMENT, note="Xin cho biết tên biểu mẫu.")
    followed = await petitions.seen(anonymous, sent.code, sent.secret)
    assert (followed.state, followed.may_supplement, followed.deadline) == (
        "supplement", True, "waiting",
    )  # fmt: skip
    assert "Xin cho biết tên biểu mẫu." in {step.note for step in followed.steps}
    assert (await refused(case.act(HEAD, A.REFUSE, note="Không bổ sung.")))[0] == 409
    await database.execute(  # two days pass
        "update petition set supplement_asked_at = supplement_asked_at - interval '3 days', "
        "received_at = received_at - interval '3 days' where code = $1",
        sent.code,
    )
    file = await petitions.upload(anonymous, "anh.jpg", photo())
    more = SupplementPetition(sent.code, "Mẫu khai sinh.", sent.secret, [file.claim])
    after = await petitions.supplement(anonymous, more)
    assert after.state == "received"
    assert after.answer_by > followed.answer_by
    assert after.files == ["anh.jpg"]
    assert "Mẫu khai sinh." in after.body
    assert (await refused(petitions.supplement(anonymous, more)))[0] == 409
    offers = {one.act: one.barred for one in (await case.seen(HEAD)).acts}
    assert offers["ask_supplement"]
    assert not offers["take"]


@pytest.mark.criterion("III.18")
async def test_complaints_are_passed_on_and_others_transferred_refused_or_merged(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    agency = await agency_of(officer)

    async def fresh(**more: object) -> tuple[str, str]:
        sent = await petitions.send(anonymous, written(agency, **more))
        # One address sends ten a day; these come from many.
        await database.execute(
            "update petition set sender_mark = $2 where code = $1", sent.code, sent.code
        )
        return sent.code, sent.secret

    code, secret = await fresh(kind=PetitionKind.COMPLAINT)
    case = await case_of(officer, database, code)
    taking = case.act(HEAD, A.TAKE, officer_id=await id_of(officer, HANDLER))
    assert await refused(taking) == (409, "act-not-allowed")
    offered = {one.act: one.barred for one in (await case.seen(HEAD)).acts}
    assert offered["take"] == "", "it may have been chosen by mistake"
    await case.act(HEAD, A.PASS_ON, note="Chuyển Thanh tra tỉnh theo Luật Khiếu nại.")
    passed = await petitions.seen(anonymous, code, secret)
    assert passed.state == "passed_on"
    assert "Thanh tra tỉnh" in passed.steps[-1].note

    code, secret = await fresh(kind=PetitionKind.COMPLAINT)
    case = await case_of(officer, database, code)
    handler = await id_of(officer, HANDLER)
    taken = await case.act(HEAD, A.TAKE, officer_id=handler, kind=PetitionKind.REPORT)
    assert taken is not None
    assert (taken.kind, taken.state) == ("report", "processing")

    code, secret = await fresh()
    case = await case_of(officer, database, code)
    elsewhere = await agency_of(officer, "lanhdao.luongvantri")
    due = (await case.seen(HEAD)).answer_by
    gone = await case.act(HEAD, A.TRANSFER, agency_id=elsewhere, note="Thuộc phường bạn.")
    assert gone is None  # it left their sight
    moved = await case.seen("lanhdao.luongvantri")
    assert (moved.state, moved.answer_by) == ("received", due)
    await case.act("lanhdao.luongvantri", A.REFUSE, note="Nội dung đã được trả lời trước đây.")
    assert (await petitions.seen(anonymous, code, secret)).state == "refused"

    main, _secret = await fresh()
    twin, secret = await fresh()
    main_case, twin_case = (
        await case_of(officer, database, main),
        await case_of(officer, database, twin),
    )
    assert (await refused(twin_case.act(HEAD, A.MERGE, into=twin)))[0] == 422
    assert (await refused(twin_case.act(HEAD, A.MERGE, into="PA000000-XXXXXX")))[0] == 422
    await twin_case.act(HEAD, A.MERGE, into=main)
    assert (await petitions.seen(anonymous, twin, secret)).answer == ""
    await main_case.answer("Trả lời chung cho các phản ánh này.")
    assert "Trả lời chung" in (await petitions.seen(anonymous, twin, secret)).answer


@pytest.mark.criterion("III.18")
async def test_whom_it_is_about_never_sees_or_handles_it(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await fresh_citizen(http, database)
    id_ = await handed_over(me, officer)
    code = await database.fetchval("select code from dossier where id = $1::uuid", id_)
    data = written(await agency_of(officer), dossier_code=code)
    sent = await petitions.send(me, data)
    case = await case_of(officer, database, sent.code)
    own = "chuyenvien1.tuphap.tamthanh"
    seen = await case.seen(HEAD)
    assert seen.dossier is not None
    assert await id_of(officer, own) not in {one.id for one in seen.officers}
    giving = case.act(HEAD, A.TAKE, officer_id=await id_of(officer, own))
    assert (await refused(giving))[0] == 422
    assert await refused(case.seen(own)) == (404, "unknown-petition")
    # A dossier of somebody else cannot be named.
    stranger = await fresh_citizen(http, database)
    taken = written(await agency_of(officer), dossier_code=code, phone="0911111111")
    assert (await refused(petitions.send(stranger, taken)))[0] == 422


@pytest.mark.criterion("III.18")
async def test_at_the_desk_it_is_written_down_for_somebody(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    agency = await agency_of(officer)
    desk = await officer(DESK)
    sent = await petitions.at_desk(desk, written(agency))
    assert (await petitions.seen(anonymous, sent.code, sent.secret)).state == "received"
    row = await database.fetchrow("select * from petition where code = $1", sent.code)
    assert row is not None
    assert (row["source"], row["sender_id"]) == ("desk", None)
    elsewhere = await agency_of(officer, "lanhdao.luongvantri")
    assert (await refused(petitions.at_desk(desk, written(elsewhere))))[0] == 422
