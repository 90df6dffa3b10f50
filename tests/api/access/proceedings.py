"""What is under way at agency X: a fee, a process, a handover, a disposal, what two persons decide;
and programs of agencies X and Y with a token of their own."""

import uuid
from datetime import timedelta

import asyncpg
import httpx

from backend.platform import clock
from shared.client import (
    agency_providers,
    archive_packages,
    delegations,
    handovers,
    officers,
    partners,
    payments,
    processes,
)
from shared.client.base import ApiClient
from shared.contracts.agency_providers import ProposeProvider
from shared.contracts.archive_packages import ProposeDisposal
from shared.contracts.delegations import StartDelegation
from shared.contracts.handovers import AskHandover
from shared.contracts.officers import AskRole
from shared.contracts.partners import FieldGrant
from shared.contracts.processes import SaveProcess
from tests.api.conftest import Office, submitted
from tests.api.partners.programs import ALL, wanted
from tests.api.people import NAME, Person
from tests.api.test_sweeps import sweep

WHY = "Lý do đủ dài để ghi nhận"


async def proceedings(
    database: asyncpg.Pool, office: Office, owner: ApiClient, agent: Person, ids: dict[str, str],
    of: dict[str, ApiClient],
) -> dict[str, str]:  # fmt: skip
    """Ids by the names routes give them; each is open, so that its row is about who may go on."""
    owed = (await submitted(owner, "tam thanh")).dossier_id
    await office.accept(owed)
    await office.act("tiepnhan1", owed, "require_payment", reason=WHY, amount_vnd=25_000)
    (obligation,) = (await payments.fees(owner, owed)).obligations
    handed = await handovers.ask(
        of["desk"], ids["dossier_id"], AskHandover(agent.username, NAME, WHY, WHY)
    )
    found = {"obligation_id": obligation.id, "handover_id": handed.id}
    found["process_id"] = await _process(database, await office.as_("truongbophan"), ids)
    found["disposal_id"] = await _disposal(database, office, owner, ids)
    return found | await _for_two(database, office, ids, of)


async def _process(database: asyncpg.Pool, head: ApiClient, ids: dict[str, str]) -> str:
    """Proposed for a procedure that no test takes a dossier of."""
    code = await database.fetchval(
        "select a.procedure_code from agency_procedure a where a.receiving_agency_id = $1 "
        "and a.procedure_code not in (select procedure_code from dossier) and a.procedure_code "
        "not in (select procedure_code from process_version where agency_id = $1) "
        "order by a.procedure_code limit 1",
        ids["agency_id"],
    )
    draft = await processes.save(
        head,
        SaveProcess(ids["agency_id"], await processes.template(head, ids["agency_id"], code)),
    )
    return (await processes.propose(head, draft.id)).id


async def _disposal(
    database: asyncpg.Pool, office: Office, owner: ApiClient, ids: dict[str, str]
) -> str:
    old = (await submitted(owner, "tam thanh")).dossier_id
    await office.act("tiepnhan1", old, "refuse", reason="Không thuộc thẩm quyền giải quyết.")
    await sweep()
    await database.execute(
        "update archive_record set dispose_after = $2 where dossier_id = $1",
        uuid.UUID(old),
        clock.today() - timedelta(days=400),
    )
    until = clock.today() - timedelta(days=365)
    proposal = ProposeDisposal(ids["agency_id"], until, WHY)
    return (await archive_packages.propose_disposal(await office.as_("vanthu"), proposal)).id


async def _for_two(
    database: asyncpg.Pool, office: Office, ids: dict[str, str], of: dict[str, ApiClient]
) -> dict[str, str]:
    name = f"Hệ thống {uuid.uuid4().hex[:8]}"
    await partners.propose(of["admin"], wanted(ids["agency_id"], name=name))
    issuer = f"http://127.0.0.1:9/{uuid.uuid4().hex}"
    await agency_providers.propose(
        of["admin"], ProposeProvider(ids["agency_id"], name, issuer, "motcua", "x" * 12, False)
    )
    await officers.ask_role(
        of["admin"],
        AskRole(ids["officer_id"], name, "unit_head", ids["agency_id"], ids["unit_id"]),
    )
    now = clock.now()
    desks = [
        str(await database.fetchval("select id from account where username = $1", username))
        for username in ("tiepnhan1.tamthanh", "tiepnhan2.tamthanh")
    ]
    absence = await delegations.start_delegation(
        of["desk"],
        StartDelegation(
            *desks, (now + timedelta(days=300)).isoformat(),
            (now + timedelta(days=301)).isoformat(), WHY,
        ),
    )  # fmt: skip
    queries = {
        "client_id": "select id from api_client where name = $1",
        "provider_id": "select id from agency_provider where name = $1",
        "request_id": "select id from role_request where reason = $1",
    }
    found = {key: str(await database.fetchval(sql, name)) for key, sql in queries.items()}
    return found | {"delegation_id": absence.id}


async def program(
    http: httpx.AsyncClient, admin: ApiClient, leader: ApiClient, agency_id: str
) -> dict[str, str]:
    """Headers of a program of an agency that may read all that programs may."""
    data = wanted(
        agency_id,
        scopes=ALL,
        grants=[FieldGrant("*", ["state", "due_at"])],
        networks=["127.0.0.0/8", "::1/128"],
    )
    await partners.propose(admin, data)
    shown = next(c for c in await partners.clients(admin) if c.name == data.name)
    await partners.decide(leader, shown.id, True)
    secret = (await partners.renew_secret(admin, shown.id)).client_secret
    given = await partners.token(http, shown.id, secret)
    return {"Authorization": f"Bearer {given.access_token}"}
