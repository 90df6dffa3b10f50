"""Registers the tables and migrations of the vault with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.vault.tables import AskedAgainRow, VaultItemRow, VaultShareRow, VaultUse

APP_CONFIG = AppConfig(
    app_name="vault",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[VaultItemRow, VaultUse, VaultShareRow, AskedAgainRow],
    migration_dependencies=["backend.documents.piccolo_app", "backend.identity.piccolo_app"],
)
