"""Choosing instead of typing: what is offered, where an answer came from, who vouched for it."""

import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio

from backend.settings import settings
from shared.client import dossiers, prefill, privacy
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.drafts import SaveDraft
from shared.contracts.prefill import AskRegister, DraftOffers, Offer, Verify
from shared.contracts.privacy import SetConsent
from tests.api.conftest import ANSWERS, PROCEDURE, Office
from tests.api.test_vault import drafted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
POPULATION = AskRegister("population", True)
EXTRACT = "2.000635"


@pytest_asyncio.fixture(loop_scope="session")
async def lgsp(services: object) -> AsyncIterator[Callable[[str], Awaitable[None]]]:
    """Breaks the registers of the sandbox; they are mended afterwards."""
    async with httpx.AsyncClient(base_url=settings().lgsp_url) as http:

        async def fault(kind: str) -> None:
            await http.post(f"/fault/{kind}")

        yield fault
        await fault("mend")


async def calls() -> list[dict[str, str]]:
    async with httpx.AsyncClient(base_url=settings().lgsp_url) as http:
        return list((await http.get("/calls")).json())


def best(offers: DraftOffers, key: str) -> Offer:
    return next(o for o in offers.answers if o.key == key)


async def saved(api: ApiClient, draft_id: str, answers: dict[str, Any], **chosen: str) -> None:
    now = await dossiers.draft(api, draft_id)
    await dossiers.save_draft(api, draft_id, SaveDraft(answers=answers, chosen=chosen), now.version)


@pytest.mark.criterion("III.1")
async def test_the_account_is_offered_and_no_register_is_asked_by_itself(citizen: Citizen) -> None:
    api = await citizen(48)
    draft = await drafted(api, PROCEDURE)
    before = len(await calls())
    offers = await prefill.offers(api, draft.id)
    name = best(offers, "requester_name")
    assert (name.source, name.verified) == ("account", False)
    assert [r.register for r in offers.registers] == ["population"]
    assert len(await calls()) == before


@pytest.mark.criterion("III.1")
@pytest.mark.criterion("G.5")
@pytest.mark.criterion("S.3")
@pytest.mark.criterion("G.1")
async def test_a_register_asked_by_choice_fills_the_form_and_the_query_is_logged(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    api = await citizen(48)
    draft = await drafted(api, PROCEDURE)
    offers = await prefill.ask_register(api, draft.id, POPULATION)
    born = best(offers, "birth_date")
    assert (born.source, born.verified, born.source_label) == (
        "population", True, "Cơ sở dữ liệu quốc gia về dân cư",
    )  # fmt: skip
    assert born.known_at is not None and born.known_at.startswith("2026-07-01")
    call = (await calls())[-1]
    assert call["reference"] == draft.id and "Điền hồ sơ" in call["purpose"] and call["consent"]
    row = await database.fetchrow(
        "select * from register_query where draft_id = $1", uuid.UUID(draft.id)
    )
    assert row is not None and row["outcome"] == "found"
    logged = await database.fetchval(
        "select count(*) from audit_entry where action = 'register.queried' and subject_id = $1",
        row["id"],
    )
    assert logged == 1
    looks = (await privacy.looks(api)).items
    assert any("dân cư" in look.subject and "Điền hồ sơ" in look.purpose for look in looks)


async def test_no_register_is_asked_without_agreement_or_by_a_stranger(citizen: Citizen) -> None:
    draft = await drafted(await citizen(48), PROCEDURE)
    before = len(await calls())
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(await citizen(48), draft.id, AskRegister("population", False))
    assert refused.value.errors[0].pointer == "/agreed"
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(await citizen(49), draft.id, POPULATION)
    assert refused.value.status == 404
    with pytest.raises(ApiProblem) as refused:
        await prefill.offers(await citizen(49), draft.id)
    assert refused.value.status == 404
    assert len(await calls()) == before


async def test_an_account_whose_person_nobody_has_seen_cannot_ask_a_register(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    api = await citizen(49)
    draft = await drafted(api, PROCEDURE)
    proof = "from identity_proof p using account a where a.id = p.account_id and a.username = $1"
    from backend.identity.sign_in_names import stored_name
    from backend.organisation.demo.names import personal_id

    await database.execute(f"delete {proof}", stored_name(personal_id(49)))
    before = len(await calls())
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(api, draft.id, POPULATION)
    assert refused.value.status == 403
    assert len(await calls()) == before


@pytest.mark.parametrize(("kind", "status"), [("none", 404), ("wrong", 409)])
async def test_no_record_or_another_persons_leaves_everything_as_it_was(
    citizen: Citizen, lgsp: Callable[[str], Awaitable[None]], kind: str, status: int,
    database: asyncpg.Pool,
) -> None:  # fmt: skip
    api = await citizen(50)
    draft = await drafted(api, PROCEDURE)
    await saved(api, draft.id, {"ethnicity": "Tày"})
    await lgsp(kind)
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(api, draft.id, POPULATION)
    assert refused.value.status == status and "tự điền" in refused.value.message
    offers = await prefill.offers(api, draft.id)
    assert not any(o.source == "population" for o in offers.answers)
    assert (await dossiers.draft(api, draft.id)).answers == {"ethnicity": "Tày"}
    facts = await database.fetchval(
        "select facts from register_query where draft_id = $1", uuid.UUID(draft.id)
    )
    assert facts is None


async def test_a_slow_register_is_given_up_and_after_three_failures_left_alone(
    citizen: Citizen, lgsp: Callable[[str], Awaitable[None]]
) -> None:
    api = await citizen(51)
    draft = await drafted(api, "2.001827")
    ask = AskRegister("business", True, "0109876543")
    await lgsp("slow")
    started = time.monotonic()
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(api, draft.id, ask)
    assert refused.value.status == 503 and time.monotonic() - started < 7
    await lgsp("down")
    for _ in range(2):
        with pytest.raises(ApiProblem):
            await prefill.ask_register(api, draft.id, ask)
    before = len(await calls())
    with pytest.raises(ApiProblem) as refused:
        await prefill.ask_register(api, draft.id, ask)
    assert refused.value.status == 503
    assert len(await calls()) == before, "the open breaker spares the register"


@pytest.mark.criterion("III.1")
async def test_the_api_decides_where_an_answer_came_from(
    citizen: Citizen, officer: Officer
) -> None:
    api = await citizen(52)
    draft = await drafted(api, PROCEDURE)
    offers = await prefill.ask_register(api, draft.id, POPULATION)
    taken = {key: best(offers, key) for key in ("birth_date", "nationality", "ethnicity")}
    answers = ANSWERS | {key: offer.value for key, offer in taken.items()}
    answers |= {"requester_address": f"Nhà {uuid.uuid4().hex[:8]}, phố Trình Diễn"}
    answers["ethnicity"] = "Nùng sửa tay"
    chosen = {key: offer.id for key, offer in taken.items()}
    chosen["requester_phone"] = taken["birth_date"].id  # an offer of another question
    await saved(api, draft.id, answers, **chosen)
    promise = await dossiers.submit(api, draft.id, uuid.uuid4().hex)
    desk = await officer("tiepnhan1.kylua")
    found = await prefill.sources(desk, promise.dossier_id)
    by_key = {a.key: a for a in found.answers}
    assert (by_key["birth_date"].source, by_key["birth_date"].verified) == ("population", True)
    assert by_key["nationality"].source == "population"
    for key in ("ethnicity", "requester_phone", "purpose_other"):
        assert (by_key[key].source, by_key[key].verified) == ("typed", False)
    assert found.may_verify
    after = await prefill.verify(
        desk, promise.dossier_id, Verify("answer", "ethnicity", "Thẻ căn cước bản gốc")
    )
    vouched = next(a for a in after.answers if a.key == "ethnicity")
    assert vouched.verified and "Một cửa" in vouched.verified_by
    stranger = await officer("tiepnhan1.dongkinh")
    with pytest.raises(ApiProblem) as refused:
        await prefill.verify(stranger, promise.dossier_id, Verify("answer", "ethnicity", "Thẻ"))
    assert refused.value.status == 404


async def test_a_value_changed_after_it_was_chosen_is_typed(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    api = await citizen(53)
    draft = await drafted(api, PROCEDURE)
    offer = best(await prefill.offers(api, draft.id), "requester_phone")
    source = "select source from answer_source where draft_id = $1 and key = 'requester_phone'"
    await saved(api, draft.id, {"requester_phone": offer.value}, requester_phone=offer.id)
    assert await database.fetchval(source, uuid.UUID(draft.id)) == "account"
    await saved(api, draft.id, {"requester_phone": offer.value})
    assert await database.fetchval(source, uuid.UUID(draft.id)) == "account"
    await saved(api, draft.id, {"requester_phone": "0911111111"})
    assert await database.fetchval(source, uuid.UUID(draft.id)) == "typed"


@pytest.mark.criterion("III.1")
@pytest.mark.criterion("II.16")
async def test_verified_answers_come_back_as_data_of_the_vault(
    citizen: Citizen, officer: Officer
) -> None:
    api = await citizen(54)
    draft = await drafted(api, PROCEDURE)
    from backend.organisation.demo.names import full_name

    answers = ANSWERS | {"requester_name": full_name(54), "ethnicity": "Sán Chay"}
    answers |= {"requester_address": f"Nhà {uuid.uuid4().hex[:8]}, phố Trình Diễn"}
    await saved(api, draft.id, answers)
    promise = await dossiers.submit(api, draft.id, uuid.uuid4().hex)
    desk = await officer("tiepnhan1.kylua")
    proof = Verify("answer", "ethnicity", "Giấy khai sinh bản chính")
    await prefill.verify(desk, promise.dossier_id, proof)
    await Office(officer, "kylua").to_result(promise.dossier_id, "Tư pháp")
    offers = await prefill.offers(api, (await drafted(api, "3.000333", "")).id)
    found = [o for o in offers.answers if o.key == "ethnicity"]
    assert [(o.source, o.value, o.verified) for o in found[:1]] == [("vault", "Sán Chay", True)]


async def test_a_consent_withdrawn_takes_what_was_fetched_with_it_at_once(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    api = await citizen(55)
    draft = await drafted(api, PROCEDURE)
    await prefill.ask_register(api, draft.id, POPULATION)
    consents = await privacy.set_consent(api, SetConsent("population", False))
    assert not next(c for c in consents if c.kind == "population").given
    offers = await prefill.offers(api, draft.id)
    assert not any(o.source == "population" for o in offers.answers)
    facts = await database.fetchval(
        "select facts from register_query where draft_id = $1", uuid.UUID(draft.id)
    )
    assert facts is None


@pytest.mark.criterion("G.5")
async def test_the_data_of_a_register_stands_in_for_the_paper_it_replaces(
    citizen: Citizen, officer: Officer, database: asyncpg.Pool
) -> None:
    api = await citizen(38)
    draft = await drafted(api, EXTRACT)
    (before,) = (await prefill.offers(api, draft.id)).replaced
    assert (before.component_key, before.done) == ("tuy_than", False)
    (after,) = (await prefill.ask_register(api, draft.id, POPULATION)).replaced
    assert after.done
    answers = {key: ANSWERS[key] for key in ANSWERS if key.startswith(("requester", "declar"))}
    answers |= {"record_kind": "birth", "record_person": "Nguyễn Văn Mẫu", "copies": 2}
    await saved(api, draft.id, answers)
    promise = await dossiers.submit(api, draft.id, uuid.uuid4().hex)
    found = await prefill.sources(await officer("tiepnhan1.kylua"), promise.dossier_id)
    (paper,) = found.components
    assert (paper.key, paper.source, paper.verified) == ("tuy_than", "population", True)
