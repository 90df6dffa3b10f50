"""Registers the tables and migrations of identity with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.identity.tables import Account, Delegation, DemoAccount, RoleGrant, Session

APP_CONFIG = AppConfig(
    app_name="identity",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Account, RoleGrant, Session, Delegation, DemoAccount],
    migration_dependencies=["backend.platform.piccolo_app", "backend.organisation.piccolo_app"],
)
