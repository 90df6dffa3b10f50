"""What binds an agency asks who is there; one proof serves a while, and for this session alone."""

import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pyotp
import pytest

from backend.organisation.demo.seed_organisation import totp_secret
from shared.client import dossiers, inbox
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.acts import Approve
from shared.contracts.inbox import BulkDo, MarkRead
from shared.vocabulary.acts import PROVED_ACTS
from tests.api.conftest import Office, submitted
from tests.house.project import routes

Officer = Callable[[str], Awaitable[ApiClient]]
LEADER = "lanhdao.dongkinh"


async def aged(database: asyncpg.Pool, minutes: int, username: str = LEADER) -> None:
    """The last proof of somebody is that old."""
    await database.execute(
        "update session set stepped_up_at = now() - make_interval(mins => $1) "
        "where account_id = (select id from account where username = $2)",
        minutes,
        username,
    )


async def waiting(office: Office, citizen: Callable[[int], Awaitable[ApiClient]]) -> str:
    """A dossier that waits for its leader."""
    id_ = (await submitted(await citizen(12), "Đông Kinh")).dossier_id
    await office.to_appraisal(id_, "Tư pháp")
    await office.act(office.specialist, id_, "submit_for_approval")
    return id_


@pytest.mark.criterion("II.18")
async def test_many_approvals_ask_once_in_a_window_and_nothing_is_done_before_the_proof(
    http: httpx.AsyncClient,
    database: asyncpg.Pool,
    citizen: Callable[[int], Awaitable[ApiClient]],
    officer: Officer,
) -> None:
    office = Office(officer, "dongkinh")
    ids = [await waiting(office, citizen) for _ in range(3)]
    leader = await officer(LEADER)
    versions = {id_: (await dossiers.dossier(leader, id_)).version for id_ in ids}
    await aged(database, 31)
    with pytest.raises(ApiProblem) as one:
        await dossiers.act(leader, ids[0], "approve", Approve(version=versions[ids[0]]))
    every = BulkDo("approve", [MarkRead(id_, versions[id_]) for id_ in ids], "")
    with pytest.raises(ApiProblem) as many:
        await inbox.do_bulk(leader, every)
    assert {p.value.problem.type for p in (one, many)} == {"urn:motcua:problem:step-up-needed"}
    for id_ in ids:
        assert (await dossiers.dossier(leader, id_)).version == versions[id_]

    await database.execute("update account set totp_last_step = 0 where username = $1", LEADER)
    proof = {"answer": pyotp.TOTP(totp_secret(LEADER)).now()}
    headers = leader._headers | {"Idempotency-Key": uuid.uuid4().hex}
    proved = await http.post("/api/v1/session/step-up", json=proof, headers=headers)
    assert proved.status_code == 200, proved.text
    await aged(database, 29)
    await dossiers.act(leader, ids[0], "approve", Approve(version=versions[ids[0]]))
    rest = [MarkRead(id_, versions[id_]) for id_ in ids[1:]]
    assert all(done.done for done in await inbox.do_bulk(leader, BulkDo("approve", rest, "")))


def test_everything_that_approves_signs_or_takes_away_asks_for_a_proof() -> None:
    asks = {
        f"{method} {path.removeprefix('/api/v1')}"
        for method, path, handler in routes()
        if handler.opt.get("stepped_up")
    }
    acts = {f"POST /dossiers/{{dossier_id:uuid}}/acts/{act}" for act in PROVED_ACTS}
    assert (
        acts
        | {
            "POST /dossiers/{dossier_id:uuid}/result-signature",
            "POST /dossiers/{dossier_id:uuid}/result-seal",
            "POST /results-signatures",
            "POST /result-changes/{change_id:uuid}/decision",
            "POST /registers/{register_id:uuid}/prints",
            "GET /audit/export",
            "POST /archive/exports",
            "POST /archive/exports/mine",
            "POST /archive/disposals/{disposal_id:uuid}/approval",
        }
        <= asks
    )
