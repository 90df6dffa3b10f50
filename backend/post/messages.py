"""The messages of the public post (VNPost, through the integration platform). Pure.

The order is of the published shape; cancelling and the tracking feed are reconstructions, since no
text of them was at hand. Amounts are whole VND.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from backend.law.calendar import VIETNAM

_LONGEST = 300


class BadMessage(ValueError):
    """An answer that is not of the shape agreed upon."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sends or receives: the address in full, and the codes of its province and commune."""

    name: str
    address: str
    phone: str
    email: str
    province: str
    commune: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tracking feed; `position` is where the next reading goes on, empty where it
    was not said. `unread`: why it could not be read, empty for a line of the shape agreed upon.
    """

    id: str
    position: str
    parcel: str
    code: str
    at: datetime
    place: str
    note: str
    received_by: str
    proof: str
    collected_vnd: int
    unread: str = ""


def order(
    customer: str, parcel: str, dossier: str, cod_vnd: int, sender: Party, receiver: Party,
    description: str,
) -> dict[str, Any]:  # fmt: skip
    """Asks the post to fetch a parcel from one and bring it to another.

    The commune stands where the message has the district, which the two-level model has not.
    """
    return {
        "CustomerCode": customer,
        "ItemCode": parcel,
        "OrderNumber": dossier,
        "CODAmount": cod_vnd,
        "SenderProvince": sender.province,
        "SenderDistrict": sender.commune,
        "SenderAddress": sender.address,
        "SenderName": sender.name,
        "SenderEmail": sender.email,
        "SenderTel": sender.phone,
        "SenderDesc": "",
        "Description": description[:_LONGEST],
        "ReceiverName": receiver.name,
        "ReceiverAddress": receiver.address,
        "ReceiverTel": receiver.phone,
        "ReceiverProvince": receiver.province,
        "ReceiverDistrict": receiver.commune,
        "ReceiverEmail": receiver.email,
        "FlagConfig": 2,
    }


def cancellation(customer: str, parcel: str) -> dict[str, Any]:
    """Asks the post not to fetch a parcel."""
    return {"CustomerCode": customer, "ItemCode": parcel}


def feed(customer: str, after: str, limit: int) -> dict[str, Any]:
    """Asks what happened to the parcels of a customer after a position of the feed."""
    return {"CustomerCode": customer, "After": after, "Limit": limit}


def line(body: Mapping[str, Any]) -> Line:
    """One line of the feed. Raises BadMessage."""
    try:
        collected = int(body.get("CODCollected") or 0)
        if not 0 <= collected < 10**15:
            raise BadMessage("CODCollected")
        id_, position = _text(body["EventId"], 60), _text(body["Position"], 60)
        if not id_ or not position:
            raise BadMessage("EventId, Position")
        at = datetime.strptime(str(body["EventTime"]), "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
        if not 2000 <= at.year < 2100:
            raise BadMessage("EventTime")
        return Line(
            id=id_,
            position=position,
            parcel=_text(body["ItemCode"], 20),
            code=_text(body["EventCode"], 20),
            at=at,
            place=_text(body.get("Place"), _LONGEST),
            note=_text(body.get("Note"), _LONGEST),
            received_by=_text(body.get("ReceivedBy"), _LONGEST),
            proof=_text(body.get("ProofNumber"), 60),
            collected_vnd=collected,
        )
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise BadMessage(str(error)) from error


def line_or_unread(body: Any, now: datetime) -> Line:
    """One line of the feed; one that cannot be read is kept as it came `now`, so that the feed goes
    on after it. One without a number of its own is known again by its content."""
    try:
        return line(body)
    except BadMessage as error:
        said = body if isinstance(body, dict) else {}
        content = msgspec.json.encode(body, order="deterministic")
        return Line(
            id=_text(said.get("EventId"), 60) or f"?{hashlib.sha256(content).hexdigest()[:50]}",
            position=_text(said.get("Position"), 60),
            parcel=_text(said.get("ItemCode"), 20),
            code=_text(said.get("EventCode"), 20),
            at=now,
            place="",
            note="",
            received_by="",
            proof="",
            collected_vnd=0,
            unread=_text(error, 100) or "?",
        )


def _text(value: Any, longest: int) -> str:
    # PostgreSQL keeps no NUL.
    return "" if value is None else str(value).replace("\0", "")[:longest]
