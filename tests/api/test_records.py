"""What the database itself refuses, and how text and money are kept."""

import unicodedata
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from shared.client import dossiers, identity
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.desk import RegisterAtDesk
from shared.contracts.drafts import SaveDraft
from tests.api.conftest import PROCEDURE, Office, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.mark.criterion("V.6")
async def test_a_name_typed_with_loose_accents_is_kept_composed(citizen: Citizen) -> None:
    me = await citizen(55)
    draft = await dossiers.start_draft(me, PROCEDURE)
    loose = unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ước")
    saved = await dossiers.save_draft(
        me, draft.id, SaveDraft(answers={"requester_name": loose}), draft.version
    )
    assert saved.answers["requester_name"] == "Nguyễn Thị Ngọc Ước"


@pytest.mark.criterion("V.11")
async def test_money_is_exact_to_the_last_dong(citizen: Citizen, officer: Officer) -> None:
    me, office = await citizen(56), Office(officer, "tamthanh")
    id_ = (await submitted(me, "Tam Thanh")).dossier_id
    await office.accept(id_)
    ask = {"reason": "Lệ phí theo biểu mức."}
    await office.act("tiepnhan1", id_, "require_payment", amount_vnd=900_719_925_474_993, **ask)
    waiting = (await dossiers.dossier(me, id_)).waiting_for
    assert "900.719.925.474.993 đồng" in waiting
    desk = await office.as_("tiepnhan1")
    now = await dossiers.dossier(desk, id_)
    with pytest.raises(ApiProblem) as refused:
        await desk.post(
            f"/dossiers/{id_}/acts/require_payment",
            {"version": now.version, "amount_vnd": 15_000.5, **ask}, dict,
        )  # fmt: skip
    assert refused.value.status == 400


@pytest.mark.criterion("W.1")
@pytest.mark.parametrize("channel", ["desk", "post"])
@pytest.mark.criterion("G.1")
async def test_a_dossier_comes_over_the_counter_by_post_or_by_somebody_authorised(
    officer: Officer, channel: str
) -> None:
    desk = await officer("tiepnhan1.tamthanh")
    agency = (await identity.me(desk)).roles[0].agency_id
    found = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=PROCEDURE, agency_id=agency, channel=channel,
            applicant_name="Trần Thị Ví Dụ", applicant_personal_id="020199000002",
            applicant_phone="0900000002", applicant_address="Số 2 phố Trình Diễn",
            delivery="desk", owner_name="Nguyễn Văn Mẫu", authorised_by="Nguyễn Văn Mẫu",
        ),
        uuid.uuid4().hex,
    )  # fmt: skip
    assert found.channel.code == channel
    assert (found.applicant_name, found.owner_name) == ("Trần Thị Ví Dụ", "Nguyễn Văn Mẫu")
    assert found.state == "submitted"


@pytest.mark.criterion("V.13")
@pytest.mark.parametrize(
    "broken",
    [
        "update dossier set state = 'lost' where id = $1",
        "update dossier set extensions = 2 where id = $1",
        "update dossier set accepted_at = now(), code = null where id = $1",
        "update dossier set receiving_agency_id = id where id = $1",
        "update dossier_event set note = 'x' where dossier_id = $1",
        "delete from dossier_event where dossier_id = $1",
        "delete from dossier where id = $1",
        "update audit_entry set action = 'x' where subject_id = $1",
        "delete from audit_entry where subject_id = $1",
        "insert into component_check (id, tenant_id, dossier_id, component_key, ok, originals) "
        "values (gen_random_uuid(), 'x', $1, 'k', true, -1)",
    ],
)
async def test_the_database_refuses_what_would_make_a_dossier_untrue(
    citizen: Citizen, database: asyncpg.Pool, broken: str
) -> None:
    id_ = (await submitted(await citizen(57), "Tam Thanh")).dossier_id
    with pytest.raises(asyncpg.PostgresError):
        await database.execute(broken, uuid.UUID(id_))


async def test_two_dossiers_never_share_a_code(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    office = Office(officer, "tamthanh")
    ids = [(await submitted(await citizen(n), "Tam Thanh")).dossier_id for n in (58, 59)]
    first = await office.accept(ids[0])
    await office.accept(ids[1])
    with pytest.raises(asyncpg.UniqueViolationError):
        await database.execute(
            "update dossier set code = $2 where id = $1", uuid.UUID(ids[1]), first.code
        )
