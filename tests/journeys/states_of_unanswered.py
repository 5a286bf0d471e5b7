"""What a classroom's screen shows when the server cannot answer it: nobody stands there to load it again."""

from __future__ import annotations

from models.base import database
from tests.journeys.people import LAPTOP
from tests.journeys.states import state


@state("/kiosk/?", "kiosk/again.html", status=503)
def a_screen_without_an_answer(scene):
    """The database does not answer for as long as the server waits."""
    with database.atomic():
        database.execute_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        database.execute_sql("LOCK TABLE pairing IN ACCESS EXCLUSIVE MODE")
        page = scene.visit("/kiosk", LAPTOP)
    # The browser's own line about the status.
    scene.people.complaints[:] = [one for one in scene.people.complaints if "status of 503" not in one]
    return page
