"""Questions of an electronic form as fields of a page: shown, and read back from what was sent.

One rule for the phone, the supplement card and the designer's preview. The API alone decides
whether an answer fits.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from shared.contracts.common import Choice as Labelled
from shared.contracts.forms import Question
from shared.ui.words import day, iso_day

# Dates are typed as day/month/year: a browser's own date field speaks the language of the browser.
_INPUTS = {
    "date": ("text", "numeric"),
    "personal_id": ("text", "numeric"),
    "tax_code": ("text", "text"),
    "phone": ("tel", "tel"),
    "email": ("email", "email"),
    "number": ("text", "numeric"),
    "money": ("text", "numeric"),
}
_YES_NO = (("yes", "Có"), ("no", "Không"))


MOST_BUTTONS = 12  # more answers than this are searched in a list, not scrolled through


@dataclasses.dataclass
class Tick:
    """One answer to choose."""

    value: str
    label: str
    ticked: bool


@dataclasses.dataclass
class Field:
    """One question with its answer so far; the parts of an address or account are beside it.

    `source` says in words where an offered answer is known from.
    """

    key: str
    id: str
    kind: str
    label: str
    help: str
    required: bool
    input_type: str
    input_mode: str
    text: str
    options: list[Tick]
    province: str
    commune: str
    detail: str
    communes: list[Tick]
    bank: str
    number: str
    holder: str
    source: str
    error: str


def field(question: Question, answer: Any, id_: str, *, source: str = "") -> Field:
    """A question with its answer; the communes of an address are added by `with_communes`."""
    parts = answer if isinstance(answer, dict) else {}
    many = {str(part) for part in answer} if isinstance(answer, list) else {str(answer)}
    offered = [(o.value, o.label) for o in question.options]
    if question.kind == "yes_no":
        offered = offered or list(_YES_NO)
    text = "" if answer is None or isinstance(answer, dict | list) else str(answer)
    searched = question.kind == "choice" and len(offered) > MOST_BUTTONS
    if searched:
        text = dict(offered).get(text, text)
    kind, mode = _INPUTS.get(question.kind, ("text", ""))
    return Field(
        key=question.key,
        id=id_,
        kind="search" if searched else "choice" if question.kind == "yes_no" else question.kind,
        label=question.label,
        help=question.help,
        required=question.required,
        input_type=kind,
        input_mode=mode,
        text=day(text) if question.kind == "date" and text else text,
        options=[Tick(value, label, value in many) for value, label in offered],
        province="",
        commune=str(parts.get("commune", "")),
        detail=str(parts.get("detail", "")),
        communes=[],
        bank=str(parts.get("bank", "")),
        number=str(parts.get("number", "")),
        holder=str(parts.get("holder", "")),
        source=source,
        error="",
    )


def with_communes(found: Field, province: str, communes: Iterable[Labelled]) -> Field:
    """An address whose province is chosen."""
    ticks = [Tick(c.code, c.label, c.code == found.commune) for c in communes]
    return dataclasses.replace(found, province=province, communes=ticks)


def province_of(commune: str, provinces: Mapping[str, Iterable[Labelled]]) -> str:
    """The province of a commune among those read so far."""
    for code, communes in provinces.items():
        if any(c.code == commune for c in communes):
            return code
    return ""


def fields_of(question: Question, answer: Any) -> list[Field]:
    """A question as fields on one page: one, or those of each entry of a group and of a new one."""
    if question.kind != "group":
        return [field(question, answer, f"answer-{question.key}")]
    kept = answer if isinstance(answer, list) else []
    room = min(len(kept) + 1, question.max_items or len(kept) + 1)
    return [
        dataclasses.replace(
            field(inner, (kept[n] if n < len(kept) else {}).get(inner.key), ""),
            key=f"{question.key}.{n}.{inner.key}",
            id=f"answer-{question.key}-{n}-{inner.key}",
            label=f"Mục {n + 1}: {inner.label}",
        )
        for n in range(room)
        for inner in question.questions
    ]


def typed(question: Question, form: Mapping[str, Any]) -> Any:
    """The answer to one question out of a sent form."""
    if question.kind == "group":
        return _entries(question, form)
    return _typed(question, f"a.{question.key}", form)


def _entries(group: Question, form: Mapping[str, Any]) -> list[dict[str, Any]]:
    start = f"a.{group.key}."
    numbers = {name[len(start) :].split(".")[0] for name in form if name.startswith(start)}
    found = [
        {q.key: _typed(q, f"{start}{n}.{q.key}", form) for q in group.questions}
        for n in sorted((n for n in numbers if n.isdigit()), key=int)
    ]
    return [entry for entry in found if not all(is_empty(value) for value in entry.values())]


def _typed(question: Question, name: str, form: Mapping[str, Any]) -> Any:
    if question.kind == "choices":
        return [o.value for o in question.options if form.get(f"{name}.{o.value}")]
    if question.kind == "address":
        return _parts(form, name, ("commune", "detail"))
    if question.kind == "bank_account":
        return _parts(form, name, ("bank", "number", "holder"))
    text = str(form.get(name, "") or "").strip()
    if question.kind == "choice" and len(question.options) > MOST_BUTTONS:
        return _searched(question, text)
    return iso_day(text) if question.kind == "date" else text


def _searched(question: Question, text: str) -> str:
    """The code of an answer that was found by its words; what fits none stays as it was typed."""
    wanted = " ".join(text.split()).casefold()
    for option in question.options:
        if wanted in (option.label.casefold(), option.value.casefold()):
            return option.value
    return text


def as_typed(found: Field, form: Mapping[str, Any]) -> Field:
    """The field with what was sent, right or wrong, so that nothing typed is lost."""
    name = f"a.{found.key}"

    def sent(part: str, before: str) -> str:
        return str(form.get(f"{name}.{part}", before) or "")

    many = found.kind == "choices"
    return dataclasses.replace(
        found,
        text=str(form.get(name, found.text) or ""),
        options=[
            dataclasses.replace(
                o,
                ticked=bool(form.get(f"{name}.{o.value}")) if many else form.get(name) == o.value,
            )
            for o in found.options
        ],
        commune=sent("commune", found.commune),
        detail=sent("detail", found.detail),
        bank=sent("bank", found.bank),
        number=sent("number", found.number),
        holder=sent("holder", found.holder),
    )


def is_empty(answer: Any) -> bool:
    """Whether nothing was answered."""
    return answer in (None, "", [], {})


def required_sentence(question: Question) -> str:
    """What to say at once beside a compulsory question that was left empty."""
    if question.kind in ("choice", "choices", "yes_no"):
        return "Vui lòng chọn một câu trả lời."
    return "Vui lòng trả lời câu hỏi này."


def _parts(form: Mapping[str, Any], name: str, parts: tuple[str, ...]) -> dict[str, str]:
    found = {part: str(form.get(f"{name}.{part}", "") or "").strip() for part in parts}
    return found if any(found.values()) else {}
