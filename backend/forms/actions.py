"""Publishing a form: a new version when its questions changed, nothing otherwise."""

from uuid import UUID

import msgspec

from backend.platform import clock
from backend.platform.database import transaction, uuid7
from backend.settings import settings
from shared.contracts.forms import Question


async def publish_form(procedure_code: str, title: str, questions: list[Question]) -> UUID:
    """Publishes the form of a procedure; returns the id of the version now in force."""
    encoded = msgspec.json.encode(questions).decode()
    async with transaction() as connection:
        newest = await connection.fetchrow(
            "select id, version, title, questions = $3::jsonb as same from form_version "
            "where tenant_id = $1 and procedure_code = $2 order by version desc limit 1 for update",
            settings().tenant,
            procedure_code,
            encoded,
        )
        if newest is not None and newest["same"] and newest["title"] == title:
            found: UUID = newest["id"]
            return found
        id_ = uuid7()
        await connection.execute(
            "insert into form_version (id, tenant_id, procedure_code, version, title, questions, "
            "published_at) values ($1, $2, $3, $4, $5, $6::jsonb, $7)",
            id_,
            settings().tenant,
            procedure_code,
            (newest["version"] if newest is not None else 0) + 1,
            title,
            encoded,
            clock.now(),
        )
        return id_
