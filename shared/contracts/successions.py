"""An officer leaves or a unit is dissolved: what is open, and who takes it over."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from shared.contracts.common import IN_WORDS, Named

Leaver = Literal["officer", "unit"]


class OpenWork(Struct, frozen=True):
    """What an officer or a unit leaves behind.

    `roles` are those nobody else of the place holds, `procedures` those the unit resolves,
    `directives` those it has not answered;
    `successors` may take all of it over. A successor is needed unless everything is empty.
    """

    kind: Leaver
    id: str
    name: str
    agency: Named
    dossiers: int
    officers: int
    procedures: int
    directives: int
    roles: list[str]
    successor_needed: bool
    successors: list[Named]


class StartSuccession(Struct, forbid_unknown_fields=True, frozen=True):
    """Who leaves, who takes over (empty when there is nothing to take over), and why."""

    kind: Leaver
    id: Annotated[str, Meta(max_length=40)]
    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]
    successor_id: Annotated[str, Meta(max_length=40)] = ""


class Succession(Struct, frozen=True):
    """How far it is; the leaver is shut out from the start, the dossiers follow."""

    id: str
    kind: Leaver
    leaver_name: str
    successor_name: str
    reason: str
    started_at: str
    finished_at: str | None
    total: int
    moved: int
    percent: int
