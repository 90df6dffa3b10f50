"""A procedure made for one test, and how requests about it are refused."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import msgspec
import pytest

from backend.catalogue.actions import publish_procedure
from backend.catalogue.queries import version_in_force
from backend.catalogue.seed import procedures as seeded
from backend.forms.actions import publish_form
from backend.forms.queries import newest_form
from backend.organisation.actions import set_competence
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import PROCEDURE

Officer = Callable[[str], Awaitable[ApiClient]]
replace = msgspec.structs.replace
WRITER, SECOND = "danhmuc.ubndtinh", "quantri.ubndtinh"


@asynccontextmanager
async def own_procedure(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that can be done online in one commune."""
    made = f"9.{uuid.uuid4().int % 10**6:06d}"
    seed = next(p.content for p in seeded() if p.content.code == PROCEDURE)
    form = await newest_form(PROCEDURE)
    assert form is not None
    name = f"Cấp giấy xác nhận thử {made}"
    await publish_procedure(replace(seed, code=made, name=name, fees=[]), "keyed", is_open=True)
    await publish_form(made, form.title, form.questions)
    place = await database.fetchrow(
        "select receiving_agency_id, resolving_unit_id from agency_procedure p join agency a "
        "on a.id = p.receiving_agency_id where p.procedure_code = $1 and a.name like '%Kỳ Lừa%'",
        PROCEDURE,
    )
    assert place is not None
    await set_competence(made, *place)
    yield made
    await database.execute("delete from proposal where key = $1", made)
    await database.execute("delete from agency_procedure where procedure_code = $1", made)
    await database.execute(
        "update procedure set is_open = false, deactivated_at = now() where code = $1", made
    )


async def kind_of(call: Awaitable[object]) -> tuple[int, str]:
    """Status and kind of a refusal."""
    with pytest.raises(ApiProblem) as refused:
        await call
    return refused.value.status, refused.value.problem.type.rsplit(":", 1)[-1]


async def other_fee(code: str, fee: int) -> None:
    """The fees change by another way, like a spreadsheet."""
    _id, content = await version_in_force(code, online=False)
    channels = [replace(c, fee_vnd=fee) for c in content.channels]
    await publish_procedure(replace(content, channels=channels), "edited", is_open=True)
