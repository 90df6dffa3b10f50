"""Reflex settings of this app; one port serves pages, socket and the forwarded API."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import reflex as rx

PORT = int(os.environ.get("MOTCUA_UI_PORT", "3000"))
PUBLIC = os.environ.get("MOTCUA_CITIZEN_URL", f"http://localhost:{PORT}")

config = rx.Config(
    app_name="ui_citizen",
    app_module_import="ui_citizen.app",
    frontend_port=PORT,
    backend_port=PORT,
    api_url=PUBLIC,
    deploy_url=PUBLIC,
    backend_host="127.0.0.1",
    cors_allowed_origins=[PUBLIC, PUBLIC.replace("//localhost", "//127.0.0.1")],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
