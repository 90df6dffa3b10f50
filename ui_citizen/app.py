"""The citizens' portal: pages, front door, and nothing else."""

import reflex as rx

import ui_citizen.pages.account
import ui_citizen.pages.apply.page
import ui_citizen.pages.dossier.page
import ui_citizen.pages.dossiers
import ui_citizen.pages.home
import ui_citizen.pages.look_up
import ui_citizen.pages.procedure
import ui_citizen.pages.search
import ui_citizen.pages.sign_in  # noqa: F401
from shared.ui.elements import offline_banner, on_unexpected
from shared.ui.proxy import api_forwarder, security_headers
from ui_citizen.first_paint import ROUTES
from ui_citizen.pages.plain import not_found

app = rx.App(
    html_lang="vi",
    toaster=None,
    reset_style=False,
    stylesheets=["/tokens.css", "/site.css"],
    head_components=[
        rx.el.link(rel="icon", type="image/svg+xml", href="/favicon.svg"),
        rx.el.script(src="/leave.js", defer=True),
        rx.el.script(src="/wishes.js", defer=True),
        rx.el.meta(name="theme-color", content="#9b1c1c"),
    ],
    extra_app_wraps={(5, "Overlay"): offline_banner},
    backend_exception_handler=on_unexpected,
    api_transformer=[api_forwarder("citizen", *ROUTES), security_headers],
)
app.add_page(not_found, route="404", title="Không tìm thấy trang – Cổng Dịch vụ công")
