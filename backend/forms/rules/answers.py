"""Answers brought into shape, completed with computed values, and checked against their form.

Pure: a form and answers in, answers or problems out. Pointers are `/answers/<key>` and, within a
group, `/answers/<key>/<entry>/<key>`.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

import jsonschema_rs
from stdnum.vn import mst

from backend.forms.rules.expressions import TODAY, evaluate, holds
from backend.forms.rules.schema import NUMERIC, answer_schema, condition_schema
from backend.forms.rules.wording import missing_sentence, sentence
from backend.organisation.places import is_commune
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Question

Answers = dict[str, Any]
_SEPARATORS = re.compile(r"[\s.\-]")
_VIETNAMESE_DATE = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
_DIGITS = re.compile(r"-?[0-9]{1,15}")


def normalised(form: Form, answers: Answers) -> Answers:
    """Answers as they are kept: trimmed, numbers as numbers, dates as YYYY-MM-DD, nothing empty."""
    return _normal(form.questions, answers)


def completed(form: Form, answers: Answers, today: date) -> Answers:
    """Normal answers with computed values and without those of hidden questions."""
    return _complete(form.questions, _normal(form.questions, answers), {TODAY: today.isoformat()})


def shown(form: Form, answers: Answers, today: date) -> list[Question]:
    """The questions that apply, in order; computed ones are among them."""
    known = completed(form, answers, today) | {TODAY: today.isoformat()}
    return [q for q in form.questions if holds(q.show_if, known)]


def problems(
    form: Form,
    answers: Answers,
    today: date,
    *,
    complete: bool = True,
    only: Iterable[str] | None = None,
) -> list[FieldProblem]:
    """Everything wrong with a set of answers.

    `complete=False` lets questions stay unanswered; `only` looks at some questions alone.
    """
    unknown = set(answers) - {q.key for q in form.questions}
    found = {f"/answers/{key}": "Câu hỏi này không có trong biểu mẫu." for key in sorted(unknown)}
    given = _normal(form.questions, answers)
    outside = {TODAY: today.isoformat()}
    full = _complete(form.questions, given, outside)
    for pointer, message in _schema_problems(form, full, complete=complete):
        found.setdefault(pointer, message)
    for pointer, message in _more(form.questions, full, outside, "/answers", complete=complete):
        found.setdefault(pointer, message)
    wanted = None if only is None else set(only)
    return [
        FieldProblem(pointer, message)
        for pointer, message in found.items()
        if wanted is None or pointer.split("/")[2] in wanted
    ]


def _normal(questions: list[Question], answers: Answers) -> Answers:
    found = {}
    for question in questions:
        value = _value(question, answers.get(question.key))
        if value not in (None, "", [], {}):
            found[question.key] = value
    return found


def _value(question: Question, value: Any) -> Any:
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value).strip()
    match question.kind:
        case "group" if isinstance(value, list):
            entries = [_normal(question.questions, e) if isinstance(e, dict) else e for e in value]
            return [entry for entry in entries if entry != {}]
        case "address" | "bank_account" if isinstance(value, dict):
            parts = {k: v.strip() if isinstance(v, str) else v for k, v in value.items()}
            return parts if any(parts.values()) else {}
        case "choices" if isinstance(value, str):
            return [value] if value else []
        case "personal_id" | "phone" | "tax_code" if isinstance(value, str):
            return _SEPARATORS.sub("", value)
        case "date" if isinstance(value, str) and (day := _VIETNAMESE_DATE.match(value)):
            return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
        case kind if kind in NUMERIC and isinstance(value, str):
            digits = value.replace(".", "").replace(" ", "") if kind == "money" else value
            return int(digits) if _DIGITS.fullmatch(digits) else value
    return value


def _complete(questions: list[Question], answers: Answers, outside: Answers) -> Answers:
    found: Answers = {}
    known = dict(outside)
    for question in questions:
        if not holds(question.show_if, known):
            continue
        value = answers.get(question.key)
        if question.computed is not None:
            value = _value(question, evaluate(question.computed, known))
        elif question.kind == "group" and isinstance(value, list):
            value = [
                _complete(question.questions, e, known) if isinstance(e, dict) else e for e in value
            ]
        if value not in (None, "", []):
            found[question.key] = known[question.key] = value
    return found


def _schema_problems(form: Form, answers: Answers, *, complete: bool) -> Iterable[tuple[str, str]]:
    for error in _validator(form).iter_errors(answers):
        path: list[str | int] = list(error.instance_path)
        name = error.kind.name
        if name == "required":
            if not complete and len(path) == 0:
                continue
            path = [*path, error.kind.property]  # type: ignore[attr-defined]
        elif name in ("additionalProperties", "falseSchema", "contains"):
            continue  # unknown keys are named above, hidden ones were taken out
        question, part = _at(form.questions, path)
        if question is not None:
            pointer = "/answers/" + "/".join(str(step) for step in path)
            yield pointer, sentence(question, name, part, error.instance)


def _at(questions: list[Question], path: list[str | int]) -> tuple[Question | None, str]:
    """The question a place in the answers belongs to, and which part of its answer."""
    question = next((q for q in questions if path and q.key == path[0]), None)
    if question is None or len(path) == 1:
        return question, ""
    if question.kind == "group" and len(path) > 2:
        return _at(question.questions, path[2:])
    return question, str(path[1])


def _more(
    questions: list[Question], answers: Answers, outside: Answers, at: str, *, complete: bool
) -> Iterable[tuple[str, str]]:
    """What JSON Schema cannot say: today, conditions with calculations, rules over answers."""
    known = outside | answers
    earlier: dict[str, Question] = {}
    for question in questions:
        value = answers.get(question.key)
        pointer = f"{at}/{question.key}"
        said = question.show_if is None or condition_schema(question.show_if, earlier) is not None
        earlier[question.key] = question
        if value is None:
            asked = question.required and question.computed is None
            if complete and asked and not said and holds(question.show_if, known):
                yield pointer, missing_sentence(question)
            continue
        if question.not_after_today and str(value) > outside[TODAY]:
            yield pointer, "Ngày này ở tương lai. Vui lòng kiểm tra lại."
        for check in question.checks:
            if not holds(check.rule, known):
                yield pointer, check.message
        if question.kind == "group" and isinstance(value, list):
            for number, entry in enumerate(value):
                if isinstance(entry, dict):
                    inside = f"{pointer}/{number}"
                    yield from _more(question.questions, entry, known, inside, complete=True)


def _validator(form: Form) -> jsonschema_rs.Draft202012Validator:
    """Compiled once for a published version, which never changes; a draft has no id."""
    if form.id in _validators:
        return _validators[form.id]
    compiled = jsonschema_rs.Draft202012Validator(
        answer_schema(form),
        formats={"vn-commune": is_commune, "vn-tax-code": _is_tax_code},
        validate_formats=True,
    )
    if form.id:
        if len(_validators) > 500:
            _validators.clear()
        _validators[form.id] = compiled
    return compiled


_validators: dict[str, jsonschema_rs.Draft202012Validator] = {}


def _is_tax_code(text: str) -> bool:
    """Ten or thirteen digits with their check digit, or a personal ID as a household's or
    person's tax code (TT 86/2024/TT-BTC)."""
    return bool(mst.is_valid(text)) or re.fullmatch(r"[0-9]{12}", text) is not None
