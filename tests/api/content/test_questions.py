"""Anybody asks; the agency answers by two persons; an edited pair goes into the published set."""

import uuid

import asyncpg
import httpx
import pytest

from shared.client import content, public_questions
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.public_questions import AskQuestion, OfficerQuestion, WriteAnswer
from tests.api.conftest import eventually
from tests.api.content.conftest import Officer, a_word
from tests.conftest import Services

pytestmark = pytest.mark.usefixtures("services")
ANSWER = "Anh, chị mang thẻ căn cước đến Trung tâm trong giờ làm việc."


@pytest.fixture
def visitor(http: httpx.AsyncClient) -> ApiClient:
    """Somebody without an account, at an address nobody else has."""
    number = uuid.uuid4().int
    ip = f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"
    return ApiClient(http, face="citizen", client_ip=ip)


class Desk:
    """Who answers and who approves at the province's desk."""

    def __init__(self, clerk: ApiClient, head: ApiClient) -> None:
        self.clerk, self.head = clerk, head

    async def found(self, database: asyncpg.Pool, code: str) -> OfficerQuestion:
        """The question of a code, as the desk sees it."""
        id_ = await database.fetchval(
            "select id from public_question where code = $1", code.replace("-", "")
        )
        return await public_questions.question(self.clerk, str(id_))


@pytest.fixture
async def desk(officer: Officer) -> Desk:
    """The desk of the province."""
    return Desk(await officer("tiepnhan1.ttpvhcc"), await officer("truongbophan.ttpvhcc"))


async def _refused(work: object, status: int) -> ApiProblem:
    with pytest.raises(ApiProblem) as refused:
        await work  # type: ignore[misc]
    assert refused.value.status == status, refused.value.problem
    return refused.value


@pytest.mark.criterion("III.7")
async def test_a_question_is_answered_by_two_persons_and_the_asker_is_told(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool, services: Services
) -> None:
    mailbox = f"hoi{uuid.uuid4().hex[:8]}@congdan.example"
    words = f"Cho tôi hỏi về {a_word()}, cần mang giấy tờ gì?"
    asked = await public_questions.ask(
        visitor, AskQuestion(words, "1.001193", name="Nguyễn Văn Mẫu", email=mailbox)
    )
    assert asked.by_mail and asked.code.startswith("HD-")
    row = await database.fetchrow(
        "select body, asker_email, asker_name from public_question where code = $1",
        asked.code.replace("-", ""),
    )
    assert all(value.startswith("enc:") for value in row.values())
    question = await desk.found(database, asked.code)
    assert question.body == words and question.name == "Nguyễn Văn Mẫu"

    written = await public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, 0))

    assert written.state.code == "proposed" and not written.may_approve
    assert (await public_questions.status(visitor, asked.code)).answer == ""
    await _refused(public_questions.approve(desk.clerk, question.id, written.revision), 403)
    done = await public_questions.approve(desk.head, question.id, written.revision)
    assert done.state.code == "answered" and done.published_version == 0
    status = await public_questions.status(visitor, asked.code.lower().replace("-", " "))
    assert (status.answer, status.state.code, status.path) == (ANSWER, "answered", "")

    async def arrived() -> list[dict[str, str]]:
        return [m for m in services.mail if mailbox in m["to"]]

    letters = await eventually(arrived)
    assert len(letters) == 1 and asked.code in letters[0]["subject"]
    assert ANSWER in letters[0]["body"] and words in letters[0]["body"]


@pytest.mark.criterion("III.7")
async def test_an_edited_pair_is_published_found_and_taken_out_again(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool, officer: Officer
) -> None:
    word = a_word()
    asked = await public_questions.ask(
        visitor, AskQuestion(f"Tôi số 020099000001 hỏi {word} làm ở đâu?", "1.004194")
    )
    question = await desk.found(database, asked.code)
    assert question.traces
    bad = WriteAnswer(ANSWER, 0, True, "Số 020099000001 hỏi làm ở đâu?")
    refused = await _refused(public_questions.write(desk.clerk, question.id, bad), 422)
    assert refused.errors[0].pointer == "/public_question"
    good = WriteAnswer(ANSWER, 0, True, f"Làm {word} ở đâu?", "Ở mọi Bộ phận Một cửa trong tỉnh.")
    written = await public_questions.write(desk.clerk, question.id, good)
    done = await public_questions.approve(desk.head, question.id, written.revision)
    assert done.published_version == 1

    one = await public_questions.one_published(visitor, question.id)
    assert (one.question, one.answer) == (good.public_question, good.public_answer)
    assert "020099000001" not in f"{one}"
    found = await content.search_help(visitor, f"lam {word}")
    assert f"/hoi-dap/{question.id}" in [each.path for each in found.items]
    near = await content.of_procedure(visitor, "1.004194")
    assert question.id in {card.id for card in near.questions}
    listed = await public_questions.published(visitor, "1.004194")
    assert question.id in {each.id for each in listed.items}

    again = WriteAnswer(ANSWER, done.revision, True, f"Làm {word} ở nơi nào?")
    better = await public_questions.write(desk.clerk, question.id, again)
    kept = await public_questions.versions(desk.head, question.id)
    assert [(v.version, v.question, v.shown_until) for v in kept] == [(1, good.public_question, "")]
    assert [(c.label, [(x.kind, x.text) for x in c.lines]) for c in kept[0].changes] == [
        ("Câu hỏi", [("removed", good.public_question), ("added", again.public_question)]),
        ("Câu trả lời", [("removed", good.public_answer), ("added", ANSWER)]),
    ]  # fmt: skip
    await public_questions.approve(desk.head, question.id, better.revision)
    kept = await public_questions.versions(desk.clerk, question.id)
    assert [v.version for v in kept] == [2, 1]
    assert kept[0].changes == [] and len(kept[1].changes) == 2 and kept[1].shown_until
    assert kept[0].written_by != kept[0].approved_by
    elsewhere = await officer("truongbophan.dongkinh")
    await _refused(public_questions.versions(elsewhere, question.id), 404)
    assert (await public_questions.one_published(visitor, question.id)).question.endswith("nào?")
    down = await public_questions.withdraw(desk.head, question.id)
    assert down.published_version == 0
    await _refused(public_questions.one_published(visitor, question.id), 404)
    await _refused(public_questions.withdraw(desk.head, question.id), 409)


async def test_an_answer_is_given_back_with_what_is_to_be_mended(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool
) -> None:
    asked = await public_questions.ask(visitor, AskQuestion("Bao giờ có kết quả hồ sơ vậy?"))
    question = await desk.found(database, asked.code)
    first = await public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, 0))
    await _refused(public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, 1)), 409)
    back = await public_questions.give_back(desk.head, question.id, "Ghi rõ địa chỉ nhé")
    assert back.state.code == "waiting" and back.note == "Ghi rõ địa chỉ nhé"
    await _refused(public_questions.approve(desk.head, question.id, first.revision), 409)
    await _refused(public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, 0)), 412)
    await public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, back.revision))


async def test_a_question_that_is_none_is_refused_with_a_reason_the_asker_reads(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool
) -> None:
    asked = await public_questions.ask(visitor, AskQuestion("Bán giúp tôi căn nhà này với nhé"))
    question = await desk.found(database, asked.code)
    await _refused(public_questions.refuse(desk.clerk, question.id, "Không phải việc công"), 403)
    await public_questions.refuse(desk.head, question.id, "Không thuộc việc của cơ quan")
    status = await public_questions.status(visitor, asked.code)
    assert status.state.code == "refused" and "Không thuộc" in status.reason
    await _refused(
        public_questions.refuse(desk.head, question.id, "Không thuộc việc của cơ quan"), 409
    )


async def test_another_agency_does_not_see_a_question(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool, officer: Officer
) -> None:
    asked = await public_questions.ask(
        visitor, AskQuestion("Tôi hỏi Trung tâm việc này được không")
    )
    question = await desk.found(database, asked.code)
    other = await officer("truongbophan.kylua")
    await _refused(public_questions.question(other, question.id), 404)
    await _refused(public_questions.approve(other, question.id, 0), 404)
    assert question.id not in {row.id for row in (await public_questions.work(other)).items}
    assert question.id in {row.id for row in (await public_questions.work(desk.clerk)).items}


@pytest.mark.parametrize(
    "data",
    [
        AskQuestion("Tôi muốn hỏi việc này một chút", "9.999999"),
        AskQuestion("Tôi muốn hỏi việc này một chút", email="khong-phai-thu"),
        AskQuestion("Tôi muốn hỏi việc này một chút", email='"<x>"@a.vn'),
        AskQuestion("Tôi muốn hỏi việc này một chút", agency_id="khong-co"),
        AskQuestion("Tôi muốn hỏi việc này một chút", agency_id=str(uuid.UUID(int=5))),
    ],
)
async def test_bad_input_is_named(visitor: ApiClient, data: AskQuestion) -> None:
    refused = await _refused(public_questions.ask(visitor, data), 422)
    assert refused.errors and refused.errors[0].message


@pytest.mark.parametrize("words", ["...........", "ngắn", "\u200b" * 30, "a" * 3001])
async def test_a_question_is_words(visitor: ApiClient, words: str) -> None:
    await _refused(public_questions.ask(visitor, AskQuestion(words)), 400)


async def test_nobody_asks_without_end_nor_guesses_codes(visitor: ApiClient) -> None:
    for number in range(10):
        await public_questions.ask(visitor, AskQuestion(f"Câu hỏi thứ {number} của tôi đây"))
    await _refused(public_questions.ask(visitor, AskQuestion("Câu hỏi thứ mười một đây")), 429)
    await _refused(public_questions.status(visitor, "HD-AAAAA-AAAAA"), 404)


async def test_who_asked_is_forgotten_half_a_year_after_the_answer(
    visitor: ApiClient, desk: Desk, database: asyncpg.Pool
) -> None:
    from backend.privacy.retention import take_away

    asked = await public_questions.ask(
        visitor, AskQuestion("Một câu hỏi sẽ được quên người hỏi", name="Nguyễn Văn Mẫu",
                             email="mau@congdan.example"),
    )  # fmt: skip
    question = await desk.found(database, asked.code)
    written = await public_questions.write(desk.clerk, question.id, WriteAnswer(ANSWER, 0))
    await public_questions.approve(desk.head, question.id, written.revision)
    await take_away()
    assert (await desk.found(database, asked.code)).by_mail
    await database.execute(
        "update public_question set answered_at = now() - interval '181 days' where id = $1::uuid",
        question.id,
    )
    await take_away()
    later = await desk.found(database, asked.code)
    assert not later.by_mail and later.name == ""
