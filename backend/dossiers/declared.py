"""What was declared in a dossier, question by question, empty ones too: for officers who check."""

from typing import Any
from uuid import UUID

from backend.access import masking
from backend.access.actor import Actor
from backend.dossiers.opening import masks_for, opened
from backend.forms.queries import form
from backend.forms.rules.answers import completed, shown
from backend.forms.rules.wording import readable
from backend.law.calendar import local
from backend.platform.sealing import opened_json
from shared.contracts.declared import Declared, DeclaredLine, DeclaredSection
from shared.contracts.forms import Question

_WIDE = ("group", "long_text")


async def declared(actor: Actor, dossier_id: UUID) -> Declared:
    """The declaration by sections, as on the day it was submitted.

    Raises NotFound, Forbidden when sealed.
    """
    row = await opened(actor, dossier_id)
    answers: dict[str, Any] = opened_json(row, "dossier.answers")
    if row["form_id"] is None or not answers:
        return Declared(version=0, title="", sections=[], empty=0)
    definition = await form(row["form_id"])
    if await masks_for(actor, row):
        answers = masking.answers(definition.questions, answers)
    day = local(row["submitted_at"]).date()
    known = completed(definition, answers, day)
    sections: list[DeclaredSection] = []
    for question in shown(definition, answers, day):
        title = question.section or question.page
        if not sections or sections[-1].title != title:
            sections.append(DeclaredSection(title, []))
        sections[-1].lines.append(_line(question, known.get(question.key)))
    empty = sum(line.state == "empty" for section in sections for line in section.lines)
    return Declared(definition.version, definition.title, sections, empty)


def _line(question: Question, value: Any) -> DeclaredLine:
    entries = value if question.kind == "group" and isinstance(value, list) else []
    inner = question.questions if entries else []
    state = "empty" if value in (None, "", [], {}) else "answered"
    return DeclaredLine(
        key=question.key,
        label=question.label,
        value="" if entries else readable(question, value),
        state="computed" if question.computed is not None else state,
        wide=question.kind in _WIDE and state == "answered",
        columns=[q.label for q in inner],
        rows=[[readable(q, entry.get(q.key)) for q in inner] for entry in entries],
    )
