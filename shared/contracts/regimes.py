"""Legal regimes: the figures with their articles, versions from a day on, by two persons."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calendar import MovedDueDate
from shared.contracts.common import IN_WORDS
from shared.contracts.proposals import NextVersion

FigureName = Annotated[str, Meta(min_length=1, max_length=40)]
FigureText = Annotated[str, Meta(max_length=20)]


class NewRegimeVersion(Struct, forbid_unknown_fields=True, frozen=True):
    """A version to come: every figure by name as typed (hours as 15:00), the day from which new
    dossiers are under it, the decree that says so and why. `based_on` is the newest that was read.
    """

    based_on: Annotated[int, Meta(ge=0, le=1000)]
    valid_from: Annotated[str, Meta(max_length=10)]
    figures: Annotated[dict[FigureName, FigureText], Meta(max_length=20)]
    source: Annotated[str, Meta(max_length=300)]
    reason: Annotated[str, Meta(max_length=500)]


class CallOffRegime(Struct, forbid_unknown_fields=True, frozen=True):
    """Why a published version is called off before its day."""

    reason: Annotated[str, Meta(min_length=10, max_length=500, pattern=IN_WORDS)]


class RegimeFigure(Struct, frozen=True):
    """One figure as it is in force: `works` says what it steers."""

    name: str
    label: str
    unit: str
    article: str
    works: str
    value: str


class RegimeDifference(Struct, frozen=True):
    """One figure that a version changes."""

    label: str
    article: str
    old: str
    new: str


class RegimeVersionShown(Struct, frozen=True):
    """A published version; `state` is coming, in_force, past or called_off."""

    number: int
    valid_from: str
    state: str
    state_label: str
    source: str
    reason: str
    figures: dict[str, str]
    proposed_by: str
    published_by: str
    published_at: str
    note: str
    may_call_off: bool


class RegimeDesign(Struct, frozen=True):
    """A regime as it holds today, what waits for a second person, and its versions.

    `adopted`: new dossiers are under it; `outlived`: they are, by the setting of the installation,
    although the decree has ceased to be in force. `open_dossiers` are under it whatever comes.
    """

    key: str
    source: str
    since: str
    until: str
    adopted: bool
    outlived: bool
    open_dossiers: int
    in_force: int
    newest: int
    figures: list[RegimeFigure]
    versions: list[RegimeVersionShown]
    proposed: NewRegimeVersion | None
    differences: list[RegimeDifference]
    next: NextVersion


class RegimePreview(Struct, frozen=True):
    """What a version changes, in sentences, and open dossiers whose due date would be another if
    they were taken over to it: of the first 200 looked at, `more` where there are others."""

    differences: list[RegimeDifference]
    effects: list[str]
    moved: list[MovedDueDate]
    more: bool
