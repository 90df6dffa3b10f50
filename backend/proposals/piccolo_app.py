"""Registers the table and migrations of proposals with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.proposals.tables import Proposal

APP_CONFIG = AppConfig(
    app_name="proposals",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Proposal],
    migration_dependencies=["backend.platform.piccolo_app", "backend.identity.piccolo_app"],
)
