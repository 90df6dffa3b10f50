"""Doing one act of the table to one dossier: one function, one transaction."""

from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.documents.actions import issue_form
from backend.dossiers.actions.effects import EFFECTS
from backend.dossiers.actions.ending import end_of
from backend.dossiers.actions.joint import let_go
from backend.dossiers.actions.journal import FORMS_ISSUED, Change, append_event
from backend.dossiers.actions.next_duty import next_duty
from backend.dossiers.actions.situation import Situation
from backend.dossiers.detail import unknown_dossier
from backend.dossiers.rules import guard, guard_of_person, own_dossier, relations, stands
from backend.dossiers.scope import visible
from backend.dossiers.standing import STANDING, own_refused, standing_of
from backend.law.lifecycle import (
    RELATION_LABELS,
    Clock,
    Relation,
    Rule,
    held_after,
    next_state,
    rules_from,
    source_in,
)
from backend.law.lifecycle import ActNotAllowed as NotInTable
from backend.payments.actions.obligations import let_off_open
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from backend.post.dropping import drop_asked
from backend.vault.actions.keeping import keep_after
from backend.workflow.following import follow, go_on_after_wait
from shared.contracts.acts import ACT_INPUTS, ActInput
from shared.contracts.common import CurrentState
from shared.vocabulary.acts import Act
from shared.vocabulary.states import OFFICER_LABELS, PORTAL_LABELS, TERMINAL, State


async def perform(actor: Actor, dossier_id: UUID, act: Act, data: ActInput) -> None:
    """Moves a dossier: new row, event, due date, form, audit entry and message commit together.

    Raises NotFound (also for what the caller may not see), Conflict when the dossier changed since
    the caller read it, ActNotAllowed, Forbidden, RuleBroken.
    """
    async with transaction() as connection:
        await perform_within(connection, actor, dossier_id, act, data)


async def perform_within(
    connection: asyncpg.Connection, actor: Actor, dossier_id: UUID, act: Act, data: ActInput
) -> None:
    """As `perform`, as one of several acts that commit together."""
    row = await _locked(connection, actor, dossier_id)
    if row["version"] != data.version:
        raise Conflict(
            "Hồ sơ vừa được người khác cập nhật. Hãy tải lại để xem nội dung mới nhất; "
            "nội dung bạn đang nhập vẫn được giữ.",
            en="Somebody has just updated this dossier. Reload to see the latest state.",
            slug="version-conflict",
            current=_current(actor, row),
        )
    rule, instead_of = await _permitted(actor, row, act)
    await _carry_out(connection, actor, row, rule, data, instead_of)


async def perform_as_system(
    dossier_id: UUID, act: Act, reason: str, only_in: State, **given: str
) -> bool:
    """Does an act that the table gives to the system; False when the dossier has moved on.

    `given` is what the act takes besides the reason.

    Raises ActNotAllowed when the table does not give it to the system.
    """
    async with transaction() as connection:
        return await perform_as_system_within(
            connection, dossier_id, act, {"reason": reason, **given}, only_in=only_in
        )


async def perform_as_system_within(
    connection: asyncpg.Connection,
    dossier_id: UUID,
    act: Act,
    given: dict[str, str],
    *,
    only_in: State,
    by: Actor | None = None,
) -> bool:
    """As `perform_as_system`, as part of what commits together; `given` is all the act takes.

    `by`: the officer by whose work it came about, for the event and the audit.
    """
    row = await connection.fetchrow(
        f"select d.*, {STANDING} from dossier d where d.id = $1 for update", dossier_id
    )
    if row is None or row["state"] != only_in:
        return False
    rule = _system_rule(act, only_in)
    data = msgspec.convert({"version": row["version"], **given}, ACT_INPUTS[act], strict=False)
    await _carry_out(connection, by, row, rule, data)
    return True


async def _carry_out(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: Any,
    rule: Rule,
    data: ActInput,
    instead_of: str = "",
) -> None:
    act = rule.act
    before = State(row["state"])
    held = tuple(State(name) for name in row["held"])
    after = next_state(act, before, held)
    change = Change(note=data.note.strip(), instead_of=instead_of)
    effect = EFFECTS.get(act)
    if effect is not None:
        await effect(Situation(connection, actor, row, before, data), change)
    if before is not after and "act_by" not in change.columns:
        # What had to happen in the old state is settled.
        change.columns["act_by"] = await next_duty(connection, row, after)
        if after is State.SUBMITTED:
            change.columns["answer_by"] = change.columns["act_by"]
    await _move_clock(connection, row, rule, change)
    if after in TERMINAL:
        await let_go(connection, row["id"])
        await let_off_open(connection, actor, row["id"])
        await drop_asked(connection, row["id"])
    columns = change.columns | {
        "state": after,
        "held": list(held_after(act, before, held)),
        "version": row["version"] + 1,
        "updated_at": clock.now(),
    }
    if change.due is not None:
        columns |= {"due_at": change.due.at, "alert": 0}
    if "act_by" in columns:
        columns["act_alerted"] = False
    names = list(columns)
    settings_sql = ", ".join(f"{name} = ${i}" for i, name in enumerate(names, start=2))
    await connection.execute(
        f"update dossier set {settings_sql} where id = $1", row["id"], *columns.values()
    )
    seen = dict(row) | columns
    event_id = await append_event(connection, actor, seen, act, before, after, change)
    await follow(connection, seen, act, after)
    await keep_after(connection, actor, seen, act)
    if rule.form in FORMS_ISSUED and change.issues_form:
        await issue_form(
            connection,
            actor,
            dossier_id=row["id"],
            event_id=event_id,
            agency_id=row["receiving_agency_id"],
            form=rule.form,
            data=change.form_data,
        )
    if change.then is not None:
        follows = _system_rule(change.then, after)
        follow_up = ACT_INPUTS[change.then](version=seen["version"])
        await _carry_out(connection, None, seen, follows, follow_up)


async def _move_clock(connection: asyncpg.Connection, row: Any, rule: Rule, change: Change) -> None:
    now = clock.now()
    if rule.clock is Clock.END and row["finished_at"] is None:
        change.columns |= {"finished_at": now} | await end_of(connection, row, rule.act)
    by_law = rule.clock is Clock.WAIT_BY_LAW and change.ground != ""
    if by_law or (rule.clock is Clock.WAIT and change.stops_clock):
        change.columns["waiting_since"] = now
        await connection.execute(
            "insert into clock_interval (id, tenant_id, dossier_id, ground, started_at) "
            "values (gen_random_uuid(), $1, $2, $3, $4)",
            row["tenant_id"],
            row["id"],
            change.ground or source_in(rule, row["regime"]),
            now,
        )
    if rule.clock in (Clock.CONTINUE_BY_POLICY, Clock.END) and row["waiting_since"] is not None:
        change.columns["waiting_since"] = None
        if rule.clock is Clock.CONTINUE_BY_POLICY:
            await go_on_after_wait(connection, row, row["waiting_since"])
        await connection.execute(
            "update clock_interval set ended_at = $2 where dossier_id = $1 and ended_at is null",
            row["id"],
            now,
        )


def _current(actor: Actor, row: asyncpg.Record) -> CurrentState:
    labels = OFFICER_LABELS if actor.is_officer else PORTAL_LABELS
    return CurrentState(row["version"], row["state"], labels[State(row["state"])].vi)


def _system_rule(act: Act, state: State) -> Rule:
    for rule in rules_from(state):
        if rule.act is act and Relation.SYSTEM in rule.by:
            return rule
    raise NotInTable(act, state)


async def _locked(connection: asyncpg.Connection, actor: Actor, dossier_id: UUID) -> asyncpg.Record:
    condition, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select d.*, {STANDING} from dossier d where d.id = $1 and {condition} for update",
        dossier_id,
        *args,
    )
    if row is None:
        raise unknown_dossier()
    return row


async def _permitted(actor: Actor, row: asyncpg.Record, act: Act) -> tuple[Rule, str]:
    """The row of the table, and in whose stead the act is done when not by one's own right."""
    state = State(row["state"])
    standing = standing_of(row, await content_of(row["procedure_version_id"]))
    rows = [rule for rule in rules_from(state) if rule.act is act]
    if not rows:
        raise NotInTable(act, state)
    mine = stands(actor, standing)
    rule = next((rule for rule in rows if rule.by & mine), None)
    if rule is None:
        who = " hoặc ".join(
            RELATION_LABELS[r].vi
            for r in sorted(rows[0].by, key=list(Relation).index)
            if r is not Relation.SYSTEM
        )
        raise Forbidden(
            f"Việc này do {who or 'hệ thống'} thực hiện.",
            en="This act belongs to somebody else.",
            slug="not-your-act",
        )
    if own_dossier(actor, standing):
        raise own_refused()
    broken = guard(act, standing) or guard_of_person(act, actor, standing)
    if broken:
        raise RuleBroken(broken)
    if actor.stands_in_for and not rule.by & relations(actor.alone(), standing):
        return rule, ", ".join(absent.full_name for absent in actor.stands_in_for)
    return rule, ""
