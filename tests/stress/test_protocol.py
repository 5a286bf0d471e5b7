"""The proofs of the protocol at length: other interleavings each time, and tens of thousands of bad frames."""

from hypothesis import Phase

from tests.protocol.conftest import times_up_fixture  # noqa: F401
from tests.protocol.fuzz import fuzz_fixture  # noqa: F401
from tests.protocol.profiles import interleave_fixture, profile  # noqa: F401

MANY = profile(examples=300, steps=50, phases=(Phase.generate, Phase.shrink), print_blob=True)


def test_many_interleavings(interleave):
    assert interleave(MANY)["acknowledged"] > 1000


def test_a_long_meal_of_bad_bytes_does_not_fatten(fuzz):
    growth = fuzz.feed(rounds=10, mutations=2000)
    assert growth < 8 << 20, f"{growth >> 20} MiB"
    assert fuzz.all_goes_on()
