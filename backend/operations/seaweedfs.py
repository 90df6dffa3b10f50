"""`python -m backend.operations.seaweedfs FOLDER`: SeaweedFS as the object store of a container."""

import os
import signal
import sys
from pathlib import Path

from backend.settings import settings
from storage.embedded import EmbeddedObjectStore

_PORT = 9000


def main() -> None:
    """Serves S3 on every address of the container until it is told to stop."""
    keys = settings()
    store = EmbeddedObjectStore(
        Path(sys.argv[1]),
        _PORT,
        keys.s3_access_key,
        keys.s3_secret_key,
        host="0.0.0.0",  # inside its container  # noqa: S104  # nosec B104
    )
    process = store.start()
    signal.signal(signal.SIGTERM, lambda _number, _frame: process.terminate())
    raise SystemExit(process.wait())


if __name__ == "__main__":
    os.environ.setdefault("MOTCUA_S3_ACCESS_KEY_FILE", "/run/secrets/s3_access_key")
    os.environ.setdefault("MOTCUA_S3_SECRET_KEY_FILE", "/run/secrets/s3_secret_key")
    main()
