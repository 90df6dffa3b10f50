"""Whether what somebody says allows to apply. Pure; nobody is refused by it, an officer judges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.catalogue.content import RequirementContent
from backend.forms.rules.answers import completed
from backend.forms.rules.expressions import CHANNEL, TODAY, holds, variables
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Form, Question

YES, NO, OPEN, UNCHECKED = "yes", "no", "open", "unchecked"


def verdict(
    requirements: list[RequirementContent], known: Mapping[str, Any]
) -> tuple[str, list[str]]:
    """yes, no, open or unchecked, and the reasons for no. A requirement whose answers are not
    known yet is open; one that fails outweighs it."""
    if not requirements:
        return UNCHECKED, []
    told = [r for r in requirements if variables(r.rule) <= set(known)]
    against = [r.message for r in told if not holds(r.rule, known)]
    if against:
        return NO, against
    return (YES if len(told) == len(requirements) else OPEN), []


def obstacles(
    requirements: list[RequirementContent], form: Form, answers: Mapping[str, Any], today: date
) -> list[str]:
    """What stands against applying by the answers to a form so far."""
    known = completed(form, dict(answers), today) | {TODAY: today.isoformat()}
    return verdict(requirements, known)[1]


def unasked_requirements(
    requirements: list[RequirementContent], questions: list[Question]
) -> list[FieldProblem]:
    """Requirements that read what the form does not ask, so that they could never be judged."""
    asked = {q.key for q in questions} | {CHANNEL, TODAY}
    return [
        FieldProblem(
            "/questions",
            f"Điều kiện “{r.message}” xét theo câu hỏi “{name}”, nhưng biểu mẫu không hỏi.",
        )
        for r in requirements
        for name in sorted(variables(r.rule) - asked)
    ]
