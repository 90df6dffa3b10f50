"""A procedure in the boxes of the screen, and back."""

import dataclasses
from typing import Any

import msgspec

from shared.contracts.common import Choice
from shared.contracts.procedures import (
    DefinedChannel,
    DefinedProcedure,
    DefinedText,
    Difference,
)
from shared.ui.words import day
from ui_officer.pages.administration.typed import typed_day

TEXTS = ("name", "sector", "agency", "receiving_address", "decision_number", "conditions")
LISTS = ("steps", "keywords")
PAIRS = ("results", "legal_basis")
DAYS = ("decided_on", "in_force_on")


@dataclasses.dataclass
class Tick:
    """Something that is chosen or not."""

    code: str
    label: str
    on: bool = False


@dataclasses.dataclass
class WayCells:
    """One way to submit in its boxes."""

    code: str
    label: str
    on: bool = False
    amount: str = ""
    unit: str = ""
    fee: str = ""
    fee_text: str = ""
    description: str = ""


@dataclasses.dataclass
class DiffLine:
    """One line of a field; `new` or `gone` where the other side lacks it."""

    text: str
    mark: str


@dataclasses.dataclass
class Diff:
    """One field on both sides."""

    label: str
    old: list[DiffLine]
    new: list[DiffLine]


def texts_of(procedure: DefinedProcedure) -> dict[str, str]:
    """Every box of text; lists stand one item a line."""
    found = {name: str(getattr(procedure, name)) for name in TEXTS}
    found |= {name: "\n".join(_one_line(v) for v in getattr(procedure, name)) for name in LISTS}
    for name in PAIRS:
        pairs = getattr(procedure, name)
        found[name] = "\n".join(f"{_one_line(p.name)} | {p.code}".rstrip(" |") for p in pairs)
    found["together"] = "; ".join(procedure.together)
    for name in DAYS:
        found[name] = day(value) if (value := getattr(procedure, name)) else ""
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def with_text(procedure: DefinedProcedure, name: str, value: str) -> DefinedProcedure:
    """The procedure with one box changed. Raises ValueError with a sentence."""
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    new: Any = value
    if name in LISTS:
        new = lines
    elif name in PAIRS:
        cut = [line.rpartition("|") if "|" in line else (line, "", "") for line in lines]
        new = [DefinedText(text.strip(), code.strip()) for text, _bar, code in cut]
    elif name == "together":
        new = [code.strip() for code in value.replace(",", ";").split(";") if code.strip()]
    elif name in DAYS:
        new = typed_day(value) or None
        if value.strip() and new is None:
            raise ValueError("Ghi ngày dạng ngày/tháng/năm.")
    changed = msgspec.structs.replace(procedure, **{name: new})
    try:
        return msgspec.convert(msgspec.to_builtins(changed), DefinedProcedure)
    except msgspec.ValidationError:
        raise ValueError("Nội dung dài quá mức hệ thống nhận. Hãy rút gọn.") from None


def ways_of(procedure: DefinedProcedure, channels: list[Choice]) -> list[WayCells]:
    """All ways, those that are offered with what they say."""
    by_code = {c.channel: c for c in procedure.channels}
    return [
        WayCells(
            code=choice.code,
            label=choice.label,
            on=choice.code in by_code,
            amount=entry.amount.replace(".", ","),
            unit=entry.unit,
            fee="" if entry.fee_vnd is None else str(entry.fee_vnd),
            fee_text=entry.fee_text,
            description=entry.description,
        )
        for choice in channels
        for entry in (by_code.get(choice.code, DefinedChannel(choice.code)),)
    ]


def with_ways(procedure: DefinedProcedure, ways: list[WayCells]) -> DefinedProcedure:
    """The procedure with the ways as they stand in the boxes. Raises ValueError."""
    offered = [w for w in ways if w.on]
    for way in offered:
        if way.fee.strip() and not way.fee.replace(".", "").strip().isdigit():
            raise ValueError(f"{way.label}: mức phí là số đồng, ví dụ 15.000.")
    # The first way is the one the page names; those there are stay in their order.
    places = {c.channel: place for place, c in enumerate(procedure.channels)}
    offered.sort(key=lambda way: places.get(way.code, len(places)))
    new = [
        DefinedChannel(
            channel=w.code,
            amount=w.amount.strip()[:10],
            unit=w.unit,
            fee_vnd=int(w.fee.replace(".", "")[:10]) if w.fee.strip() else None,
            fee_text=w.fee_text[:500],
            description=w.description[:10_000],
        )
        for w in offered
    ]
    return msgspec.structs.replace(procedure, channels=new)


def sides(found: list[Difference]) -> list[Diff]:
    """Differences with the lines marked that stand on one side alone."""
    return [
        Diff(
            one.label,
            [DiffLine(line, "" if line in one.new else "gone") for line in one.old],
            [DiffLine(line, "" if line in one.old else "come") for line in one.new],
        )
        for one in found
    ]
