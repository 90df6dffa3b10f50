"""Portal and one-stop system are one: what either side does, the other reads in its next breath.

Nothing here waits for a worker; each look comes straight after the act of the other side.
"""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import dossiers, identity, inbox, messages
from shared.client.base import ApiClient
from shared.contracts.desk import RegisterAtDesk
from tests.api.conftest import PROCEDURE, Office
from tests.api.messages.conftest import Somebody, handed_in, somebody

Officer = Callable[[str], Awaitable[ApiClient]]
PLACE = "Kỳ Lừa"
REASON = "Bản chụp giấy tờ không đọc được, cần bản rõ hơn."


async def _listed(api: ApiClient, id_: str, code: str) -> list[str]:
    """The states in which the officer's list shows a dossier, looked for by its code."""
    return [row.state for row in (await inbox.inbox(api, q=code)).items if row.id == id_]


@pytest.mark.criterion("III.19")
async def test_each_side_reads_at_once_what_the_other_did(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, anonymous: ApiClient
) -> None:
    me: Somebody = await somebody(http, database)
    office = Office(officer, "kylua")
    desk = await office.as_("tiepnhan1")

    id_ = await handed_in(me, PLACE)
    seen = await dossiers.dossier(desk, id_)
    assert seen.state == "submitted", "the desk has it when the citizen's page says so"
    assert await _listed(desk, id_, seen.reference) == ["submitted"]

    accepted = await office.accept(id_)
    assert accepted.code
    mine = await dossiers.dossier(me.api, id_)
    assert (mine.state, mine.code, mine.due_at) == ("accepted", accepted.code, accepted.due_at)
    assert (await dossiers.look_up(anonymous, accepted.code)).code == accepted.code

    appraised = await office.on_to_appraisal(id_, "Tư pháp")
    assert (await dossiers.dossier(me.api, id_)).state == appraised.state
    specialist = await office.as_(office.specialist)
    asked = await messages.say(me.api, id_, "Tôi đổi số điện thoại có phải báo không?", [])
    there = await messages.conversation(specialist, id_)
    assert [m.body for m in there.messages] == [m.body for m in asked.messages]
    await messages.say(specialist, id_, "Không cần, Ông/Bà giữ mã hồ sơ là đủ.", [])
    answered = await messages.conversation(me.api, id_)
    assert answered.messages[-1].body.startswith("Không cần") and answered.unread == 1

    asking = await office.who_may(id_, "request_supplement", office.specialist, "tiepnhan1")
    await office.act(asking, id_, "request_supplement", items=["Bản rõ hơn"], reason=REASON)
    waits = await dossiers.dossier(me.api, id_)
    assert waits.state == "supplement"
    assert REASON in str([entry.note for entry in waits.timeline])

    await office_gets_it_back(me, office, id_)
    await office.act(office.specialist, id_, "submit_for_approval")
    timeline = [entry.act for entry in (await dossiers.dossier(me.api, id_)).timeline]
    assert timeline[-3:] == ["request_supplement", "supplement", "submit_for_approval"]


async def office_gets_it_back(me: Somebody, office: Office, id_: str) -> None:
    """The citizen supplements on the portal; who works on it has it in the same moment."""
    from shared.contracts.acts import Supplement

    now = await dossiers.dossier(me.api, id_)
    done = await dossiers.act(me.api, id_, "supplement", Supplement(version=now.version))
    theirs = await dossiers.dossier(await office.as_(office.specialist), id_)
    assert (theirs.state, theirs.version) == (done.state, done.version)
    assert theirs.state != "supplement"


@pytest.mark.criterion("III.19")
async def test_what_the_desk_takes_in_by_hand_stands_in_the_account_of_its_owner_at_once(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me = await somebody(http, database)
    desk = await officer("tiepnhan1.kylua")
    agency = (await identity.me(desk)).roles[0].agency_id
    found = await dossiers.register_at_desk(
        desk,
        RegisterAtDesk(
            procedure_code=PROCEDURE, agency_id=agency, channel="desk",
            applicant_name="Nguyễn Văn Mẫu", applicant_personal_id=me.person.username,
            applicant_phone=me.phone, applicant_address="Số 2 phố Trình Diễn", delivery="desk",
        ),
        uuid.uuid4().hex,
    )  # fmt: skip
    mine = {row.id: row.state for row in (await dossiers.mine(me.api)).items}
    assert mine.get(found.id) == found.state
