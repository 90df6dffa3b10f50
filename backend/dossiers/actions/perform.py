"""Doing one act of the table to one dossier: one function, one transaction."""

from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.documents.actions import issue_form
from backend.dossiers.actions.effects import EFFECTS, Situation
from backend.dossiers.actions.journal import FORMS_ISSUED, Change, append_event
from backend.dossiers.detail import standing_of, unknown_dossier
from backend.dossiers.rules import guard, own_dossier, relations
from backend.dossiers.scope import visible
from backend.law.lifecycle import (
    RELATION_LABELS,
    Clock,
    Relation,
    Rule,
    held_after,
    next_state,
    rules_from,
)
from backend.law.lifecycle import ActNotAllowed as NotInTable
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import Conflict, Forbidden, RuleBroken
from shared.contracts.acts import ActInput
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State


async def perform(actor: Actor, dossier_id: UUID, act: Act, data: ActInput) -> None:
    """Moves a dossier: new row, event, due date, form, audit entry and message commit together.

    Raises NotFound (also for what the caller may not see), Conflict when the dossier changed since
    the caller read it, ActNotAllowed, Forbidden, RuleBroken.
    """
    async with transaction() as connection:
        row = await _locked(connection, actor, dossier_id)
        if row["version"] != data.version:
            raise Conflict(
                "Hồ sơ vừa được người khác cập nhật. Hãy tải lại để xem nội dung mới nhất; "
                "nội dung bạn đang nhập vẫn được giữ.",
                en="Somebody has just updated this dossier. Reload to see the latest state.",
                slug="version-conflict",
            )
        rule = _permitted(actor, row, act)
        await _carry_out(connection, actor, row, rule, data)


async def _carry_out(
    connection: asyncpg.Connection,
    actor: Actor | None,
    row: asyncpg.Record,
    rule: Rule,
    data: ActInput,
) -> None:
    act = rule.act
    before = State(row["state"])
    held = tuple(State(name) for name in row["held"])
    after = next_state(act, before, held)
    change = Change(note=data.note.strip())
    effect = EFFECTS.get(act)
    if effect is not None:
        await effect(Situation(connection, actor, row, before, data), change)
    now = clock.now()
    if rule.clock is Clock.END and row["finished_at"] is None:
        change.columns["finished_at"] = now
    if rule.clock is Clock.WAIT:
        await connection.execute(
            "insert into clock_interval (id, tenant_id, dossier_id, ground, started_at) "
            "values (gen_random_uuid(), $1, $2, $3, $4)",
            row["tenant_id"],
            row["id"],
            rule.source,
            now,
        )
    if rule.clock in (Clock.CONTINUE_BY_POLICY, Clock.END):
        await connection.execute(
            "update clock_interval set ended_at = $2 where dossier_id = $1 and ended_at is null",
            row["id"],
            now,
        )
    columns = change.columns | {
        "state": after,
        "held": list(held_after(act, before, held)),
        "version": row["version"] + 1,
        "updated_at": now,
    }
    if change.due is not None:
        columns["due_at"] = change.due.at
    names = list(columns)
    settings_sql = ", ".join(f"{name} = ${i}" for i, name in enumerate(names, start=2))
    await connection.execute(
        f"update dossier set {settings_sql} where id = $1", row["id"], *columns.values()
    )
    seen = dict(row) | columns
    event_id = await append_event(connection, actor, seen, act, before, after, change)
    if rule.form in FORMS_ISSUED:
        await issue_form(
            connection,
            actor,
            dossier_id=row["id"],
            event_id=event_id,
            agency_id=row["receiving_agency_id"],
            form=rule.form,
            data=change.form_data,
        )


async def _locked(connection: asyncpg.Connection, actor: Actor, dossier_id: UUID) -> asyncpg.Record:
    condition, args = visible(actor, 2)
    row = await connection.fetchrow(
        f"select * from dossier d where d.id = $1 and {condition} for update", dossier_id, *args
    )
    if row is None:
        raise unknown_dossier()
    return row


def _permitted(actor: Actor, row: asyncpg.Record, act: Act) -> Rule:
    state = State(row["state"])
    standing = standing_of(row)
    rows = [rule for rule in rules_from(state) if rule.act is act]
    if not rows:
        raise NotInTable(act, state)
    mine = relations(actor, standing)
    rule = next((rule for rule in rows if rule.by & mine), None)
    if rule is None:
        who = " hoặc ".join(
            RELATION_LABELS[r].vi
            for r in sorted(rows[0].by, key=list(Relation).index)
            if r is not Relation.SYSTEM
        )
        raise Forbidden(
            f"Việc này do {who} thực hiện.",
            en="This act belongs to somebody else.",
            slug="not-your-act",
        )
    if own_dossier(actor, standing, row["applicant_personal_id"]):
        raise Forbidden(
            "Bạn không được xử lý hồ sơ của chính mình.",
            en="Nobody decides about their own dossier.",
            slug="own-dossier",
        )
    broken = guard(act, standing)
    if broken:
        raise RuleBroken(broken)
    return rule
