"""Links good for one answer: a number and its seal; nothing is stored until one is used."""

import base64
import re
from uuid import UUID

from backend.audit.actions import keyed_hash
from backend.settings import settings

_LINK = re.compile(r"([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{22})")


def link(survey_id: UUID, number: int) -> str:
    """The address of the survey with the n-th link of it."""
    token = f"{number}.{_seal(survey_id, number)}"
    return f"{settings().citizen_url}/khao-sat/{survey_id}/?ma={token}"


def number_of(survey_id: UUID, token: str) -> int | None:
    """The number of a link of ours, or None for one that is not."""
    found = _LINK.fullmatch(token.strip())
    if found is None or found[2] != _seal(survey_id, int(found[1])):
        return None
    return int(found[1])


def person(survey_id: UUID, *who: object) -> str:
    """The word under which somebody took part; it leads nobody to them without our key."""
    return keyed_hash("survey person", survey_id, *who).hex()


def _seal(survey_id: UUID, number: int) -> str:
    mac = keyed_hash("survey link", survey_id, number)[:16]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
