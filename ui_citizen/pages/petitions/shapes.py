"""Petitions as pages of the portal show them."""

import dataclasses
from typing import Any

from shared.client.base import ApiClient
from shared.contracts.petitions import FollowedPetition, PublishedPetition
from shared.ui.language import language_of
from shared.ui.session import pool
from shared.ui.words import day, moment

TONES = {
    "overdue": "bad",
    "done_late": "bad",
    "due_soon": "warn",
    "waiting": "warn",
    "done_early": "ok",
    "done_on_time": "ok",
}


@dataclasses.dataclass
class Step:
    """One thing that happened."""

    at: str
    label: str
    by: str
    note: str


@dataclasses.dataclass
class Shown:
    """One petition of the sender's."""

    code: str = ""
    kind: str = ""
    state: str = ""
    tone: str = ""
    agency: str = ""
    subject: str = ""
    body: str = ""
    files: list[str] = dataclasses.field(default_factory=list)
    received: str = ""
    answer_by: str = ""
    answer: str = ""
    answered: str = ""
    published: bool = False
    may_supplement: bool = False
    may_judge: bool = False
    judged: str = ""
    steps: list[Step] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Card:
    """One line of a list."""

    code: str
    subject: str
    topic: str
    agency: str
    at: str
    text: str


def shown(found: FollowedPetition) -> Shown:
    """A petition in words."""
    judged = {None: "", True: "Ông/Bà hài lòng với trả lời.", False: "Ông/Bà chưa hài lòng."}
    return Shown(
        code=found.code,
        kind=f"{found.kind_label}: {found.topic_label.lower()}",
        state=found.state_label,
        tone=TONES.get(found.deadline, ""),
        agency=found.agency_name,
        subject=found.subject,
        body=found.body,
        files=found.files,
        received=moment(found.received_at),
        answer_by=day(found.answer_by),
        answer=found.answer,
        answered=moment(found.answered_at),
        published=found.published,
        may_supplement=found.may_supplement,
        may_judge=found.may_judge,
        judged=judged[found.liked],
        steps=[Step(moment(s.at), s.act_label, s.by, s.note) for s in found.steps],
    )


def card(found: PublishedPetition) -> Card:
    """A published answer as a line of the list."""
    text = found.answer if len(found.answer) <= 160 else f"{found.answer[:157]} …"
    return Card(
        found.code,
        found.subject,
        found.topic_label,
        found.agency_name,
        day(found.answered_at),
        text,
    )


def nobody(state: Any) -> ApiClient:
    """The API as nobody, so that nothing of an account goes with what is sent anonymously."""
    return ApiClient(
        pool(),
        face="citizen",
        language=language_of(state),
        client_ip=state.router.session.client_ip,
    )
