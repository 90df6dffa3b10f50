"""Kiosks: a code by an administrator, exchanged once at the kiosk for its key; revoked at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.access.device_keys import (
    CODE_MINUTES,
    SEEN_EVERY,
    could_be_key,
    digest,
    new_code,
    new_key,
    typed_code,
)
from backend.audit.actions import record
from backend.platform import clock
from backend.platform.database import execute, fetch_row, transaction, uuid7
from backend.platform.problems import Conflict, NotFound, RuleBroken, Unauthenticated, field
from backend.reception.actions.taking import in_office
from backend.reception.keepers import KEEPERS, keeps
from backend.reception.queries import iso
from backend.settings import settings
from shared.contracts.desk_setup import DeviceCode, EnrolDevice


@dataclass(frozen=True, slots=True)
class Kiosk:
    """An enrolled kiosk and the desk it stands at."""

    id: UUID
    agency_id: UUID
    name: str


async def announce(actor: Actor, agency_id: UUID, data: EnrolDevice) -> DeviceCode:
    """A code for one new kiosk, good once and for half an hour. Raises Forbidden."""
    await keeps(actor, agency_id)
    id_, (code, kept) = uuid7(), new_code()
    until = clock.now() + timedelta(minutes=CODE_MINUTES)
    async with transaction() as connection:
        await in_office(connection, agency_id)
        await connection.execute(
            "insert into kiosk_device (id, tenant_id, agency_id, name, code_hash, code_until, "
            "enrolled_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id_, settings().tenant, agency_id, data.name.strip(), kept, until,
            actor.account_id, clock.now(),
        )  # fmt: skip
        detail = {"agency": str(agency_id)}
        await record(connection, actor, "kiosk.announced", subject_id=id_, detail=detail)
    return DeviceCode(str(id_), code, iso(until))


async def enrol(code: str) -> str:
    """The key of a kiosk for its code. Raises RuleBroken for a code that is wrong or over."""
    key, kept = new_key()
    async with transaction() as connection:
        device_id = await connection.fetchval(
            "update kiosk_device set key_hash = $2, code_hash = null, enrolled_at = $3, "
            "last_seen_at = $3 where code_hash = $1 and code_until > $3 and revoked_at is null "
            "returning id",
            typed_code(code),
            kept,
            clock.now(),
        )
        if device_id is None:
            raise RuleBroken(
                "Mã ghi danh không đúng hoặc đã hết hạn. Hãy xin mã mới.",
                en="The code is wrong or over. Please ask for a new one.",
                slug="wrong-code",
                errors=[field("/code", "Nhập đúng mã trên màn hình của người quản trị.")],
            )
        await record(connection, None, "kiosk.enrolled", subject_id=device_id)
    return key


async def revoke(actor: Actor, device_id: UUID) -> UUID:
    """From this moment on the kiosk's key opens nothing; returns the agency of its desk.

    Raises NotFound, Conflict.
    """
    row = await fetch_row(
        "select d.agency_id from kiosk_device d join agency g on g.id = d.agency_id "
        "where d.id = $1 and (g.id = any($2::uuid[]) or g.parent_id = any($2::uuid[]))",
        device_id,
        actor.agencies(*KEEPERS),
    )
    if row is None:
        raise NotFound("Không tìm thấy ki-ốt này.", en="There is no such kiosk.")
    async with transaction() as connection:
        done = await connection.fetchval(
            "update kiosk_device set revoked_at = $2, key_hash = null, code_hash = null "
            "where id = $1 and revoked_at is null returning true",
            device_id,
            clock.now(),
        )
        if not done:
            raise Conflict("Ki-ốt này đã được thu hồi.", en="It was revoked already.")
        await record(connection, actor, "kiosk.revoked", subject_id=device_id)
    found: UUID = row["agency_id"]
    return found


async def kiosk_of(key: str) -> Kiosk:
    """The kiosk whose key this is. Raises Unauthenticated."""
    row = None
    if could_be_key(key):
        row = await fetch_row(
            "select id, agency_id, name, last_seen_at from kiosk_device where key_hash = $1 "
            "and revoked_at is null",
            digest(key),
        )
    if row is None:
        raise Unauthenticated(
            "Thiết bị này chưa được ghi danh làm ki-ốt, hoặc đã bị thu hồi. Hãy báo quản trị.",
            en="This device is not enrolled as a kiosk, or was revoked.",
            slug="no-kiosk",
        )
    if row["last_seen_at"] < clock.now() - SEEN_EVERY:
        await execute(
            "update kiosk_device set last_seen_at = $2 where id = $1", row["id"], clock.now()
        )
    return Kiosk(row["id"], row["agency_id"], row["name"])
