"""The control sheet: every hop of a dossier from hand to hand (NĐ 61/2018 Điều 18-20).

Pure: takes what happened with names already found, gives the blocks of the form (TT 01/2018/TT-VPCP
Điều 9): who gave, who received, when, in time or late, note.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.law.calendar import WorkingCalendar, local
from backend.law.deadlines import transfer_by
from shared.vocabulary.acts import ACT_LABELS, Act


class Party(StrEnum):
    """The two sides of a hop, before they have names."""

    APPLICANT = "applicant"
    DESK = "desk"
    TARGET = "target"  # the unit, officer or agency the act names
    LEADER = "leader"
    CLERK = "clerk"
    EXECUTOR = "executor"


# Acts by which the dossier (or its file) changes hands, and who receives it.
RECEIVERS: dict[Act, Party] = {
    Act.ACCEPT: Party.DESK,
    Act.TRANSFER: Party.TARGET,
    Act.ASSIGN: Party.TARGET,
    Act.REQUEST_SUPPLEMENT: Party.APPLICANT,
    Act.SUPPLEMENT: Party.EXECUTOR,
    Act.CONSULT: Party.TARGET,
    Act.ANSWER_CONSULTATION: Party.EXECUTOR,
    Act.ENTRUST: Party.TARGET,
    Act.COMPLETE_TASK: Party.EXECUTOR,
    Act.SUBMIT_FOR_APPROVAL: Party.LEADER,
    Act.SEND_BACK: Party.EXECUTOR,
    Act.APPROVE: Party.CLERK,
    Act.FINISH: Party.DESK,
    Act.REOPEN_BEFORE_HAND_OVER: Party.EXECUTOR,
    Act.REJECT: Party.DESK,
    Act.STOP: Party.DESK,
    Act.HAND_OVER: Party.APPLICANT,
}
_GIVEN_BY_APPLICANT = (Act.ACCEPT, Act.SUPPLEMENT)
EARLY, ON_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event with the names the form needs; `target_*` is whom the act names, if anybody.

    `due_at` is the due date in force when it happened.
    """

    act: Act
    at: datetime
    actor_name: str
    place: str
    target_place: str
    target_name: str
    note: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class People:
    """The standing parties of the dossier."""

    applicant: str
    desk: str
    leader: str
    clerk: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One block of the form."""

    act: str
    giving_place: str
    giver: str
    receiving_place: str
    receiver: str
    at: datetime
    result: str
    note: str


def hops(
    events: Sequence[Happened],
    people: People,
    accepted_at: datetime | None,
    working: WorkingCalendar,
) -> list[Hop]:
    """The blocks in order of time; empty for a dossier that was never accepted.

    A receiver without a name in the act itself is whoever gave the dossier on; the last block of
    a dossier still on its way leaves the line free for a signature.
    """
    if accepted_at is None:
        return []
    # A supplement asked before acceptance is no hop: there is no control sheet yet.
    moved = [e for e in events if e.act in RECEIVERS and e.at >= accepted_at]
    found: list[Hop] = []
    executor = ("", "")
    for index, event in enumerate(moved):
        following = moved[index + 1] if index + 1 < len(moved) else None
        place, name = _receiver(event, people, executor)
        if event.act is Act.ASSIGN:
            executor = (event.target_place or event.place, event.target_name)
        if not name and following is not None and following.act not in _GIVEN_BY_APPLICANT:
            name = following.actor_name
        given_by_applicant = event.act in _GIVEN_BY_APPLICANT
        found.append(
            Hop(
                act=ACT_LABELS[event.act].vi,
                giving_place="Người nộp hồ sơ" if given_by_applicant else event.place,
                giver=people.applicant if given_by_applicant else event.actor_name,
                receiving_place=place,
                receiver=name,
                at=event.at,
                result=_result(event, accepted_at, working),
                note=event.note,
            )
        )
    return found


def _receiver(event: Happened, people: People, executor: tuple[str, str]) -> tuple[str, str]:
    match RECEIVERS[event.act]:
        case Party.APPLICANT:
            return "Người nộp hồ sơ", people.applicant
        case Party.DESK:
            return people.desk, event.actor_name if event.act is Act.ACCEPT else ""
        case Party.LEADER:
            return people.leader, ""
        case Party.CLERK:
            return people.clerk, ""
        case Party.EXECUTOR:
            return executor if executor[1] else (people.desk, "")
        case _:
            return event.target_place, event.target_name


def _result(event: Happened, accepted_at: datetime, working: WorkingCalendar) -> str:
    """In time for this hop: a transfer by the rule of Điều 18, the rest by the due date."""
    if event.act is Act.ACCEPT:
        return ""
    limit = transfer_by(working, accepted_at) if event.act is Act.TRANSFER else event.due_at
    if limit is None:
        return ""
    if event.at > limit:
        return LATE
    return EARLY if local(event.at).date() < local(limit).date() else ON_TIME
