"""Kinds of results as content: which fields an executor fills in, and how the page reads.

Those that come with the software are files beside this one; later versions and further kinds are
written on the screen and kept in the database. The version is kept with every draft made from it.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from shared.contracts.result_kinds import KindDefinition


class Kind(KindDefinition, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind in one of its versions."""

    version: int


LONGEST = 2000


HOLE = re.compile(r"\{([a-z0-9_]+)\}")


@cache
def built_in() -> dict[str, Kind]:
    """Those that come with the software, by key."""
    found = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        kind = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Kind)
        found[kind.key] = kind
    return found


def serving(known: Iterable[Kind], procedure_code: str) -> list[Kind]:
    """Those made for a procedure first, then those that may end any; retired ones not at all."""
    now = [kind for kind in known if not kind.retired]
    own = [kind for kind in now if procedure_code in kind.procedures]
    return own + [kind for kind in now if not kind.procedures]


def begun(kind: KindDefinition, answers: dict[str, str], facts: dict[str, str]) -> dict[str, str]:
    """What the fields hold before anybody has typed."""
    return {
        field.key: (answers.get(field.answer) or facts.get(field.dossier) or field.preset)[:LONGEST]
        for field in kind.fields
    }


def wrong(kind: KindDefinition, values: dict[str, str]) -> dict[str, str]:
    """What is not right yet, by field, as a sentence that says what to do."""
    found = {}
    known = {field.key: field for field in kind.fields}
    for key in values:
        if key not in known:
            found[key] = "Mẫu này không có mục đó."
    for field in kind.fields:
        value = values.get(field.key, "").strip()
        if field.required and not value:
            found[field.key] = f"Điền “{field.label}”."
        elif len(value) > LONGEST:
            found[field.key] = f"Nhiều nhất {LONGEST} ký tự."
        elif value and field.options and value not in field.options:
            found[field.key] = f"Chọn một trong: {', '.join(field.options)}."
        elif value and field.pattern and not re.fullmatch(field.pattern, value):
            found[field.key] = field.hint or "Chưa đúng định dạng."
    return found


def page_blocks(kind: KindDefinition, values: dict[str, str], code: str) -> list[dict[str, object]]:
    """The page as data: texts with their fields put in, rows with a label."""
    labels = {field.key: field.label for field in kind.fields}
    given = {key: value.strip() for key, value in values.items()} | {"code": code}

    def filled(text: str) -> str:
        return HOLE.sub(lambda hole: given.get(hole[1]) or "…", text)

    return [
        {
            "kind": block.kind,
            "label": block.label,
            "text": filled(block.text),
            "rows": [[labels[key], given[key]] for key in block.fields if given.get(key)],
        }
        for block in kind.blocks
    ]
