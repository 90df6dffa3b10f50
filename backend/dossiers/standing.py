"""Where a dossier stands, for permissions and guards, read beside the dossier itself."""

from typing import Any

import asyncpg

from backend.access.actor import Actor
from backend.catalogue.content import ProcedureContent
from backend.dossiers.personal import persons
from backend.dossiers.rules import OWN_DOSSIER, Standing, is_own
from backend.platform.problems import Forbidden
from backend.regimes.queries import FIGURES, rules_of
from backend.workflow.standing import STEP, step_now
from shared.vocabulary.channels import Channel
from shared.vocabulary.states import State
from shared.vocabulary.time_units import TimeUnit

PRINCIPALS = """
    array(select p.username from dossier_sender s join mandate m on m.id = s.mandate_id
        join account p on p.id = m.principal_id where s.dossier_id = d.id) as principals"""
"""A column over `dossier d`: keyed words of those in whose stead it was sent."""

STANDING = f"""
    array(select x.subject_id from dossier_reach x where x.dossier_id = d.id
        and x.ground = 'consulted') as consulted,
    array(select x.subject_id from dossier_reach x where x.dossier_id = d.id
        and x.ground = 'coordinator') as coordinators,
    array(select x.subject_id from dossier_reach x where x.dossier_id = d.id
        and x.ground = 'entrusted') as entrusted,
    {PRINCIPALS},
    (select coalesce(sum(o.amount_vnd), 0)::bigint from fee_obligation o where o.dossier_id = d.id
        and o.state in ('open', 'waiting')) as owed_vnd,
    {FIGURES},
    {STEP}"""
"""Columns of a statement over `dossier d` beside `d.*`, for `standing_of`."""


def standing_of(row: asyncpg.Record, content: ProcedureContent) -> Standing:
    """What permissions and guards ask of a row read with `STANDING`."""
    channel = content.channel(Channel(row["channel"])) or next(iter(content.channels), None)
    return Standing(
        state=State(row["state"]),
        applicant_id=row["applicant_id"],
        receiving_agency_id=row["receiving_agency_id"],
        holding_agency_id=row["holding_agency_id"],
        holding_unit_id=row["holding_unit_id"],
        executor_id=row["executor_id"],
        consulted=frozenset(row["consulted"]),
        coordinators=frozenset(row["coordinators"]),
        entrusted=frozenset(row["entrusted"]),
        open_tasks=row["open_tasks"],
        owed_vnd=row["owed_vnd"],
        step=step_now(row),
        supplement_requests=row["supplement_requests"],
        extensions=row["extensions"],
        due_at=row["due_at"],
        at_once=channel is not None and channel.unit is TimeUnit.SAME_DAY,
        regime=rules_of(row),
        persons=persons(row),
    )


def own_refused() -> Forbidden:
    """Nobody works on what is their own."""
    return Forbidden(
        OWN_DOSSIER,
        en="Nobody decides about their own dossier.",
        slug="own-dossier",
    )


def refuse_own(actor: Actor, row: Any) -> None:
    """Raises Forbidden where the dossier is the officer's own.

    `row` was read with `PRINCIPALS` and the dossier's applicant_id, applicant_key and owner_key.
    """
    if is_own(actor, row["applicant_id"], persons(row)):
        raise own_refused()
