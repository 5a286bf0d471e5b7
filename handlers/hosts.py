"""By which names this server may be called, and at which addresses phones reach it."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

import psutil


class Hosts:
    """Knows the server's names. A page of another name that points here (DNS rebinding) must get nothing."""

    def __init__(self, public_url: str | None, allowed: list[str], listening: str) -> None:
        self.listening = listening
        self.public_origin = (
            "{0.scheme}://{0.netloc}".format(urlsplit(public_url)).lower() if public_url else None
        )
        own = socket.gethostname().lower()
        self.names = {"localhost", own, own.split(".")[0], *allowed}
        if public_url:
            self.names.add((urlsplit(public_url).hostname or "").lower())

    def is_own(self, host: str) -> bool:
        """May a request carry this Host header? IP addresses cannot be rebound, nor can names of mDNS."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:  # an unbalanced bracket
            return False
        return name in self.names or name.endswith(".local") or is_address(name)

    def reachable(self, host: str) -> list[str]:
        """Where phones reach the server when `host`, which the trainer uses, is this machine's alone; else nothing."""
        name, _, port = host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "80")
        if name not in ("localhost", "[::1]") and not name.startswith("127."):
            return []
        return [f"http://{address}:{port}" for address in addresses(self.listening)]


def is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def addresses(listening: str) -> list[str]:
    """The IPv4 addresses at which other machines reach a server that listens at `listening`; likely ones first."""
    if listening not in ("0.0.0.0", "::", ""):
        return [] if listening.startswith("127.") or listening in ("localhost", "::1") else [listening]
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        ipaddress.IPv4Address(address.address)
        for name, its in psutil.net_if_addrs().items()
        if name in up
        for address in its
        if address.family == socket.AF_INET
    ]
    reachable = [one for one in found if not one.is_loopback and not one.is_link_local]
    # A home's or school's network before the bridges of virtual machines and containers.
    return [
        str(one)
        for one in sorted(
            reachable, key=lambda one: (not str(one).startswith("192.168."), str(one).startswith("172."))
        )
    ]
