"""Entering a threshold, and taking note of a backup."""

from datetime import timedelta

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.compliance.rules import checked
from backend.platform import clock
from backend.platform.database import execute, transaction, uuid7
from backend.settings import settings
from shared.contracts.compliance import SetThreshold
from shared.vocabulary.performance import BackupKind

_KEPT = timedelta(days=731)


async def set_threshold(actor: Actor, data: SetThreshold) -> None:
    """Another threshold from a day on; what held before stays on record. Raises RuleBroken."""
    checked(data, clock.today())
    async with transaction() as connection:
        id_ = uuid7()
        await connection.execute(
            "insert into performance_threshold (id, tenant_id, criterion, value, valid_from, "
            "reason, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id_, settings().tenant, data.criterion, data.value, data.valid_from,
            data.reason.strip(), actor.account_id, clock.now(),
        )  # fmt: skip
        await record(
            connection, actor, "threshold.set", subject_id=id_,
            detail={
                "criterion": data.criterion, "value": data.value,
                "valid_from": data.valid_from.isoformat(),
            },
        )  # fmt: skip


async def note_backup(kind: BackupKind, size: int, note: str, *, whole: bool = True) -> None:
    """The operator's job says that a backup is done and was looked at, and whether all of it was
    there; kept for two years."""
    await execute(
        "insert into backup_told (id, tenant_id, kind, finished_at, size, note, whole) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        uuid7(), settings().tenant, kind, clock.now(), size, note[:500], whole,
    )  # fmt: skip
    await execute(
        "delete from backup_told where tenant_id = $1 and finished_at < $2",
        settings().tenant,
        clock.now() - _KEPT,
    )
