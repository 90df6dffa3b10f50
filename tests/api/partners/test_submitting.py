"""A program submits for a person: asked, answered on the portal, bounded, and ended at any time."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import dossiers, partners, prefill, programs
from shared.client.base import ApiClient, ApiProblem
from shared.client.partners import PartnerApi
from shared.contracts.drafts import SaveDraft
from shared.contracts.partners import FieldGrant
from shared.contracts.programs import AskAuthorisation, ProgramDraft, SaveProgramDraft
from tests.api.conftest import PROCEDURE, different, pdf
from tests.api.partners.programs import ALL, WHY, Officer, Program, entered, refused
from tests.api.people import Person, a_citizen, cookie, enter

LetIn = Callable[..., Awaitable[Program]]
SCOPES = [*ALL, "submissions:write"]
GRANTS = [FieldGrant(PROCEDURE, ["state", "channel", "procedure"])]


async def entered_as(http: httpx.AsyncClient, person: Person) -> ApiClient:
    """The portal as a person who has just proved who they are."""
    answer = await enter(http, person)
    assert answer.status_code == 200
    return ApiClient(http, face="citizen", cookie=answer.cookies["motcua_citizen"])


async def let(
    http: httpx.AsyncClient, api: PartnerApi, person: Person, days: int = 30
) -> tuple[str, ApiClient]:
    """A request of the program that the person has agreed to; its id, and the person."""
    asked = await programs.ask(
        api, AskAuthorisation(person.username, [PROCEDURE], "Nộp hộ khách hàng", days)
    )
    me = await entered_as(http, person)
    await programs.answer(me, asked.id, True)
    return asked.id, me


async def filled(api: PartnerApi, authorisation: str) -> ProgramDraft:
    """A draft with everything it asks for."""
    draft = await programs.start(api, authorisation, PROCEDURE)
    data = SaveProgramDraft(different(), delivery="electronic")
    return await programs.save(api, draft, data)


@pytest.mark.criterion("S.14")
async def test_a_program_goes_from_the_catalogue_to_a_followed_dossier(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    officer: Officer,
    person: Person,
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    schema = (await http.get(f"/api/v1/procedures/{PROCEDURE}/form/schema")).json()
    assert set(schema["required"]) <= set(different())
    cursor = (await programs.events_after(api, "latest")).cursor
    asked = await programs.ask(
        api, AskAuthorisation(person.username, [PROCEDURE], "Nộp hộ khách hàng", 30)
    )
    assert asked.state == "waiting"
    assert await refused(programs.start(api, asked.id, PROCEDURE)) == "not-authorised"
    me = await entered_as(http, person)
    shown = next(a for a in await programs.for_me(me) if a.id == asked.id)
    assert (shown.state, [p.id for p in shown.procedures]) == ("waiting", [PROCEDURE])
    assert shown.purpose == "Nộp hộ khách hàng"
    await programs.answer(me, asked.id, True)
    draft = await programs.start(api, asked.id, PROCEDURE)
    assert draft.agency is not None, "it can be received in one place only"
    assert [a.id for a in draft.agencies] == [draft.agency.id]
    with pytest.raises(ApiProblem) as incomplete:
        await programs.submit(api, draft.id)
    assert incomplete.value.status == 422
    assert incomplete.value.errors
    draft = await programs.save(api, draft, SaveProgramDraft(different(), delivery="electronic"))
    file = await programs.upload(api, draft.id, draft.papers[0].key, "giấy.pdf", pdf())
    assert [d.id for d in (await programs.read(api, draft.id)).documents] == [file.id]
    sent = await programs.submit(api, draft.id)
    assert (await programs.submit(api, draft.id)).reference == sent.reference
    found = await partners.dossier(api, sent.reference)
    assert found.fields == {"state": "submitted", "channel": "online", "procedure": PROCEDURE}

    mine = await dossiers.dossier(me, sent.dossier_id)
    assert mine.applicant_name == "Nguyễn Văn Mẫu"
    note = await database.fetchrow(
        "select note, payload::jsonb -> 'program' ->> 'authorisation_id' as by "
        "from dossier_event where dossier_id = $1 and act = 'submit'",
        uuid.UUID(sent.dossier_id),
    )
    assert "chương trình" in note["note"]
    assert note["by"] == asked.id
    assert (await programs.for_me(me))[0].submitted == 1
    events = []
    for _ in range(100):
        page = await programs.events_after(api, cursor)
        cursor = page.cursor
        events += [e for e in page.items if e.dossier.code == sent.reference]
        if events:
            break
    assert [e.act for e in events] == ["submit"]


@pytest.mark.criterion("G.10")
async def test_without_the_persons_word_nothing_is_begun_changed_or_sent(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    person: Person,
    another: Person,
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    other = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    held, me = await let(http, api, person)
    assert await refused(programs.authorisation(other, held)) == "not-found"
    assert await refused(programs.start(other, held, PROCEDURE)) == "not-found"
    draft = await filled(api, held)
    for work in (
        programs.read(other, draft.id),
        programs.save(other, draft, SaveProgramDraft({})),
        programs.submit(other, draft.id),
        programs.upload(other, draft.id, draft.papers[0].key, "a.pdf", pdf()),
        programs.discard(other, draft.id),
    ):
        assert await refused(work) == "unknown-draft"
    stranger = await entered_as(http, another)
    assert await refused(programs.answer(stranger, held, True)) == "not-found"
    assert await refused(programs.end(stranger, held)) == "not-found"
    assert held not in {a.id for a in await programs.for_me(stranger)}
    await programs.end(me, held)
    assert (await programs.authorisation(api, held)).state == "ended"
    for work in (
        programs.submit(api, draft.id),
        programs.read(api, draft.id),
        programs.start(api, held, PROCEDURE),
    ):
        assert await refused(work) == "not-authorised"
    assert await refused(programs.answer(me, held, True)) == "already-answered"
    said_no = await programs.ask(
        api, AskAuthorisation(person.username, [PROCEDURE], "Nộp hộ khách hàng", 3)
    )
    await programs.answer(me, said_no.id, False)
    assert await refused(programs.start(api, said_no.id, PROCEDURE)) == "not-authorised"
    sent = await database.fetchval(
        "select count(*) from dossier where applicant_id = $1", person.id
    )
    assert sent == 0


async def test_it_ends_by_itself_and_with_the_days_the_person_agreed_to(
    http: httpx.AsyncClient,
    home: httpx.AsyncClient,
    let_in: LetIn,
    person: Person,
    database: asyncpg.Pool,
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    held, _me = await let(http, api, person, days=1)
    draft = await filled(api, held)
    await database.execute(
        "update program_authorisation set valid_until = now() - interval '1 second' where id = $1",
        uuid.UUID(held),
    )
    assert (await programs.authorisation(api, held)).state == "expired"
    assert await refused(programs.submit(api, draft.id)) == "not-authorised"


async def test_a_program_sees_nothing_of_the_persons_own_draft(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, person: Person
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    held, me = await let(http, api, person)
    own = await dossiers.start_draft(me, PROCEDURE)
    theirs = await programs.start(api, held, PROCEDURE)
    assert theirs.id != own.id
    assert theirs.answers == {}
    assert (await dossiers.start_draft(me, PROCEDURE)).id == own.id, "the person keeps their own"
    assert await refused(programs.read(api, own.id)) == "unknown-draft"
    # Nor does the person's side put into it what the program would then read.
    assert theirs.id not in {row.id for row in (await dossiers.drafts(me)).items}
    for work in (
        dossiers.draft(me, theirs.id),
        dossiers.save_draft(me, theirs.id, SaveDraft({}), theirs.version),
        prefill.offers(me, theirs.id),
        dossiers.discard_draft(me, theirs.id),
    ):
        assert await refused(work) == "unknown-draft"
    for _ in range(19):
        await programs.start(api, held, PROCEDURE)
    assert await refused(programs.start(api, held, PROCEDURE)) == "too-many-drafts"
    await programs.discard(api, theirs.id)
    await programs.start(api, held, PROCEDURE)


async def test_asking_tells_nothing_of_a_number_and_cannot_be_used_to_pester(
    home: httpx.AsyncClient, let_in: LetIn, person: Person
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    real, nobody = [
        await programs.ask(api, AskAuthorisation(number, [PROCEDURE], WHY, 30))
        for number in (person.username, "020099999998")
    ]
    assert (real.state, real.procedures) == (nobody.state, nobody.procedures)
    for number in (person.username, "020099999998"):
        for _ in range(2):
            await programs.ask(api, AskAuthorisation(number, [PROCEDURE], WHY, 30))
        again = programs.ask(api, AskAuthorisation(number, [PROCEDURE], WHY, 30))
        assert await refused(again) == "too-many"
    wrong = programs.ask(api, AskAuthorisation(person.username, ["9.999999"], WHY, 30))
    with pytest.raises(ApiProblem) as problem:
        await wrong
    assert problem.value.errors[0].pointer == "/procedures"


async def test_two_programs_with_the_same_key_and_body_get_answers_of_their_own(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, person: Person
) -> None:
    """A repeated request is known by program, whichever of its tokens it comes with: one's answer
    is never given to another.
    """
    program = await let_in(scopes=SCOPES, grants=GRANTS)
    first, later = await entered(home, program), await entered(home, program)
    second = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    key = uuid.uuid4().hex
    body = {
        "personal_id": person.username, "procedures": [PROCEDURE], "purpose": WHY, "valid_days": 5,
    }  # fmt: skip
    ids = []
    for api in (first, later, second):
        answer = await home.post(
            "/api/v1/partner/authorisations",
            json=body,
            headers={**api._headers, "Idempotency-Key": key},
        )
        assert answer.status_code == 201
        ids.append(answer.json()["id"])
    assert ids[0] == ids[1] != ids[2]


async def test_a_wrong_answer_is_refused_by_its_name_and_a_foreign_agency_too(
    http: httpx.AsyncClient, home: httpx.AsyncClient, let_in: LetIn, person: Person
) -> None:
    api = await entered(home, await let_in(scopes=SCOPES, grants=GRANTS))
    held, me = await let(http, api, person)
    draft = await programs.start(api, held, PROCEDURE)
    with pytest.raises(ApiProblem) as problem:
        await programs.save(api, draft, SaveProgramDraft({"birth_date": "31/31/1999"}))
    assert "birth_date" in problem.value.errors[0].pointer
    own = await dossiers.start_draft(me, PROCEDURE)
    elsewhere = next(a for a in own.agencies if "Đông Kinh" in a.name)
    with pytest.raises(ApiProblem) as problem:
        await programs.save(api, draft, SaveProgramDraft({}, agency_id=elsewhere.id))
    assert problem.value.errors[0].pointer == "/agency_id"
    answer = await home.patch(
        f"/api/v1/partner/drafts/{draft.id}", json={"answers": {}}, headers=api._headers
    )
    assert answer.status_code == 428


async def test_the_portal_shows_the_person_who_asks(
    http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    person = await a_citizen(database)
    me = await cookie(http, person)
    answer = await http.get("/api/v1/authorisations", headers=me)
    assert answer.json() == []
