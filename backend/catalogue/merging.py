"""Two changes of one procedure put together: of each thing the side that changed it, and by name
what both changed to something else. Pure.

Ways to submit are compared by way and then by term, fee and note; papers and rules of fees by key.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.procedure_changes import FIELD_LABELS
from backend.catalogue.procedure_shapes import changed_fields
from shared.vocabulary.channels import CHANNEL_LABELS


class Clash(msgspec.Struct, frozen=True):
    """What both sides changed, not to the same: the field, and the very thing in words."""

    field: str
    words: str


Item = msgspec.Struct | None
_PARTS = (("thời hạn", ("amount", "unit")), ("phí", ("fee_vnd", "fee_text")),
          ("ghi chú", ("description",)))  # fmt: skip
_KEYED: dict[str, tuple[Callable[[Any], str], Callable[[Any], str]]] = {
    "channels": (lambda c: c.channel, lambda c: f"cách nộp {CHANNEL_LABELS[c.channel].vi}"),
    "components": (lambda c: c.key, lambda c: f"giấy tờ “{c.name}”"),
    "fees": (lambda f: f.key, lambda f: f"quy tắc “{f.name}”"),
}


def merged(
    current: ProcedureContent, base: ProcedureContent, new: ProcedureContent
) -> tuple[ProcedureContent, list[Clash]]:
    """What is in force with what `new` changes of `base`; where both changed the same, it is as
    `new` says and named."""
    if current == base:
        return new, []
    taken: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name in changed_fields(base, new):
        now, before, wanted = (getattr(one, name) for one in (current, base, new))
        if name == "flags":
            taken[name] = [flag for flag in now if flag in wanted or flag not in before]
        elif now in (before, wanted):
            taken[name] = wanted
        elif name in _KEYED and all(_distinct(name, items) for items in (now, before, wanted)):
            taken[name], found = _by_key(name, now, before, wanted)
            clashes += found
        else:
            taken[name] = wanted
            clashes.append(Clash(name, f"“{FIELD_LABELS.get(name, name)}”"))
    return msgspec.structs.replace(current, **taken), clashes


def _distinct(name: str, items: list[Any]) -> bool:
    key = _KEYED[name][0]
    return len({key(item) for item in items}) == len(items)


def _by_key(
    name: str, now: list[Any], before: list[Any], wanted: list[Any]
) -> tuple[list[Any], list[Clash]]:
    key, words = _KEYED[name]
    sides = [{key(item): item for item in items} for items in (now, before, wanted)]
    is_, was, will = sides
    common = [k for k in was if k in is_ and k in will]
    moved = [k for k in will if k in common] != common
    first, second = (will, is_) if moved else (is_, will)
    found, clashes = [], []
    for one in [*first, *(k for k in second if k not in first)]:
        item, parts = _one(is_.get(one), was.get(one), will.get(one))
        if item is not None:
            found.append(item)
        said = next(side[one] for side in (will, is_) if one in side)
        clashes += [
            Clash(name, f"{words(said)}, {part}" if part else words(said)) for part in parts
        ]
    return found, clashes


def _one(is_: Item, was: Item, will: Item) -> tuple[Item, list[str]]:
    """One way, paper or rule, and what of it both changed ("": all of it)."""
    if is_ in (was, will):
        return will, []
    if will == was:
        return is_, []
    if is_ is None or was is None or will is None or not hasattr(will, "channel"):
        return will, [""]
    clashing = []
    found = is_
    for part, names in _PARTS:
        now, before, wanted = (
            tuple(getattr(side, name) for name in names) for side in (is_, was, will)
        )
        if wanted == before:
            continue
        found = msgspec.structs.replace(found, **dict(zip(names, wanted, strict=True)))
        if now not in (before, wanted):
            clashing.append(part)
    return found, clashing
