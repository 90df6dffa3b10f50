"""Registers the tables and migrations of electronic forms with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.forms.tables import FormVersion

APP_CONFIG = AppConfig(
    app_name="forms",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[FormVersion],
    migration_dependencies=[
        "backend.platform.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.proposals.piccolo_app",
    ],
)
