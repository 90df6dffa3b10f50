"""Registers the tables and migrations of orders to the post with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.post.tables import PostalCursor, PostalEvent, PostalOrder, PostalWish

APP_CONFIG = AppConfig(
    app_name="post",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[PostalWish, PostalOrder, PostalEvent, PostalCursor],
    migration_dependencies=["backend.dossiers.piccolo_app"],
)
