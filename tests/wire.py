"""What a page costs: the bytes that went over the wire, counted by the browser, and a network as slow as wanted."""

from __future__ import annotations

from collections import Counter

# What phones' makers call slow 3G, and what the first bars of a school's Wi-Fi are like.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


class Wire:
    """Listens to a page. `bytes`: of each answer with its head, by its address; of the socket's frames by "socket"."""

    def __init__(self, page):
        self.bytes: Counter[str] = Counter()
        self._addresses = {}
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("Network.enable")
        self._cdp.on("Network.responseReceived", self._answered)
        self._cdp.on("Network.loadingFinished", self._finished)
        self._cdp.on("Network.requestWillBeSent", self._asked)
        for event in ("webSocketFrameReceived", "webSocketFrameSent"):
            self._cdp.on(f"Network.{event}", self._framed)

    def slow_down(self, network=SLOW_3G):
        self._cdp.send("Network.emulateNetworkConditions", network)

    def forget(self):
        """Count anew, with a browser that has nothing kept."""
        self._cdp.send("Network.clearBrowserCache")
        self.bytes.clear()

    @property
    def total(self):
        return sum(self.bytes.values())

    def of(self, part):
        """The bytes of what has this in its address."""
        return sum(count for address, count in self.bytes.items() if part in address)

    def _asked(self, event):
        if "redirectResponse" in event:
            answer = event["redirectResponse"]
            self.bytes[answer["url"]] += answer["encodedDataLength"]

    def _answered(self, event):
        self._addresses[event["requestId"]] = event["response"]["url"]

    def _finished(self, event):
        if event["requestId"] in self._addresses:
            self.bytes[self._addresses[event["requestId"]]] += int(event["encodedDataLength"])

    def _framed(self, event):
        self.bytes["socket"] += len(event["response"]["payloadData"].encode())
