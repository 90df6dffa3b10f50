"""A change of who receives and who resolves, decided by two persons."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from shared.client import competences
from shared.contracts.competences import CompetenceDesign, SaveCompetence
from tests.api.offices import close_offices
from tests.api.own_procedures import SECOND, WRITER, Officer, own_procedure

WHY = "Quyết định 15/QĐ-UBND về phân cấp giải quyết"


@asynccontextmanager
async def own_competences(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that one commune receives; what was proposed of it goes with it."""
    async with own_procedure(database) as made:
        yield made
    await database.execute("delete from proposal where key like $1", f"{made}/%")
    await database.execute("delete from competence_plan where procedure_code = $1", made)
    await close_offices()


async def decided(
    officer: Officer, code: str, agency_id: object, unit_id: object | None, effective_on: str = ""
) -> CompetenceDesign:
    """A change proposed by one and approved by another, at once or from a day on."""
    writer, second = await officer(WRITER), await officer(SECOND)
    now = (await competences.one(writer, code, str(agency_id))).row
    data = SaveCompetence(
        WHY, str(unit_id) if unit_id else None, now.unit.id if now.unit else None,
        now.next.revision, effective_on,
    )  # fmt: skip
    proposed = await competences.propose(writer, code, str(agency_id), data)
    return await competences.approve(second, code, str(agency_id), proposed.row.next.revision)
