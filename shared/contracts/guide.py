"""What somebody needs before applying."""

from typing import Any

from msgspec import Struct

from shared.contracts.common import Choice, Named
from shared.contracts.forms import Question
from shared.contracts.needs import NeededPaper


class AskGuide(Struct, forbid_unknown_fields=True, frozen=True):
    """What somebody says before applying; `channel` is online, desk or post. Nothing is kept."""

    answers: dict[str, Any]
    channel: str = ""


class Guide(Struct, frozen=True):
    """What somebody needs: the few questions that decide it, and what follows from the answers.

    `answers` are those understood; `left` the keys still open. `verdict` says whether what is
    known allows to apply: yes, no, open (an answer is missing) or unchecked (nothing to check by
    answers; `conditions` says in words what the law asks); `obstacles` are the reasons for no.
    `places` are at most 50 agencies.
    """

    questions: list[Question]
    answers: dict[str, Any]
    left: list[str]
    verdict: str
    obstacles: list[str]
    conditions: str
    papers: list[NeededPaper]
    channel: Choice
    channels: list[Choice]
    duration: str
    fee: str
    note: str
    places: list[Named]
    can_apply: bool
