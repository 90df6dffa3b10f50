"""Shared catalogues: codes, and what each meant from which day to which."""

from typing import Annotated

from msgspec import Meta, Struct

Code = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^\S(.*\S)?$")]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
EntryName = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")]


class Catalogue(Struct, frozen=True):
    """One catalogue; `kept_elsewhere` names the place where its entries are edited, or is empty."""

    key: str
    name: str
    description: str
    source: str
    entries: int
    kept_elsewhere: str


class Entry(Struct, frozen=True):
    """What a code means from `valid_from` to the end of `valid_to` (null: until further notice);
    `replaced_by` are the codes that follow it."""

    code: str
    name: str
    parent_code: str
    note: str
    replaced_by: list[str]
    valid_from: str
    valid_to: str | None


class RecordedEntry(Struct, frozen=True):
    """A period of a code with who wrote it and when, and whether a later correction replaced it."""

    entry: Entry
    recorded_at: str
    recorded_by: str
    superseded_at: str | None


class NewCatalogue(Struct, forbid_unknown_fields=True, frozen=True):
    """A catalogue to begin."""

    key: Key
    name: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"\S")]
    description: Annotated[str, Meta(max_length=500)] = ""
    source: Annotated[str, Meta(max_length=200)] = ""


class SaveEntry(Struct, forbid_unknown_fields=True, frozen=True):
    """What a code means from a day on; an earlier meaning ends the day before.

    The same code and day again corrects that period.
    """

    code: Code
    name: EntryName
    valid_from: Day
    valid_to: Day | None = None
    parent_code: Annotated[str, Meta(max_length=40)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    replaced_by: Annotated[list[Code], Meta(max_length=50)] = []


class EndEntry(Struct, forbid_unknown_fields=True, frozen=True):
    """The last day of a code, and what follows it."""

    last_day: Day
    replaced_by: Annotated[list[Code], Meta(max_length=50)] = []
    note: Annotated[str, Meta(max_length=500)] = ""
