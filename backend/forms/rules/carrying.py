"""Answers carried from one version of a form to another. Pure."""

from datetime import date
from typing import Any

from backend.forms.rules.answers import normalised, problems
from backend.forms.rules.wording import readable
from shared.contracts.forms import Form


def carried_over(
    old: Form, new: Form, answers: dict[str, Any], today: date
) -> tuple[dict[str, Any], list[str]]:
    """The answers the new form takes as they are, and in words those it does not."""
    same = {q.key for q in new.questions} & set(answers)
    given = normalised(new, {key: answers[key] for key in same})
    wrong = {p.pointer.split("/")[2] for p in problems(new, given, today, complete=False)}
    kept = {key: value for key, value in given.items() if key not in wrong}
    lost = [
        f"{q.label}: {text}"
        for q in old.questions
        if q.key in answers and q.key not in kept and (text := readable(q, answers[q.key]))
    ]
    return kept, lost
