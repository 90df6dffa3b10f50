"""`motcua backup`: made, verified, restored, rehearsed, thinned out."""

import asyncio
import base64
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from shared.vocabulary.performance import BackupKind

if TYPE_CHECKING:
    from backend.backups.folder import BackupFolder

T = TypeVar("T")
_FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
_NAME = click.argument("name", required=False, default="")


@click.group()
def backup() -> None:
    """Backups of database and documents together."""


@backup.command()
def key() -> None:
    """Prints a fresh MOTCUA_BACKUP_KEY; keep it away from the backups, and never lose it."""
    click.echo(base64.b64encode(os.urandom(32)).decode())


@backup.command()
@_FOLDER
def make(folder: Path) -> None:
    """Makes a backup; ends with 1 when the running system has objects that are lost or altered."""
    from backend.backups.making import make as go

    opened = _opened(folder)
    name, manifest = _run(lambda: go(opened))
    click.echo(
        f"{name}: {sum(manifest.counts.values())} dòng, {manifest.objects} tệp "
        f"({manifest.object_bytes:,} byte), {manifest.seconds} giây."
    )
    _note(BackupKind.DATABASE, manifest.database_size, f"{folder.name}/{name}")
    kept = f"{manifest.objects} tệp"
    if manifest.faults:
        kept = f"{manifest.objects} tệp; {len(manifest.faults)} tệp mất hoặc đã đổi"
    _note(BackupKind.OBJECTS, manifest.object_bytes, kept, whole=not manifest.faults)
    for fault in manifest.faults[:200]:
        click.echo(fault, err=True)
    if manifest.faults:
        click.echo(f"{len(manifest.faults)} tệp của hệ thống đang chạy mất hoặc đã đổi.", err=True)
        raise SystemExit(1)


@backup.command("list")
@_FOLDER
def list_(folder: Path) -> None:
    """Backups in a folder, the oldest first."""
    from backend.backups.folder import Manifest

    opened = _opened(folder)

    async def read() -> list[tuple[str, Manifest]]:
        return [(name, opened.manifest(name)) for name in opened.names()]

    for name, manifest in _run(read):
        click.echo(f"{name}  {manifest.objects:>9} tệp  {manifest.database_size:>14,} byte")


@backup.command()
@_FOLDER
@_NAME
def verify(folder: Path, name: str) -> None:
    """Reads every byte of a backup (the newest, if none is named)."""
    from backend.backups.restoring import verify as go

    opened = _opened(folder)
    manifest = _run(lambda: go(opened, _chosen(opened, name)))
    click.echo(f"Nguyên vẹn: cơ sở dữ liệu và {manifest.objects} tệp lúc {manifest.at}.")


@backup.command()
@_FOLDER
@_NAME
@click.option("--without-locks", is_flag=True, help="Buckets that can be emptied again.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="As JSON.")
def restore(folder: Path, name: str, without_locks: bool, report: Path | None) -> None:
    """Brings a backup into an EMPTY installation and proves it; ends with 1 when it differs."""
    from backend.backups.restoring import restore as go

    opened = _opened(folder)
    chosen = _chosen(opened, name)
    done = _run(lambda: go(opened, chosen, click.echo, locks=not without_locks))
    if report is not None:
        report.write_bytes(msgspec.json.encode(done))
    for difference in done.differences[:200]:
        click.echo(difference, err=True)
    seconds = sum(done.steps.values())
    click.echo(f"{seconds:8.1f} giây  tổng cộng; {len(done.differences)} chỗ không khớp.")
    if done.differences:
        raise SystemExit(1)


@backup.command()
@_FOLDER
@_NAME
def drill(folder: Path, name: str) -> None:
    """Restores beside the running system, proves, times, takes away; the outcome is noted."""
    from backend.backups.drill import drill as go

    opened = _opened(folder)
    chosen = _chosen(opened, name)
    report, seconds = _run(lambda: go(folder, chosen))
    for difference in report.differences[:200]:
        click.echo(difference, err=True)
    if report.differences:
        said = f"{chosen}: {len(report.differences)} chỗ không khớp"
        _note(BackupKind.DRILL, 0, said, whole=False)
        raise click.ClickException(f"Diễn tập: {len(report.differences)} chỗ không khớp.")
    size = report.manifest.database_size + report.manifest.object_bytes
    _note(BackupKind.DRILL, size, f"{chosen}: {seconds:.0f} giây, mọi thứ khớp")
    click.echo(f"Diễn tập xong trong {seconds:.0f} giây, mọi thứ khớp.")


@backup.command()
@_FOLDER
@click.option("--days", type=click.IntRange(1), default=14, show_default=True)
@click.option("--weeks", type=click.IntRange(0), default=8, show_default=True)
@click.option("--months", type=click.IntRange(0), default=12, show_default=True)
def prune(folder: Path, days: int, weeks: int, months: int) -> None:
    """Keeps the newest backup of each of so many days, weeks, months; the rest goes."""
    from backend.backups.pruning import Pruned
    from backend.backups.pruning import prune as go
    from backend.backups.retention import Keeping

    opened = _opened(folder)

    async def work() -> Pruned:
        return await asyncio.to_thread(go, opened, Keeping(days, weeks, months))

    gone = _run(work)
    click.echo(f"Đã bỏ {len(gone.names)} bản, {gone.files} tệp, {gone.bytes:,} byte.")


@backup.command()
@_FOLDER
def export(folder: Path) -> None:
    """Writes ALL data in open formats into a new folder: CSV and files, in the clear."""
    from backend.backups.open_export import export as go
    from backend.platform.sealing import NotSealedHere

    try:
        rows, files, unreadable = _run(lambda: go(folder, click.echo))
    except FileExistsError as error:
        raise click.ClickException(f"{folder}: đã có, hãy chọn thư mục mới.") from error
    except NotSealedHere as error:
        raise click.ClickException(f"Không mở được {error}: thiếu khóa cũ?") from error
    click.echo(f"{rows} dòng, {files} tệp trong {folder}.")
    for one in unreadable[:100]:
        click.echo(f"Kho không đọc được: {one}", err=True)
    if unreadable:
        raise click.ClickException(f"{len(unreadable)} tệp hỏng trong kho không xuất được.")


@backup.command("note")
@click.argument("kind", type=click.Choice([kind.value for kind in BackupKind]))
@click.option("--size", type=click.IntRange(min=0), default=0, help="Bytes.")
@click.option("--note", default="", help="Where it lies, or that it was restored for proof.")
def note(kind: str, size: int, note: str) -> None:
    """A backup that another program has made is done."""
    _note(BackupKind(kind), size, note)
    click.echo("Đã ghi nhận bản sao lưu.")


def _opened(folder: Path) -> "BackupFolder":
    from backend.backups.folder import BackupFolder
    from backend.settings import settings

    try:
        key = base64.b64decode(settings().backup_key, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise click.ClickException(
            "MOTCUA_BACKUP_KEY: đặt khóa sao lưu (tạo bằng `motcua backup key`)."
        )
    return BackupFolder(folder, key)


def _chosen(folder: "BackupFolder", name: str) -> str:
    names = folder.names()
    if name in names:
        return name
    if name or not names:
        raise click.ClickException(f"Không có bản sao lưu hoàn chỉnh {name} trong {folder.root}.")
    return names[-1]


def _run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """The outcome, or one sentence of what went wrong."""
    from backend.backups.dump import DumpFailed
    from backend.backups.restoring import NotRestorable
    from backend.backups.sealed_files import DamagedBackup
    from storage.objects import StorageError

    try:
        return asyncio.run(work())
    except DamagedBackup as error:
        raise click.ClickException(f"Bản sao lưu hỏng: {error}") from error
    except NotRestorable as error:
        raise click.ClickException(str(error)) from error
    except DumpFailed as error:
        raise click.ClickException(f"PostgreSQL: {error}") from error
    except StorageError as error:
        raise click.ClickException(f"Kho tài liệu: {error}") from error
    except BlockingIOError as error:
        raise click.ClickException("Một lệnh sao lưu khác đang chạy trong thư mục này.") from error


def _note(kind: BackupKind, size: int, note: str, *, whole: bool = True) -> None:
    from backend.cli import run_with_database
    from backend.compliance.actions import note_backup

    run_with_database(lambda: note_backup(kind, size, note, whole=whole))
