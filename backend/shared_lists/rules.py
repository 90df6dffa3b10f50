"""Entries of a shared catalogue: what is wrong with them, how two versions differ. Pure."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from shared.vocabulary.shared_lists import ListChangeKind

MOST_ENTRIES = 20_000
_CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._/-]{0,39}")
_LONGEST_NAME = 1000
_SHOWN = 5


class Entry(msgspec.Struct, frozen=True, order=True):
    """One entry; `parent` is the code above it in the same catalogue, or empty."""

    code: str
    name: str
    parent: str = ""


class Change(NamedTuple):
    """What became of one code; the side that has it not is None."""

    kind: ListChangeKind
    before: Entry | None
    after: Entry | None

    @property
    def code(self) -> str:
        """Of which entry."""
        return (self.after or self.before or Entry("", "")).code


def digest_of(entries: Iterable[Entry]) -> bytes:
    """The same for the same entries, in whatever order they came."""
    return hashlib.sha256(msgspec.json.encode(sorted(entries))).digest()


def changes(before: Iterable[Entry], after: Iterable[Entry]) -> list[Change]:
    """How two versions differ, by code."""
    old = {entry.code: entry for entry in before}
    new = {entry.code: entry for entry in after}
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, now = old.get(code), new.get(code)
        if was is None:
            found.append(Change(ListChangeKind.ADDED, None, now))
        elif now is None:
            found.append(Change(ListChangeKind.REMOVED, was, None))
        elif was != now:
            found.append(Change(ListChangeKind.CHANGED, was, now))
    return found


def counted(found: Iterable[Change]) -> Mapping[ListChangeKind, int]:
    """How many of each kind."""
    return Counter(change.kind for change in found)


def faults(entries: list[Entry]) -> list[str]:
    """Why a version cannot be taken into use, in sentences; nothing is mended by guessing."""
    wrong = []
    if not entries:
        wrong.append("Danh mục không có dòng nào.")
    if len(entries) > MOST_ENTRIES:
        wrong.append(f"Danh mục có quá {MOST_ENTRIES} dòng.")
    twice = [code for code, times in Counter(e.code for e in entries).items() if times > 1]
    known = {entry.code for entry in entries}
    wrong += _named("Mã bị lặp", twice)
    wrong += _named("Mã sai dạng", [e.code for e in entries if not _CODE.fullmatch(e.code)])
    wrong += _named(
        "Tên trống hoặc quá dài", [e.code for e in entries if not 0 < len(e.name) <= _LONGEST_NAME]
    )
    wrong += _named(
        "Không có mã cấp trên", [e.code for e in entries if e.parent and e.parent not in known]
    )
    return wrong


def _named(what: str, codes: list[str]) -> list[str]:
    if not codes:
        return []
    shown = ", ".join(code[:40] or "(trống)" for code in codes[:_SHOWN])
    rest = f" và {len(codes) - _SHOWN} mã khác" if len(codes) > _SHOWN else ""
    return [f"{what}: {shown}{rest}."]
