"""Search, records, holds, seals and rules of retention."""

from uuid import UUID

from litestar import get, post

from backend.access.actor import Actor
from backend.access.guards import for_all, officer
from backend.access.step_up import stepped_up
from backend.archive import actions, queries
from backend.archive.record import record_of
from backend.archive.rules import DECIDERS, KEEPERS, OPENERS, RULE_KEEPERS
from shared.contracts.archive import (
    ArchiveRecord,
    ArchiveRow,
    RetentionRule,
    RetentionRules,
    SearchArchive,
    SetRetentionRule,
    WithArchiveReason,
)
from shared.contracts.common import Page


@post("/archive/searches", status_code=200, **officer())
async def search_archive(actor: Actor, data: SearchArchive) -> Page[ArchiveRow]:
    """Closed dossiers in my sight, by words in data and files and by facts."""
    return await queries.search(actor, data)


@get("/archive/records/{dossier_id:uuid}", **officer())
async def one_record(actor: Actor, dossier_id: UUID) -> ArchiveRecord:
    """A closed dossier as the archive keeps it."""
    return await record_of(actor, dossier_id)


@post("/archive/records/{dossier_id:uuid}/holds", status_code=200, **officer(*KEEPERS))
async def set_hold(actor: Actor, dossier_id: UUID, data: WithArchiveReason) -> ArchiveRecord:
    """Keeps a dossier from being disposed of."""
    await actions.set_hold(actor, dossier_id, data.reason)
    return await record_of(actor, dossier_id)


@post(
    "/archive/records/{dossier_id:uuid}/holds/{hold_id:uuid}/release",
    status_code=200,
    **officer(*DECIDERS),
)
async def release_hold(
    actor: Actor, dossier_id: UUID, hold_id: UUID, data: WithArchiveReason
) -> ArchiveRecord:
    """Ends a hold."""
    await actions.release_hold(actor, dossier_id, hold_id, data.reason)
    return await record_of(actor, dossier_id)


@post("/archive/records/{dossier_id:uuid}/seal", status_code=200, **officer(*DECIDERS))
async def seal(actor: Actor, dossier_id: UUID, data: WithArchiveReason) -> ArchiveRecord:
    """Seals a dossier."""
    await actions.seal(actor, dossier_id, data.reason)
    return await record_of(actor, dossier_id)


@post("/archive/records/{dossier_id:uuid}/unsealing", status_code=200, **officer(*DECIDERS))
async def unseal(actor: Actor, dossier_id: UUID, data: WithArchiveReason) -> ArchiveRecord:
    """Takes the seal off."""
    await actions.unseal(actor, dossier_id, data.reason)
    return await record_of(actor, dossier_id)


@post(
    "/archive/records/{dossier_id:uuid}/openings",
    status_code=200,
    **stepped_up(officer(*OPENERS)),
)
async def open_sealed(actor: Actor, dossier_id: UUID, data: WithArchiveReason) -> ArchiveRecord:
    """Opens a sealed dossier to me for half an hour."""
    await actions.open_sealed(actor, dossier_id, data.reason)
    return await record_of(actor, dossier_id)


@get("/archive/retention-rules", **officer())
async def retention_rules(actor: Actor) -> RetentionRules:
    """Classes of retention, dated."""
    return await queries.rules(actor)


@post("/archive/retention-rules", **for_all(*RULE_KEEPERS))
async def set_retention_rule(actor: Actor, data: SetRetentionRule) -> RetentionRule:
    """A class from a day on."""
    return await actions.set_rule(actor, data)


ROUTES = [
    search_archive,
    one_record,
    set_hold,
    release_hold,
    seal,
    unseal,
    open_sealed,
    retention_rules,
    set_retention_rule,
]
