"""What whoever starts the server may choose: on the command line, in the environment (ROUNDS_…) or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from configargparse import ArgumentParser as ConfigArgumentParser
from configargparse import DefaultConfigFileParser, Namespace


class Parser(ConfigArgumentParser):  # type: ignore[misc]
    """Says what is wrong in one line, and ends with status 2."""

    def error(self, message: str) -> NoReturn:
        print(f"server.py: {message} (--help lists the options)", file=sys.stderr)
        raise SystemExit(2)


def read_options(arguments: list[str] | None = None) -> Namespace:
    """The options; the command line wins over the environment, that over the file. Exits with status 2 on a bad one."""
    parser = Parser(
        prog="server.py",
        description="Rounds: live training rooms for the classroom.",
        auto_env_var_prefix="ROUNDS_",
        config_file_parser_class=DefaultConfigFileParser,
        allow_abbrev=False,
    )

    def option(name: str, default: Any, kind: Any, means: str) -> None:
        spellings = [f"--{name}"] + ([f"--{name.replace('_', '-')}"] if "_" in name else [])
        parser.add_argument(
            *spellings, default=default, type=kind, help=means, env_var=f"ROUNDS_{name.upper()}"
        )

    parser.add_argument(
        "--config", is_config_file_arg=True, help="a file with options, one `name = value` a line"
    )
    option("port", 8888, port, "0 picks a free one (8888)")
    option(
        "address", "0.0.0.0", str, "where to listen; phones in the room must reach it (0.0.0.0: everywhere)"
    )
    option(
        "data",
        Path("var"),
        folder,
        "folder for everything kept: the private PostgreSQL, the signing keys (var)",
    )
    option(
        "database_url",
        None,
        database_url,
        "postgresql://…; without it a private PostgreSQL under `data` is started",
    )
    option(
        "public_url",
        None,
        public_url,
        "what links and QR codes carry; without it, the address that the trainer's browser used",
    )
    option(
        "allowed_hosts",
        [],
        names,
        "names, with commas between, by which browsers may call this server, besides IP addresses and its own name",
    )
    option("trainer_email", None, str, "make the first trainer when there is none (unattended installs)")
    option("trainer_password", None, str, "the first trainer's password")
    option("bus_url", None, str, "nats://…, for more than one process")
    try:
        options = parser.parse_args(arguments)
    except UnicodeDecodeError:
        parser.error("the file that --config names is not UTF-8")
    if bool(options.trainer_email) != bool(options.trainer_password):
        parser.error("trainer_email and trainer_password go together")
    if options.bus_url:
        parser.error("bus_url is not supported by this version: run one process")
    return options


def folder(typed: str) -> Path:
    return Path(typed or "var")


def port(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) < 65536):
        raise ValueError(typed)
    return int(typed)


def database_url(typed: str) -> str | None:
    if not typed:
        return None
    if not typed.startswith(("postgresql://", "postgres://")):
        raise ValueError(typed)
    return typed.replace("postgres://", "postgresql://", 1)


def public_url(typed: str) -> str | None:
    if not typed:
        return None
    parts = urlsplit(typed)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(typed)
    return typed.rstrip("/")


def names(typed: str) -> list[str]:
    return [name.strip().lower() for name in typed.split(",") if name.strip()]


# What argparse calls a value of these in its error line.
port.__name__ = "port (0 to 65535)"
database_url.__name__ = "postgresql:// URL"
public_url.__name__ = "http:// or https:// URL"
