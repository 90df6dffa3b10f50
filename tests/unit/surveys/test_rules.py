"""What makes a survey sound, what an answer adds, what of the counts is shown."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from backend.law.calendar import VIETNAM
from backend.surveys.rules import counted, faults, form_of, results, state_of, ways
from shared.contracts.forms import Option, Question
from shared.contracts.surveys import SurveySection, SurveyText
from shared.vocabulary.surveys import AnswerWay, SurveyKind, SurveyState

NOW = datetime(2026, 11, 26, 9, tzinfo=VIETNAM)


def question(key: str, kind: str, *options: str) -> Question:
    """A question of a survey."""
    return Question(
        key, kind, f"Câu {key}", "", "", "", required=False,
        options=[Option(o, o.upper()) for o in options], min_length=0, max_length=0, minimum=None,
        maximum=None, not_after_today=False, show_if=None, computed=None, checks=[], prefill="",
        questions=[], min_items=0, max_items=0,
    )  # fmt: skip


TEXT = SurveyText(
    "Khảo sát thử",
    questions=[question("q1", "choice", "a", "b", "c"), question("q2", "choices", "x", "y"),
               question("q3", "number"), question("q4", "long_text")],
    closes_at=(NOW + timedelta(days=7)).isoformat(),
)  # fmt: skip
DRAFT = SurveyText(
    "Dự thảo thử",
    sections=[SurveySection("Điều 1", "Nội dung"), SurveySection("Điều 2", "Nội dung")],
    closes_at=TEXT.closes_at,
)


def wrong(kind: SurveyKind, text: SurveyText, **more: Any) -> set[str]:
    """The places of what is wrong."""
    changed = msgspec.structs.replace(text, **more)
    return {f.pointer for f in faults(kind, changed, NOW)}


def test_a_sound_survey_and_a_sound_consultation() -> None:
    assert wrong(SurveyKind.SURVEY, TEXT) == set()
    assert wrong(SurveyKind.CONSULTATION, DRAFT) == set()


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"questions": []}, "/text/questions"),
        ({"questions": [question("q1", "personal_id")]}, "/text/questions/0/kind"),
        ({"questions": [question("q1", "email")]}, "/text/questions/0/kind"),
        ({"questions": [question("q1", "choice")]}, "/text/questions/0/options"),
        ({"questions": [question("q1", "text"), question("q1", "text")]}, "/text/questions/1/key"),
        ({"audience": "ai cũng được"}, "/text/audience"),
        ({"procedure_codes": ["1.001193"]}, "/text/procedure_codes"),
        ({"closes_at": ""}, "/text/closes_at"),
        ({"closes_at": (NOW - timedelta(1)).isoformat()}, "/text/closes_at"),
        ({"closes_at": (NOW + timedelta(400)).isoformat()}, "/text/closes_at"),
        ({"opens_at": (NOW + timedelta(9)).isoformat()}, "/text/closes_at"),
        ({"opens_at": "mai"}, "/text/opens_at"),
        ({"sections": DRAFT.sections}, "/text/sections"),
        ({"intro": "[x](javascript:alert(1))"}, "/text/intro"),
    ],
)
def test_what_keeps_a_survey_from_being_proposed(more: dict[str, Any], place: str) -> None:
    assert place in wrong(SurveyKind.SURVEY, TEXT, **more)


def test_a_consultation_asks_twice_about_every_section() -> None:
    form = form_of(SurveyKind.CONSULTATION, "x", DRAFT)
    assert [q.key for q in form.questions] == [
        "s1_stance", "s1_comment", "s2_stance", "s2_comment",
    ]  # fmt: skip
    assert wrong(SurveyKind.CONSULTATION, DRAFT, sections=[]) == {"/text/sections"}
    assert "/text/questions" in wrong(SurveyKind.CONSULTATION, DRAFT, questions=TEXT.questions)


def test_words_are_counted_and_never_shown() -> None:
    form = form_of(SurveyKind.SURVEY, "x", TEXT)
    answers = {"q1": "a", "q2": ["x", "y"], "q3": 7, "q4": "lời riêng"}
    assert counted(form, answers, AnswerWay.LINK) == [
        ("_way", "link"), ("q1", ""), ("q1", "a"), ("q2", ""), ("q2", "x"), ("q2", "y"),
        ("q3", ""), ("q3", "7"), ("q4", ""),
    ]  # fmt: skip
    assert counted(form, {}, AnswerWay.ACCOUNT) == [("_way", "account")]


def test_results_by_hand() -> None:
    form = form_of(SurveyKind.SURVEY, "x", TEXT)
    tally: Counter[tuple[str, str]] = Counter()
    given = [{"q1": "a", "q3": 4}] * 6 + [{"q1": "b", "q3": 8}] * 6
    for answers in given:
        tally.update(counted(form, answers, AnswerWay.ACCOUNT))
    tally.update(counted(form, {"q2": ["x"]}, AnswerWay.ANONYMOUS))
    first, second, third, fourth = results(form, tally)
    assert first.answered == 12
    assert [(o.count, o.percent) for o in first.options] == [(6, 50), (6, 50), (0, 0)]
    assert second.answered is None and [o.count for o in second.options] == [None, None]
    assert third.mean == "6,0" and fourth.answered == 0
    assert ways(tally) == {AnswerWay.ACCOUNT: 12, AnswerWay.LINK: 0, AnswerWay.ANONYMOUS: 1}


@pytest.mark.parametrize(
    ("published", "opens", "closes", "is_"),
    [
        (False, 0, 1, SurveyState.DRAFT), (True, 1, 2, SurveyState.PLANNED),
        (True, 0, 1, SurveyState.OPEN), (True, -2, 0, SurveyState.CLOSED),
    ],
)  # fmt: skip
def test_how_a_survey_stands(published: bool, opens: int, closes: int, is_: SurveyState) -> None:
    day = timedelta(days=1)
    assert state_of(published, NOW + opens * day, NOW + closes * day, NOW) is is_
