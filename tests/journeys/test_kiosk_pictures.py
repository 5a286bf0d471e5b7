"""A kiosk's pictures without a room: what hangs on the wall is read from the last row; what a class holds fits."""

from __future__ import annotations

import pytest

from tests.journeys.catalogue import STATES
from tests.journeys.legible import faults
from tests.journeys.scene import Scene
from tests.journeys.test_accessible import STILL

SIZES = [(1920, 1080), (1024, 768)]
WALL = ("kiosk/pairing.html", "kiosk/again.html")


def states_of(*templates):
    found = [state for state in STATES.values() if state.template in templates]
    return pytest.mark.parametrize("state", found, ids=lambda state: state.name)


@pytest.fixture
def scene(people):
    scene = Scene(people, "ru")
    yield scene
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]
    scene.close()


@states_of(*WALL)
def test_a_wall_without_a_room_can_be_read_from_the_last_row(state, scene, keep):
    page = state.reach(scene)
    page.locator("wake-banner").evaluate_all("(banners) => banners.forEach((banner) => banner.remove())")
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {fault}" for fault in faults(page)]
        keep(page, f"{state.name}-{width}x{height}")
    assert found == []


@states_of("kiosk/shared.html")
def test_a_shared_device_has_nothing_beside_what_is_seen(state, scene, keep):
    page = state.reach(scene)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(STILL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        keep(page, f"{state.name}-{width}x{height}")
