"""The national petition system as a connection: what happens here is told there, in its order."""

from typing import Any

from backend.connections.adapter import Adapter, Delivery, Health, Refused, Sent, Settings
from backend.connections.adapter import Unreachable as Away
from backend.connections.mapping import translate
from backend.feedback import pakn_messages, pakn_partner
from backend.feedback.actions.making import NATIONAL_PETITIONS
from backend.platform.database import execute, fetch_row
from backend.platform.sealing import opened
from backend.settings import settings
from shared.vocabulary.petitions import (
    PetitionAct,
    PetitionKind,
    PetitionSource,
    PetitionState,
    PetitionTopic,
)

_EVENT = """
select p.*, e.id as event_id, e.act, e.state_after, e.at, e.note, e.open, g.code as agency_code,
    m.id as main_id, m.answer as main_answer
from petition_event e join petition p on p.id = e.petition_id join agency g on g.id = p.agency_id
left join petition m on m.id = p.merged_into
where e.petition_id = $1 and e.seq = $2
"""
_OF_THE_SENDER = frozenset({PetitionAct.SUPPLEMENT, PetitionAct.LIKE, PetitionAct.DISLIKE})


class PaknSettings(Settings, frozen=True, kw_only=True):
    """Where the system is, and our key to it."""

    secret = frozenset({"token"})
    token: str = ""


class PaknAdapter(Adapter):
    """Petitions, their progress and answers; the id of an event makes a repeat harmless."""

    id = NATIONAL_PETITIONS
    name = "Hệ thống tiếp nhận, trả lời phản ánh, kiến nghị (PAKN)"
    name_en = "National petition system"
    format_version = "PAKN-1"

    def __init__(self) -> None:
        own = settings()
        self.settings = PaknSettings(url=own.pakn_url, token=own.pakn_token)

    async def check(self) -> Health:
        """Whether it answers at all."""
        try:
            await pakn_partner.is_there()
        except (Away, Refused) as error:
            return Health(False, f"Hệ thống PAKN không trả lời đúng ({error}).")
        return Health(True)

    async def send(self, delivery: Delivery) -> Sent:
        """One event, read when it leaves. Raises Unreachable, Refused, Unmapped."""
        row = await fetch_row(_EVENT, delivery.subject_id, int(delivery.payload["seq"]))
        if row is None:
            raise Refused("Phản ánh không còn.")
        act = PetitionAct(row["act"])
        theirs = row["source"] == PetitionSource.NATIONAL
        if theirs and act in _OF_THE_SENDER:
            return Sent()  # it came from there
        agency = await translate(NATIONAL_PETITIONS, "agency", row["agency_code"])
        their_id = row["their_id"] or await _share(row, agency)
        if act is PetitionAct.APPROVE_ANSWER:
            await pakn_partner.answer(
                pakn_messages.answer(
                    their_id, str(row["event_id"]), _answer(row), row["at"],
                    public=row["wishes_publication"],
                )
            )  # fmt: skip
        await pakn_partner.tell(
            pakn_messages.progress(
                their_id, str(row["event_id"]), _state(row), agency,
                row["note"] if row["open"] else "", row["at"], row["due_at"],
            )
        )  # fmt: skip
        return Sent(their_id)


def _answer(row: Any) -> str:
    """Its own answer, or that of the one it was merged into."""
    if row["state_after"] == PetitionState.MERGED:
        return opened(row, "petition.answer", "main_answer", "main_id")
    return opened(row, "petition.answer")


async def _share(row: Any, agency: str) -> str:
    sender = None
    if not row["anonymous"]:
        sender = {
            "HoTen": opened(row, "petition.sender_name"),
            "DienThoai": opened(row, "petition.sender_phone"),
            "Email": opened(row, "petition.sender_email"),
            "DiaChi": opened(row, "petition.sender_address"),
        }
    message = pakn_messages.share(
        row["code"], agency, PetitionKind(row["kind"]), PetitionTopic(row["topic"]),
        opened(row, "petition.subject"), opened(row, "petition.body"), sender, row["received_at"],
        row["due_at"], public=row["wishes_publication"],
    )  # fmt: skip
    their_id = await pakn_partner.share(message)
    await execute(
        "update petition set their_id = $2 where id = $1 and their_id is null", row["id"], their_id
    )
    return their_id


def _state(row: Any) -> str:
    state = PetitionState(row["state_after"])
    if state is PetitionState.ANSWERED and not row["wishes_publication"]:
        return pakn_messages.ANSWERED_NOT_PUBLIC
    return pakn_messages.STATES[state]
