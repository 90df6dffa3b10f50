"""One more dossier like another: same days and acts, other applicant, ids and minutes."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.references import new_reference
from backend.law.calendar import WorkingCalendar, local
from backend.law.deadlines import answer_by, moment_words
from backend.law.search_text import search_text
from backend.platform.database import uuid7
from backend.platform.sealing import blind

Record = dict[str, Any]
_AFTERNOON = time(15, 0)
_MOST_MINUTES = 45
# Promised moments: they follow from the day, not from the minute, and stay.
_PROMISES = {"due_at", "due_original"}
# The bytes are the template's; an object never changes, so rows may share one.
_SHARED = "object_key"
_PRINTED_LATER: Record = {"object_key": None, "sha256": None, "size": 0, "pages": 0}


@dataclass(frozen=True)
class Template:
    """A dossier with all its rows by table, and the calendar of its agency."""

    tables: dict[str, list[Record]]
    calendar: WorkingCalendar


@dataclass
class Sibling:
    """The rows of the new dossier, not yet numbered and sealed."""

    tables: dict[str, list[Record]]
    row: Record = field(default_factory=dict)

    def replace_text(self, old: str, new: str) -> None:
        """Replaces a text wherever it stands."""
        for rows in self.tables.values():
            for row in rows:
                for name, value in row.items():
                    if isinstance(value, str) and old in value:
                        row[name] = value.replace(old, new)

    def rename_code(self, code: str) -> None:
        """Gives the dossier its code in every row and in the text it is searched by."""
        old = self.row["code"]
        self.row["search_text"] = self.row["search_text"].replace(
            search_text(old), search_text(code)
        )
        self.replace_text(old, code)


def sibling(template: Template, citizen: Actor, chance: Random) -> Sibling:
    """A new dossier of `citizen`, a few minutes earlier than its template."""
    original = template.tables["dossier"][0]
    earlier = _shift(template, chance)
    ids = _new_ids(template, earlier)
    if original["applicant_id"] is not None:
        ids[original["applicant_id"]] = citizen.account_id
    texts = _texts(original, citizen, ids)
    texts |= {
        moment_words(event["at"]): moment_words(event["at"] - earlier)
        for event in template.tables["dossier_event"]
    }
    tables = {
        name: [_copied(row, ids, texts, earlier) for row in rows]
        for name, rows in template.tables.items()
    }
    made = Sibling(tables, tables["dossier"][0])
    if made.row["answer_by"] is not None:
        made.row["answer_by"] = answer_by(template.calendar, made.row["submitted_at"])
    return made


def _shift(template: Template, chance: Random) -> timedelta:
    """How much earlier: every act stays on its day, in office hours, on its side of 15:00."""
    row = template.tables["dossier"][0]
    room = timedelta(minutes=_MOST_MINUTES)
    for event in template.tables["dossier_event"]:
        at = local(event["at"])
        opened = next(
            (
                datetime.combine(at.date(), start, tzinfo=at.tzinfo)
                for start, end in reversed(template.calendar.hours(at.date()))
                if start <= at.time() <= end
            ),
            datetime.combine(at.date(), time(0), tzinfo=at.tzinfo),
        )
        room = min(room, at - opened)
    accepted = row["accepted_at"]
    if accepted is not None and local(accepted).time() > _AFTERNOON:
        edge = datetime.combine(local(accepted).date(), _AFTERNOON, tzinfo=local(accepted).tzinfo)
        room = min(room, accepted - edge - timedelta(seconds=1))
    return max(timedelta(0), room * chance.random())


def _new_ids(template: Template, earlier: timedelta) -> dict[UUID, UUID]:
    ids: dict[UUID, UUID] = {}
    for name, rows in template.tables.items():
        for row in rows:
            at = next((row[c] for c in ("at", "submitted_at", "set_at") if c in row), None)
            if name != "issued_form":  # its key is the document's
                ids[row["id"]] = uuid7((at - earlier).timestamp() if at else None)
    return ids


def _texts(original: Record, citizen: Actor, ids: dict[UUID, UUID]) -> dict[str, str]:
    reference = new_reference()
    texts = {
        original["reference"]: reference,
        search_text(original["reference"]): search_text(reference),
        blind(original["applicant_personal_id"]): blind(citizen.personal_id),
        blind(original["applicant_phone"]): blind(citizen.phone),
        original["applicant_personal_id"]: citizen.personal_id,
        original["applicant_phone"]: citizen.phone,
        original["applicant_email"]: citizen.email,
        original["applicant_name"]: citizen.full_name,
        search_text(original["applicant_name"]): search_text(citizen.full_name),
    }
    texts.pop("", None)
    return texts | {str(old): str(new) for old, new in ids.items()}


def _copied(
    row: Record, ids: dict[UUID, UUID], texts: dict[str, str], earlier: timedelta
) -> Record:
    copy: Record = {}
    for name, value in row.items():
        if isinstance(value, UUID):
            copy[name] = ids.get(UUID(int=value.int), value)
        elif isinstance(value, datetime):
            copy[name] = value if name in _PROMISES else value - earlier
        elif isinstance(value, str) and name != _SHARED:
            copy[name] = _swapped(value, texts)
        else:
            copy[name] = value
    if copy.get("purpose") == "form":
        copy |= _PRINTED_LATER  # the form carries other names now
    return copy


def _swapped(text: str, texts: dict[str, str]) -> str:
    for old, new in texts.items():
        if old in text:
            text = text.replace(old, new)
    return text
