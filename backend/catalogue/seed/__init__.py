"""The fifteen procedures keyed by hand: checked content, form, and who resolves them."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from backend.catalogue.content import ProcedureContent
from shared.contracts.forms import Option, Question, ShowIf

FOLDER = Path(__file__).parent


class SeedProcedure(msgspec.Struct, frozen=True):
    """One seed: the content, the questions of its form (none for information only), and the
    kind of unit that resolves it."""

    content: ProcedureContent
    form_title: str
    questions: list[Question]
    resolved_by: str


def procedures() -> list[SeedProcedure]:
    """All seeds in order of their codes."""
    blocks = _read(FOLDER / "question_blocks.toml")
    return [_seed(_read(path), blocks) for path in sorted((FOLDER / "procedures").glob("*.toml"))]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _seed(raw: dict[str, Any], blocks: dict[str, Any]) -> SeedProcedure:
    form = raw.pop("form", {})
    resolved_by = raw.pop("resolved_by")
    questions: list[Question] = []
    for entry in form.get("questions", []):
        if "block" in entry:
            section = entry.get("section", "")
            questions.extend(_question(q, section) for q in blocks[entry["block"]])
        else:
            questions.append(_question(entry))
    return SeedProcedure(
        content=msgspec.convert(raw, ProcedureContent, strict=False),
        form_title=form.get("title", ""),
        questions=questions,
        resolved_by=resolved_by,
    )


def _question(raw: dict[str, Any], section: str = "") -> Question:
    show = raw.get("show_if")
    return Question(
        key=raw["key"],
        kind=raw.get("kind", "text"),
        label=raw["label"],
        help=raw.get("help", ""),
        section=raw.get("section", section),
        required=raw.get("required", True),
        options=[Option(value, label) for value, label in raw.get("options", [])],
        min_length=raw.get("min_length", 0),
        max_length=raw.get("max_length", 300),
        minimum=raw.get("minimum"),
        maximum=raw.get("maximum"),
        not_after_today=raw.get("not_after_today", False),
        show_if=ShowIf(show[0], show[1]) if show else None,
        prefill=raw.get("prefill", ""),
    )
