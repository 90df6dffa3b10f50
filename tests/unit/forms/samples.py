"""Questions for tests, with only what a test cares about written out."""

from typing import Any

from shared.contracts.forms import Check, Form, Option, Question


def question(key: str, kind: str = "text", **more: Any) -> Question:
    """One question; options may be given as plain values."""
    given = {
        "label": key.replace("_", " "),
        "help": "",
        "section": "",
        "page": "",
        "required": True,
        "options": [],
        "min_length": 0,
        "max_length": 300,
        "minimum": None,
        "maximum": None,
        "not_after_today": False,
        "show_if": None,
        "computed": None,
        "checks": [],
        "prefill": "",
        "questions": [],
        "min_items": 0,
        "max_items": 0,
    } | more
    given["options"] = [o if isinstance(o, Option) else Option(o, o) for o in given["options"]]
    given["checks"] = [Check(*c) for c in given["checks"]]
    return Question(key=key, kind=kind, **given)


def form(*questions: Question, id_: str = "") -> Form:
    """A form of these questions; without an id nothing about it is remembered."""
    return Form(id=id_, code="1.001193", version=1, title="Tờ khai", questions=list(questions))


def equals(key: str, value: Any) -> dict[str, Any]:
    """A condition: this question has this answer."""
    return {"==": [{"var": key}, value]}
