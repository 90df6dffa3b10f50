"""What the page of a result shows, made from the API's answer."""

import dataclasses

from shared.contracts.results import IssuedResult, ResultDesk
from shared.ui.words import day, moment


@dataclasses.dataclass
class Entry:
    """One field of the draft."""

    key: str
    label: str
    value: str
    hint: str
    wrong: str
    long: bool
    options: list[str]
    required: bool


@dataclasses.dataclass
class Kind:
    """One kind of result to begin with."""

    code: str
    label: str


@dataclasses.dataclass
class Line:
    """One line of the trace."""

    label: str
    by: str
    note: str


@dataclasses.dataclass
class Issued:
    """One result that was issued."""

    id: str
    title: str
    issued: str
    code: str
    href: str
    state: str
    kind: str
    reason: str
    replaced_by: str
    signed: bool
    lines: list[Line]


@dataclasses.dataclass
class Proposal:
    """The open proposal about a result; empty where there is none."""

    id: str = ""
    label: str = ""
    reason: str = ""
    by: str = ""
    state: str = ""


def entries(desk: ResultDesk) -> list[Entry]:
    """The fields in their order."""
    if desk.draft is None:
        return []
    return [
        Entry(f.key, f.label, f.value, f.hint, f.wrong, f.long, f.options, f.required)
        for f in desk.draft.fields
    ]


def issued(desk: ResultDesk) -> list[Issued]:
    """What was issued, newest first."""
    return [_issued(one) for one in desk.results]


def proposal(desk: ResultDesk) -> Proposal:
    """The proposal that still waits for something."""
    for one in desk.results:
        change = one.change
        if change is not None and change.state in ("proposed", "approved"):
            return Proposal(
                change.id,
                f"{change.kind_label}: {one.title} số {one.number}",
                change.reason,
                f"{change.proposed_by}, {moment(change.proposed_at)}",
                change.state_label,
            )
    return Proposal()


def _issued(one: IssuedResult) -> Issued:
    return Issued(
        id=one.id,
        title=f"{one.title} số {one.number}",
        issued=day(one.issued_at),
        code=one.verification_code,
        href=f"/api/v1/documents/{one.document_id}/content?disposition=inline",
        state=one.state_label,
        kind="ok" if one.state == "in_force" else "bad",
        reason=one.reason,
        replaced_by=one.replaced_by,
        signed=one.signed,
        lines=[Line(e.label, f"{e.by}, {moment(e.at)}", e.note) for e in one.events],
    )
