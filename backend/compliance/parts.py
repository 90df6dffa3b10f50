"""Of which parts in which versions the system is made, and when it was last backed up."""

import platform
from importlib.metadata import PackageNotFoundError, version

from backend.dossiers.queries import iso
from backend.platform.database import fetch, fetch_row, fetch_value
from backend.settings import settings
from shared.contracts.compliance import BackupState, PartVersion
from shared.vocabulary.performance import BACKUP_LABELS, BackupKind

_PARTS = (
    ("Một Cửa", "motcua"), ("Litestar", "litestar"), ("Piccolo", "piccolo"),
    ("Reflex", "reflex"), ("minio (thư viện S3)", "minio"), ("uvicorn", "uvicorn"),
    ("PgQueuer", "pgqueuer"), ("python-jose", "python-jose"), ("pyotp", "pyotp"),
)  # fmt: skip
_TOLD = """
select distinct on (kind) kind, finished_at, size, note, whole,
    max(finished_at) filter (where whole) over (partition by kind) as whole_at
from backup_told where tenant_id = $1 order by kind, finished_at desc
"""
_ARCHIVER = """
select a.last_archived_time, current_setting('archive_mode') <> 'off' as on from pg_stat_archiver a
"""


async def versions() -> list[PartVersion]:
    """Programs and libraries, the server, and how far its tables are."""
    found = [PartVersion(name, _version(package)) for name, package in _PARTS]
    server = await fetch_value("select current_setting('server_version')")
    newest = await fetch_value("select max(name) from migration")
    count = await fetch_value("select count(*) from migration")
    return [
        *found,
        PartVersion("Python", platform.python_version()),
        PartVersion("PostgreSQL", str(server).split(" ", maxsplit=1)[0]),
        PartVersion("Lược đồ cơ sở dữ liệu", f"{newest} ({count} lần nâng cấp)"),
    ]


async def backups() -> list[BackupState]:
    """The newest backup of each kind: told by the operator's job, or seen by the server itself."""
    rows = {row["kind"]: row for row in await fetch(_TOLD, settings().tenant)}
    archiver = await fetch_row(_ARCHIVER)
    found = []
    for kind in BackupKind:
        row = rows.get(kind)
        moment = row["finished_at"] if row is not None else None
        whole, whole_at = (row["whole"], row["whole_at"]) if row is not None else (True, None)
        told_by = "Lệnh sao lưu của đơn vị vận hành" if row is not None else ""
        seen = archiver["last_archived_time"] if archiver is not None and archiver["on"] else None
        if kind is BackupKind.DATABASE and seen is not None and (moment is None or seen > moment):
            moment, told_by = seen, "PostgreSQL (lưu trữ WAL liên tục)"
            whole, whole_at = True, seen
        found.append(
            BackupState(
                kind=kind,
                label=BACKUP_LABELS[kind].vi,
                finished_at=iso(moment) if moment is not None else None,
                size=row["size"] if row is not None else 0,
                note=row["note"] if row is not None else "",
                told_by=told_by,
                whole=whole,
                whole_at=iso(whole_at) if whole_at is not None else None,
            )
        )
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "không cài ở đây"
