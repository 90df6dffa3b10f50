"""Registers the tables and migrations of privacy with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.privacy.tables import ConsentRow, DataLookRow, IdentityProof

APP_CONFIG = AppConfig(
    app_name="privacy",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[DataLookRow, ConsentRow, IdentityProof],
    migration_dependencies=["backend.dossiers.piccolo_app", "backend.identity.piccolo_app"],
)
