"""How often passwords and codes may be tried: by account, and by where the tries come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network

from models.errors import NotFound, TooOften

from .live.flood import Bucket

# (tries at once, tries a second after that). Many trainers of a school come from one address, and all their classes.
LIMITS = {
    "account": (10, 1 / 30),
    "address": (30, 1 / 2),
    # Wrong ones, and those that are being looked up: a whole school's at once. A room's code or a trainer's lets
    # somebody knock; a return code lets them in as somebody else.
    "code": (1500, 2),
    "return_code": (30, 1 / 10),
    # The same, by shared device.
    "turn_code": (60, 1 / 2),
    # Who guessed the code of a new screen would make it theirs. And how many screens may ask for a code: a school's.
    "pairing": (30, 1 / 10),
    "new_pairing": (200, 1 / 2),
}
MOST_KEPT = 10_000


class Attempts:
    """Counts tries; a right one gives its try back."""

    def __init__(self) -> None:
        self.buckets: dict[tuple[str, str], Bucket] = {}

    def take(self, **tried: str) -> None:
        """Note one try: `account=…`, `address=…`, see LIMITS. Raises TooOften `too_many_attempts`."""
        if not all(bucket.take() for bucket in self._buckets(tried)):
            raise TooOften("too_many_attempts")

    def give_back(self, **tried: str) -> None:
        for bucket in self._buckets(tried):
            bucket.tokens += 1

    @contextmanager
    def guessing(self, kind: str, address: str) -> Iterator[None]:
        """What is done in here may find nothing by a code: that counts as one try. Raises TooOften before it is done.

        A right one gives its try back. While it is looked up it counts, too: else many at once would be free.
        """
        tried = {kind: network(address)}
        self.take(**tried)
        is_wrong = False
        try:
            yield
        except NotFound:
            is_wrong = True
            raise
        finally:
            if not is_wrong:
                self.give_back(**tried)

    def _buckets(self, tried: dict[str, str]) -> list[Bucket]:
        if len(self.buckets) > MOST_KEPT:  # those that are full again count nothing
            self.buckets = {key: bucket for key, bucket in self.buckets.items() if not bucket.is_full}
        for kind, whose in tried.items():
            burst, rate = LIMITS[kind]
            self.buckets.setdefault((kind, whose), Bucket(rate, burst))
        return [self.buckets[kind, whose] for kind, whose in tried.items()]


def network(address: str) -> str:
    """Where that comes from: of IPv6 the half that a provider gives out, since anybody has all addresses below it."""
    try:
        found = ip_address(address)
    except ValueError:  # a Unix socket
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address
