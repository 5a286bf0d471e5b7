"""Signed tokens: each purpose has its own salt and its own lifetime, so that none is good for anything else."""

from __future__ import annotations

import os
import secrets
from enum import Enum
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

MINUTE, HOUR, DAY = 60, 3600, 86400


class Purpose(Enum):
    """What a token is for; its value is its lifetime in seconds, behind its salt."""

    SESSION = ("trainer's cookie", 30 * DAY)
    API = ("trainer's bearer token", DAY)
    SOCKET = ("room's socket", DAY)
    TICKET = ("room's socket, next connection", MINUTE)
    BROWSER = ("student's browser", 400 * DAY)
    # Whose page the browser showed last: who has moved to another device finds the way back.
    SEAT = ("student's seat", DAY)
    FIRST_RUN = ("first trainer", DAY)
    # The invitation itself runs out sooner: a link that is only a little late can still say whom to ask for another.
    INVITATION = ("invitation", 30 * DAY)
    SCREEN = ("classroom screen", 400 * DAY)
    # The pairing itself runs out sooner.
    PAIRING = ("screen's pairing", 15 * MINUTE)
    TURN = ("student's turn at a shared device", 15 * MINUTE)

    @property
    def salt(self) -> str:
        return f"rounds:{self.value[0]}"

    @property
    def lifetime(self) -> int:
        return self.value[1]


# Only the cookie that carries them grows old: whether they still mean somebody, the database knows. A server whose
# clock was wrong for an hour must not forget whom it knows.
TIMELESS = {Purpose.BROWSER, Purpose.SCREEN}


class Tokens:
    """Makes and reads tokens. `keys`: secrets, the newest last; older ones still read what they signed."""

    def __init__(self, keys: list[str]) -> None:
        self.serializers = {purpose: URLSafeTimedSerializer(keys, salt=purpose.salt) for purpose in Purpose}

    def make(self, purpose: Purpose, claims: Any) -> str:
        """Sign `claims` (anything JSON) for `purpose`."""
        return str(self.serializers[purpose].dumps(claims))

    def read(self, token: str, *purposes: Purpose) -> Any:
        """The claims of a token made for one of `purposes`, or None when it is bad or has expired."""
        for purpose in purposes:
            longest = None if purpose in TIMELESS else purpose.lifetime
            try:
                return self.serializers[purpose].loads(token, max_age=longest)
            except (BadData, UnicodeError):
                continue
        return None


def load_keys(data: Path) -> list[str]:
    """The signing keys under the data folder, one a line; made on the first start. Raises OSError."""
    path, draft = data / "signing-keys", data / f"signing-keys.{os.getpid()}"
    if not path.exists():
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
        try:
            os.link(draft, path)  # whole or not at all; of two processes the first wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().split()
