"""`python -m tests.api.indicators.small_province`: a province of ten dossiers and what it scores.

On an empty database; prints the figures as JSON. What they must be is worked out by hand in
`test_by_hand.py`.
"""

import asyncio
import json
import uuid
from datetime import date
from typing import Any

import asyncpg

from backend.access.actor import Actor, RoleScope
from backend.indicators import average_times, behind, index, nine, nine_lists
from backend.indicators.folding import different, fold_waiting
from backend.organisation import actions as organisation
from backend.organisation.office_weeks import fill_office_hours
from backend.platform.database import close_pool, fetch_value, open_pool, transaction
from backend.reports.periods import period
from backend.settings import settings
from shared.vocabulary.indicators import IndexComponent, Side
from shared.vocabulary.nine_indicators import NineGrouping, NineIndicator
from shared.vocabulary.roles import AccountKind, Role
from tests.api.indicators.rows import Dossiers, at, insert
from tests.api.indicators.small_places import NAMES, places, procedures

MARCH = period(date(2026, 3, 1), date(2026, 3, 31))


async def main() -> None:
    """Builds, counts, prints."""
    await open_pool()
    await organisation.fill_holidays(range(2025, 2028))
    await fill_office_hours()
    async with transaction() as connection:
        await places(connection)
    versions = await procedures()
    async with transaction() as connection:
        await _dossiers(connection, versions)
        await _petitions(connection)
    leader = _actor(Role.LEADER, "P")
    waiting = await fetch_value("select count(distinct dossier_id) from dossier_fact_waiting")
    unfolded = await _figures(leader)
    folded = await fold_waiting()
    found = await _figures(leader)
    print(
        json.dumps(
            {
                "waiting": waiting, "folded": folded, "same": unfolded == found,
                "different": len(await different()), **found,
                "nine": await _nine(leader),
                "specialist": await _specialist(),
            }
        )
    )  # fmt: skip
    await close_pool()


async def _figures(leader: Actor) -> dict[str, Any]:
    whole = await index.service_index(leader, MARCH, compare=True)
    of_x = await index.service_index(leader, MARCH, officer_id=NAMES["x"])
    unit = await index.service_index(leader, MARCH, unit_id=NAMES["A1"])
    april = await index.service_index(leader, period(date(2026, 4, 1), date(2026, 4, 30)))
    lists: dict[str, list[str]] = {}
    for component in (IndexComponent.IN_TIME, IndexComponent.PAID_ONLINE):
        for side in (Side.ALL, Side.MET, Side.MISSED):
            lists[f"{component}.{side}"] = await _codes(leader, component, side)
    for side in (Side.LATE, Side.SPOILED, Side.BOTH, Side.MET):
        lists[f"content.{side}"] = await _codes(leader, IndexComponent.DOSSIERS_CONTENT, side)
    for side in (Side.MET, Side.MISSED):
        page = await behind.procedures(leader, MARCH, IndexComponent.CONTENT_FULL, side)
        lists[f"full.{side}"] = [f"{one.code} {one.note}".strip() for one in page.items]
        heard = await behind.heard(leader, MARCH, IndexComponent.PETITIONS_IN_TIME, side)
        lists[f"petitions.{side}"] = [one.code for one in heard.items]
    return {
        "points": whole.points, "countable": whole.countable,
        "before": whole.before and [whole.before.day_from, whole.before.day_to],
        "components": {
            c.component: [c.standing, c.numerator, c.denominator, c.share, c.points, c.before]
            for g in whole.groups for c in g.components
        },
        "groups": [g.points for g in whole.groups],
        "lines": [[line.kind, line.name, line.dossiers] for line in whole.lines],
        "x": _one(of_x, "in_time"), "x_services": _one(of_x, "services_offered"),
        "unit_lines": [[line.name, line.dossiers, line.groups[1]] for line in unit.lines],
        "april": _one(april, "in_time"), "lists": lists,
    }  # fmt: skip


def _one(found: Any, component: str) -> list[Any]:
    for group in found.groups:
        for one in group.components:
            if one.component == component:
                return [one.standing, one.numerator, one.denominator, one.share, one.points]
    raise AssertionError(component)


async def _codes(leader: Actor, component: IndexComponent, side: Side) -> list[str]:
    codes, cursor = [], ""
    while True:
        page = await behind.dossiers(leader, MARCH, component, side, cursor=cursor, limit=2)
        codes += [one.code.removeprefix("THU-00") for one in page.items]
        if page.next_cursor is None:
            return codes
        cursor = page.next_cursor


async def _nine(leader: Actor) -> dict[str, Any]:
    officers = await nine.nine(leader, MARCH, NineGrouping.OFFICER)
    agencies = await nine.nine(leader, MARCH, NineGrouping.AGENCY)
    none = await nine_lists.scored(leader, MARCH, NineIndicator.TIME, points=0)
    lists: dict[str, list[str]] = {}
    for place in ("P", "A", "B"):
        id_ = NAMES[place]
        scored = await nine_lists.scored(leader, MARCH, NineIndicator.TIME, agency_id=id_)
        lists[f"1.{place}"] = [one.code.removeprefix("THU-00") for one in scored.items]
        for side in (Side.ALL, Side.MET, Side.MISSED):
            for one in (NineIndicator.WHOLLY_AT_DESK, NineIndicator.ONLINE):
                found = await nine_lists.procedures(leader, MARCH, one, side, agency_id=id_)
                lists[f"{one}.{place}.{side}"] = [f"{p.code} {p.note}" for p in found.items]
            heard = await nine_lists.heard(leader, MARCH, side, agency_id=id_)
            lists[f"8.{place}.{side}"] = [petition.code for petition in heard.items]
    within = await nine_lists.scored(
        leader, MARCH, NineIndicator.TIME, agency_id=NAMES["B"], officer_id=NAMES["x"]
    )
    times = await average_times.by_procedure(leader, MARCH, limit=1)
    more = await average_times.by_procedure(leader, MARCH, cursor=times.next_cursor or "")
    return {
        "lists": lists, "x_within_b": len(within.items),
        "times": [[t.code, t.dossiers, t.mean, t.unit, t.mean_days, t.working_hours]
                  for t in [*times.items, *more.items]],
        "officers": [[o.name, o.dossiers, o.scores, o.total, o.rank, o.grade]
                     for o in officers.lines],
        "agencies": [[a.name, a.dossiers, a.scores, a.total, a.rank, a.grade]
                     for a in agencies.lines],
        "late": [one.code.removeprefix("THU-00") for one in none.items],
    }  # fmt: skip


async def _specialist() -> list[Any]:
    """What officer y sees without asking for anybody."""
    y = _actor(Role.SPECIALIST, "A", "A1", "y")
    found = await index.service_index(y, MARCH)
    scored = await nine.nine(y, MARCH, NineGrouping.AGENCY)
    return [found.scope.kind, found.lines, [one.name for one in scored.lines]]


def _actor(role: Role, agency: str, unit: str = "", name: str = "") -> Actor:
    held = RoleScope(role, NAMES[agency], NAMES[unit] if unit else None)
    return Actor(
        NAMES[name] if name else uuid.uuid4(), settings().tenant, AccountKind.OFFICER, "ai",
        "Nguyễn Văn Mẫu", "", "", "", None, (held,),
    )  # fmt: skip


async def _dossiers(connection: asyncpg.Connection, of: dict[str, tuple[str, uuid.UUID]]) -> None:
    books = Dossiers(connection)
    at_a = (NAMES["A"], NAMES["AD"], NAMES["a"])
    at_b = (NAMES["B"], NAMES["BD"], NAMES["b"])
    x = {"unit_id": NAMES["A1"], "officer_id": NAMES["x"]}
    y = {"unit_id": NAMES["A1"], "officer_id": NAMES["y"]}
    z = {"unit_id": NAMES["B1"], "officer_id": NAMES["z"]}

    def done(moment: str) -> tuple[str, str, str]:
        return ("finish", "result_ready", moment)

    def asked(moment: str) -> tuple[str, str, str]:
        return ("request_supplement", "supplement", moment)

    def supplied(moment: str) -> tuple[str, str, str]:
        return ("supplement", "supplemented", moment)

    d1 = await books.write(of["T1"], at_a, "online", "02/03 10", "10/03 17", done("06/03 10"), **x)
    d2 = await books.write(of["T1"], at_a, "desk", "03/03 10", "12/03 17", done("13/03 10"), **x)
    d3 = await books.write(of["T1"], at_a, "online", "20/02 10", "05/03 17", done("05/03 10"), **x)
    d4 = await books.write(
        of["T3"], at_a, "post", "10/03 10", "20/03 17", asked("12/03 9"), supplied("16/03 9"),
        done("23/03 10"), **y,
    )  # fmt: skip
    d5 = await books.write(
        of["T1"], at_a, "online", "11/03 10", "18/03 17", asked("13/03 9"), supplied("14/03 9"),
        asked("16/03 9"), supplied("17/03 9"), done("17/03 10"), **y,
    )  # fmt: skip
    d6 = await books.write(of["T1"], at_a, "online", "25/03 10", "10/04 17", **y)
    await books.write(of["T2"], at_b, "online", "04/03 10", "06/03 17", asked("05/03 9"), **z)
    await books.write(
        of["T2"], at_b, "desk", "05/03 10", "09/03 17",
        ("request_withdrawal", "withdraw_requested", "12/03 9"), **z,
    )  # fmt: skip
    await books.write(
        of["T2"], at_b, "desk", "06/03 10", "12/03 17", done("10/03 9"),
        ("reopen_before_hand_over", "appraising", "15/03 9"), done("02/04 9"), **z,
    )  # fmt: skip
    await books.write(
        of["T2"], at_b, "online", "09/03 10", None, ("stop", "stopped", "20/03 9"), **z
    )
    await books.write(of["T2"], at_b, "online", "02/04 10", "10/04 17", **z)
    await books.write(of["T2"], at_b, "online", "10/02 10", "19/02 17", done("20/02 9"), **z)

    _, file_1 = await books.result(d1, "06/03 10")
    await books.result(d2, "13/03 10")
    await books.result(d3, "05/03 10")
    result_4, file_4 = await books.result(d4, "23/03 10")
    own = {d: await books.file(d, m, "component")
           for d, m in ((d1, "02/03 9"), (d3, "20/02 9"), (d4, "10/03 9"))}  # fmt: skip
    await books.fee(d1, NAMES["A"], 10_000, "online", "02/03 11")
    await books.fee(d2, NAMES["A"], 10_000, "cash", "03/03 11")
    await books.fee(d5, NAMES["A"], 0, "", "11/03 11")
    await books.told(d1, "02/03 12")
    await books.told(d6, "25/03 12")
    await insert(
        connection, "dossier_sender", dossier_id=d1, account_id=NAMES["z"],
        assurance="national_2", tech_id="", at=at("02/03 9"),
    )  # fmt: skip
    await insert(
        connection, "consultation", dossier_id=d1, agency_id=NAMES["B"], content="Ý kiến",
        asked_at=at("03/03 9"), answer_by=at("04/03 17"), closed_at=at("05/03 9"),
    )  # fmt: skip
    kept = {
        "owner_number": "", "owner_name": "Nguyễn Văn Mẫu", "kind": "thu", "title": "Kết quả",
        "issuer": "Cơ quan A", "valid_from": date(2026, 3, 23),
    }  # fmt: skip
    await insert(
        connection, "vault_item", origin="result", issued_at=at("23/03 10"), dossier_id=d4,
        result_id=result_4, document_ids=[file_4], **kept,
    )  # fmt: skip
    older = await insert(
        connection, "vault_item", origin="component", issued_at=at("20/02 10"), dossier_id=d3,
        component_key="giay_to", document_ids=[own[d3]], **kept,
    )  # fmt: skip
    await insert(
        connection, "vault_use", item_id=older, dossier_id=d1, component_key="giay_to",
        document_id=own[d1], used_by=NAMES["z"], used_by_label="z", procedure_name="T1",
        at=at("02/03 9"),
    )  # fmt: skip
    await insert(
        connection, "rating", dossier_id=d1, procedure_code=of["T1"][0], agency_id=NAMES["A"],
        resolving_agency_id=NAMES["A"], overall="dissatisfied", way="link",
        handed_over_at=at("06/03 15"), created_at=at("07/03 9"),
    )  # fmt: skip
    NAMES["d2"], NAMES["f1"] = d2, file_1


async def _petitions(connection: asyncpg.Connection) -> None:
    common: dict[str, Any] = {
        "source": "portal", "kind": "report", "anonymous": False, "subject": "s", "body": "b",
        "wishes_publication": True, "ask_by": at("30/03 9"), "updated_at": at("28/03 9"),
    }  # fmt: skip
    first = await insert(
        connection, "petition", code="PA1", topic="conduct", state="published",
        dossier_id=NAMES["d2"], agency_id=NAMES["A"], unit_id=NAMES["A1"], officer_id=NAMES["x"],
        received_at=at("14/03 9"), take_by=at("17/03 17"), due_at=at("06/04 17"),
        taken_at=at("16/03 9"), answered_at=at("25/03 9"), publish_by=at("27/03 17"),
        published_at=at("26/03 9"), liked=False, liked_at=at("28/03 9"), **common,
    )  # fmt: skip
    await insert(
        connection, "petition", code="PA2", topic="delay", state="processing",
        agency_id=NAMES["B"], received_at=at("10/03 9"), take_by=at("12/03 17"),
        due_at=at("31/03 17"), taken_at=at("13/03 9"), **common,
    )  # fmt: skip
    await insert(
        connection, "petition", code="PA3", topic="delay", state="merged", agency_id=NAMES["B"],
        received_at=at("20/03 9"), take_by=at("24/03 17"), due_at=at("10/04 17"),
        closed_at=at("21/03 9"), merged_into=first, **common,
    )  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
