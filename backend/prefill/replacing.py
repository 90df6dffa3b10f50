"""Papers that the data of a named register replaces, once it has answered for the draft."""

from uuid import UUID

import asyncpg

from backend.catalogue.content import ProcedureContent
from backend.platform import clock
from backend.platform.database import uuid7
from backend.settings import settings
from shared.contracts.prefill import ReplacedPaper
from shared.vocabulary.vault import REGISTERS, SOURCE_LABELS, Outcome, Source

_ANSWERED = (
    "select distinct register from register_query where draft_id = $1 and outcome = $2 "
    "and facts is not null"
)


def replacing(content: ProcedureContent) -> dict[str, Source]:
    """By component the register that replaces it, as the procedure names it. Pure."""
    named = {SOURCE_LABELS[register].vi.casefold(): register for register in REGISTERS}
    named |= {str(register): register for register in REGISTERS}
    found = {c.key: (c.register or c.replaced_by_data).casefold() for c in content.components}
    return {key: named[words] for key, words in found.items() if words in named}


async def replaced(
    connection: asyncpg.Connection, draft_id: UUID, content: ProcedureContent
) -> list[ReplacedPaper]:
    """Papers of a draft that need not be sent, or need not once the register is asked."""
    wanted = replacing(content)
    if not wanted:
        return []
    rows = await connection.fetch(_ANSWERED, draft_id, Outcome.FOUND)
    answered = {row["register"] for row in rows}
    return [
        ReplacedPaper(key, SOURCE_LABELS[register].vi, register in answered)
        for key, register in wanted.items()
    ]


async def keep_replaced(
    connection: asyncpg.Connection, draft_id: UUID, dossier_id: UUID, content: ProcedureContent
) -> None:
    """On submission: which papers the registers stood in for, before what they said goes."""
    registers = replacing(content)
    done = [p for p in await replaced(connection, draft_id, content) if p.done]
    await connection.executemany(
        "insert into component_proof (id, tenant_id, dossier_id, component_key, compared_with, "
        "verified_label, verified_at) values ($1, $2, $3, $4, $5, $6, $7)",
        [
            (
                uuid7(), settings().tenant, dossier_id, paper.component_key,
                registers[paper.component_key], paper.register_label, clock.now(),
            )
            for paper in done
        ],
    )  # fmt: skip
