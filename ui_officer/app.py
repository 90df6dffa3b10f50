"""The officers' app: pages, front door, and nothing else."""

# A page is known by being imported.
# ruff: noqa: F401

import reflex as rx

import ui_officer.pages.absence
import ui_officer.pages.access
import ui_officer.pages.account
import ui_officer.pages.administration.agencies
import ui_officer.pages.administration.catalogues
import ui_officer.pages.administration.change_list
import ui_officer.pages.administration.changes
import ui_officer.pages.administration.entries
import ui_officer.pages.administration.exchanged
import ui_officer.pages.administration.imports
import ui_officer.pages.administration.planning
import ui_officer.pages.administration.staged
import ui_officer.pages.administration.start
import ui_officer.pages.agency.code
import ui_officer.pages.agency.page
import ui_officer.pages.analyses.behind
import ui_officer.pages.analyses.page
import ui_officer.pages.analyses.steps
import ui_officer.pages.archive.disposals
import ui_officer.pages.archive.integrity
import ui_officer.pages.archive.packages
import ui_officer.pages.archive.record
import ui_officer.pages.archive.retention
import ui_officer.pages.archive.search
import ui_officer.pages.asked_again
import ui_officer.pages.audit
import ui_officer.pages.calendar.page
import ui_officer.pages.carriers
import ui_officer.pages.catalogue
import ui_officer.pages.connections.listing
import ui_officer.pages.connections.page
import ui_officer.pages.content.listing
import ui_officer.pages.content.page
import ui_officer.pages.digitising.page
import ui_officer.pages.dossier.page
import ui_officer.pages.exports
import ui_officer.pages.forms.listing
import ui_officer.pages.forms.page
import ui_officer.pages.handovers.page
import ui_officer.pages.inbox.page
import ui_officer.pages.indicators.behind
import ui_officer.pages.indicators.definition
import ui_officer.pages.indicators.nine
import ui_officer.pages.indicators.page
import ui_officer.pages.indicators.publicity
import ui_officer.pages.kinds.listing
import ui_officer.pages.kinds.page
import ui_officer.pages.national.differences
import ui_officer.pages.national.inbound
import ui_officer.pages.officers.page
import ui_officer.pages.overview.behind
import ui_officer.pages.overview.lateness
import ui_officer.pages.overview.outlook
import ui_officer.pages.overview.page
import ui_officer.pages.overview.stuck
import ui_officer.pages.overview.units
import ui_officer.pages.overview.wall
import ui_officer.pages.overview.wall_screens
import ui_officer.pages.papers.page
import ui_officer.pages.particulars.listing
import ui_officer.pages.particulars.page
import ui_officer.pages.partners.page
import ui_officer.pages.petitions.at_desk
import ui_officer.pages.petitions.listing
import ui_officer.pages.petitions.page
import ui_officer.pages.postal.page
import ui_officer.pages.procedures.competences
import ui_officer.pages.procedures.page
import ui_officer.pages.procedures.stopping
import ui_officer.pages.processes.listing
import ui_officer.pages.processes.page
import ui_officer.pages.proposals
import ui_officer.pages.questions.listing
import ui_officer.pages.questions.page
import ui_officer.pages.receipts.page
import ui_officer.pages.receiving.page
import ui_officer.pages.reception.calendar
import ui_officer.pages.reception.console
import ui_officer.pages.reception.load
import ui_officer.pages.reception.setup
import ui_officer.pages.reconciliation.page
import ui_officer.pages.regimes.page
import ui_officer.pages.registers.page
import ui_officer.pages.registers.period
import ui_officer.pages.reminders
import ui_officer.pages.reports.behind
import ui_officer.pages.reports.page
import ui_officer.pages.result.page
import ui_officer.pages.running.compliance
import ui_officer.pages.running.traffic
import ui_officer.pages.satisfaction.results
import ui_officer.pages.satisfaction.tablets
import ui_officer.pages.sessions
import ui_officer.pages.sign_in
import ui_officer.pages.signing.page
import ui_officer.pages.succession
import ui_officer.pages.surveys.answering
import ui_officer.pages.surveys.listing
import ui_officer.pages.surveys.page
import ui_officer.pages.wording.listing
import ui_officer.pages.wording.page
from shared.ui.edge import guarded
from shared.ui.elements import offline_banner, on_unexpected
from shared.ui.english import english_script, words_route
from shared.ui.proxy import api_forwarder
from shared.ui.rx_settings import built_pages
from ui_officer.layout import not_found

BUILT = built_pages("ui_officer")
app = rx.App(
    html_lang="vi",
    toaster=None,
    reset_style=False,
    stylesheets=[
        "/tokens.css",
        "/site.css",
        "/forms.css",
        "/charts.css",
        "/overview.css",
        "/slip.css",
    ],
    head_components=[
        rx.el.link(rel="icon", type="image/svg+xml", href="/favicon.svg"),
        english_script("ui_officer"),
        rx.el.script(src="/menu.js", defer=True),
        rx.el.script(src="/leave.js", defer=True),
        rx.el.script(src="/wishes.js", defer=True),
        rx.el.script(src="/sending.js", defer=True),
        rx.el.script(src="/in_place.js", defer=True),
    ],
    extra_app_wraps={(5, "Overlay"): offline_banner},
    backend_exception_handler=on_unexpected,
    api_transformer=[
        api_forwarder("officer", words_route("ui_officer")),
        guarded("officer", BUILT),
    ],
)
app.add_page(not_found, route="404", title="Không tìm thấy trang – Một cửa điện tử")
