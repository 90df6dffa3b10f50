"""What is refused, who is reminded, who wins: petitions under load and malice."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import httpx
import pytest

from backend.feedback.reminding import remind_of_petitions
from backend.platform import clock
from shared.client import notifications, petitions
from shared.client.base import ApiClient
from shared.contracts.petitions import SupplementPetition
from shared.vocabulary.petitions import PetitionAct
from tests.api.conftest import eventually, pdf
from tests.api.feedback.ways import (
    DESK,
    HANDLER,
    HEAD,
    LEADER,
    agency_of,
    case_of,
    id_of,
    refused,
    written,
)
from tests.api.people import fresh_citizen

Officer = Callable[[str], Awaitable[ApiClient]]
A = PetitionAct


async def test_what_machines_and_the_hostile_send_is_refused_and_keeps_nothing(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    agency = await agency_of(officer)
    bad = [
        written(agency, website="http://spam.example"),
        written("khong-phai"),
        written(agency, name="", anonymous=False),
        written(agency, phone="", email=""),
        written(agency, email="khong phai"),
        written(agency, files=["x" * 60]),
        written(agency, dossier_code="H00-260101-0001"),
    ]
    for data in bad:
        assert (await refused(petitions.send(anonymous, data)))[0] == 422
    kept = "select count(*) from petition where agency_id = $1::uuid and body = ''"
    assert await database.fetchval(kept, agency) == 0
    # Hostile files: a program in the clothes of a picture, a bomb, a page with a script.
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 60_000_000)
    hostile = {
        "anh.jpg": b"MZ" + b"\0" * 200,
        "bom.docx": bomb.getvalue(),
        "trang.html": b"<script>alert(1)</script>",
        "don.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    }
    for name, content in hostile.items():
        status, _slug = await refused(petitions.upload(anonymous, name, content))
        assert status == 415, name
    # A file is one petition's, and only whoever uploaded it has its claim.
    file = await petitions.upload(anonymous, "don.pdf", pdf())
    stolen = [f"{file.id}.{'A' * 24}"]
    assert (await refused(petitions.send(anonymous, written(agency, files=stolen))))[0] == 422
    me = await fresh_citizen(http, database)
    sent = await petitions.send(me, written(agency, files=[file.claim]))
    other = await fresh_citizen(http, database)
    again = petitions.send(other, written(agency, files=[file.claim]))
    assert (await refused(again))[0] == 422
    case = await case_of(officer, database, sent.code)
    head = await officer(HEAD)
    assert (await petitions.file(head, case.id, file.id)).startswith(b"%PDF")
    stranger = await officer("lanhdao.luongvantri")
    assert (await refused(petitions.file(stranger, case.id, file.id)))[0] == 404
    uploaded = "select uploaded_by from document where id = $1::uuid"
    assert await database.fetchval(uploaded, file.id) is None


async def test_one_sender_is_not_let_through_without_end(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer
) -> None:
    me = await fresh_citizen(http, database)
    agency = await agency_of(officer)
    sent = await petitions.send(me, written(agency))
    await database.execute(  # nine more of today
        "insert into petition (id, tenant_id, code, source, kind, topic, state, anonymous, "
        "sender_mark, subject, body, agency_id, received_at, take_by, ask_by, due_at, "
        "wishes_publication, updated_at) select gen_random_uuid(), p.tenant_id, "
        "'X' || n || right(p.code, 6), p.source, p.kind, p.topic, 'received', true, p.sender_mark, "
        "'', '', p.agency_id, p.received_at, p.take_by, p.ask_by, p.due_at, false, p.updated_at "
        "from petition p, generate_series(1, 9) n where p.code = $1",
        sent.code,
    )
    assert (await refused(petitions.send(me, written(agency))))[0] == 429
    await database.execute(
        "delete from petition where code like 'X%' and right(code, 6) = $1", sent.code[-6:]
    )


@pytest.mark.criterion("III.18")
async def test_officers_are_reminded_before_at_and_after_once_each(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    sent = await petitions.send(anonymous, written(await agency_of(officer)))
    case = await case_of(officer, database, sent.code)
    handler, head = await officer(HANDLER), await officer(HEAD)

    async def told(api: ApiClient, words: str) -> int:
        page = await notifications.notices(api)
        return sum(sent.code in n.subject and words in n.subject for n in page.items)

    # What was said of taking it in time does not stand for answering it in time.
    now = clock.now()
    await _falls_due(database, sent.code, "take_by", now - timedelta(hours=1))
    assert await eventually(lambda: told(head, "đã quá hạn"))
    await case.take()
    assert await eventually(lambda: told(handler, "Bạn được giao"))
    for moment, words in (
        (now + timedelta(days=1, hours=6), "sắp đến hạn"),
        (now.replace(hour=23, minute=59, second=30), "đến hạn hôm nay"),
        (now - timedelta(hours=1), "đã quá hạn"),
    ):
        await _falls_due(database, sent.code, "due_at", moment)
        assert await eventually(lambda words=words: told(handler, words)), words
        assert await told(handler, words) == 1

    async def told_twice() -> bool:
        return await told(head, "đã quá hạn") == 2

    assert await eventually(told_twice)
    assert sent.code in await _late(head)
    # Nor does either stand for publishing the answer in time.
    await case.act(HANDLER, A.DRAFT_ANSWER, answer="Lỗi đã được sửa, mời tải lại.")
    await case.act(LEADER, A.APPROVE_ANSWER)
    assert sent.code not in await _late(head), "answered, and still time to publish it"
    for moment, words in (
        (now + timedelta(days=1, hours=6), "sắp hết hạn công khai"),
        (now - timedelta(hours=1), "quá hạn công khai"),
    ):
        await _falls_due(database, sent.code, "publish_by", moment)
        assert await eventually(lambda words=words: told(head, words)), words
        assert await told(head, words) == 1
    assert await told(handler, "công khai") == 0, "a head publishes"
    assert sent.code in await _late(head)


async def _late(api: ApiClient) -> set[str]:
    """The codes in the folder of what is late."""
    return {one.code for one in (await petitions.petitions(api, "late")).items}


async def _falls_due(database: asyncpg.Pool, code: str, what: str, moment: datetime) -> None:
    """Something is due at a moment, and two rounds of reminders go by."""
    await database.execute(f"update petition set {what} = $2 where code = $1", code, moment)
    await remind_of_petitions()
    await remind_of_petitions()


async def test_two_at_once_one_wins_and_the_trail_is_never_changed(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    from shared.contracts.petitions import PerformPetitionAct

    sent = await petitions.send(anonymous, written(await agency_of(officer)))
    case = await case_of(officer, database, sent.code)
    head = await officer(HEAD)
    version = (await case.seen(HEAD)).version
    data = PerformPetitionAct(
        A.TAKE, version, officer_id=await id_of(officer, HANDLER), note="Giao xử lý"
    )
    await petitions.act(head, case.id, data)
    assert await refused(petitions.act(head, case.id, data)) == (409, "version-conflict")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute("delete from petition_event where petition_id = $1::uuid", case.id)
    answer = await http_post(head, case.id, {"act": "take", "version": 0})
    assert answer.status_code in (400, 422)


async def http_post(api: ApiClient, petition_id: str, body: dict[str, object]) -> httpx.Response:
    """As a program that reads no contract would send it."""
    return await api._http.post(
        f"/api/v1/petitions/{petition_id}/acts",
        content=json.dumps(body),
        headers={**api._headers, "Content-Type": "application/json"},
    )


@pytest.mark.criterion("III.18")
async def test_the_own_list_holds_ones_own_alone_and_what_was_asked_is_given_by_its_sender(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    agency = await agency_of(officer)
    me, other = await fresh_citizen(http, database), await fresh_citizen(http, database)
    first = await petitions.send(me, written(agency))
    second = await petitions.send(me, written(agency))
    theirs = await petitions.send(other, written(agency))
    hidden = await petitions.send(me, written(agency, anonymous=True, name="", phone="", email=""))
    at_desk = await petitions.at_desk(await officer(DESK), written(agency))
    mine = await petitions.mine(me)
    assert [one.code for one in mine.items] == [second.code, first.code], "the newest first"
    assert [one.code for one in (await petitions.mine(other)).items] == [theirs.code]
    assert not {hidden.code, at_desk.code} & {one.code for one in mine.items}
    assert (await refused(petitions.mine(anonymous)))[0] == 401
    assert (await refused(petitions.mine(me, "khong-phai")))[0] == 400
    # What was asked is given by its sender alone, and a hostile or stolen file changes nothing.
    case = await case_of(officer, database, first.code)
    await case.act(HEAD, A.ASK_SUPPLEMENT, note="Xin gửi ảnh chụp màn hình.")
    answer = SupplementPetition(first.code, "Tôi gửi ảnh chụp màn hình.")
    for api in (other, anonymous):
        assert (await refused(petitions.supplement(api, answer)))[0] in (401, 404)
    for name, content in (("anh.jpg", b"MZ" + b"\0" * 200), ("anh.svg", b"<svg onload='x()'/>")):
        assert (await refused(petitions.upload(me, name, content)))[0] == 415
    sick = await petitions.upload(me, "anh.pdf", pdf())
    await database.execute(  # as the scanner does
        "update document set scan = 'rejected' where id = $1::uuid", sick.id
    )
    bad = SupplementPetition(first.code, "Tôi gửi ảnh chụp màn hình.", files=[sick.claim])
    assert (await refused(petitions.supplement(me, bad)))[0] == 422
    assert (await petitions.seen(me, first.code)).state == "supplement", "nothing half-taken"
    good = await petitions.upload(me, "anh.pdf", pdf())
    done = await petitions.supplement(
        me, SupplementPetition(first.code, "Tôi gửi ảnh chụp màn hình.", files=[good.claim])
    )
    assert (done.state, done.files) == ("received", ["anh.pdf"])
    shown = {one.code: one.state for one in (await petitions.mine(me)).items}
    assert shown[first.code] == "received"
    # Found sick only after it was sent, it is opened by nobody.
    await database.execute("update document set scan = 'rejected' where id = $1::uuid", good.id)
    status, slug = await refused(petitions.file(await officer(HEAD), case.id, good.id))
    assert (status, slug) == (423, "file-infected")
