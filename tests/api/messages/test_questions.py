"""Questions about a dossier and their answers: who may, what is read, files, being told."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest

from shared.client import documents, inbox, messages, notifications
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import Office, eventually, pdf
from tests.api.messages.conftest import Somebody, handed_in, somebody
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
SLUG, PLACE = "kylua", "Kỳ Lừa"
QUESTION = "Tôi nộp bản chụp căn cước có được không?"
ANSWER = "Được, Ông/Bà mang bản chính khi đến nhận kết quả."


async def refused(call: Awaitable[Any]) -> tuple[int, str]:
    with pytest.raises(ApiProblem) as found:
        await call
    return found.value.status, found.value.problem.type.rsplit(":", 1)[-1]


async def appraised(me: Somebody, officer: Officer) -> tuple[Office, str]:
    office, id_ = Office(officer, SLUG), await handed_in(me, PLACE)
    await office.to_appraisal(id_, "Tư pháp")
    return office, id_


async def news(api: ApiClient, id_: str) -> list[str]:
    found = next(row for row in (await inbox.inbox(api)).items if row.id == id_)
    return [kind.label for kind in found.news]


@pytest.mark.criterion("III.5")
async def test_a_question_reaches_who_holds_the_dossier_and_the_answer_reaches_its_asker(
    me: Somebody, officer: Officer, services: Services
) -> None:
    office, id_ = await appraised(me, officer)
    specialist = await office.as_(office.specialist)
    asked = await messages.say(me.api, id_, QUESTION, [])
    assert [m.body for m in asked.messages] == [QUESTION]
    assert asked.messages[0].mine and not asked.messages[0].read
    assert asked.waiting_since

    async def reminded() -> bool:
        found = await notifications.notices(specialist)
        return any("có câu hỏi" in n.subject and n.dossier_id == id_ for n in found.items)

    assert await eventually(reminded)
    assert (await news(specialist, id_))[0] == "Có câu hỏi"
    seen = await messages.conversation(specialist, id_)
    assert (seen.unread, seen.may_write, seen.may_settle) == (1, True, True)
    assert seen.messages[0].by == "Nguyễn Văn Mẫu"
    await messages.mark_read(specialist, id_, seen.messages[-1].seq)
    assert (await messages.conversation(me.api, id_)).messages[0].read
    answered = await messages.say(specialist, id_, ANSWER, [])
    assert answered.waiting_since == ""
    assert "Có câu hỏi" not in await news(specialist, id_)

    mine = await messages.conversation(me.api, id_)
    assert [m.from_applicant for m in mine.messages] == [True, False]
    # The applicant reads which unit answered, not which person.
    assert "Tư pháp" in mine.messages[1].by and mine.unread == 1
    await messages.mark_read(me.api, id_, 2)
    assert (await messages.conversation(me.api, id_)).unread == 0
    assert (await messages.conversation(specialist, id_)).messages[1].read

    async def told() -> Any:
        letters = [m for m in me.letters(services) if "đã trả lời câu hỏi" in m["subject"]]
        texts = [m for m in me.texts(services) if "đã trả lời câu hỏi" in m["text"]]
        return len(letters) == len(texts) == 1

    assert await eventually(told)
    # What was said travels in no letter: it is read where it is known who reads.
    assert not [m for m in me.letters(services) if ANSWER in m["body"]]


@pytest.mark.criterion("III.5")
async def test_files_go_both_ways_and_only_who_reads_along_opens_them(
    me: Somebody, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    office, id_ = await appraised(me, officer)
    specialist = await office.as_(office.specialist)
    file = await documents.upload_to_dossier(me.api, id_, "anh.pdf", pdf(), "", "message")
    spare = await documents.upload_to_dossier(me.api, id_, "thua.pdf", pdf(), "", "message")
    assert {f.id for f in (await messages.conversation(me.api, id_)).ready} == {file.id, spare.id}
    await messages.take_file_back(me.api, id_, spare.id)
    stranger = await somebody(http, database)
    other = await handed_in(stranger, PLACE)
    assert (await refused(messages.say(stranger.api, other, QUESTION, [file.id])))[0] == 422
    said = await messages.say(me.api, id_, QUESTION, [file.id])
    assert [f.name for f in said.messages[0].files] == ["anh.pdf"] and not said.ready
    assert await documents.content(specialist, file.id)
    reply = await documents.upload_to_dossier(specialist, id_, "mau.pdf", pdf(), "", "message")
    await messages.say(specialist, id_, ANSWER, [reply.id])
    assert await documents.content(me.api, reply.id)
    assert (await refused(documents.content(stranger.api, file.id)))[0] == 404
    # A file that was sent stays, and no file of a conversation is a paper of the dossier.
    assert (await refused(messages.take_file_back(me.api, id_, file.id)))[0] == 404
    from shared.client import dossiers

    shown = await dossiers.dossier(me.api, id_)
    assert not {d.id for d in shown.documents} & {file.id, reply.id}
    assert (await refused(documents.content(await officer("lanhdao.luongvantri"), file.id)))[
        0
    ] == 404


@pytest.mark.criterion("III.5")
async def test_who_may_read_and_write_is_bounded(
    me: Somebody, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    office, id_ = await appraised(me, officer)
    await messages.say(me.api, id_, QUESTION, [])
    stranger = await somebody(http, database)
    assert (await refused(messages.conversation(stranger.api, id_)))[0] == 404
    assert (await refused(messages.say(stranger.api, id_, QUESTION, [])))[0] == 404
    elsewhere = await officer("lanhdao.luongvantri")
    assert (await refused(messages.conversation(elsewhere, id_)))[0] == 404
    clerk = await office.as_("vanthu")
    assert (await refused(messages.conversation(clerk, id_)))[0] == 403
    leader = await office.as_("lanhdao")
    seen = await messages.conversation(leader, id_)
    assert len(seen.messages) == 1 and not seen.may_write
    assert (await refused(messages.say(leader, id_, ANSWER, [])))[0] == 403
    assert (await refused(messages.settle(me.api, id_)))[0] == 403
    desk = await office.as_("tiepnhan1")
    assert (await messages.settle(desk, id_)).waiting_since == ""
    assert (await refused(messages.settle(desk, id_)))[0] == 409


async def test_one_key_says_it_once_and_nobody_floods_the_desk(
    me: Somebody, database: asyncpg.Pool
) -> None:
    id_ = await handed_in(me, PLACE)
    key = uuid.uuid4().hex
    for _ in range(2):
        await messages.say(me.api, id_, QUESTION, [], key)
    assert len((await messages.conversation(me.api, id_)).messages) == 1
    for n in range(19):
        await messages.say(me.api, id_, f"{QUESTION} Lần {n}", [])
    assert (await refused(messages.say(me.api, id_, QUESTION, [])))[0] == 429
    assert (await refused(messages.say(me.api, id_, "  ", [])))[0] == 400
    stored = await database.fetchval(
        "select string_agg(body, '') from dossier_message where dossier_id = $1", uuid.UUID(id_)
    )
    assert "căn cước" not in stored, "what people write is sealed at rest"
