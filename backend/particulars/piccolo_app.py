"""Registers the table and migrations of changed particulars with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.particulars.tables import ParticularsChanged

APP_CONFIG = AppConfig(
    app_name="particulars",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[ParticularsChanged],
    migration_dependencies=[
        "backend.organisation.piccolo_app",
        "backend.identity.piccolo_app",
        "backend.proposals.piccolo_app",
    ],
)
