"""Which papers of a procedure belong to a dossier, by the answers given and the way it is sent.

A component with a condition (`when`, an expression over the answers of the form, `channel` and
`today`) belongs to the dossier when the condition holds. Pure.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.catalogue.content import ComponentContent
from backend.forms.rules.answers import completed
from backend.forms.rules.expressions import CHANNEL, TODAY, holds, variables
from backend.forms.rules.wording import readable
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Question
from shared.contracts.needs import NeededPaper
from shared.vocabulary.needs import NEED_LABELS, Need

Components = list[ComponentContent]


def usual_need(component: ComponentContent, channel: str = "") -> Need:
    """What is asked as long as no answers are known, as for a dossier brought on paper.

    Where the answers would decide, nobody is told that a paper is not needed: who receives it
    judges.
    """
    if component.when is None:
        return Need.REQUIRED if component.required else Need.OPTIONAL
    applies = holds(component.when, {CHANNEL: channel})
    if applies and component.required:
        return Need.REQUIRED
    by_channel_alone = bool(channel) and variables(component.when) <= {CHANNEL, TODAY}
    return Need.NOT_APPLICABLE if by_channel_alone and not applies else Need.OPTIONAL


def needs_by_answers(
    components: Components, form: Form, answers: Mapping[str, Any], channel: str, today: date
) -> dict[str, Need]:
    """What is asked of each component for these answers."""
    return needs_when(components, completed(form, dict(answers), today), channel, today)


def needs_when(
    components: Components, counting: Mapping[str, Any], channel: str, today: date
) -> dict[str, Need]:
    """The same from answers that are completed already."""
    known = {**counting, CHANNEL: channel, TODAY: today.isoformat()}
    return {c.key: _need(c, known) for c in components}


def needed_papers(
    components: Components, form: Form, answers: Mapping[str, Any], channel: str, today: date
) -> list[NeededPaper]:
    """Every component with what is asked, and the answers that decide it in words."""
    known = _known(form, answers, channel, today)
    return [paper(c, _need(c, known), _because(c, form, known)) for c in components]


def unasked(components: Components, questions: list[Question]) -> list[FieldProblem]:
    """Papers whose condition reads what the form does not ask, so that it could never hold."""
    asked = {q.key for q in questions} | {CHANNEL, TODAY}
    return [
        FieldProblem(
            "/questions",
            f"Giấy tờ “{c.name}” cần hay không là do câu hỏi “{name}”, nhưng biểu mẫu không hỏi.",
        )
        for c in components
        if c.when is not None
        for name in sorted(variables(c.when) - asked)
    ]


def paper(component: ComponentContent, need: Need, reason: str) -> NeededPaper:
    """A component as people see it."""
    return NeededPaper(
        key=component.key,
        name=component.name,
        originals=component.originals,
        certified=component.certified,
        copies=component.copies,
        need=need,
        need_label=NEED_LABELS[need].vi,
        condition=component.condition,
        reason=reason,
        replaced_by_data=component.replaced_by_data,
    )


def _known(form: Form, answers: Mapping[str, Any], channel: str, today: date) -> dict[str, Any]:
    known = completed(form, dict(answers), today)
    return known | {CHANNEL: channel, TODAY: today.isoformat()}


def _need(component: ComponentContent, known: Mapping[str, Any]) -> Need:
    if not holds(component.when, known):
        return Need.NOT_APPLICABLE
    return Need.REQUIRED if component.required else Need.OPTIONAL


def _because(component: ComponentContent, form: Form, known: Mapping[str, Any]) -> str:
    if component.when is None:
        return ""
    read = variables(component.when)
    said = [
        f"{q.label.rstrip('?')}: {readable(q, known[q.key])}"
        for q in form.questions
        if q.key in read and q.key in known
    ]
    return "; ".join(said)
