"""What a killed process had received does not stay on disk."""

import os
import time
from pathlib import Path

from backend.documents.upload_stream import forget_left_behind


def test_what_is_a_day_old_goes_and_what_comes_in_stays(tmp_path: Path) -> None:
    left, coming, other = (
        tmp_path / name for name in ("motcua-upload-a", "motcua-upload-b", "other-a")
    )
    for path in (left, coming, other):
        path.write_bytes(b"x")
    yesterday = time.time() - 25 * 3600
    for path in (left, other):
        os.utime(path, (yesterday, yesterday))
    assert forget_left_behind(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["motcua-upload-b", "other-a"]
