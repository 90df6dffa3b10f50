"""Registers the tables and migrations of notices with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.notifications.tables import NoticeRow

APP_CONFIG = AppConfig(
    app_name="notifications",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[NoticeRow],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
