"""How much one member may send."""

from __future__ import annotations

import time

RATE, BURST = 20.0, 60.0  # frames a second on average, frames at once
# Whoever goes on so long after the bucket is empty is not a hasty thumb.
MOST_REFUSED = 100


class Bucket:
    """A token bucket: RATE tokens a second flow in, BURST fit."""

    def __init__(self) -> None:
        self.tokens = BURST
        self.filled_at = time.monotonic()
        self.refused = 0

    def take(self) -> bool:
        """Take a token for one frame; False: none is left."""
        now = time.monotonic()
        self.tokens = min(BURST, self.tokens + (now - self.filled_at) * RATE)
        self.filled_at = now
        if self.tokens < 1:
            self.refused += 1
            return False
        self.tokens -= 1
        if self.tokens > BURST / 2:
            self.refused = 0
        return True

    @property
    def is_flooded(self) -> bool:
        return self.refused > MOST_REFUSED
