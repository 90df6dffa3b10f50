"""Is what was brought back sound? The audit trail, every dossier, every object, every key."""

from backend.archive.scrubbing import look_at
from backend.archive.stored_objects import SOURCES
from backend.audit.verifying import problems as audit_problems
from backend.operations.resealing import plain_of
from backend.operations.sealed_columns import SEALED, Sealed
from backend.organisation.demo.check import problems as dossier_problems
from backend.platform.database import fetch, transaction
from backend.platform.sealing import NotSealedHere

_OPENED = 50  # rows of each table under each key that are opened for proof


async def proven() -> list[str]:
    """Everything that does not fit, as sentences; none when the system is sound.

    Raises StorageError when the store does not answer.
    """
    found = [f"nhật ký: {problem}" async for problem in audit_problems()]
    found += [f"hồ sơ {problem}" for problem in await dossier_problems()]
    for name, _sql in SOURCES:
        found += await _objects(name)
    for of in SEALED:
        found += await _keys(of)
    return found


async def _objects(name: str) -> list[str]:
    """Every object that a row names has the bytes that the row remembers."""
    found = []
    sql = dict(SOURCES)[name]
    async with transaction() as connection:
        # nosemgrep: sql-from-request (one of our own statements, by its name)
        async for row in connection.cursor(f"select * from ({sql}) x", prefetch=500):
            seen = await look_at(row, name)
            if seen.kind is not None:
                found.append(f"tệp {name}/{row['object_key']}: {seen.kind}")
    return found


async def _keys(of: Sealed) -> list[str]:
    """Some rows under each key that seals something are opened."""
    found = []
    bound = f"{of.bound or of.row_id} as bound"
    for key in await fetch(f"select distinct {of.key} as id from {of.table}"):
        if not key["id"]:
            continue
        rows = await fetch(
            f"select {', '.join(of.columns)}, {bound} from {of.table} "
            f"where {of.key} = $1 limit {_OPENED}",
            key["id"],
        )
        for row in rows:
            try:
                for name, place in of.columns.items():
                    if row[name] is not None:
                        plain_of(of, name, place, row)
            except NotSealedHere as error:
                found.append(f"khóa số {key['id']} không mở được {error}")
    return found
