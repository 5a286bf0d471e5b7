"""Whatever bytes are sent: an error, a close or a legitimate answer; no more memory, no traceback, and rooms go on."""

from tests.protocol.fuzz import fuzz_fixture  # noqa: F401

# By how much the server may grow while it is fed what it has seen before: noise of the allocator.
MOST_GROWTH = 4 << 20
ANSWERS = ("bad_json", "wrong_type", "bad_value", "too_long", "missing_field", "not_allowed", "message_send")


def test_a_server_fed_with_bad_bytes_answers_or_closes_grows_not_and_goes_on(fuzz):
    growth = fuzz.feed(rounds=2, mutations=100)  # `make stress` feeds it for long
    assert growth < MOST_GROWTH, f"{growth >> 20} MiB"
    # else this proves less than it says
    for heard in (*ANSWERS, 1006, 1009, 4400):
        assert fuzz.counts[heard] > 3, fuzz.counts
    assert not {"internal", "unavailable"} & fuzz.counts.keys()
    assert fuzz.all_goes_on()
