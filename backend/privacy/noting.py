"""Looks noted where others show things: an opened dossier, a paper, a person found at the desk."""

from typing import Any
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.dossiers.rules import relations
from backend.dossiers.standing import STANDING, standing_of
from backend.identity.sign_in_names import stored_name
from backend.law.lifecycle import Relation
from backend.platform.database import fetch_row
from backend.privacy.looks import Seen, note_before_showing, note_look, purpose_of
from backend.settings import settings
from shared.vocabulary.vault import Look


async def note_dossier(actor: Actor, row: Any, mine: frozenset[Relation]) -> None:
    """An officer opens a dossier; `row` is its row, `mine` how they stand to it."""
    if not actor.is_officer:
        return
    subject = f"Hồ sơ {row['code'] or row['reference']}: {row['procedure_name']}"
    seen = Seen(Look.DOSSIER, row["id"], subject, purpose_of(mine), row["id"])
    await note_before_showing(actor, row["applicant_id"], seen)


async def note_document(actor: Actor, document: Any) -> None:
    """An officer opens a file of a dossier; `document` is its row."""
    if not actor.is_officer or document["dossier_id"] is None:
        return
    row = await fetch_row(
        f"select d.*, {STANDING} from dossier d where d.id = $1", document["dossier_id"]
    )
    if row is None:
        return
    standing = standing_of(row, await content_of(row["procedure_version_id"]))
    purpose = purpose_of(relations(actor, standing))
    subject = f"Tệp “{document['name']}” của hồ sơ {row['code'] or row['reference']}"
    seen = Seen(Look.DOCUMENT, document["id"], subject, purpose, row["id"])
    await note_before_showing(actor, row["applicant_id"], seen)


async def note_person(connection: asyncpg.Connection, actor: Actor, number: str) -> None:
    """A desk officer looks up who stands at the desk, in the transaction of the look-up."""
    person_id: UUID | None = await connection.fetchval(
        "select id from account where tenant_id = $1 and kind = 'citizen' and username = $2",
        settings().tenant,
        stored_name(number),
    )
    if person_id is not None:
        purpose = "Tiếp nhận hồ sơ tại Bộ phận Một cửa"
        seen = Seen(Look.PERSON, person_id, "Họ tên, địa chỉ, điện thoại trong tài khoản", purpose)
        await note_look(connection, actor, person_id, seen)
