"""Where Piccolo finds the engine and the slices with migrations, in order of dependency."""

from piccolo.conf.apps import AppRegistry

from backend.platform.database import DB

APP_REGISTRY = AppRegistry(
    apps=[
        "backend.platform.piccolo_app",
        "backend.organisation.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.audit.piccolo_app",
        "backend.catalogue.piccolo_app",
        "backend.forms.piccolo_app",
        "backend.dossiers.piccolo_app",
        "backend.inbox.piccolo_app",
        "backend.directives.piccolo_app",
        "backend.national.piccolo_app",
        "backend.documents.piccolo_app",
        "backend.registers.piccolo_app",
        "backend.workflow.piccolo_app",
        "backend.succession.piccolo_app",
        "backend.notifications.piccolo_app",
    ]
)

__all__ = ["APP_REGISTRY", "DB"]
