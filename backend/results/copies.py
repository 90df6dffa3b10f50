"""Signing a document that is not a result, e.g. a certified electronic copy of a paper.

For other rooms: they bring the PDF and the officer with PIN and code, and get the signed PDF back
with its signature written down in their own transaction.
"""

from uuid import UUID

import asyncpg
from anyio import to_thread

from backend.access.actor import Actor
from backend.platform import clock
from backend.results.actions.signatures import keep_signature
from backend.results.places import COPY_PLACE
from backend.results.rendering import render
from backend.signing.pades import COPY, Place, Signed, sign
from backend.signing.signatory import Leave, Signatory


async def sign_document(
    pdf: bytes,
    officer: Actor,
    organisation: str,
    leave: Leave,
    purpose: str,
    place: Place = COPY_PLACE,
) -> Signed:
    """The PDF signed by an officer for a purpose, e.g. "Chứng thực bản sao điện tử".

    `organisation` is the agency named in the officer's certificate. Outside of any transaction,
    because it talks to the signing service. Raises SigningFailed (see `going.as_refusal`).
    """
    who = Signatory(officer.username, officer.full_name, organisation)
    data = {
        "template": "copy_stamp",
        "purpose": purpose,
        "name": who.name,
        "organisation": who.organisation,
        "at": f"{clock.now().astimezone(clock.VIETNAM):%H:%M:%S %d/%m/%Y}",
    }
    drawing = await to_thread.run_sync(render, data)
    return await sign(pdf, who, leave, field=COPY, reason=purpose, drawing=drawing, place=place)


async def remember(
    connection: asyncpg.Connection,
    officer: Actor,
    signed: Signed,
    seen_sha256: bytes,
    document_id: UUID,
) -> None:
    """Writes the signature down beside the row of the document that was made of it."""
    await keep_signature(connection, officer, signed, seen_sha256, document_id=document_id)
