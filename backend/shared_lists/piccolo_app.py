"""Registers the tables and migrations of shared catalogues with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.shared_lists.tables import SharedListEntry, SharedListLook, SharedListVersion

APP_CONFIG = AppConfig(
    app_name="shared_lists",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[SharedListVersion, SharedListEntry, SharedListLook],
    migration_dependencies=["backend.catalogue.piccolo_app"],
)
