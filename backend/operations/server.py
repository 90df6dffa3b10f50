"""`python -m backend.operations.server`: the API under uvicorn."""

import os

import uvicorn


def main() -> None:
    """Serves the API on MOTCUA_API_HOST:MOTCUA_API_PORT."""
    uvicorn.run(
        "backend.app:create_app",
        factory=True,
        host=os.environ.get("MOTCUA_API_HOST", "127.0.0.1"),
        port=int(os.environ.get("MOTCUA_API_PORT", "8000")),
        workers=int(os.environ.get("MOTCUA_API_WORKERS", "1")),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("MOTCUA_TRUSTED_PROXIES", "127.0.0.1"),
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    main()
