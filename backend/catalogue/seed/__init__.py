"""The fifteen procedures keyed by hand: checked content, form, and who resolves them."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from backend.catalogue.content import ProcedureContent
from shared.contracts.forms import Check, Option, Question

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
        questions.extend(_questions(entry, blocks))
    return SeedProcedure(
        content=msgspec.convert(raw, ProcedureContent, strict=False),
        form_title=form.get("title", ""),
        questions=questions,
        resolved_by=resolved_by,
    )


def _questions(entry: dict[str, Any], blocks: dict[str, Any]) -> list[Question]:
    """One question, or those of a block under a prefix and about somebody."""
    if "block" not in entry:
        if isinstance(entry.get("questions"), str):
            entry = entry | {"questions": blocks[entry["questions"]]}
        return [_question(entry)]
    prefix, section = entry.get("prefix", ""), entry.get("section", "")
    words = {"{who}": entry.get("who", ""), "{page}": entry.get("page", "")}
    found = []
    for raw in blocks[entry["block"]]:
        own = {k: _filled(v, words) for k, v in raw.items()} | {"key": prefix + raw["key"]}
        own |= entry.get("in_other_words", {}).get(raw["key"], {})
        if entry.get("about_applicant"):  # what the registers know of the applicant fits
            own["prefill"] = raw["key"]
        shows = [_condition(entry["show_if"])] if "show_if" in entry else []
        if "without" in own:  # asked of whoever left that question of the block unanswered
            shows.append({"!": [{"var": prefix + own.pop("without")}]})
        if shows:
            own["show_if"] = shows[0] if len(shows) == 1 else {"and": shows}
        found.append(_question(own, section))
    return found


def _filled(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, str):
        for mark, word in words.items():
            value = value.replace(mark, word)
        return value.strip()
    return value


def _condition(written: Any) -> Any:
    """As it is written; in the short way a list: this question has this answer."""
    if isinstance(written, list):
        return {"==": [{"var": written[0]}, written[1]]}
    return written


def _question(raw: dict[str, Any], section: str = "") -> Question:
    show = _condition(raw.get("show_if"))
    return Question(
        key=raw["key"],
        kind=raw.get("kind", "text"),
        label=raw["label"],
        help=raw.get("help", ""),
        section=raw.get("section", section),
        page=raw.get("page", ""),
        required=raw.get("required", True),
        options=[Option(value, label) for value, label in raw.get("options", [])],
        min_length=raw.get("min_length", 0),
        max_length=raw.get("max_length", 300),
        minimum=raw.get("minimum"),
        maximum=raw.get("maximum"),
        not_after_today=raw.get("not_after_today", False),
        show_if=show,
        computed=raw.get("computed"),
        checks=[Check(c["rule"], c["message"]) for c in raw.get("checks", [])],
        prefill=raw.get("prefill", ""),
        questions=[_question(q) for q in raw.get("questions", [])],
        min_items=raw.get("min_items", 0),
        max_items=raw.get("max_items", 0),
    )
