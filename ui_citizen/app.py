"""The citizens' portal: pages, front door, and nothing else."""

# A page is known by being imported.
# ruff: noqa: F401

import reflex as rx

import ui_citizen.pages.account
import ui_citizen.pages.apply.page
import ui_citizen.pages.check_receipt
import ui_citizen.pages.check_result
import ui_citizen.pages.contact
import ui_citizen.pages.desk.booked
import ui_citizen.pages.desk.booking
import ui_citizen.pages.desk.calling
import ui_citizen.pages.desk.following
import ui_citizen.pages.desk.taking
import ui_citizen.pages.developers
import ui_citizen.pages.dossier.page
import ui_citizen.pages.dossiers
import ui_citizen.pages.forgotten
import ui_citizen.pages.handovers
import ui_citizen.pages.helping.my_answer
import ui_citizen.pages.helping.one
import ui_citizen.pages.helping.page
import ui_citizen.pages.helping.questions
import ui_citizen.pages.home
import ui_citizen.pages.kiosk.home
import ui_citizen.pages.kiosk.look_up
import ui_citizen.pages.kiosk.numbers
import ui_citizen.pages.kiosk.rating
import ui_citizen.pages.look_up
import ui_citizen.pages.mandates
import ui_citizen.pages.message_choices
import ui_citizen.pages.my_data
import ui_citizen.pages.national
import ui_citizen.pages.notices
import ui_citizen.pages.open_data
import ui_citizen.pages.payment
import ui_citizen.pages.petitions.following
import ui_citizen.pages.petitions.listing
import ui_citizen.pages.petitions.sending
import ui_citizen.pages.plain
import ui_citizen.pages.preparing
import ui_citizen.pages.procedure
import ui_citizen.pages.programs
import ui_citizen.pages.rating.pages
import ui_citizen.pages.registration
import ui_citizen.pages.search
import ui_citizen.pages.security
import ui_citizen.pages.service_statistics
import ui_citizen.pages.sessions
import ui_citizen.pages.sign_in
import ui_citizen.pages.surveys.listing
import ui_citizen.pages.surveys.one
import ui_citizen.pages.taking
import ui_citizen.pages.vault.listing
import ui_citizen.pages.vault.paper
import ui_citizen.pages.vault.shared
from shared.ui.edge import guarded
from shared.ui.elements import offline_banner, on_unexpected
from shared.ui.english import english_script, words_route
from shared.ui.proxy import api_forwarder
from shared.ui.rx_settings import built_pages
from ui_citizen.first_help import HELP_ROUTES
from ui_citizen.first_paint import PROCEDURE_ROUTES
from ui_citizen.pages.plain import not_found

BUILT = built_pages("ui_citizen")
app = rx.App(
    html_lang="vi",
    toaster=None,
    reset_style=False,
    stylesheets=["/tokens.css", "/site.css", "/charts.css", "/slip.css"],
    head_components=[
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="icon", type="image/svg+xml", href="/favicon.svg"),
        english_script("ui_citizen"),
        rx.el.script(src="/leave.js", defer=True),
        rx.el.script(src="/wishes.js", defer=True),
        rx.el.script(src="/sending.js", defer=True),
        rx.el.script(src="/measure.js", defer=True),
        rx.el.meta(name="theme-color", content="#9b1c1c"),
    ],
    extra_app_wraps={(5, "Overlay"): offline_banner},
    backend_exception_handler=on_unexpected,
    api_transformer=[
        api_forwarder("citizen", *PROCEDURE_ROUTES, *HELP_ROUTES, words_route("ui_citizen")),
        guarded("citizen", BUILT),
    ],
)
app.add_page(not_found, route="404", title="Không tìm thấy trang – Cổng Dịch vụ công")
