"""What makes a survey sound, what an answer adds, and what of the counts is shown. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from backend.content.markdown import refused_links
from backend.forms.rules.soundness import faults as form_faults
from backend.law.calendar import VIETNAM
from backend.law.small_numbers import FEWEST, protected
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Option, Question
from shared.contracts.surveys import OptionResult, QuestionResult, SurveySection, SurveyText
from shared.vocabulary.surveys import (
    STANCE_LABELS,
    AnswerWay,
    Audience,
    SurveyKind,
    SurveyState,
)

# What tells who somebody is, is not asked in a survey.
KINDS = frozenset({"choice", "choices", "yes_no", "text", "long_text", "number", "date"})
LONGEST = timedelta(days=366)
_COUNTED = frozenset({"choice", "choices", "yes_no", "number"})
_YES_NO = (("yes", "Có"), ("no", "Không"))
_WAYS = "_way"


def questions_of(kind: SurveyKind, text: SurveyText) -> list[Question]:
    """The questions people answer; of a consultation two for each section of the draft."""
    if kind is SurveyKind.SURVEY:
        return text.questions
    return [
        question
        for number, section in enumerate(text.sections, start=1)
        for question in _of_section(f"s{number}", section)
    ]


def form_of(kind: SurveyKind, survey_id: str, text: SurveyText) -> Form:
    """The questions as a form, which the form engine checks."""
    return Form(survey_id, f"survey-{survey_id}", 1, text.title, questions_of(kind, text))


def _of_section(key: str, section: SurveySection) -> list[Question]:
    stances = [Option(stance, label.vi) for stance, label in STANCE_LABELS.items()]
    about = section.title
    return [
        _question(f"{key}_stance", "choice", f"Ý kiến về “{about}”", stances),
        _question(f"{key}_comment", "long_text", f"Góp ý cụ thể cho “{about}”", []),
    ]


def _question(key: str, kind: str, label: str, options: list[Option]) -> Question:
    return Question(
        key, kind, label, "", "", "", required=False, options=options, min_length=0,
        max_length=3000 if kind == "long_text" else 0, minimum=None, maximum=None,
        not_after_today=False, show_if=None, computed=None, checks=[], prefill="", questions=[],
        min_items=0, max_items=0,
    )  # fmt: skip


def moment(text: str) -> datetime | None:
    """A moment of a survey; one without an offset is Vietnamese time. Raises ValueError."""
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        aware = found if found.tzinfo is not None else found.replace(tzinfo=VIETNAM)
        if not 2000 <= aware.year <= 2100:
            raise ValueError(text)
        return aware.astimezone(VIETNAM)
    except OverflowError as error:
        raise ValueError(text) from error


def faults(kind: SurveyKind, text: SurveyText, now: datetime) -> list[FieldProblem]:
    """Everything that keeps a survey from being proposed."""
    return [*_content(kind, text), *_period(text, now), *_links(text)]


def _content(kind: SurveyKind, text: SurveyText) -> Iterable[FieldProblem]:
    if text.audience not in set(Audience):
        yield FieldProblem("/text/audience", "Chọn đối tượng lấy ý kiến.")
    if text.procedure_codes and text.audience != Audience.SERVED:
        yield FieldProblem("/text/procedure_codes", "Chỉ chọn thủ tục khi hỏi người đã nộp hồ sơ.")
    if kind is SurveyKind.CONSULTATION:
        if not text.sections:
            yield FieldProblem("/text/sections", "Dự thảo chưa có mục nào.")
        if text.questions:
            yield FieldProblem("/text/questions", "Lấy ý kiến dự thảo hỏi theo từng mục.")
        return
    if text.sections:
        yield FieldProblem("/text/sections", "Khảo sát hỏi bằng câu hỏi, không có mục dự thảo.")
    for fault in form_faults(text.questions):
        yield FieldProblem(f"/text{fault.pointer}", fault.message)
    for number, question in enumerate(text.questions):
        if question.kind not in KINDS:
            yield FieldProblem(
                f"/text/questions/{number}/kind",
                "Khảo sát không hỏi thông tin định danh; chọn kiểu câu hỏi khác.",
            )
        if len(question.key) > 60 or any(len(o.value) > 60 for o in question.options):
            yield FieldProblem(f"/text/questions/{number}/options", "Mã lựa chọn quá dài.")


def _period(text: SurveyText, now: datetime) -> Iterable[FieldProblem]:
    try:
        opens, closes = moment(text.opens_at), moment(text.closes_at)
    except ValueError:
        yield FieldProblem("/text/opens_at", "Thời điểm chưa đúng; viết như 08:00 05/12/2026.")
        return
    if closes is None:
        yield FieldProblem("/text/closes_at", "Cần ngày kết thúc.")
        return
    start = opens or now
    if closes <= max(start, now):
        yield FieldProblem("/text/closes_at", "Ngày kết thúc phải sau ngày mở và sau lúc này.")
    elif closes - start > LONGEST:
        yield FieldProblem("/text/closes_at", "Một cuộc lấy ý kiến kéo dài nhiều nhất một năm.")


def _links(text: SurveyText) -> Iterable[FieldProblem]:
    for number, body in enumerate([text.intro, text.intro_en, *(s.text for s in text.sections)]):
        for address in refused_links(body):
            pointer = "/text/intro" if number < 2 else f"/text/sections/{number - 2}/text"
            yield FieldProblem(pointer, f"Liên kết “{address}” không dùng được.")


def state_of(
    published: bool, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> SurveyState:
    """How a survey stands."""
    if not published or opens_at is None or closes_at is None:
        return SurveyState.DRAFT
    if now < opens_at:
        return SurveyState.PLANNED
    return SurveyState.OPEN if now < closes_at else SurveyState.CLOSED


def counted(form: Form, answers: Mapping[str, Any], way: AnswerWay) -> list[tuple[str, str]]:
    """What an answer adds one to: question and value, the value empty for "was answered"; in an
    order that is the same for everybody, so that two who answer at once wait for each other."""
    found = [(_WAYS, way.value)]
    for question in form.questions:
        value = answers.get(question.key)
        if value in (None, "", []):
            continue
        found.append((question.key, ""))
        if question.kind in _COUNTED:
            found += [(question.key, str(v)[:80]) for v in _several(value)]
    return sorted(set(found))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def ways(tally: Mapping[tuple[str, str], int]) -> dict[AnswerWay, int]:
    """How many answered in which way."""
    return {way: tally.get((_WAYS, way.value), 0) for way in AnswerWay}


def results(form: Form, tally: Mapping[tuple[str, str], int]) -> list[QuestionResult]:
    """The counts of every question with small numbers left out."""
    return [_result(question, tally) for question in form.questions]


def _result(question: Question, tally: Mapping[tuple[str, str], int]) -> QuestionResult:
    answered = tally.get((question.key, ""), 0)
    offered = [(o.value, o.label) for o in question.options]
    if question.kind == "yes_no":
        offered = offered or list(_YES_NO)
    shown: list[OptionResult] = []
    if question.kind in ("choice", "choices", "yes_no"):
        counts = [tally.get((question.key, value), 0) for value, _label in offered]
        safe = protected(counts) if answered >= FEWEST else [None] * len(counts)
        shown = [
            OptionResult(label, count, _percent(count, answered))
            for (_value, label), count in zip(offered, safe, strict=True)
        ]
    return QuestionResult(
        key=question.key,
        label=question.label,
        kind=question.kind,
        answered=answered if answered == 0 or answered >= FEWEST else None,
        options=shown,
        mean=_mean(question, tally) if answered >= FEWEST else "",
    )


def _percent(count: int | None, answered: int) -> int | None:
    return None if count is None or not answered else round(100 * count / answered)


def _mean(question: Question, tally: Mapping[tuple[str, str], int]) -> str:
    if question.kind != "number":
        return ""
    numbers: Counter[int] = Counter()
    for (key, value), count in tally.items():
        if key == question.key and value:
            numbers[int(value)] += count
    total = sum(numbers.values())
    mean = sum(value * count for value, count in numbers.items()) / total if total else 0
    return f"{mean:.1f}".replace(".", ",") if total else ""
