"""Registers the tables and migrations of questions and answers with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.messages.tables import DossierMessage, DossierThread, MessageFile, MessageRead

APP_CONFIG = AppConfig(
    app_name="messages",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DossierMessage, MessageFile, DossierThread, MessageRead],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.documents.piccolo_app"],
)
