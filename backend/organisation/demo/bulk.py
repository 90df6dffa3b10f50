"""Tens of thousands of dossiers by COPY: each is a sibling of one that the real acts have played.

A sibling has another applicant, its own ids, codes, numbers and hashes, and happened a few minutes
earlier on the same days, so that its due dates are those of the original.
"""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.audit.actions import keyed_hash
from backend.dossiers.personal import SEALED_TEXTS
from backend.dossiers.supplement_lines import WORDS
from backend.law.calendar import local
from backend.law.dossier_code import dossier_code
from backend.organisation.demo.sibling import Sibling, Template, sibling
from backend.organisation.demo.staff import Staff, staff
from backend.organisation.working_calendar import working_calendar
from backend.platform.database import fetch, transaction
from backend.platform.sealing import blind, opened, opened_json, sealed, sealed_json
from backend.registers.rules import register_year
from backend.settings import settings

CHUNK = 500
TEMPLATES = 1500
Record = dict[str, Any]
# In order of their references; every column is copied as it is found.
TABLES: tuple[tuple[str, str], ...] = (
    ("dossier", "id"),
    ("register_line", "dossier_id"),
    ("dossier_event", "dossier_id"),
    ("due_date", "dossier_id"),
    ("clock_interval", "dossier_id"),
    ("component_check", "dossier_id"),
    ("consultation", "dossier_id"),
    ("joint_task", "dossier_id"),
    ("supplement_item", "dossier_id"),
    ("dossier_reach", "dossier_id"),
    ("document", "dossier_id"),
    ("issued_form", "dossier_id"),
    ("result", "dossier_id"),
    ("audit_entry", "subject_id"),
)


async def load_in_bulk(count: int, seed: int | None = None) -> None:
    """So many siblings of the dossiers already there. Raises LookupError when there are none."""
    chance = Random(seed)  # noqa: S311 # nosec B311
    people = await staff()
    templates = await _templates()
    if not templates:
        raise LookupError("nothing to copy from: play some dossiers first")
    done = 0
    while done < count:
        size = min(CHUNK, count - done)
        await _write([_one(chance, templates, people) for _ in range(size)])
        done += size


def _one(chance: Random, templates: list[Template], people: Staff) -> Sibling:
    template = chance.choice(templates)
    return sibling(template, chance.choice(people.citizens), chance)


async def _templates() -> list[Template]:
    ids = [
        row["id"]
        for row in await fetch(
            "select id from dossier d where tenant_id = $1 and not exists (select from "
            "register_line l where l.dossier_id = d.id and l.frozen is not null) "
            "order by id limit $2",
            settings().tenant,
            TEMPLATES,
        )
    ]
    grouped: dict[UUID, dict[str, list[Record]]] = {id_: defaultdict(list) for id_ in ids}
    for table, key in TABLES:
        order = "seq" if table == "dossier_event" else "id"
        order = "document_id" if table == "issued_form" else order
        rows = await fetch(
            f"select * from {table} where {key} = any($1::uuid[]) order by {order}", ids
        )
        for row in rows:
            grouped[row[key]][table].append(_OPENED.get(table, dict)(row))
    found = []
    for tables in grouped.values():
        agency_id = tables["dossier"][0]["receiving_agency_id"]
        found.append(Template(tables, await working_calendar(agency_id)))
    return found


@dataclass
class _Numbers:
    """Counters of codes and forms as this transaction will leave them."""

    codes: dict[tuple[str, date], int]
    forms: dict[tuple[UUID, str, int], int]
    agency_codes: dict[UUID, str]


async def _write(siblings: list[Sibling]) -> None:
    async with transaction() as connection:
        numbers = await _numbers(connection)
        for one in sorted(siblings, key=lambda s: s.row["accepted_at"] or s.row["submitted_at"]):
            _number(one, numbers)
            _seal(one)
            _close(one.row)
            for line in one.tables.get("supplement_item", []):
                for name in WORDS:
                    line[name] = sealed(f"supplement_item.{name}", line["id"], line[name])
        for table, _key in TABLES:
            rows = [row for one in siblings for row in one.tables.get(table, [])]
            if rows:
                await connection.copy_records_to_table(
                    table, records=[tuple(row.values()) for row in rows], columns=list(rows[0])
                )
        await _keep_numbers(connection, numbers)


def _opened(row: Any) -> Record:
    """A dossier's columns with what is sealed in them opened."""
    answers = msgspec.json.encode(opened_json(row, "dossier.answers")).decode()
    return (
        dict(row)
        | {name: opened(row, f"dossier.{name}") for name in SEALED_TEXTS}
        | {"answers": answers}
    )


def _opened_line(row: Any) -> Record:
    return dict(row) | {name: opened(row, f"supplement_item.{name}") for name in WORDS}


_OPENED = {"dossier": _opened, "supplement_item": _opened_line}


def _close(row: Record) -> None:
    """Seals them for their own row."""
    row["applicant_key"] = blind(row["applicant_personal_id"])
    row["owner_key"] = blind(row["owner_personal_id"])
    for name in SEALED_TEXTS:
        row[name] = sealed(f"dossier.{name}", row["id"], row[name])
    answers = msgspec.json.decode(row["answers"])
    row["answers"] = sealed_json("dossier.answers", row["id"], answers)


async def _numbers(connection: asyncpg.Connection) -> _Numbers:
    # Locked whole: a desk that accepts meanwhile waits a moment instead of taking the same number.
    await connection.execute("lock table dossier_code_counter, form_counter in exclusive mode")
    codes = await connection.fetch("select agency_code, day, last from dossier_code_counter")
    forms = await connection.fetch("select agency_id, form, year, last from form_counter")
    agencies = await connection.fetch("select id, code from agency")
    return _Numbers(
        {(r["agency_code"], r["day"]): r["last"] for r in codes},
        {(r["agency_id"], r["form"], r["year"]): r["last"] for r in forms},
        {r["id"]: r["code"] for r in agencies},
    )


def _number(one: Sibling, numbers: _Numbers) -> None:
    accepted: datetime | None = one.row["accepted_at"]
    if accepted is not None:
        agency_code = numbers.agency_codes[one.row["receiving_agency_id"]]
        day = local(accepted).date()
        number = numbers.codes.get((agency_code, day), 0) + 1
        numbers.codes[agency_code, day] = number
        one.rename_code(dossier_code(agency_code, day, number))
    for line in one.tables.get("register_line", []):
        key = (one.row["receiving_agency_id"], "register", register_year(line["entered_at"]))
        line["number"] = numbers.forms[key] = numbers.forms.get(key, 0) + 1
    for form in one.tables.get("issued_form", []):
        key = (form["agency_id"], form["form"], form["year"])
        numbers.forms[key] = form["number"] = numbers.forms.get(key, 0) + 1
    for result in one.tables.get("result", []):
        fresh = secrets.token_hex(6).upper()
        one.replace_text(result["verification_code"], fresh)


def _seal(one: Sibling) -> None:
    """The chain of the events and the marks of the audit entries, over what is now written."""
    previous = ""
    for event in one.tables["dossier_event"]:
        event["payload"] = _sorted(event["payload"])
        event["hash"] = keyed_hash(
            "event", previous, event["dossier_id"], event["seq"], event["act"],
            event["state_after"], event["at"].timestamp(), event["actor_id"], event["note"],
            event["payload"],
        )  # fmt: skip
        previous = event["hash"].hex()
    for entry in one.tables.get("audit_entry", []):
        entry["detail"] = _sorted(entry["detail"])
        entry["mac"] = keyed_hash(
            "audit", entry["id"], entry["at"].timestamp(), entry["actor_id"], entry["action"],
            entry["subject_id"], entry["detail"],
        )  # fmt: skip


def _sorted(text: str) -> str:
    return msgspec.json.encode(msgspec.json.decode(text), order="sorted").decode()


async def _keep_numbers(connection: asyncpg.Connection, numbers: _Numbers) -> None:
    await connection.executemany(
        "insert into dossier_code_counter (agency_code, day, last) values ($1, $2, $3) "
        "on conflict (agency_code, day) do update set last = excluded.last",
        [(*key, last) for key, last in numbers.codes.items()],
    )
    await connection.executemany(
        "insert into form_counter (agency_id, form, year, last) values ($1, $2, $3, $4) "
        "on conflict (agency_id, form, year) do update set last = excluded.last",
        [(*key, last) for key, last in numbers.forms.items()],
    )
