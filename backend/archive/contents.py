"""What a package says of one dossier: all facts as JSON and XML, and its files.

Files are read from the store as a stream and compared with what was recorded when they were
stored: a package never carries on what is no longer the same.
"""

import hashlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID
from xml.etree import ElementTree  # nosec B405

import msgspec

from backend.archive.bag import Bag, file_name
from backend.archive.scrubbing import look_at, report_damage
from backend.documents.queries import shown_to_applicant
from backend.documents.store import store
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from backend.platform.sealing import unsealed
from backend.results.rendering import rendered_form
from storage.objects import ObjectMissing

FILES = 1000
_FACTS = """
select jsonb_build_object(
    'id', d.id, 'code', d.code, 'reference', d.reference, 'procedure_code', d.procedure_code,
    'procedure_name', d.procedure_name, 'regime', d.regime, 'state', d.state,
    'channel', d.channel, 'delivery', d.delivery, 'delivery_address', d.delivery_address,
    'applicant', jsonb_build_object('name', d.applicant_name,
        'personal_id', d.applicant_personal_id, 'phone', d.applicant_phone,
        'email', d.applicant_email, 'address', d.applicant_address),
    'owner_name', d.owner_name, 'answers', d.answers,
    'receiving_agency', (select name from agency where id = d.receiving_agency_id),
    'holding_agency', (select name from agency where id = d.holding_agency_id),
    'submitted_at', d.submitted_at, 'accepted_at', d.accepted_at, 'due_at', d.due_at,
    'finished_at', d.finished_at, 'returned_at', d.returned_at) as dossier,
    (select jsonb_build_object('class', a.class_code, 'years', a.years,
        'keep_until', a.dispose_after, 'closed_at', a.closed_at, 'source', r.source)
        from archive_record a join retention_rule r on r.id = a.rule_id
        where a.dossier_id = d.id) as retention,
    (select coalesce(jsonb_agg(x), '[]') from (select seq, act, state_before, state_after, at,
        actor_name, note from dossier_event where dossier_id = d.id order by seq) x) as events,
    (select coalesce(jsonb_agg(x), '[]') from (select due_at, set_at, reason, explanation
        from due_date where dossier_id = d.id order by set_at, id) x) as due_dates,
    (select coalesce(jsonb_agg(x), '[]') from (select title, number, issued_at,
        verification_code, withdrawn_at from result where dossier_id = d.id
        order by issued_at) x) as results
from dossier d where d.id = $1
"""
_FILES = """
select m.id, m.name, m.media_type, m.size, m.sha256, m.object_key, m.purpose, m.component_key,
    m.uploaded_at, m.dossier_id, exists (select from result r where r.document_id = m.id
        and r.withdrawn_at is null) as issued
from document m where m.dossier_id = $1 and m.removed_at is null and m.scan <> 'rejected'
order by m.uploaded_at, m.id limit $2
"""


class Damaged(Exception):
    """A file in the store is missing or not what was stored."""

    def __init__(self, document_id: UUID, name: str, kind: str) -> None:
        super().__init__(f"{document_id} {kind}")
        self.document_id, self.name, self.kind = document_id, name, kind


async def pack_dossier(
    bag: Bag, folder: str, dossier_id: UUID, *, for_applicant: bool
) -> AsyncIterator[bytes]:
    """The facts and files of a dossier into a bag. Raises NotFound, Damaged, StorageError.

    The applicant gets what they may see: no names of officers, no notes or papers between agencies.
    """
    row = await fetch_row(_FACTS, dossier_id)
    if row is None:
        raise NotFound
    facts: dict[str, Any] = {
        name: msgspec.json.decode(value or "null") for name, value in row.items()
    }
    _open(facts["dossier"])
    if for_applicant:
        for event in facts["events"]:
            event.pop("actor_name")
            event.pop("note")
    files: list[dict[str, Any]] = []
    for number, found in enumerate(await fetch(_FILES, dossier_id, FILES), start=1):
        if for_applicant and not shown_to_applicant(found["purpose"], issued=found["issued"]):
            continue
        if for_applicant and found["object_key"] is not None and not await _is_sound(found):
            # A person gets everything else, and is told what is missing.
            files.append({"path": None, "name": found["name"], "problem": "damaged"})
            continue
        path = f"{folder}/{file_name(number, found['name'])}"
        digest = hashlib.sha256()
        async for part in bag.add(path, _content(found, digest), packed=True):
            yield part
        recorded = await _recorded(found)
        files.append(
            {
                "path": f"data/{path}", "name": found["name"], "purpose": found["purpose"],
                "component": found["component_key"], "media_type": found["media_type"],
                "size": recorded["size"], "sha256": bytes(recorded["sha256"]).hex(),
                "stored_at": found["uploaded_at"],
            }
        )  # fmt: skip
        if digest.digest() != bytes(recorded["sha256"]):
            raise Damaged(found["id"], found["name"], "altered")
    facts["files"] = files
    encoded = msgspec.json.format(msgspec.json.encode(facts), indent=2)
    async for part in bag.add(f"{folder}/ho-so.json", encoded):
        yield part
    async for part in bag.add(f"{folder}/ho-so.xml", as_xml("dossier", facts)):
        yield part


def _open(dossier: dict[str, Any]) -> None:
    """Opens what is sealed in the facts of a dossier."""
    id_, applicant = dossier.pop("id"), dossier["applicant"]
    for name in ("personal_id", "phone", "email", "address"):
        applicant[name] = unsealed(f"dossier.applicant_{name}", id_, applicant[name])
    place = "delivery_address"
    dossier[place] = unsealed(f"dossier.{place}", id_, dossier[place])
    if isinstance(dossier["answers"], str):
        dossier["answers"] = msgspec.json.decode(
            unsealed("dossier.answers", id_, dossier["answers"])
        )


async def _is_sound(found: Any) -> bool:
    """Whether the store still gives what was stored; what is not is reported."""
    seen = await look_at(found)
    if seen.kind is not None:
        await report_damage(found["id"])
    return seen.kind is None


async def _content(found: Any, digest: Any) -> AsyncIterator[bytes]:
    """The bytes of a file; a form that was never printed is printed now. Raises Damaged."""
    if found["object_key"] is None:
        content = await rendered_form(found["id"])
        digest.update(content)
        yield content
        return
    try:
        chunks = await store().get(found["object_key"])
    except ObjectMissing as error:
        raise Damaged(found["id"], found["name"], "missing") from error
    async for chunk in chunks:
        digest.update(chunk)
        yield chunk


async def _recorded(found: Any) -> Any:
    if found["object_key"] is not None:
        return found
    row = await fetch_row("select size, sha256 from document where id = $1", found["id"])
    assert row is not None
    return row


def as_xml(name: str, value: Any) -> bytes:
    """The same facts as XML: an element for each name, `item` for each of a list."""
    root = _element(name, value)
    ElementTree.indent(root)
    encoded: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return encoded


def _element(name: str, value: Any) -> ElementTree.Element:
    plain = name.isascii() and name.replace("_", "a").isalnum() and not name[:1].isdigit()
    element = ElementTree.Element(name if plain else "value", {} if plain else {"name": name})
    if isinstance(value, dict):
        element.extend(_element(str(key), each) for key, each in value.items())
    elif isinstance(value, list):
        element.extend(_element("item", each) for each in value)
    elif value is not None:
        text = "true" if value is True else "false" if value is False else str(value)
        element.text = "".join(c for c in text if c in "\t\n" or c >= " ")
    return element
