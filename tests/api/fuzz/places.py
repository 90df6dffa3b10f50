"""Ids that exist, so that drawn requests get past the first look."""

import re
from typing import Any

import asyncpg
from hypothesis import strategies as st

_TABLES = {
    "agencies": "agency", "bundles": "bundle", "days": "calendar_day", "delegations": "delegation",
    "directives": "directive", "disposals": "disposal", "documents": "document",
    "dossiers": "dossier", "records": "dossier", "drafts": "draft", "findings": "scrub_finding",
    "holds": "legal_hold", "mandates": "mandate", "officer-accounts": "account",
    "officers": "account", "packages": "archive_package", "processes": "process_version",
    "recalculations": "recalculation", "registers": "register_book",
    "prints": "register_print", "units": "unit",
    "replays": "process_replay", "result-changes": "result_change", "results": "result",
    "role-requests": "role_request", "sessions": "session", "successions": "succession",
    "uploads": "upload", "vault": "vault_item", "views": "inbox_view",
    "shares": "vault_share", "shared-papers": "vault_share",
}  # fmt: skip
_CODES = {
    "procedures": "select procedure_code from agency_procedure order by 1 limit 5",
    "forms": "select distinct procedure_code from form_version order by 1 limit 5",
    "templates": "select procedure_code from agency_procedure order by 1 limit 5",
    "provinces": "select code from administrative_unit order by code limit 3",
    "communes": "select code from administrative_unit order by code desc limit 3",
    "lookups": "select code from dossier where code is not null limit 3",
}


async def known_ids(database: asyncpg.Pool) -> dict[str, list[str]]:
    """By the word before the hole in a path: a few ids, newest first."""
    existing = {r[0] for r in await database.fetch("select tablename from pg_tables")}
    missing = set(_TABLES.values()) - existing
    assert not missing, f"no such table: {missing}"
    found: dict[str, list[str]] = {}
    for word, table in _TABLES.items():
        rows = await database.fetch(f"select id::text from {table} order by id desc limit 4")
        found[word] = [row[0] for row in rows]
    for word, query in _CODES.items():
        found[word] = [str(row[0]) for row in await database.fetch(query)]
    return found


def with_known_ids(path: str, known: dict[str, list[str]]) -> st.SearchStrategy[dict[str, Any]]:
    """Values that exist for the holes of a path; one that is left out stays as drawn."""
    holes = {hole: known.get(word, []) for word, hole in re.findall(r"([\w-]+)/\{(\w+)\}", path)}
    return st.fixed_dictionaries(
        {}, optional={h: st.sampled_from(ids) for h, ids in holes.items() if ids}
    )
