"""Fourteen kinds of callers, and one of everything of the first citizen or agency X."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg
import httpx

from backend.platform import clock
from shared.client import (
    analyses,
    archive_packages,
    directives,
    documents,
    dossiers,
    identity,
    inbox,
    indicators,
    mandates,
    post,
    uploads,
    vault,
)
from shared.client.base import ApiClient
from shared.contracts.analyses import AskAnalysisFile, Definition, SaveAnalysis
from shared.contracts.directives import GiveDirective, GiveUnitDirective
from shared.contracts.drafts import SaveDraft
from shared.contracts.inbox import SaveView
from shared.contracts.mandates import GiveMandate
from shared.contracts.post import PostalAddress
from shared.contracts.uploads import StartUpload
from shared.contracts.vault import ShareItem
from shared.vocabulary.analyses import Measure
from tests.api.access.desk_rows import desk_rows, wall_row
from tests.api.access.proceedings import proceedings, program
from tests.api.access.voice import voice
from tests.api.conftest import PROCEDURE, Office, different, eventually, pdf, photo, submitted
from tests.api.people import NAME, Person, a_citizen, cookie

Officer = Callable[[str], Awaitable[ApiClient]]
ACTORS = (
    "nobody", "owner", "stranger", "organisation", "agent", "desk", "specialist", "leader",
    "other", "auditor", "admin", "gone", "program", "another",
)  # fmt: skip
X, Y = "tamthanh", "luongvantri"
WHY = "Lý do đủ dài để ghi nhận"


@dataclass
class World:
    """Headers of every actor, and the ids of the things by the names routes give them."""

    headers: dict[str, dict[str, str]]
    ids: dict[str, str]
    fresh: Callable[[], Awaitable[str]]
    draft: Callable[[], Awaitable[str]]
    database: asyncpg.Pool
    body: dict[str, Any] = field(default_factory=dict)


async def build(http: httpx.AsyncClient, database: asyncpg.Pool, officer: Officer) -> World:
    """Everything, by real acts."""
    people = {name: await a_citizen(database) for name in ("owner", "stranger", "agent", "org")}
    await database.execute(
        "update account set kind = 'organisation' where id = $1", people["org"].id
    )
    headers: dict[str, dict[str, str]] = {"nobody": {}}
    for name, person in (("owner", "owner"), ("stranger", "stranger"), ("organisation", "org")):
        headers[name] = await cookie(http, people[person])
    headers["agent"] = await cookie(http, people["agent"])
    owner, agent = _client(http, headers["owner"]), _client(http, headers["agent"])
    names = {
        "desk": f"tiepnhan1.{X}", "specialist": f"chuyenvien1.tuphap.{X}",
        "leader": f"lanhdao.{X}", "other": f"lanhdao.{Y}", "auditor": "giamsat.ubndtinh",
        "admin": "quantri.ubndtinh",
    }  # fmt: skip
    clients = {name: await officer(username) for name, username in names.items()}
    headers |= {name: dict(client._headers) for name, client in clients.items()}
    gone = await a_citizen(database)
    headers["gone"] = await cookie(http, gone)
    await database.execute("update account set disabled_at = now() where id = $1", gone.id)
    await database.execute("update session set stepped_up_at = now()")
    office = Office(officer, X)
    ids = await _things(owner, agent, people["agent"], office, clients, people["org"].username)
    ids |= await _rows(database, ids)
    ids |= await voice(owner, office, ids["agency_id"])
    ids |= await proceedings(database, office, owner, people["agent"], ids, clients)
    ids |= await desk_rows(database, ids["agency_id"], people["owner"].id)
    ids["screen_id"] = await wall_row(database, ids["agency_id"], people["owner"].id)
    for name, leads in (("program", "leader"), ("another", "other")):
        agency = (await identity.me(clients[leads])).roles[0].agency_id
        headers[name] = await program(http, clients["admin"], clients[leads], agency)
    world = World(headers, ids, _fresh(owner, office), _drafting(owner), database)
    world.body = {
        "officer_id": ids["officer_id"], "unit_id": ids["unit_id"], "agency_id": ids["agency_id"],
        "document_id": ids["document_id"], "item_id": ids["item_id"], "version": 1,
        "name": "to-khai.jpg", "size": 1000, "day": "2020-01-01",
    }  # fmt: skip
    return world


def _client(http: httpx.AsyncClient, headers: dict[str, str]) -> ApiClient:
    return ApiClient(http, face="citizen", cookie=headers["Cookie"].split("=", 1)[1])


def _fresh(owner: ApiClient, office: Office) -> Callable[[], Awaitable[str]]:
    """A dossier at a desk, whose acts nobody has done yet."""

    async def made() -> str:
        return (await submitted(owner, "tam thanh")).dossier_id

    return made


def _drafting(owner: ApiClient) -> Callable[[], Awaitable[str]]:
    async def made() -> str:
        draft = await dossiers.start_draft(owner, PROCEDURE)
        agency = next(a for a in draft.agencies if "tam thanh" in a.name.lower())
        data = SaveDraft(answers=different(), agency_id=agency.id, delivery="electronic")
        await dossiers.save_draft(owner, draft.id, data, draft.version)
        return draft.id

    return made


async def _things(
    owner: ApiClient,
    agent: ApiClient,
    agent_person: Person,
    office: Office,
    of: dict[str, ApiClient],
    shown_to: str,
) -> dict[str, str]:
    me, chief = await identity.me(of["specialist"]), await identity.me(of["leader"])
    finished = (await submitted(owner, "tam thanh")).dossier_id
    await office.to_result(finished, "Tư pháp")
    open_ = (await submitted(owner, "tam thanh")).dossier_id
    await documents.upload_to_dossier(of["desk"], open_, "to-khai.jpg", photo(), "", "component")
    await office.to_appraisal(open_, "Tư pháp")
    seen = await dossiers.dossier(of["desk"], open_)
    given = await directives.give(
        of["leader"], open_, GiveDirective("urge", "Giải quyết sớm hồ sơ này")
    )
    told = await directives.give_to_units(
        of["leader"],
        GiveUnitDirective("urge", [seen.holding_unit.id], "Giải quyết sớm các hồ sơ"),
    )
    posted = await indicators.state_publicity(
        of["leader"], "bien-ban.pdf", pdf(), agency_id=chief.roles[0].agency_id,
        day_from="01/01/2026", day_to="31/01/2026", posted="yes",
    )  # fmt: skip
    view = await inbox.save_view(of["desk"], SaveView("Của tôi", "all_open"))
    at_desk = (await submitted(owner, "tam thanh")).dossier_id
    upload = await uploads.start_for_dossier(
        of["desk"], at_desk, StartUpload("to-khai.pdf", len(pdf()))
    )
    now = clock.now()
    await mandates.give(
        owner,
        GiveMandate(
            agent_person.username, NAME, [], "Giấy ủy quyền ngày 20/11/2026",
            (now - timedelta(minutes=1)).isoformat(), (now + timedelta(days=5)).isoformat(),
        ),
    )  # fmt: skip
    mandate = (await mandates.mandates(owner))[0].id
    await mandates.accept(agent, mandate)
    await mandates.act_for(agent, mandate)
    item = (await eventually(lambda: _papers(owner)))[0]
    shown = ShareItem(shown_to, NAME, "Vay vốn mua nhà", 7)
    paper = await vault.share(owner, item.id, shown)
    sessions = await identity.sessions(owner)
    package = await archive_packages.export_mine(owner)
    done = await dossiers.dossier(of["desk"], finished)
    home = PostalAddress("Nguyễn Văn Mẫu", "0900000001", "06187", "Số 1 phố Trình Diễn")
    await post.ask_delivery(owner, finished, home)
    assert done.result is not None and seen.holding_unit is not None
    counted = Definition([], [Measure.RECEIVED])
    analysis = await analyses.save(of["leader"], SaveAnalysis("Tiếp nhận", counted))
    export = await analyses.ask_for_file(of["leader"], AskAnalysisFile(counted))
    return {
        "analysis_id": analysis.id,
        "export_id": export.id,
        "agency_id": chief.roles[0].agency_id,
        "unit_id": seen.holding_unit.id,
        "officer_id": me.id,
        "account_id": me.id,
        "dossier_id": open_,
        "document_id": next(d for d in seen.documents).id,
        "draft_id": "",
        "directive_id": given.id,
        "unit_directive_id": told[0].id,
        "statement_id": posted.id,
        "view_id": view.id,
        "upload_id": upload.id,
        "mandate_id": mandate,
        "item_id": item.id,
        "share_id": paper.shares[0].id,
        "paper_id": paper.documents[0].id,
        "session_id": sessions[0].id,
        "package_id": package.id,
        "result_id": "",
        "finished_id": finished,
        "provider": "sms",
        "event": "act.accept",
        "language": "vi",
        "verification_code": done.result.verification_code or "khong-co",
        "finished_code": done.code or "",
    }


async def _rows(database: asyncpg.Pool, ids: dict[str, str]) -> dict[str, str]:
    """What the acts left behind that no answer names."""
    queries = {
        "result_id": "select id from result where dossier_id = $1",
        "order_id": "select id from postal_order where dossier_id = $1",
        "register_id": "select book_id from register_line where dossier_id = $1",
    }
    found = {
        name: await database.fetchval(sql, ids["finished_id"]) for name, sql in queries.items()
    }
    return {name: str(id_) for name, id_ in found.items()}


async def _papers(owner: ApiClient) -> list[Any]:
    return (await vault.mine(owner)).items
