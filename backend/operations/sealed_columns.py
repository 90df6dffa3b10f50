"""Which columns are sealed, under which place, and how what an older key sealed is found."""

from collections.abc import Callable
from dataclasses import dataclass

import asyncpg

from backend.dossiers.personal import SEALED_TEXTS
from backend.dossiers.supplement_lines import WORDS
from backend.law.search_text import search_text
from backend.platform.sealing import blind, is_number

More = Callable[[asyncpg.Record, dict[str, str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed columns of a table, by the place each is bound to.

    `key` is SQL of the oldest key in a row, as its index has it; `row_id` is the id the values are
    bound to; `more` gives what else follows from the plain texts.
    """

    table: str
    columns: dict[str, str]
    key: str
    row_id: str = "id"
    bound: str = ""  # SQL of what the values are bound to, where it is not `row_id`
    bytes_: frozenset[str] = frozenset()
    json: frozenset[str] = frozenset()
    also: str = ""
    more: More | None = None


PETITION_COLUMNS = (
    "sender_name", "sender_phone", "sender_email", "sender_address", "subject", "body", "answer",
)  # fmt: skip


def _account_name(row: asyncpg.Record, _plain: dict[str, str]) -> dict[str, str]:
    return {"username": blind(row["username"])} if is_number(row["username"]) else {}


def _dossier_words(row: asyncpg.Record, plain: dict[str, str]) -> dict[str, str]:
    number, phone = plain["applicant_personal_id"], plain["applicant_phone"]
    owner = plain["owner_personal_id"]
    text: str = row["search_text"]
    for found in (number, phone, owner):
        if found:
            text = text.replace(search_text(found), blind(found))
    return {"applicant_key": blind(number), "owner_key": blind(owner), "search_text": text}


def _texts(table: str, *names: str, row_id: str = "id") -> Sealed:
    keys = [f"sealed_by({name})" for name in names]
    key = keys[0] if len(keys) == 1 else f"least({', '.join(keys)})"
    return Sealed(table, {name: f"{table}.{name}" for name in names}, key, row_id)


def _json(table: str, name: str, row_id: str = "id", bound: str = "") -> Sealed:
    key = f"sealed_by({name} #>> '{{}}')"
    return Sealed(table, {name: f"{table}.{name}"}, key, row_id, bound, json=frozenset({name}))


SEALED = (
    Sealed(
        "account",
        {
            "personal_id": "account.personal_id",
            "email": "account.email",
            "phone": "account.phone",
            "address": "account.address",
            "email_pending": "account.email",
            "phone_pending": "account.phone",
            "totp_secret": "account.totp_secret",
            "totp_pending": "account.totp_secret",
        },
        "least(sealed_by(personal_id), sealed_by(email), sealed_by(phone), "
        "sealed_by(address), sealed_by(email_pending), sealed_by(phone_pending), "
        "sealed_by(encode(totp_secret, 'escape')), "
        "sealed_by(encode(totp_pending, 'escape')), "
        "case when username ~ '^[0-9][0-9-]{8,13}$' then 0 end)",
        bytes_=frozenset({"totp_secret", "totp_pending"}),
        also="username",
        more=_account_name,
    ),
    Sealed(
        "dossier",
        {name: f"dossier.{name}" for name in (*SEALED_TEXTS, "answers")},
        f"least({', '.join(f'sealed_by({name})' for name in SEALED_TEXTS)}, "
        "sealed_by(answers #>> '{}'))",
        json=frozenset({"answers"}),
        also="search_text",
        more=_dossier_words,
    ),
    _texts("postal_wish", "name", "phone", "detail", row_id="draft_id"),
    _texts("postal_order", "name", "phone", "detail", "received_by"),
    _texts("postal_event", "received_by"),
    Sealed(
        "draft",
        {"answers": "draft.answers", "delivery_address": "draft.delivery_address"},
        "least(sealed_by(answers #>> '{}'), sealed_by(delivery_address))",
        json=frozenset({"answers"}),
    ),
    _texts("supplement_item", *WORDS),
    _texts("notice", "body"),
    _json("register_query", "facts"),
    _json("draft_offer", "value", bound="draft_id::text || '/' || key || '/' || source"),
    _json("vault_item", "data"),
    _json("result_draft", "content"),
    Sealed(
        "fee_receipt",
        {"data": "fee_receipt.data", "xml": "fee_receipt.xml"},
        "least(sealed_by(data #>> '{}'), sealed_by(xml))",
        json=frozenset({"data"}),
    ),
    _json("appointment", "answers"),
    _texts("dossier_message", "body"),
    _texts("rating", "words"),
    _texts("petition", *PETITION_COLUMNS),
    _json("survey_answer", "answers"),
    _texts("public_question", "body", "asker_name", "asker_email", "answer", "sent_answer"),
    _texts("agency_provider", "secret"),
    _json("national_inbound", "record"),
    _json("delivery_content", "payload", row_id="delivery_id"),
    _texts("webhook", "secret", "former_secret"),
    _texts("zalo_token", "access", "following", row_id="tenant_id"),
    _texts("push_browser", "subscription"),
    _texts("token_key", "sealed", row_id="kid"),
)
