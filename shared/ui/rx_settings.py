"""The Reflex settings both apps share: one port for pages, socket and the forwarded API."""

import os

import reflex as rx


def settings_of(app: str, default_port: int, url_variable: str) -> rx.Config:
    """The settings of one app, told its port and public address from outside."""
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
        cors_allowed_origins=[public, public.replace("//localhost", "//127.0.0.1")],
        telemetry_enabled=False,
        show_built_with_reflex=False,
        frontend_compression_formats=["brotli", "gzip"],
        plugins=[],
        disable_plugins=[rx.plugins.SitemapPlugin],
    )
