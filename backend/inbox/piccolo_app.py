"""Registers the tables and migrations of the inbox with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.inbox.tables import DossierRead, InboxView

APP_CONFIG = AppConfig(
    app_name="inbox",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DossierRead, InboxView],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.identity.piccolo_app"],
)
