"""`python -m tests.api.indicators.recounting`: the indices by SQL beside a recount in Python.

On a database of its own, with a year of dossiers in it; prints each difference, and how many
dossiers were compared. Everything is read row by row and counted by hand, with the rules of
`backend.law` alone.
"""

import asyncio
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from backend.access.actor import Actor, RoleScope
from backend.indicators import behind, index, nine
from backend.indicators.folding import different, fold_all, fold_waiting
from backend.law import nine_indicators as scores
from backend.law.index_766 import Handled, in_time, is_handled, is_received
from backend.law.on_time import on_time_class
from backend.law.reporting import ENDING, TAKING_BACK
from backend.platform import clock
from backend.platform.database import close_pool, execute, fetch, fetch_row, open_pool
from backend.reports.periods import Period, period
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.indicators import IndexComponent as C
from shared.vocabulary.indicators import Side
from shared.vocabulary.nine_indicators import NineGrouping
from shared.vocabulary.roles import AccountKind, Role

_RESULTS = (Act.FINISH, Act.RESOLVE_AT_DESK)


class Told:
    """One dossier as of a moment, from its rows."""

    def __init__(self, row: dict[str, Any], rows: dict[str, list[Any]], end: datetime) -> None:
        events = [e for e in rows["dossier_event"] if e["at"] < end]
        self.id = row["id"]
        self.channel = row["channel"]
        self.version = json.loads(row["content"])
        self.ended_by: Act | None = None
        ended: datetime | None = None
        asked: list[datetime] = []
        supplied: list[datetime] = []
        self.contacts = 0
        self.accepted: datetime | None = None
        withdrawing: datetime | None = None
        self.unit = self.officer = None
        for event in sorted(events, key=lambda e: e["seq"]):
            act, payload = Act(event["act"]), json.loads(event["payload"])
            if act is Act.ACCEPT and self.accepted is None:
                self.accepted = event["at"]
                self.unit, self.officer = event["unit_id"], event["actor_id"]
            if act is TAKING_BACK:
                ended = self.ended_by = None
            elif act in ENDING and ended is None:
                ended, self.ended_by = event["at"], act
            if act is Act.REQUEST_SUPPLEMENT:
                self.contacts += 1
                if event["state_after"] == "supplement":
                    asked.append(event["at"])
            if act is Act.SUPPLEMENT and event["state_after"] == "supplemented":
                supplied.append(event["at"])
            if act is Act.REQUEST_WITHDRAWAL:
                withdrawing = event["at"]
            elif act is Act.DENY_WITHDRAWAL or act in ENDING:
                withdrawing = None
            if act in (Act.TRANSFER, Act.TAKE_OVER) and "unit_id" in payload:
                self.unit = uuid.UUID(payload["unit_id"])
            if act in (Act.ASSIGN, Act.TAKE_OVER) and "officer_id" in payload:
                self.officer = uuid.UUID(payload["officer_id"])
        promised = [d for d in rows["due_date"] if d["set_at"] < end
                    and d["set_at"] <= (ended or end)]  # fmt: skip
        due = max(promised, key=lambda d: (d["set_at"], d["id"]), default=None)
        if self.accepted is not None:
            self.case = Handled(
                self.accepted, due and due["due_at"], due and due["set_at"], ended,
                self.ended_by not in (*_RESULTS, Act.REJECT, None), withdrawing,
                min(asked, default=None), min(supplied, default=None), len(asked) > 1,
            )  # fmt: skip
        self.result = any(
            r["issued_at"] < end and (r["withdrawn_at"] is None or r["withdrawn_at"] >= end)
            for r in rows["result"]
        )
        self.attached = any(
            d["uploaded_at"] < end and (d["removed_at"] is None or d["removed_at"] >= end)
            and d["purpose"] in ("component", "supplement")
            for d in rows["document"]
        )  # fmt: skip
        fees = [f for f in rows["fee_obligation"] if f["asked_at"] < end
                and f["state"] != "cancelled"]  # fmt: skip
        self.free = bool(fees) and all(f["amount_vnd"] == 0 for f in fees)
        self.paid = any(f["means"] == "online" and f["settled_at"] < end for f in fees)
        parts = [(p["left_at"], p["due_at"]) for p in rows["step_passage"]]
        parts += [(p["closed_at"], p["answer_by"]) for p in rows["consultation"]]
        parts += [(p["closed_at"], p["answer_by"]) for p in rows["joint_task"]
                  if not p["cancelled"] and p["answer_by"]]  # fmt: skip
        self.parts = [(at, by) for at, by in parts if at is not None and at < end]

    def meets(self, component: C, when: Period) -> bool | None:
        """Whether it meets a component; None where it does not count."""
        received = is_received(self.case, when.start, when.end)
        ended = self.case.ended_at
        resolved = self.ended_by in _RESULTS and ended is not None and ended >= when.start
        document = bool(self.version.get("results"))
        online = self.channel == "online" and (self.result or not document)
        fee = bool(self.version.get("fees")) or any(
            (c.get("fee_vnd") or 0) > 0 for c in self.version.get("channels", [])
        )
        counted, met = {
            C.IN_TIME: (True, in_time(self.case, when.end)),
            C.FULLY_ONLINE: (received and self.version["online_level"] == "full", online),
            C.SENT_ONLINE: (received, online),
            C.PAID_ONLINE: (received and fee and not self.free, self.paid),
            C.RESULT_FILES: (resolved and document, self.result),
            C.DIGITISED: (resolved, self.result and self.attached),
        }[component]
        return met if counted else None


_COMPARED = (
    C.IN_TIME, C.FULLY_ONLINE, C.SENT_ONLINE, C.PAID_ONLINE, C.RESULT_FILES, C.DIGITISED,
)  # fmt: skip


async def main() -> None:
    """Compares before and after folding, for periods that are over and one that is not."""
    await open_pool()
    leader = await _leader()
    dossiers, beside = await _rows()
    today = clock.today()
    compared = 0
    for fold in (False, True):
        if fold:
            await fold_waiting()
            await fold_all()
        for first, last in (
            (today - timedelta(days=364), today),
            (today - timedelta(days=120), today - timedelta(days=90)),
            (today - timedelta(days=30), today - timedelta(days=1)),
        ):
            compared += await _compare(dossiers, beside, period(first, last), leader)
    for id_ in await different():
        print(f"{id_}: kept facts differ from its events")
    await execute("update dossier_fact set ended_at = null, end_kind = '' where ended_at is not "
                  "null and dossier_id = (select max(dossier_id::text)::uuid from dossier_fact "
                  "where ended_at is not null)")  # fmt: skip
    if len(await different()) != 1:
        print("a fact that was changed by hand was not found")
    await fold_all()
    if await different():
        print("folding anew did not mend it")
    print(f"compared={compared}")
    await close_pool()


async def _compare(
    dossiers: list[dict[str, Any]], beside: dict[Any, dict[str, list[Any]]], when: Period,
    leader: Actor,
) -> int:  # fmt: skip
    told = [Told(row, beside[row["id"]], when.end) for row in dossiers]
    mine = [one for one in told if one.accepted and is_handled(one.case, when.start, when.end)]
    found = await index.service_index(leader, when)
    theirs = {c.component: (c.numerator, c.denominator) for g in found.groups for c in g.components}
    for component in _COMPARED:
        met = [one.meets(component, when) for one in mine]
        counted = (sum(m is True for m in met), sum(m is not None for m in met))
        if theirs[component] != counted:
            print(f"{when.day_from}, {component}: {theirs[component]} is not {counted}")
        for side, wanted in ((Side.MET, True), (Side.MISSED, False)):
            ids = {str(one.id) for one, m in zip(mine, met, strict=True) if m is wanted}
            listed = await _listed(leader, when, component, side)
            if set(listed) != ids or len(listed) != len(ids):
                print(f"{when.day_from}, {component}, {side}: {len(listed)} is not {len(ids)}")
    await _compare_nine(mine, when, leader)
    return len(mine)


async def _compare_nine(mine: Iterable[Told], when: Period, leader: Actor) -> None:
    by_officer: dict[Any, list[list[int]]] = defaultdict(list)
    for one in mine:
        ended = one.case.ended_at
        if ended is None or ended < when.start or one.ended_by not in (*_RESULTS, Act.REJECT):
            continue
        whole = on_time_class(one.case.due_at, ended, when.end)
        time = scores.time_points(whole)
        part = time
        if any(at > by for at, by in one.parts):
            part = 0
        elif one.parts:
            part = min(time, 2 if all(at < by for at, by in one.parts) else 1)
        by_officer[one.officer].append(
            [time, part, scores.contact_points(one.contacts),
             scores.place_points(min(1, one.contacts)), time]
        )  # fmt: skip
    report = await nine.nine(leader, when, NineGrouping.OFFICER)
    theirs = {line.id: (line.dossiers, [line.scores[n] for n in (0, 1, 2, 3, 6)])
              for line in report.lines}  # fmt: skip
    counted = {
        str(officer): (
            len(points), [scores.score(sum(column), len(points)) for column in zip(*points,
                                                                                   strict=True)]
        )
        for officer, points in by_officer.items()
    }  # fmt: skip
    if theirs != counted:
        print(f"{when.day_from}, nine: {theirs} is not {counted}")


async def _listed(leader: Actor, when: Period, component: C, side: Side) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = await behind.dossiers(leader, when, component, side, cursor=cursor, limit=100)
        found += [item.id for item in page.items]
        if page.next_cursor is None:
            return found
        cursor = page.next_cursor


async def _rows() -> tuple[list[dict[str, Any]], dict[Any, dict[str, list[Any]]]]:
    dossiers = [
        dict(row)
        for row in await fetch(
            "select d.id, d.channel, v.content from dossier d "
            "join procedure_version v on v.id = d.procedure_version_id"
        )
    ]
    beside: dict[Any, dict[str, list[Any]]] = {
        row["id"]: defaultdict(list) for row in dossiers
    }  # fmt: skip
    for table in (
        "dossier_event", "due_date", "result", "document", "fee_obligation", "step_passage",
        "consultation", "joint_task",
    ):  # fmt: skip
        for row in await fetch(f"select * from {table} where dossier_id is not null"):
            beside[row["dossier_id"]][table].append(row)
    return dossiers, beside


async def _leader() -> Actor:
    top = await fetch_row("select id from agency where parent_id is null limit 1")
    assert top is not None
    return Actor(
        uuid.uuid4(), settings().tenant, AccountKind.OFFICER, "lanhdao", "Nguyễn Văn Mẫu", "", "",
        "", None, (RoleScope(Role.LEADER, top["id"], None),),
    )  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
