"""Everything of ratings and petitions over HTTP."""

from backend.feedback.petition_routes import ROUTES as PETITIONS
from backend.feedback.rating_routes import ROUTES as RATINGS

ROUTES = [*RATINGS, *PETITIONS]
