"""Ready-made names: a room may have a list of them, from which newcomers choose instead of making one up."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import lru_cache
from itertools import count

from .errors import N_, BadField, BadValue, Taken
from .nickname import LONGEST_NICKNAME, SHORTEST_NICKNAME, clean_nickname, nickname_key, numbered

MOST_READY_NAMES = 200


def clean_ready_names(typed: Iterable[str]) -> list[str]:
    """The names as they will be shown, each once, without empty lines. Raises BadField."""
    names: dict[str, str] = {}
    for line in typed:
        if line.strip():
            name = clean(line)
            names.setdefault(nickname_key(name), name)
    if not names:
        raise BadField("ready_names", N_("Write at least one name, each on a line of its own"))
    if len(names) > MOST_READY_NAMES:
        raise BadField("ready_names", N_("At most {most} names"), most=MOST_READY_NAMES)
    return list(names.values())


def clean(line: str) -> str:
    try:
        return clean_nickname(line)
    except BadValue:
        reason = N_("“{name}” is no name: each has {shortest} to {longest} characters")
        values = {"shortest": SHORTEST_NICKNAME, "longest": LONGEST_NICKNAME}
        raise BadField("ready_names", reason, name=line.strip()[:40], **values) from None


def free_ready_names(names: list[str], taken: set[str]) -> list[str]:
    """Those that nobody has, by the alphabet; when all are taken: with a 2 behind them, a 3 and so on.

    `taken`: the keys of the nicknames in the room.
    """
    for number in count(1):
        made = [numbered(name, number) if number > 1 else name for name in names]
        free = [name for name in made if nickname_key(name) not in taken]
        if free:
            break
    return sorted(free, key=alphabetical)


def take_ready_name(names: list[str], taken: set[str], typed: str) -> str:
    """The free name that was chosen, as the list writes it.

    Raises BadValue `not_a_ready_name`, Taken `nickname_taken`, both with a free one as `suggestion`.
    """
    key = nickname_key(" ".join(typed[:200].split()))
    free = free_ready_names(names, taken)
    for name in free:
        if nickname_key(name) == key:
            return name
    # Any of them: who is refused the first free name with a whole class would be refused the second one too.
    suggestion = secrets.choice(free)
    if key in taken:
        raise Taken("nickname_taken", suggestion=suggestion)
    raise BadValue("not_a_ready_name", suggestion=suggestion)


@lru_cache(maxsize=4096)
def alphabetical(name: str) -> str:
    return name.casefold().replace("ё", "е")
