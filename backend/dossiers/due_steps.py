"""The steps behind a due date, as kept beside each entry of its history."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from backend.law.deadlines import Duration, Promise, Step, Term, Wait
from shared.vocabulary.time_units import TimeUnit

MOVED = "moved"
Columns = tuple[str, datetime | None, datetime | None, Decimal | None, str | None, str]


def step_columns(step: Step | None) -> Columns:
    """kind, since, until, amount, unit, ground of a step; None is a date moved by recalculation."""
    match step:
        case Term(since, limit):
            return "term", since, None, limit.amount, limit.unit, ""
        case Wait(since, until, ground):
            return "wait", since, until, None, None, ground
        case Promise(_, reason):
            return "promise", None, None, None, None, reason
        case None:
            return MOVED, None, None, None, None, ""


def steps_of(rows: Iterable[Any]) -> list[Step] | None:
    """The steps of a dossier's `due_date` rows, oldest first; what recalculations moved is left
    out, since they only count the same steps anew. None when one was kept without its step.
    """
    steps: list[Step] = []
    for row in rows:
        match row["kind"]:
            case "term":
                limit = Duration(row["amount"], TimeUnit(row["unit"]))
                steps.append(Term(row["since"], limit))
            case "wait":
                steps.append(Wait(row["since"], row["until"], row["ground"]))
            case "promise":
                steps.append(Promise(row["due_at"], row["ground"]))
            case "moved":
                continue
            case _:
                return None
    return steps or None
