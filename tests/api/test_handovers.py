"""A dossier changes hands when who sent it has left: by consent, or by authority after a wait."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import dossiers, handovers, identity, notifications
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.handovers import (
    AskHandover,
    DecideHandover,
    Handover,
    OfferHandover,
    SayWhyNot,
)
from tests.api.conftest import Office, eventually, submitted
from tests.api.people import NAME, Person, a_citizen, cookie
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
WHY = "Người nộp đã thôi việc tại công ty"
PAPER = "Quyết định thôi việc số 12/QĐ ngày 20/11/2026"
SLUG, PLACE = "locbinh", "lộc bình"


async def client(http: httpx.AsyncClient, person: Person) -> ApiClient:
    headers = await cookie(http, person)
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


async def refused(call: Awaitable[object]) -> tuple[int, str]:
    with pytest.raises(ApiProblem) as problem:
        await call
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[1]


def asked(person: Person) -> AskHandover:
    return AskHandover(person.username, NAME, WHY, PAPER)


async def over(database: asyncpg.Pool, found: Handover) -> None:
    """The days in which the sender may object are past."""
    await database.execute(
        "update handover set wait_until = now() - interval '1 minute' where id = $1", found.id
    )


@pytest.mark.criterion("III.13")
async def test_by_consent_it_goes_when_the_other_takes_it(
    http: httpx.AsyncClient, person: Person, another: Person, services: Services, officer: Officer
) -> None:
    giver, taker = await client(http, person), await client(http, another)
    sent = await submitted(giver, PLACE)
    offer = OfferHandover(another.username, NAME, WHY)
    found = await handovers.offer(giver, sent.dossier_id, offer)
    assert (found.state, found.way, found.may) == ("offered", "consent", ["withdraw"])
    assert await refused(dossiers.dossier(taker, sent.dossier_id)) == (404, "unknown-dossier")
    assert await refused(handovers.offer(giver, sent.dossier_id, offer)) == (409, "handover-open")
    assert await refused(handovers.accept(giver, found.id)) == (409, "not-now")
    seen = (await handovers.mine(taker))[0]
    assert (seen.id, seen.may) == (found.id, ["accept", "withdraw"])
    done = await handovers.accept(taker, found.id)
    assert done.state == "done" and done.may == []
    mine = await dossiers.dossier(taker, sent.dossier_id)
    assert mine.applicant_personal_id == another.username
    assert mine.applicant_email == another.email
    assert await refused(dossiers.dossier(giver, sent.dossier_id)) == (404, "unknown-dossier")
    desk = await officer(f"tiepnhan1.{SLUG}")
    assert (await dossiers.dossier(desk, sent.dossier_id)).applicant_personal_id == another.username
    rows = await find(desk, another.username)
    assert sent.dossier_id in rows and sent.dossier_id not in await find(desk, person.username)

    async def told() -> bool:
        letters = [x for x in services.mail if sent.reference in x["subject"]]
        got = str([x["to"] for x in letters if "đã chuyển" in x["subject"]])
        return person.email in got and another.email in got

    assert await eventually(told), "both sides have the letter"
    assert any("đã chuyển" in n.subject for n in (await notifications.notices(giver)).items)


async def find(desk: ApiClient, words: str) -> set[str]:
    from shared.client import inbox

    return {row.id for row in (await inbox.inbox(desk, q=words)).items}


@pytest.mark.usefixtures("freshly_proven")
@pytest.mark.criterion("III.13")
async def test_by_authority_it_takes_a_paper_a_wait_consent_and_a_second_person(
    http: httpx.AsyncClient,
    officer: Officer,
    database: asyncpg.Pool,
    person: Person,
    another: Person,
) -> None:
    gone, taker = await client(http, person), await client(http, another)
    desk, leader = await officer(f"tiepnhan1.{SLUG}"), await officer(f"lanhdao.{SLUG}")
    sent = await submitted(gone, PLACE)
    found = await handovers.ask(desk, sent.dossier_id, asked(another))
    assert (found.state, found.way) == ("offered", "authority")
    yes = DecideHandover(True, "Đã xem quyết định thôi việc")
    assert (await refused(handovers.decide(leader, found.id, yes)))[1] == "not-ready"
    waiting = await handovers.accept(taker, found.id)
    assert waiting.state == "waiting" and waiting.wait_until
    assert (await refused(handovers.decide(leader, found.id, yes)))[1] == "not-ready"
    assert (await dossiers.dossier(gone, sent.dossier_id)).applicant_personal_id == person.username
    await over(database, found)
    assert (await refused(handovers.decide(desk, found.id, yes)))[0] == 403
    done = await handovers.decide(leader, found.id, yes)
    assert done.state == "done" and done.decision == yes.reason
    assert (await dossiers.dossier(taker, sent.dossier_id)).applicant_name == NAME
    assert await refused(dossiers.dossier(gone, sent.dossier_id)) == (404, "unknown-dossier")
    trail = await database.fetch(
        "select action from audit_entry where subject_id in ($1, $2) and "
        "(action like 'handover%' or action like '%handed_over') order by at",
        found.id,
        sent.dossier_id,
    )
    assert [row["action"] for row in trail] == [
        "handover.asked", "handover.accepted", "handover.approved", "dossier.handed_over",
    ]  # fmt: skip


@pytest.mark.usefixtures("freshly_proven")
async def test_a_sender_who_is_still_there_objects_and_keeps_it(
    http: httpx.AsyncClient,
    officer: Officer,
    database: asyncpg.Pool,
    person: Person,
    another: Person,
) -> None:
    here, taker = await client(http, person), await client(http, another)
    desk, leader = await officer(f"tiepnhan1.{SLUG}"), await officer(f"lanhdao.{SLUG}")
    sent = await submitted(here, PLACE)
    found = await handovers.ask(desk, sent.dossier_id, asked(another))
    await handovers.accept(taker, found.id)
    kept = await handovers.object_to(here, found.id, SayWhyNot("Tôi vẫn làm việc tại công ty"))
    assert kept.state == "objected"
    await over(database, found)
    yes = DecideHandover(True, "Đã xem quyết định thôi việc")
    assert (await refused(handovers.decide(leader, found.id, yes)))[1] == "not-ready"
    no = DecideHandover(False, "Người nộp vẫn làm việc")
    assert (await handovers.decide(leader, found.id, no)).state == "refused"
    assert (await dossiers.dossier(here, sent.dossier_id)).applicant_personal_id == person.username
    again = await handovers.ask(desk, sent.dossier_id, asked(another))
    assert again.state == "offered", "a new one may be asked"


async def test_it_is_nobodys_business_but_theirs(
    http: httpx.AsyncClient,
    officer: Officer,
    database: asyncpg.Pool,
    person: Person,
    another: Person,
) -> None:
    giver = await client(http, person)
    stranger = await client(http, await a_citizen(database))
    sent = await submitted(giver, PLACE)
    offer = OfferHandover(another.username, NAME, WHY)
    assert (await refused(handovers.offer(stranger, sent.dossier_id, offer)))[0] == 404
    foreign = await officer("tiepnhan1.bacson")
    assert (await refused(handovers.ask(foreign, sent.dossier_id, asked(another))))[0] == 404
    wrong = OfferHandover(another.username, "Trần Thị Khác", WHY)
    assert (await refused(handovers.offer(giver, sent.dossier_id, wrong)))[1] == "no-such-person"
    self_ = OfferHandover(person.username, NAME, WHY)
    assert (await refused(handovers.offer(giver, sent.dossier_id, self_)))[1] == "no-such-person"
    found = await handovers.offer(giver, sent.dossier_id, offer)
    for call in (handovers.accept, handovers.decline):
        assert (await refused(call(stranger, found.id)))[0] == 404
    assert found.id not in {each.id for each in await handovers.mine(stranger)}
    assert found.id not in {each.id for each in await handovers.mine(foreign)}
    assert (await handovers.decline(giver, found.id)).state == "withdrawn"
    assert (await refused(handovers.accept(await client(http, another), found.id)))[0] == 409


@pytest.mark.usefixtures("freshly_proven")
async def test_a_leader_who_is_a_side_does_not_decide(
    http: httpx.AsyncClient, officer: Officer, database: asyncpg.Pool, person: Person
) -> None:
    leader = await officer(f"lanhdao.{SLUG}")
    number = (await identity.me(leader)).personal_id
    assert number
    heir = await a_citizen(database, number)
    sent = await submitted(await client(http, person), PLACE)
    desk = await officer(f"tiepnhan1.{SLUG}")
    found = await handovers.ask(desk, sent.dossier_id, asked(heir))
    await handovers.accept(await client(http, heir), found.id)
    await over(database, found)
    yes = DecideHandover(True, "Đã xem quyết định thôi việc")
    assert (await refused(handovers.decide(leader, found.id, yes)))[1] == "own-dossier"


async def test_a_dossier_that_is_over_stays_where_it_is(
    http: httpx.AsyncClient, officer: Officer, person: Person, another: Person
) -> None:
    giver = await client(http, person)
    sent = await submitted(giver, PLACE)
    office = Office(officer, SLUG)
    await office.act("tiepnhan1", sent.dossier_id, "refuse", reason="Không thuộc thẩm quyền")
    offer = OfferHandover(another.username, NAME, WHY)
    assert (await refused(handovers.offer(giver, sent.dossier_id, offer)))[1] == "not-movable"
