"""Whatever people and connections do in whatever order, nothing is lost, doubled, reordered or shown too early."""

from tests.protocol.profiles import interleave_fixture, profile  # noqa: F401

# The same choices each time; `make stress` makes many others.
FEW = profile(examples=18, steps=34, derandomize=True)
KINDS_OF_RETURN = ("since and epoch", "since", "nothing", "wrong epoch")


def test_every_interleaving_ends_with_all_acknowledged_messages_stored_once_and_everybody_knowing_the_same(
    interleave,
):
    counts = interleave(FEW)
    # else this proves less than it says
    for what in (
        "open",
        "hidden",
        "sent again",
        "right answers",
        "training_pause",
        "training_resume",
        "round_extend",
        "round_extra",
        "answered for",
        "grouped",
        "taken away",
        "put back",
        "prepared",
        "drafted",
        "drafts sent",
        "drafts kept",
        "drafts counted",
        *(f"back with {kind}" for kind in KINDS_OF_RETURN),
    ):
        assert counts[what] > 0, counts
    assert counts["acknowledged"] > 50, counts
    assert counts["states compared"] > 100, counts
