"""The officers' app: pages, front door, and nothing else."""

import reflex as rx

import ui_officer.pages.absence
import ui_officer.pages.calendar.page
import ui_officer.pages.catalogue
import ui_officer.pages.dossier.page
import ui_officer.pages.inbox.page
import ui_officer.pages.processes.listing
import ui_officer.pages.processes.page
import ui_officer.pages.receiving.page
import ui_officer.pages.registers
import ui_officer.pages.reminders
import ui_officer.pages.sign_in
import ui_officer.pages.succession  # noqa: F401
from shared.ui.elements import offline_banner, on_unexpected
from shared.ui.proxy import api_forwarder, security_headers
from ui_officer.layout import not_found

app = rx.App(
    html_lang="vi",
    toaster=None,
    reset_style=False,
    stylesheets=["/tokens.css", "/site.css"],
    head_components=[
        rx.el.link(rel="icon", type="image/svg+xml", href="/favicon.svg"),
        rx.el.script(src="/leave.js", defer=True),
        rx.el.script(src="/wishes.js", defer=True),
    ],
    extra_app_wraps={(5, "Overlay"): offline_banner},
    backend_exception_handler=on_unexpected,
    api_transformer=[api_forwarder("officer"), security_headers],
)
app.add_page(not_found, route="404", title="Không tìm thấy trang – Một cửa điện tử")
