"""Procedures as the portal shows them: the 11 items of information and what a form needs."""

from typing import Any

from msgspec import Struct

from shared.contracts.common import Choice


class ProcedureCard(Struct, frozen=True):
    """One line of a list of procedures; `stopped` says that it takes no dossiers, or is empty."""

    code: str
    name: str
    sector: Choice
    levels: list[Choice]
    subjects: list[Choice]
    online_level: Choice
    agency: str
    summary_duration: str
    summary_fee: str
    can_apply: bool
    needs_review: bool
    stopped: str


class ChannelInfo(Struct, frozen=True):
    """One way to submit: how long it takes and what it costs."""

    channel: Choice
    duration: str
    fee: str
    fee_vnd: int | None
    description: str


class ComponentInfo(Struct, frozen=True):
    """One paper of the dossier. `key` names it in drafts and uploads.

    `when` is a JsonLogic expression over the answers of the form and `channel`, or null: with it
    the answers decide, and `required` says what holds as long as there are none.
    """

    key: str
    name: str
    originals: int
    certified: int
    copies: int
    required: bool
    condition: str
    replaced_by_data: str
    case: str
    form_file: str
    when: Any


class LegalBasis(Struct, frozen=True):
    """One legal text with its number."""

    title: str
    number: str


class ResultInfo(Struct, frozen=True):
    """What one receives, with the national result code."""

    name: str
    code: str


class ReviewFlag(Struct, frozen=True):
    """A field of an imported record that a person still has to check."""

    field: str
    reason: str
    raw: str


class StopNotice(Struct, frozen=True):
    """A procedure takes no dossiers from a day on: suspended (to the end of `until`, null: until
    further notice) or retired. `now` is false while the day is to come."""

    kind: Choice
    from_on: str
    until: str | None
    reason: str
    decision: str
    replaced_by: list[Choice]
    now: bool
    words: str


class Coming(Struct, frozen=True):
    """A version that is decided and holds from a day on, in words."""

    effective_on: str
    changes: list[str]


class Procedure(Struct, frozen=True):
    """A published version of a procedure: the 11 items of TT 32/2017/TT-BTTTT Điều 5.1.

    `stop` and `coming` say what is decided for it, or are null.
    """

    code: str
    version: int
    version_id: str
    name: str
    sector: Choice
    levels: list[Choice]
    subjects: list[Choice]
    online_level: Choice
    agency: str
    receiving_address: str
    steps: list[str]
    channels: list[ChannelInfo]
    components: list[ComponentInfo]
    conditions: str
    results: list[ResultInfo]
    legal_basis: list[LegalBasis]
    decision_number: str
    keywords: list[str]
    can_apply: bool
    review_flags: list[ReviewFlag]
    effective_from: str
    stop: StopNotice | None
    coming: Coming | None


class Facet(Struct, frozen=True):
    """A filter value with how many procedures have it."""

    code: str
    label: str
    count: int


class ProcedureFacets(Struct, frozen=True):
    """Everything the filter panel offers."""

    sectors: list[Facet]
    levels: list[Facet]
    subjects: list[Facet]
    online_levels: list[Facet]
    agencies: list[Facet]
