"""The walls of the house: who may know whom, read from the sources, and what every page and address keeps."""

import ast
import re
from pathlib import Path
from uuid import uuid4

import pytest
from tornado.routing import PathMatches

from handlers import routes
from handlers.static import Static
from tests.rooms import a_room

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "static" / "js"
KEPT = ("server.py", "handlers/**/*.py", "models/**/*.py", "tests/**/*.py", ".ci/*.py")
PYTHON = sorted({path for pattern in KEPT for path in ROOT.glob(pattern)})
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
UUID = str(uuid4())


def imports(path):
    """The modules that a file imports, wherever in it, by their whole names."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{name.name}" for name in node.names)


def breaches(files, *forbidden):
    """What these files import of the forbidden packages."""
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in imports(path)
        for package in forbidden
        if name == package or name.startswith(f"{package}.")
    ]


def test_the_reader_of_imports_reads_every_kind():
    found = set(imports(ROOT / "handlers" / "live" / "bell.py"))
    assert {"asyncio", "models.clock", "models.errors.Unavailable", "handlers.live.writer.Writer"} <= found
    assert "models.message.Message" in set(imports(ROOT / "models" / "round.py"))  # inside a function


def test_models_know_no_web():
    files = list((ROOT / "models").rglob("*.py"))
    assert len(files) > 10
    assert breaches(files, "tornado", "jinja2", "markupsafe", "handlers", "server", "babel") == []


@pytest.mark.parametrize("name", ["hub", "channel", "messages", "audience", "roster", "outbox", "flood"])
def test_what_goes_down_to_the_connections_knows_no_database(name):
    assert (
        breaches([ROOT / "handlers" / "live" / f"{name}.py"], "models", "peewee", "playhouse", "psycopg")
        == []
    )


def test_only_the_writer_among_the_handlers_knows_peewee():
    files = [path for path in (ROOT / "handlers").rglob("*.py") if path.name != "writer.py"]
    assert breaches(files, "peewee", "playhouse", "psycopg") == []


def test_handlers_do_not_import_the_server_but_for_types():
    for path in (ROOT / "handlers").rglob("*.py"):
        tree = ast.parse(path.read_text())
        for_types = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ]
        for node in for_types:
            node.body = [ast.Pass()]
        assert "server" not in [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)], (
            path
        )


def test_no_handler_builds_a_query():
    """Their verbs and finders are the models'."""
    for path in (ROOT / "handlers").rglob("*.py"):
        if path.name == "writer.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("select", "where", "execute", "execute_sql", "atomic", "save"), (
                    path,
                    node.lineno,
                )


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_its_job(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree) or not tree.body


@pytest.mark.parametrize(
    ("folder", "known"),
    [
        ("pages", {"pages", "elements", "lib"}),  # a large page has its parts beside it
        ("elements", {"elements", "lib"}),  # an element knows those that stand inside it
        ("lib", {"lib"}),
    ],
)
def test_scripts_know_only_those_below_them(folder, known):
    files = list((SCRIPTS / folder).rglob("*.js"))
    assert files
    for path in files:
        text = path.read_text()
        for target in re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']""", text):
            assert target.startswith("."), (
                f"{path}: {target} is not relative: it would leave the build's address"
            )
            imported = (path.parent / target).resolve()
            there = imported.is_file() or imported.with_suffix(".d.ts").is_file()  # types, in comments
            assert there, f"{path}: there is no {target}"
            assert imported.relative_to(SCRIPTS).parts[0] in known, f"{path}: {target}"


def test_texts_of_people_never_become_markup():
    for path in SCRIPTS.rglob("*.js"):
        found = re.search(
            r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", path.read_text()
        )
        assert not found, f"{path}: {found[0]}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_needs_what_the_content_security_policy_forbids(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text), "an inline style"
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "an inline handler"
    assert "javascript:" not in text
    for attributes, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, flags=re.DOTALL):
        assert 'type="application/json"' in attributes or ("src=" in attributes and not body.strip()), (
            attributes
        )
    assert not re.search(r"""(src|href|action)\s*=\s*["']?(https?:)?//""", text), "something from elsewhere"


def addresses(room):
    """Every address of the routing table, for a room and for none."""
    found = []
    for rule in routes(Static(), lambda request: None):
        pattern = rule[0] if isinstance(rule, tuple) else rule.matcher.regex.pattern
        regex = PathMatches(pattern).regex.pattern
        for uuid in (UUID, str(room.uuid)):
            path = re.sub(r"\(\[0-9a-fA-F\]\{8\}[^)]*\)", uuid, regex)
            path = (
                path.replace("(?i)", "")
                .replace("([0-9a-f]+)/(.+)", "0123/css/base.css")
                .replace("(?:/.*)", "/x")
            )
            found.append(re.sub(r"\(\[\^/\]\+\)", room.code if "join" in path else "x", path).rstrip("$?"))
    assert not [path for path in found if re.search(r"[()\[\]]", path)], found
    return sorted(set(found))


async def test_no_address_breaks_when_a_stranger_tries_it(app, http_server, http_client, base_url):
    paths = addresses(a_room())
    assert len(paths) > 25
    for path in paths:
        for method in ("GET", "HEAD", "POST", "DELETE", "PUT"):
            for body in (b"", b"{}", b"a=\0&nickname=%00"):
                if method in ("GET", "HEAD") and body:
                    continue
                response = await http_client.fetch(
                    base_url + path,
                    method=method,
                    body=body or None,
                    allow_nonstandard_methods=True,
                    raise_error=False,
                    follow_redirects=False,
                )
                assert 200 <= response.code < 500, f"{method} {path}: {response.code}"
                if method == "GET" and not path.startswith("/ws/"):
                    assert response.headers["X-Content-Type-Options"] == "nosniff", path
                    assert "Server" not in response.headers, path
