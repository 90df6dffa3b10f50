"""Keys for trials: asked for by a developer, decided by an administrator, good for trials alone."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import dossiers, organisation, partners, programs
from shared.client.base import ApiClient, ApiProblem
from shared.client.partners import PartnerApi
from shared.contracts.drafts import SaveDraft
from shared.contracts.partners import FieldGrant
from shared.contracts.programs import AskAuthorisation, AskSandbox, SaveProgramDraft
from tests.api.conftest import PROCEDURE, different, eventually, submitted
from tests.api.partners.programs import WHY, Officer, Program, at, entered, not_given, refused
from tests.api.partners.test_submitting import entered_as
from tests.api.people import Person, a_citizen
from tests.conftest import Services

LetIn = Callable[..., Awaitable[Program]]


async def asked(api: ApiClient) -> str:
    """A program that waits for the word of an administrator; its id."""
    name = f"Ứng dụng {uuid.uuid4().hex[:8]}"
    await programs.ask_for_keys(api, AskSandbox(name, f"{uuid.uuid4().hex}@dev.example", WHY))
    return next(p.id for p in await programs.my_programs(api) if p.name == name)


async def with_keys(officer: Officer, me: ApiClient, http: httpx.AsyncClient) -> PartnerApi:
    """A program of this developer, approved, with a token of its keys."""
    id_ = await asked(me)
    await partners.decide(await officer("quantri.ubndtinh"), id_, True)
    given = await programs.keys(me, id_)
    return await entered(http, Program(given.client_id, given.client_secret))


@pytest.mark.criterion("S.14")
async def test_a_developer_asks_an_administrator_decides_the_key_is_shown_once(
    http: httpx.AsyncClient,
    officer: Officer,
    person: Person,
    another: Person,
    database: asyncpg.Pool,
    services: Services,
) -> None:
    me, stranger = await entered_as(http, person), await entered_as(http, another)
    id_ = await asked(me)
    admin = await officer("quantri.ubndtinh")
    waiting = next(c for c in await partners.clients(admin) if c.id == id_)
    assert (waiting.state, waiting.may_decide) == ("waiting", True)
    assert await refused(programs.keys(me, id_)) == "no-secret"
    assert await refused(programs.keys(stranger, id_)) == "not-found"
    assert await refused(partners.decide(await officer("lanhdao.kylua"), id_, True)) == "not-found"
    await partners.decide(admin, id_, True)
    shown = next(p for p in await programs.my_programs(me) if p.id == id_)
    assert (shown.state, shown.may_have_secret, shown.has_secret) == ("active", True, False)
    letter = await eventually(lambda: _letter(services, shown.contact))
    assert "lap-trinh" in letter["body"]
    first = (await programs.keys(me, id_)).client_secret
    assert await refused(partners.renew_secret(admin, id_)) == "no-secret"
    stored = await database.fetchval(
        "select c::text from api_client c where id = $1", uuid.UUID(id_)
    )
    assert first not in stored
    second = (await programs.keys(me, id_)).client_secret
    async with at(str(http.base_url), f"192.0.2.{uuid.uuid4().int % 250}") as anywhere:
        assert await not_given(partners.token(anywhere, id_, first)) == "invalid_client"
        await entered(anywhere, Program(id_, second))
        await programs.end_program(me, id_)
        assert await not_given(partners.token(anywhere, id_, second)) == "invalid_client"
    assert await refused(programs.end_program(stranger, id_)) == "not-found"


async def _letter(services: Services, to: str) -> dict[str, str] | None:
    return next((letter for letter in services.mail if to in letter["to"]), None)


@pytest.mark.criterion("G.10")
async def test_trial_keys_open_what_their_developer_sent_for_trial_and_nothing_real(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    officer: Officer,
    let_in: LetIn,
    person: Person,
    another: Person,
    database: asyncpg.Pool,
) -> None:
    me, other = await entered_as(http, person), await entered_as(http, another)
    mine, theirs = await with_keys(officer, me, home), await with_keys(officer, other, home)
    held = next(iter(await programs.authorisations(mine)))
    assert held.state == "granted"
    draft = await programs.start(mine, held.id, PROCEDURE)
    assert draft.agency is not None
    assert "thử nghiệm" in draft.agency.name
    draft = await programs.save(mine, draft, SaveProgramDraft(different(), delivery="electronic"))
    sent = await programs.submit(mine, draft.id)
    real = await submitted(await entered_as(http, await a_citizen(database)), "Kỳ Lừa")
    own_real = await submitted(me, "Kỳ Lừa")
    assert (await partners.dossier(mine, sent.reference)).fields["state"] == "submitted"
    for api, code in (
        (theirs, sent.reference),
        (mine, real.reference),
        (mine, own_real.reference),
    ):
        assert await refused(partners.dossier(api, code)) == "not-found"
    province = next(
        a.id
        for a in await organisation.agencies(await officer("quantri.ubndtinh"))
        if a.parent_id is None
    )
    program = await let_in(grants=[FieldGrant("*", ["state"])])
    # The whole province, which has one decider only: said by hand.
    whose = "update api_client set agency_id = $2 where id = $1"
    await database.execute(whose, uuid.UUID(program.id), uuid.UUID(province))
    whole = await entered(home, program)
    assert await refused(partners.dossier(whole, sent.reference)) == "not-found"
    start = (await programs.events_after(whole, "latest")).cursor
    again = await programs.start(mine, held.id, PROCEDURE)
    again = await programs.save(mine, again, SaveProgramDraft(different(), delivery="electronic"))
    second = await programs.submit(mine, again.id)

    async def told() -> bool:
        page = await programs.events_after(mine, "")
        cursor, codes = page.cursor, {e.dossier.code for e in page.items}
        while page.more:
            page = await programs.events_after(mine, cursor)
            cursor, codes = page.cursor, codes | {e.dossier.code for e in page.items}
        assert codes <= {sent.reference, second.reference}
        return second.reference in codes

    await eventually(told)
    seen = await programs.events_after(whole, start)
    assert second.reference not in {e.dossier.code for e in seen.items}


async def test_the_agency_for_trials_is_offered_to_nobody_else(
    http: httpx.AsyncClient, home: httpx.AsyncClient, officer: Officer, person: Person,
    another: Person, database: asyncpg.Pool,
) -> None:  # fmt: skip
    me = await entered_as(http, person)
    api = await with_keys(officer, me, home)
    trial = await database.fetchval("select id from agency where demonstration")
    assert str(trial) not in {a.id for a in await organisation.agencies(me)}
    own = await dossiers.start_draft(me, PROCEDURE)
    assert str(trial) not in {a.id for a in own.agencies}
    data = SaveDraft(answers={}, agency_id=str(trial))
    assert await refused(dossiers.save_draft(me, own.id, data, own.version)) == (
        "agency-not-competent"
    )
    # Keys for trials cannot be used to ask a real person for anything.
    asked_for = await programs.ask(api, AskAuthorisation(another.username, [PROCEDURE], WHY, 30))
    stranger = await entered_as(http, another)
    assert asked_for.id not in {a.id for a in await programs.for_me(stranger)}
    told = await database.fetchval(
        "select count(*) from national_sync s join dossier d on d.id = s.dossier_id "
        "where d.receiving_agency_id = $1",
        trial,
    )
    assert told == 0, "what was sent for trial goes to nobody"


async def test_a_developer_has_few_programs_at_a_time(
    http: httpx.AsyncClient, person: Person
) -> None:
    me = await entered_as(http, person)
    ids = [await asked(me) for _ in range(5)]
    with pytest.raises(ApiProblem) as problem:
        await asked(me)
    assert problem.value.problem.type.endswith("too-many-programs")
    await programs.end_program(me, ids[0])
    await asked(me)
