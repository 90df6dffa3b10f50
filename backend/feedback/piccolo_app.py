"""Registers the tables and migrations of ratings and petitions with Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.feedback.tables import (
    DeskTablet,
    Petition,
    PetitionEvent,
    PetitionFeed,
    PetitionFile,
    Rating,
    RatingInvitation,
    RatingTry,
)

APP_CONFIG = AppConfig(
    app_name="feedback",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[
        Rating,
        RatingInvitation,
        RatingTry,
        DeskTablet,
        Petition,
        PetitionEvent,
        PetitionFile,
        PetitionFeed,
    ],
    migration_dependencies=[
        "backend.dossiers.piccolo_app",
        "backend.documents.piccolo_app",
        "backend.messages.piccolo_app",
    ],
)
