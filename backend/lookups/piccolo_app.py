"""Registers the tables and migrations of shared catalogues with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.lookups.tables import LookupCatalogue, LookupEntry

APP_CONFIG = AppConfig(
    app_name="lookups",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[LookupCatalogue, LookupEntry],
    migration_dependencies=["backend.organisation.piccolo_app", "backend.identity.piccolo_app"],
)
