"""How often a password may be tried, by account and by where the tries come from."""

from __future__ import annotations

from models.errors import TooOften

from .live.flood import Bucket

# (tries at once, tries a second after that). Many trainers of a school come from one address.
PER_ACCOUNT = (10, 1 / 30)
PER_ADDRESS = (30, 1 / 2)
MOST_KEPT = 10_000


class Attempts:
    """Counts tries; a right password gives its try back."""

    def __init__(self) -> None:
        self.buckets: dict[str, Bucket] = {}

    def take(self, email: str, address: str) -> None:
        """Note one try. Raises TooOften `too_many_attempts`."""
        if not all(bucket.take() for bucket in self._buckets(email, address)):
            raise TooOften("too_many_attempts")

    def give_back(self, email: str, address: str) -> None:
        for bucket in self._buckets(email, address):
            bucket.tokens += 1

    def _buckets(self, email: str, address: str) -> list[Bucket]:
        if len(self.buckets) > MOST_KEPT:  # those that are full again count nothing
            self.buckets = {key: bucket for key, bucket in self.buckets.items() if not bucket.is_full}
        kinds = {f"account {email.strip().lower()[:254]}": PER_ACCOUNT, f"address {address}": PER_ADDRESS}
        for key, (burst, rate) in kinds.items():
            self.buckets.setdefault(key, Bucket(rate, burst))
        return [self.buckets[key] for key in kinds]
