"""Registers the table and migration of document management with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.office.tables import OfficeHandover

APP_CONFIG = AppConfig(
    app_name="office",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[OfficeHandover],
    migration_dependencies=["backend.documents.piccolo_app"],
)
