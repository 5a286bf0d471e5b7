"""`make conformance`: Autobahn's cases for RFC 6455, run by kosoku against our socket as an echo."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

import tornado
from kosoku import FailureError, run_fuzzingclient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from handlers.live.room_socket import LONGEST_READ
from handlers.options import read_options
from models.base import connect
from server import HTTP, Rounds
from tests.conformance.echo import Echo

# What may differ, and why. Nothing else may; and what is named here must still differ, or the name has to go.
TORNADO = {
    f"7.9.{number}": "Tornado echoes a close code that no endpoint may send" for number in range(1, 10)
}
OURS = {
    f"9.{kind}.{number}": f"more than the {LONGEST_READ >> 10} KiB that we read: closed with 1009"
    for kind, (first, last) in {1: (2, 6), 2: (2, 6), 3: (1, 9), 4: (1, 9), 5: (1, 6), 6: (1, 6)}.items()
    for number in range(first, last + 1)
}
# permessage-deflate: we offer none (docs/choices.md), so there is nothing to try.
LEFT_OUT = ["12.*", "13.*"]


async def main() -> int:
    connect("postgresql:///")  # an echo asks nothing of it: it need not be there
    app = Rounds(read_options(["--data=."]), ["a key of the tests"])
    app.add_handlers(".*", [("/echo", Echo)])
    sockets = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(app, **HTTP)
    server.add_sockets(sockets)
    url = f"ws://127.0.0.1:{sockets[0].getsockname()[1]}/echo"
    try:
        results = await run_fuzzingclient(url, exclude_cases=LEFT_OUT)
    except FailureError as failure:
        results = failure.results
    server.stop()
    await app.stop()
    await server.close_all_connections()
    return report({result.case_id: result for result in results})


def report(results) -> int:
    allowed = TORNADO | OURS
    counts = Counter(result.behavior.value for result in results.values())
    told = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
    print(f"Tornado {tornado.version}, {len(results)} cases: {told}")
    for reason in dict.fromkeys(allowed.values()):
        cases = [case for case in allowed if allowed[case] == reason and not results[case].passed]
        print(f"allowed: {len(cases)} cases, {reason}: {' '.join(cases)}")
    bad = {case: result for case, result in results.items() if not result.passed and case not in allowed}
    for case, result in bad.items():
        print(f"FAILED {case}: {result.description} {result.result} {result.result_close}")
    good = [case for case in allowed if results[case].passed]
    if good:
        print(f"These pass now, so they need no leave any more: {' '.join(good)}")
    return 1 if bad or good else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
