"""Everything about one person: account, sign-ins, drafts, notices, and every dossier with files.

The person asks for it themselves, or an officer on their request: then only what lies in that
officer's sight, and never the person's account.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.access.actor import Actor
from backend.archive.bag import Bag
from backend.archive.contents import pack_dossier
from backend.archive.seals import is_sealed_to
from backend.dossiers.scope import visible
from backend.identity.queries import actor_of_username
from backend.operations.sealed_columns import PETITION_COLUMNS
from backend.platform.database import fetch, fetch_value
from backend.platform.sealing import blind, opened, unsealed

# What is kept of a person beside their dossiers; each reads with their account as $1.
SECTIONS: dict[str, str] = {
    "account": (
        "select id, kind, full_name, personal_id, email, phone, address, created_at "
        "from account where id = $1"
    ),
    "sign_ins": (
        "select created_at, last_seen_at, revoked_at, user_agent from session "
        "where account_id = $1 order by created_at desc limit 5000"
    ),
    "drafts": (
        "select id, procedure_code, answers, delivery, delivery_address, created_at, updated_at, "
        "expires_at from draft where account_id = $1 and dossier_id is null "
        "order by updated_at desc limit 5000"
    ),
    "notices": (
        "select id, created_at, subject, body, address, mailed_at, read_at from notice "
        "where account_id = $1 order by created_at desc limit 5000"
    ),
    "vault": (
        "select id, kind, title, number, issuer, issued_at, valid_from, valid_to, data, "
        "verified_label, withdrawn_at from vault_item where owner_id = $1 "
        "order by issued_at desc limit 5000"
    ),
    "shares": (
        "select v.title, s.recipient_words, s.purpose, s.given_at, s.until, s.ended_at "
        "from vault_share s join vault_item v on v.id = s.item_id where s.owner_id = $1 "
        "order by s.given_at desc limit 5000"
    ),
    "looks": (
        "select at, by, action, subject, purpose from data_look where person_id = $1 "
        "order by at desc limit 5000"
    ),
    "petitions": (
        "select id, code, kind, topic, state, sender_name, sender_phone, sender_email, "
        "sender_address, subject, body, case when answered_at is null then '' else answer end as "
        "answer, received_at, answered_at from petition "
        "where sender_id = $1 order by received_at desc limit 5000"
    ),
    "consents": (
        "select kind, given_at, withdrawn_at from consent where account_id = $1 "
        "order by given_at desc limit 5000"
    ),
    "acts": (
        "select at, action, subject_id from audit_entry where actor_id = $1 "
        "order by at desc limit 5000"
    ),
}
_CHUNK = 100


async def pack_person(
    row: asyncpg.Record, at: datetime, tell: Callable[[int, int], Any]
) -> AsyncIterator[bytes]:
    """A bag of one person's data. Raises Damaged, StorageError."""
    actor = await actor_of_username(
        await fetch_value("select username from account where id = $1", row["asked_by"])
    )
    bag = Bag(f"du-lieu-ca-nhan-{at:%Y%m%d}-{str(row['id'])[-6:]}", at)
    if not actor.is_officer:
        for name, sql in SECTIONS.items():
            found = await fetch_value(
                f"select coalesce(jsonb_agg(x), '[]') from ({sql}) x", actor.account_id
            )
            content = msgspec.json.format(_readable(name, found), indent=2)
            async for part in bag.add(f"{name}.json", content):
                yield part
    condition, args = whose(actor, row["personal_id"], 1)
    total = int(await fetch_value(f"select count(*) from dossier d where {condition}", *args))
    done = 0
    after = UUID(int=0)
    while True:
        rows = await fetch(
            f"select d.id, coalesce(d.code, d.reference) as code from dossier d where {condition} "
            f"and d.id > ${len(args) + 1} order by d.id limit {_CHUNK}",
            *args,
            after,
        )
        for found in rows:
            if not await is_sealed_to(actor, found["id"]):
                folder = f"ho-so/{found['code']}"
                async for part in pack_dossier(bag, folder, found["id"], for_applicant=True):
                    yield part
            done += 1
            await tell(done, max(done, total))
            after = found["id"]
        if len(rows) < _CHUNK:
            break
    yield bag.end(
        {
            "Contact-Name": row["asked_by_name"],
            "External-Description": row["title"],
            "External-Identifier": str(row["id"]),
            "Dossier-Count": str(done),
        }
    )


def _readable(section: str, found: str) -> bytes:
    """A section with what is sealed in it opened for its owner."""
    if section not in ("account", "drafts", "petitions", "notices", "vault"):
        return found.encode()
    rows = msgspec.json.decode(found)
    for row in rows:
        if section == "account":
            for name in ("personal_id", "email", "phone", "address"):
                row[name] = opened(row, f"account.{name}")
        elif section == "petitions":
            for name in PETITION_COLUMNS:
                row[name] = opened(row, f"petition.{name}")
        elif section == "notices":
            row["body"] = opened(row, "notice.body")
        elif section == "vault":
            if isinstance(row["data"], str):
                data = unsealed("vault_item.data", row["id"], row["data"])
                row["data"] = msgspec.json.decode(data)
        else:
            row["delivery_address"] = opened(row, "draft.delivery_address")
            if isinstance(row["answers"], str):
                answers = unsealed("draft.answers", row["id"], row["answers"])
                row["answers"] = msgspec.json.decode(answers)
    return msgspec.json.encode(rows)


def whose(actor: Actor, key: str, first: int) -> tuple[str, list[Any]]:
    """The dossiers of a package: one's own, or of the person named as far as the officer sees.

    `key` is what the person's number is looked up by.
    """
    if not actor.is_officer:
        return (
            f"(d.applicant_id = ${first} "
            f"or (${first + 1} <> '' and d.applicant_key = ${first + 1}))",
            [actor.account_id, blind(actor.personal_id)],
        )
    condition, args = visible(actor, first + 1)
    return f"d.applicant_key = ${first} and {condition}", [key, *args]
