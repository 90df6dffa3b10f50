"""Taking away what need no longer be kept: old backups, and objects that no kept one names."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from backend.backups.folder import BackupFolder
from backend.backups.retention import Keeping, kept

_NAME = "%Y-%m-%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went: backups by name, files of the pool, bytes."""

    names: list[str]
    files: int
    bytes: int


def prune(folder: BackupFolder, keeping: Keeping) -> Pruned:
    """Keeps what `keeping` says and removes the rest, unfinished backups too.

    Every backup that stays is read first: nothing goes while one of them cannot be read. Raises
    BlockingIOError while a backup is made, DamagedBackup.
    """
    with folder.alone():
        moments = {datetime.strptime(name, _NAME): name for name in folder.names()}
        stays = {moments[moment] for moment in kept(moments, keeping)}
        needed = {entry.pool for name in sorted(stays) for entry in folder.entries(name)}
        gone = sorted(set(moments.values()) - stays)
        for path in folder.root.iterdir():
            if path.is_dir() and path.name != "pool" and path.name not in stays:
                shutil.rmtree(path)
        files = size = 0
        for path in (folder.root / "pool").glob("*/*"):
            if path.name not in needed:
                files, size = files + 1, size + path.stat().st_size
                path.unlink()
        return Pruned(gone, files, size)
