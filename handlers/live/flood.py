"""How much one member may send."""

from __future__ import annotations

import time

RATE, BURST = 20.0, 60.0  # frames a second on average, frames at once
# Whoever goes on for so many seconds with an empty bucket is not a hasty thumb.
PATIENCE = 3.0


class Bucket:
    """A token bucket: `rate` tokens a second flow in, `burst` fit."""

    def __init__(self, rate: float = RATE, burst: float = BURST) -> None:
        self.rate, self.burst = rate, burst
        self.tokens = burst
        self.filled_at = time.monotonic()
        self.empty_since: float | None = None

    def take(self) -> bool:
        """Take a token for one frame; False: none is left."""
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.tokens < 1:
            self.empty_since = self.empty_since or now
            return False
        self.tokens -= 1
        if self.tokens > self.burst / 2:
            self.empty_since = None
        return True

    @property
    def is_full(self) -> bool:
        """Has all flowed in again?"""
        return self.tokens + (time.monotonic() - self.filled_at) * self.rate >= self.burst

    @property
    def is_flooded(self) -> bool:
        """Has the member gone on for PATIENCE since the bucket ran empty?"""
        return self.empty_since is not None and self.filled_at - self.empty_since > PATIENCE
