"""Which papers are the same paper and for how long one can be used again. Pure, read from data."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from backend.catalogue.content import ComponentContent, ProcedureContent


class Kind(msgspec.Struct, frozen=True):
    """One kind of paper; `months` from the day it was issued or verified, None without end.

    `components` are the places that ask for it, as "procedure/paper"; `source` the law, if any,
    that says how long it is good for.
    """

    code: str
    name: str
    components: list[str]
    months: int | None = None
    source: str = ""


class _File(msgspec.Struct, frozen=True):
    kind: list[Kind]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by code."""
    text = (Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8")
    return {kind.code: kind for kind in msgspec.convert(tomllib.loads(text), _File).kind}


def accepted_for(content: ProcedureContent, component_key: str) -> list[str]:
    """Codes of the kinds that serve for a paper of a procedure: as the procedure says, else as the
    kinds say."""
    paper = _paper(content, component_key)
    if paper is not None and paper.vault_kinds is not None:
        return [code for code in paper.vault_kinds if code in kinds()]
    place = f"{content.code}/{component_key}"
    return [kind.code for kind in kinds().values() if place in kind.components]


def fresh_enough(
    content: ProcedureContent, component_key: str, valid_from: date, today: date
) -> bool:
    """Whether the procedure still takes a paper that was issued or verified on a day."""
    paper = _paper(content, component_key)
    if paper is None or paper.reuse_months is None:
        return True
    return today <= _after(valid_from, paper.reuse_months)


def kept_as(content: ProcedureContent, component_key: str) -> Kind | None:
    """As what a verified paper is kept: the kind of its own, never that of a State result."""
    own = [kinds()[code] for code in accepted_for(content, component_key)]
    return next((kind for kind in own if not kind.code.startswith("KQ.")), None)


def valid_until(code: str, start: date) -> date | None:
    """The last day a paper of a kind can be used again; None without end."""
    kind = kinds().get(code)
    if kind is None or kind.months is None:
        return None
    return _after(start, kind.months)


def _paper(content: ProcedureContent, component_key: str) -> ComponentContent | None:
    return next((c for c in content.components if c.key == component_key), None)


def _after(start: date, months: int) -> date:
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - date.resolution).day
    return date(year, month, min(start.day, last))
