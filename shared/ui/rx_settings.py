"""The Reflex settings both apps share: one port for pages, socket and the forwarded API."""

import os
from pathlib import Path

import reflex as rx

_STATE_IN = ("memory", "redis")


class UnsafeState(Exception):
    """What people type would lie in plain text on a disk."""


def built_pages(app: str) -> Path:
    """Where the pages of a built app lie."""
    workdir = os.environ.get("REFLEX_WEB_WORKDIR", ".web")
    return Path(__file__).resolve().parents[2] / app / workdir / "build" / "client"


def settings_of(app: str, default_port: int, url_variable: str) -> rx.Config:
    """The settings of one app, told its port and public address from outside.

    Raises UnsafeState when pages' state would be written to disk.
    """
    kept = os.environ.setdefault("REFLEX_STATE_MANAGER_MODE", "memory")
    if kept not in _STATE_IN:
        raise UnsafeState("REFLEX_STATE_MANAGER_MODE: memory, or redis without persistence")
    port = int(os.environ.get("MOTCUA_UI_PORT", str(default_port)))
    public = os.environ.get(url_variable, f"http://localhost:{port}")
    return rx.Config(
        app_name=app,
        app_module_import=f"{app}.app",
        frontend_port=port,
        backend_port=port,
        api_url=public,
        deploy_url=public,
        backend_host="127.0.0.1",
        cors_allowed_origins=[
            public,
            *(public.replace("//localhost", f"//{host}") for host in ("127.0.0.1", "[::1]")),
        ],
        # How many proxies of ours add to X-Forwarded-For; 0 believes none of it.
        trusted_proxy_hops=int(os.environ.get("MOTCUA_UI_PROXY_HOPS", "0")),
        telemetry_enabled=False,
        show_built_with_reflex=False,
        frontend_compression_formats=["brotli", "gzip"],
        plugins=[],
        disable_plugins=[rx.plugins.SitemapPlugin],
    )
