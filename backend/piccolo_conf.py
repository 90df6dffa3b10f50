"""Where Piccolo finds the engine and the slices with migrations, in order of dependency."""

from piccolo.conf.apps import AppRegistry

from backend.platform.database import DB

APP_REGISTRY = AppRegistry(
    apps=[
        "backend.platform.piccolo_app",
        "backend.organisation.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.audit.piccolo_app",
        "backend.connections.piccolo_app",
        "backend.proposals.piccolo_app",
        "backend.regimes.piccolo_app",
        "backend.particulars.piccolo_app",
        "backend.competences.piccolo_app",
        "backend.lookups.piccolo_app",
        "backend.imports.piccolo_app",
        "backend.catalogue.piccolo_app",
        "backend.forms.piccolo_app",
        "backend.dossiers.piccolo_app",
        "backend.inbox.piccolo_app",
        "backend.directives.piccolo_app",
        "backend.national.piccolo_app",
        "backend.shared_lists.piccolo_app",
        "backend.documents.piccolo_app",
        "backend.results.piccolo_app",
        "backend.registers.piccolo_app",
        "backend.privacy.piccolo_app",
        "backend.vault.piccolo_app",
        "backend.prefill.piccolo_app",
        "backend.workflow.piccolo_app",
        "backend.succession.piccolo_app",
        "backend.mergers.piccolo_app",
        "backend.notifications.piccolo_app",
        "backend.messages.piccolo_app",
        "backend.content.piccolo_app",
        "backend.surveys.piccolo_app",
        "backend.archive.piccolo_app",
        "backend.payments.piccolo_app",
        "backend.post.piccolo_app",
        "backend.measuring.piccolo_app",
        "backend.office.piccolo_app",
        "backend.partners.piccolo_app",
        "backend.overview.piccolo_app",
        "backend.feedback.piccolo_app",
        "backend.reception.piccolo_app",
        "backend.indicators.piccolo_app",
        "backend.exports.piccolo_app",
        "backend.analyses.piccolo_app",
        "backend.compliance.piccolo_app",
        "backend.traffic.piccolo_app",
    ]
)

__all__ = ["APP_REGISTRY", "DB"]
