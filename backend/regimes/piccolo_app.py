"""Registers the table and migrations of regimes with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.regimes.tables import RegimeVersion

APP_CONFIG = AppConfig(
    app_name="regimes",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[RegimeVersion],
    migration_dependencies=["backend.identity.piccolo_app", "backend.proposals.piccolo_app"],
)
