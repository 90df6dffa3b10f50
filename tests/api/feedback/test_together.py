"""Petitions that are answered together, and those that are about whoever would take them."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import petitions
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.petitions import SendPetition
from shared.vocabulary.petitions import PetitionAct
from tests.api.conftest import eventually
from tests.api.feedback.ways import (
    HANDLER,
    HEAD,
    LEADER,
    SLUG,
    agency_of,
    case_of,
    handed_over,
    id_of,
    refused,
    written,
)
from tests.api.people import fresh_citizen
from tests.conftest import Services

Officer = Callable[[str], Awaitable[ApiClient]]
A = PetitionAct


@pytest.mark.criterion("III.18")
async def test_every_sender_of_those_answered_together_is_told_and_judges(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient, services: Services
) -> None:
    agency = await agency_of(officer)
    data = [written(agency) for _each in range(3)]
    main, first, twin = [await petitions.send(anonymous, one) for one in data]
    case_main, case_first, case_twin = [
        await case_of(officer, database, one.code) for one in (main, first, twin)
    ]
    await case_twin.act(HEAD, A.MERGE, into=first.code)
    early = petitions.judge(anonymous, twin.code, twin.secret, liked=True)
    assert await refused(early) == (409, "act-not-allowed"), "there is no answer yet"
    # The one it was merged into is merged on: the answer is still that of the last.
    await case_first.act(HEAD, A.MERGE, into=main.code)
    await case_main.answer("Trả lời chung cho ba phản ánh.")
    for sent in (first, twin):
        followed = await petitions.seen(anonymous, sent.code, sent.secret)
        assert (followed.state, followed.answer) == ("merged", "Trả lời chung cho ba phản ánh.")
        assert followed.may_judge
        assert followed.steps[-1].act == A.APPROVE_ANSWER
    judged = await petitions.judge(anonymous, twin.code, twin.secret, liked=False)
    assert (judged.liked, judged.may_judge) == (False, False)
    again = petitions.judge(anonymous, twin.code, twin.secret, liked=True)
    assert await refused(again) == (409, "act-not-allowed")

    async def letters() -> bool:
        return all(
            f"Đã có trả lời phản ánh {sent.code}"
            in {m["subject"] for m in services.mail if one.email in m["to"]}
            for one, sent in zip(data, (main, first, twin), strict=True)
        )

    assert await eventually(letters)
    # One that is merged into what is answered already has the answer at once.
    late = await petitions.send(anonymous, written(agency))
    await (await case_of(officer, database, late.code)).act(HEAD, A.MERGE, into=main.code)
    followed = await petitions.seen(anonymous, late.code, late.secret)
    assert followed.may_judge
    assert "đã có trả lời chung" in followed.steps[-1].note


@pytest.mark.criterion("III.18")
async def test_whom_a_merged_one_is_about_does_not_answer_for_both(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    dossier = await handed_over(me, officer)
    code = await database.fetchval("select code from dossier where id = $1::uuid", dossier)
    agency = await agency_of(officer)
    twin = await petitions.send(me, written(agency, dossier_code=code))
    main = await petitions.send(anonymous, written(agency))
    case_main, case_twin = [await case_of(officer, database, s.code) for s in (main, twin)]
    own = f"chuyenvien1.tuphap.{SLUG}"
    await case_main.take(own)
    assert (await refused(case_twin.act(HEAD, A.MERGE, into=main.code)))[0] == 422
    await case_main.act(HEAD, A.ASSIGN, officer_id=await id_of(officer, HANDLER))
    await case_twin.act(HEAD, A.MERGE, into=main.code)
    assert await id_of(officer, own) not in {o.id for o in (await case_main.seen(HEAD)).officers}
    giving = case_main.act(HEAD, A.ASSIGN, officer_id=await id_of(officer, own))
    assert (await refused(giving))[0] == 422
    # Nor is one merged into what they have answered.
    answered = await petitions.send(anonymous, written(agency))
    case = await case_of(officer, database, answered.code)
    await case.take(own)
    await case.act(own, A.DRAFT_ANSWER, answer="Tôi đã giải quyết đúng hẹn.")
    await case.act(LEADER, A.APPROVE_ANSWER)
    second = await petitions.send(me, written(agency, dossier_code=code))
    late = await case_of(officer, database, second.code)
    assert (await refused(late.act(HEAD, A.MERGE, into=answered.code)))[0] == 422


@pytest.mark.criterion("III.18")
async def test_where_it_is_about_everybody_who_could_take_it_the_agency_above_does(
    database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    own, above = f"lanhdao.congan.{SLUG}", "lanhdao.congantinh"
    police = await agency_of(officer, own)
    about = [uuid.UUID(await id_of(officer, own))]
    sent = await petitions.send(anonymous, written(await agency_of(officer)))
    await database.execute("update petition set about = $2 where code = $1", sent.code, about)
    case = await case_of(officer, database, sent.code)
    assert police not in {one.id for one in (await case.seen(HEAD)).agencies}
    moving = case.act(HEAD, A.TRANSFER, agency_id=police, note="Thuộc công an phường.")
    assert (await refused(moving))[0] == 422
    # One that lies there already is taken, given back and answered by the leader above.
    there = await petitions.send(anonymous, written(police))
    case = await case_of(officer, database, there.code)
    assert not (await case.seen(above)).acts, "as long as somebody is there, it is theirs"
    await database.execute("update petition set about = $2 where code = $1", there.code, about)
    assert await refused(case.seen(own)) == (404, "unknown-petition")
    assert {one.act for one in (await case.seen(above)).acts} >= {"take", "transfer", "refuse"}
    handler = f"chuyenvien1.congan.{SLUG}"
    await case.take(handler, above)
    await case.act(handler, A.DRAFT_ANSWER, answer="Đã nhắc nhở, xin lỗi Ông/Bà.")
    await case.act(above, A.APPROVE_ANSWER)
    assert (await petitions.seen(anonymous, there.code, there.secret)).state == "answered"


@pytest.mark.criterion("III.18")
async def test_an_anonymous_one_names_a_dossier_by_what_its_applicant_alone_knows(
    http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer, anonymous: ApiClient
) -> None:
    me = await fresh_citizen(http, database)
    dossier = await handed_over(me, officer)
    code = await database.fetchval("select code from dossier where id = $1::uuid", dossier)
    nobody = {"anonymous": True, "name": "", "phone": "", "email": "", "dossier_code": code}
    agency = await agency_of(officer)

    def about(proof: str) -> SendPetition:
        return written(agency, **nobody, dossier_proof=proof)

    for proof in ("", "0911111111", "1111"):
        with pytest.raises(ApiProblem) as found:
            await petitions.send(anonymous, about(proof))
        assert [e.pointer for e in found.value.errors] == ["/dossier_proof"]
    for proof in ("0001", "0900 000 001"):
        sent = await petitions.send(anonymous, about(proof))
        row = await database.fetchrow("select * from petition where code = $1", sent.code)
        assert row is not None
        assert (str(row["dossier_id"]), row["sender_phone"], row["sender_id"]) == (
            dossier,
            "",
            None,
        )
        assert proof not in repr(dict(row) | {"dossier_id": ""})
    # Four digits are soon guessed: after five wrong ones of a day not even the right ones do.
    for digits in ("2222", "3333", "4444", "5555"):
        assert (await refused(petitions.send(anonymous, about(digits))))[0] == 422
    assert (await refused(petitions.send(anonymous, about("0001"))))[0] == 429
