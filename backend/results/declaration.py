"""The printed tờ khai: from the same questions and answers as the screens, or blank.

Read from the dossier at every look and pinned to its version of the form; never stored.
"""

from datetime import date
from typing import Any
from uuid import UUID

from anyio import to_thread

from backend.access import masking
from backend.access.actor import Actor
from backend.dossiers.opening import masks_for, opened
from backend.forms.queries import current_form, form
from backend.forms.rules.answers import completed, shown
from backend.forms.rules.wording import readable
from backend.law.calendar import local
from backend.platform.problems import NotFound
from backend.platform.sealing import opened_json
from backend.results.rendering import render
from backend.settings import settings
from shared.contracts.forms import Form, Question

_BLANK_ENTRIES = 4
_DIGITS = {"personal_id": 12, "phone": 10}
_MOST_BLANKS = 200
_IF_ANY = "nếu có"


async def declaration(actor: Actor, dossier_id: UUID) -> tuple[str, bytes]:
    """The name and the PDF of what was declared. Raises NotFound, Forbidden when sealed."""
    row = await opened(actor, dossier_id)
    answers: dict[str, Any] = opened_json(row, "dossier.answers")
    if row["form_id"] is None or not answers:
        raise NotFound(
            "Hồ sơ này không có tờ khai điện tử: tờ khai nằm trong giấy tờ đã nộp.",
            en="This dossier has no electronic declaration.",
            slug="no-declaration",
        )
    definition = await form(row["form_id"])
    if await masks_for(actor, row):
        answers = masking.answers(definition.questions, answers)
    at = local(row["submitted_at"])
    code = row["code"] or row["reference"]
    data = filled(definition, answers, at.date()) | {
        "to": row["receiving_name"],
        "signed_by": row["applicant_name"],
        "place_date": f"Ngày {at:%d} tháng {at:%m} năm {at.year}",
        "sent": f"Nộp trực tuyến lúc {at:%H:%M} ngày {at:%d/%m/%Y}. Mã hồ sơ {code}.",
        "look_up_url": f"{settings().citizen_url}/tra-cuu?ma={code}",
    }
    return f"Tờ khai {code}.pdf", await to_thread.run_sync(render, data)


async def blank(procedure_code: str) -> tuple[str, bytes]:
    """The name and the PDF of the form in force, to fill by hand. Raises NotFound."""
    definition = await current_form(procedure_code)
    if definition.id not in _blanks:
        if len(_blanks) >= _MOST_BLANKS:
            _blanks.clear()
        _blanks[definition.id] = await to_thread.run_sync(render, empty(definition))
    return f"Tờ khai {procedure_code}.pdf", _blanks[definition.id]


_blanks: dict[str, bytes] = {}


def filled(definition: Form, answers: dict[str, Any], day: date) -> dict[str, Any]:
    """The printed form of some answers: the questions that applied on a day, as answered."""
    known = completed(definition, answers, day)
    asked = shown(definition, answers, day)
    return _printed(definition, [(q, known.get(q.key)) for q in asked])


def empty(definition: Form) -> dict[str, Any]:
    """The printed form without answers: every question that a person answers."""
    asked = [q for q in definition.questions if q.computed is None]
    by_key = {q.key: q for q in definition.questions}
    data = _printed(definition, [(q, None) for q in asked], by_key)
    return data | {
        "to": "",
        "signed_by": "",
        "place_date": "……………, ngày …… tháng …… năm ………",
        "sent": "",
    }


def _printed(
    definition: Form, asked: list[tuple[Question, Any]], by_key: dict[str, Question] | None = None
) -> dict[str, Any]:
    sections: list[dict[str, Any]] = []
    statements = []
    for question, value in asked:
        if question.kind == "choice" and len(question.options) == 1:
            statements.append(question.options[0].label)
            continue
        if not sections or sections[-1]["title"] != question.section:
            sections.append({"title": question.section, "items": [], "when": ""})
        when = _when(question, by_key) if by_key is not None else ""
        sections[-1]["items"].append(_item(question, value) | {"when": when})
    for section in sections:
        _said_once(section)
    return {
        "template": "declaration",
        "title": definition.title,
        "mark": f"Biểu mẫu điện tử của thủ tục {definition.code}, bản {definition.version}",
        "sections": sections,
        "statements": statements,
    }


def _said_once(section: dict[str, Any]) -> None:
    """A case that most questions of a section share stands beside its title."""
    cases = [item["when"] for item in section["items"]]
    shared = next((c for c in cases if c and c != _IF_ANY), "")
    if len(cases) > 1 and all(case in (shared, _IF_ANY) for case in cases) and shared:
        section["when"] = shared
        for item in section["items"]:
            item["when"] = "" if item["when"] == shared else item["when"]


def _item(question: Question, value: Any) -> dict[str, Any]:
    label = question.label.rstrip("?").strip()
    if question.kind == "group":
        entries = value if isinstance(value, list) else []
        inner = question.questions
        rows = [[readable(q, entry.get(q.key)) for q in inner] for entry in entries]
        return {
            "kind": "group",
            "label": label,
            "columns": [q.label.rstrip("?") for q in inner],
            "rows": rows if value is not None else [[""] * len(inner)] * _BLANK_ENTRIES,
        }
    if question.kind in ("choice", "choices", "yes_no"):
        chosen = {str(part) for part in value} if isinstance(value, list) else {str(value)}
        offered = [(o.value, o.label) for o in question.options] or [("yes", "Có"), ("no", "Không")]
        ticks = [[text, code in chosen] for code, text in offered]
        return {"kind": "ticks", "label": label, "ticks": ticks}
    text = readable(question, value)
    if question.kind in _DIGITS:
        return {"kind": "digits", "label": label, "value": text, "count": _DIGITS[question.kind]}
    kind = "passage" if question.kind == "long_text" else "fact"
    return {"kind": kind, "label": label, "value": text}


def _when(question: Question, by_key: dict[str, Question]) -> str:
    """In which case a question is answered, for who fills in by hand; plain cases alone."""
    rule = question.show_if
    if rule is None:
        return ""
    sides = (rule.get("==") or rule.get("in")) if isinstance(rule, dict) else None
    if not isinstance(sides, list) or len(sides) != 2 or not isinstance(sides[0], dict):
        return _IF_ANY
    on = by_key.get(str(sides[0].get("var")))
    if on is None:
        return _IF_ANY
    values = sides[1] if isinstance(sides[1], list) else [sides[1]]
    return "nếu chọn " + " hoặc ".join(f"“{readable(on, value)}”" for value in values)
