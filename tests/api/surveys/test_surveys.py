"""A survey is opened by two persons, answered once each, counted, exported and published."""

import asyncio
import io
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import msgspec
import pytest
from python_calamine import CalamineWorkbook

from backend.platform import clock
from shared.client import identity, surveys
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.surveys import SurveyDesign, SurveySection, SurveyText
from tests.api.conftest import submitted
from tests.api.people import fresh_citizen
from tests.unit.surveys.test_rules import question

pytestmark = pytest.mark.usefixtures("services")
Officer = Callable[[str], Awaitable[ApiClient]]


class Leads:
    """Who writes surveys, and the second person."""

    def __init__(self, writer: ApiClient, second: ApiClient) -> None:
        self.writer, self.second = writer, second

    async def opened(self, kind: str = "survey", **more: Any) -> SurveyDesign:
        """A survey that is open now."""
        begun = await surveys.start(self.writer, kind, a_text(kind, **more))
        waiting = await surveys.propose(self.writer, begun.id, begun.next.revision)
        return await surveys.publish(self.second, begun.id, waiting.next.revision)


def a_text(kind: str = "survey", **more: Any) -> SurveyText:
    """A survey of three questions, or a draft of two sections."""
    text = SurveyText(
        f"Khảo sát {uuid.uuid4().hex[:6]}",
        intro="Xin cho biết **ý kiến**.",
        closes_at=(clock.now() + timedelta(days=5)).isoformat(),
    )
    if kind == "consultation":
        sections = [SurveySection("Điều 1", "Mở cửa *sáng thứ Bảy*."), SurveySection("Điều 2", "x")]
        text = msgspec.structs.replace(text, sections=sections)
    else:
        asked = [question("q1", "choice", "tot", "chua_tot"), question("q2", "long_text")]
        text = msgspec.structs.replace(text, questions=asked)
    return msgspec.structs.replace(text, **more)


@pytest.fixture
async def leads(officer: Officer) -> Leads:
    """The administrators of catalogue and system of the province."""
    return Leads(await officer("danhmuc.ubndtinh"), await officer("quantri.ubndtinh"))


@pytest.fixture
def visitor(http: httpx.AsyncClient) -> ApiClient:
    """Somebody without an account, at an address nobody else has."""
    return ApiClient(http, face="citizen", client_ip=_somewhere())


def _somewhere() -> str:
    number = uuid.uuid4().int
    return f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"


async def _refused(work: object, status: int, slug: str = "") -> ApiProblem:
    with pytest.raises(ApiProblem) as refused:
        await work  # type: ignore[misc]
    assert refused.value.status == status, refused.value.problem
    assert slug in refused.value.problem.type
    return refused.value


@pytest.mark.criterion("III.11")
async def test_a_citizen_answers_once(
    leads: Leads, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    survey = await leads.opened(audience="accounts")
    me = await fresh_citizen(http, database)
    page = await surveys.survey(me, survey.id)
    assert page.may_answer and page.way == "account" and "<strong>" in page.html
    done = await surveys.answer(me, survey.id, {"q1": "tot", "q2": "=1+1"})
    assert done.answers == 1
    refused = await _refused(surveys.answer(me, survey.id, {"q1": "tot"}), 409, "answered-already")
    assert "một lần" in refused.message
    assert not (await surveys.survey(me, survey.id)).may_answer


async def test_two_answers_at_once_count_once(
    leads: Leads, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    survey = await leads.opened(audience="accounts")
    me = await fresh_citizen(http, database)
    done = await asyncio.gather(
        *(surveys.answer(me, survey.id, {"q1": "tot"}) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(one, ApiProblem) for one in done) == 3
    assert (await surveys.results_so_far(leads.writer, survey.id)).answers == 1


async def test_nothing_leads_from_who_answered_to_what(
    leads: Leads, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    survey = await leads.opened(audience="accounts")
    me = await fresh_citizen(http, database)
    await surveys.answer(me, survey.id, {"q1": "tot", "q2": "lời rất riêng"})
    row = await database.fetchrow(
        "select * from survey_answer where survey_id = $1::uuid", survey.id
    )
    assert set(row.keys()) == {"id", "tenant_id", "survey_id", "way", "answers"}
    assert "enc:" in row["answers"] and "riêng" not in row["answers"]
    assert row["id"].version == 4  # an id that grows with time would tell when
    account = await database.fetchval(
        "select count(*) from audit_entry where action = 'survey.answered' "
        "and subject_id = $1::uuid and actor_id is not null",
        survey.id,
    )
    assert account == 0


async def test_a_link_is_good_for_one_answer_and_cannot_be_made_up(
    leads: Leads, visitor: ApiClient
) -> None:
    survey = await leads.opened(audience="accounts")
    await _refused(surveys.answer(visitor, survey.id, {"q1": "tot"}), 401)
    links = (await surveys.issue_links(leads.second, survey.id, 2)).links
    tokens = [link.rpartition("=")[2] for link in links]
    assert all(f"/khao-sat/{survey.id}/" in link for link in links) and len(set(tokens)) == 2
    assert (await surveys.survey(visitor, survey.id, tokens[0])).may_answer
    await surveys.answer(visitor, survey.id, {"q1": "tot"}, tokens[0])
    await _refused(surveys.answer(visitor, survey.id, {"q1": "tot"}, tokens[0]), 409)
    await surveys.answer(visitor, survey.id, {"q1": "tot"}, tokens[1])
    number, seal = tokens[0].split(".")
    for forged in (f"3.{seal}", f"{int(number) + 9}.{seal}", "1.aaaaaaaaaaaaaaaaaaaaaa", "x", "'"):
        await _refused(surveys.answer(visitor, survey.id, {"q1": "tot"}, forged), 403)
    other = await leads.opened(audience="accounts")
    await surveys.issue_links(leads.second, other.id, 2)
    await _refused(surveys.answer(visitor, other.id, {"q1": "tot"}, tokens[0]), 403)
    assert (await surveys.results_so_far(leads.writer, survey.id)).by_link == 2


@pytest.mark.criterion("III.11")
async def test_who_is_not_asked_does_not_answer(
    leads: Leads, http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer,
    citizen: Callable[[int], Awaitable[ApiClient]],
) -> None:  # fmt: skip
    me = await fresh_citizen(http, database)
    clerk = await officer("tiepnhan1.kylua")
    inside = await leads.opened(audience="officers")
    await _refused(surveys.answer(me, inside.id, {"q1": "tot"}), 403)
    await surveys.answer(clerk, inside.id, {"q1": "tot"})
    assert inside.id in {card.id for card in await surveys.for_officers(clerk)}
    assert inside.id not in {card.id for card in (await surveys.surveys(me)).items}
    served = await leads.opened(audience="served")
    await _refused(surveys.answer(me, served.id, {"q1": "tot"}), 403)
    await _refused(surveys.answer(clerk, served.id, {"q1": "tot"}), 403)
    applicant = await citizen(7)
    await submitted(applicant, "tam thanh")
    await surveys.answer(applicant, served.id, {"q1": "tot"})
    narrow = await leads.opened(audience="served", procedure_codes=["3.000333"])
    await _refused(surveys.answer(me, narrow.id, {"q1": "tot"}), 403)


@pytest.mark.criterion("III.11")
async def test_results_are_shown_with_small_numbers_left_out_then_exported_and_published(
    leads: Leads,
    http: httpx.AsyncClient,
    visitor: ApiClient,
    officer: Officer,
    database: asyncpg.Pool,
) -> None:
    survey = await leads.opened()
    given = ["tot"] * 7 + ["chua_tot"] * 2
    for number, value in enumerate(given):
        one = ApiClient(http, face="citizen", client_ip=_somewhere())
        await surveys.answer(one, survey.id, {"q1": value, "q2": f"=CMD|'{number}'"})
        if number == 3:
            await _refused(surveys.answers_csv(leads.writer, survey.id), 409, "too-few-answers")
    results = await surveys.results_so_far(leads.writer, survey.id)
    assert (results.answers, results.anonymous) == (9, 9)
    first, second = results.questions
    assert first.answered == 9 and [o.count for o in first.options] == [None, None]
    assert second.answered == 9 and second.options == []
    text = (await surveys.answers_csv(leads.writer, survey.id)).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 10 and lines[0].startswith("Cách trả lời,Câu q1")
    assert all("'=CMD" in line for line in lines[1:])
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(await surveys.answers_xlsx(leads.writer, survey.id))
    )
    sheet = book.get_sheet_by_index(0).to_python()
    assert len(sheet) == 10 and str(sheet[1][2]).startswith("=CMD")
    # Nobody of another agency reads them, and every time they are taken away is in the trail.
    for other in ("lanhdao.tamthanh", "lanhdao.sotuphap"):
        elsewhere = await officer(other)
        for taking in (surveys.answers_csv, surveys.answers_xlsx, surveys.results_so_far):
            await _refused(taking(elsewhere, survey.id), 403)
        assert not (await surveys.design(elsewhere, survey.id)).may_lead
    taken = await database.fetch(
        "select actor_id, detail ->> 'form' as form from audit_entry "
        "where action = 'survey.answers_taken' and subject_id = $1::uuid order by at",
        survey.id,
    )
    writer = uuid.UUID((await identity.me(leads.writer)).id)
    assert [(row["actor_id"], row["form"]) for row in taken] == [(writer, "csv"), (writer, "xlsx")]
    await _refused(surveys.results(visitor, survey.id), 404)
    conclusion = "Cơ quan **tiếp thu** các ý kiến này."
    await _refused(surveys.publish_results(leads.second, survey.id, conclusion), 409, "survey-open")
    closed = await surveys.move_closing(leads.second, survey.id, clock.now().isoformat())
    assert closed.state.code == "closed"
    await _refused(surveys.answer(visitor, survey.id, {"q1": "tot"}), 409, "survey-not-open")
    await surveys.publish_results(leads.second, survey.id, conclusion)
    shown = await surveys.results(visitor, survey.id)
    assert "<strong>tiếp thu</strong>" in shown.conclusion_html and shown.answers == 9
    assert [o.count for o in shown.questions[0].options] == [None, None]
    later = (clock.now() + timedelta(days=2)).isoformat()
    await _refused(surveys.move_closing(leads.second, survey.id, later), 409)


@pytest.mark.criterion("III.11")
async def test_a_draft_is_commented_on_section_by_section(leads: Leads, visitor: ApiClient) -> None:
    survey = await leads.opened("consultation")
    page = await surveys.survey(visitor, survey.id)
    assert [s.title for s in page.sections] == ["Điều 1", "Điều 2"]
    assert "<em>sáng thứ Bảy</em>" in page.sections[0].html
    answers = {"s1_stance": "amend", "s1_comment": "Nên mở cả buổi chiều"}
    await surveys.answer(visitor, survey.id, answers)
    await _refused(surveys.answer(visitor, survey.id, {"s3_stance": "agree"}), 422)
    results = await surveys.results_so_far(leads.writer, survey.id)
    assert [q.key for q in results.questions] == [
        "s1_stance", "s1_comment", "s2_stance", "s2_comment",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answers",
    [{}, {"q1": "khác"}, {"q9": "x"}, {"q1": ["tot"]}, {"q2": "a" * 6000}, {"q1": None}],
)
async def test_bad_answers_are_named_and_not_counted(
    leads: Leads, visitor: ApiClient, answers: dict[str, Any]
) -> None:
    survey = await leads.opened()
    await _refused(surveys.answer(visitor, survey.id, answers), 422)
    assert (await surveys.results_so_far(leads.writer, survey.id)).answers == 0


async def test_a_survey_takes_two_persons_and_does_not_change_afterwards(leads: Leads) -> None:
    begun = await surveys.start(leads.writer, "survey", a_text())
    waiting = await surveys.propose(leads.writer, begun.id, begun.next.revision)
    await _refused(
        surveys.publish(leads.writer, begun.id, waiting.next.revision), 403, "second-person"
    )
    back = await surveys.give_back(leads.second, begun.id, "Bớt câu hỏi")
    assert back.next.note == "Bớt câu hỏi"
    again = await surveys.save(leads.writer, begun.id, a_text(), back.next.revision)
    waiting = await surveys.propose(leads.writer, begun.id, again.next.revision)
    await surveys.publish(leads.second, begun.id, waiting.next.revision)
    await _refused(surveys.save(leads.writer, begun.id, a_text(), 0), 409, "survey-published")
    rows = await surveys.designs(leads.writer)
    assert any(row.id == begun.id and row.state.code == "open" for row in rows.items)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"opens_at": "9999-99-99"}, 400), ({"audience": "ai"}, 400),
        ({"procedure_codes": ["9.999999"]}, 422), ({"title": "x"}, 400),
    ],
)  # fmt: skip
async def test_a_bad_draft_is_named(leads: Leads, more: dict[str, Any], status: int) -> None:
    await _refused(surveys.start(leads.writer, "survey", a_text(**more)), status)


async def test_an_unsound_survey_is_not_proposed(leads: Leads) -> None:
    text = a_text(questions=[question("q1", "personal_id")])
    begun = await surveys.start(leads.writer, "survey", text)
    refused = await _refused(
        surveys.propose(leads.writer, begun.id, begun.next.revision), 422, "survey-unsound"
    )
    assert refused.errors[0].pointer == "/text/questions/0/kind"


async def test_one_address_does_not_fill_the_box(leads: Leads, visitor: ApiClient) -> None:
    survey = await leads.opened()
    for _ in range(30):
        await surveys.answer(visitor, survey.id, {"q1": "tot"})
    await _refused(surveys.answer(visitor, survey.id, {"q1": "tot"}), 429)
