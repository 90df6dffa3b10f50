"""`python -m backend.operations.server`: the API under uvicorn."""

import os
import sys

import uvicorn
from uvicorn.supervisors import Multiprocess

from backend.operations.listening import bound


def main() -> None:
    """Serves the API on MOTCUA_API_HOST (one address or several) and MOTCUA_API_PORT."""
    config = uvicorn.Config(
        "backend.app:create_app",
        factory=True,
        workers=int(os.environ.get("MOTCUA_API_WORKERS", "1")),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("MOTCUA_TRUSTED_PROXIES", "127.0.0.1,::1"),
        timeout_graceful_shutdown=10,
    )
    try:
        sockets = bound(
            os.environ.get("MOTCUA_API_HOST", "127.0.0.1"),
            int(os.environ.get("MOTCUA_API_PORT", "8000")),
        )
    except OSError as error:
        sys.exit(f"MOTCUA_API_HOST, MOTCUA_API_PORT: {error}")
    if config.workers > 1:
        Multiprocess(config, sockets=sockets).run()
        return
    server = uvicorn.Server(config)
    try:
        server.run(sockets=sockets)
    except KeyboardInterrupt:
        return
    if not server.started:
        sys.exit(3)


if __name__ == "__main__":
    main()
