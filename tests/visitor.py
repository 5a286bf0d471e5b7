"""A browser without a screen or scripts: keeps cookies, fills in forms, follows no redirect by itself."""

from __future__ import annotations

import html
import json
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.lesson import EMAIL, PASSWORD


class Visitor:
    def __init__(self, http_client, base_url):
        self.http_client = http_client
        self.base_url = base_url
        self.cookies = {}
        self.page = None

    async def get(self, path, **headers):
        return await self._fetch("GET", path, headers)

    async def submit(self, path, **fields):
        """Post a form of the last page, with the XSRF token that stands in it."""
        return await self.post(path, _xsrf=self.xsrf, **fields)

    async def post(self, path, **fields):
        """Post just these fields."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._fetch("POST", path, headers, urlencode(fields))

    async def ask(self, path, **fields):
        """What a script of the last page does: POST with the token in a header, and these fields as JSON."""
        return await self._fetch(
            "POST", path, {"X-XSRFToken": self.xsrf}, json.dumps(fields) if fields else ""
        )

    async def sign_in(self, email=EMAIL, password=PASSWORD, **fields):
        await self.get("/sign-in")
        return await self.submit("/sign-in", email=email, password=password, **fields)

    async def join(self, code, nickname):
        await self.get(f"/join/{code}")
        return await self.submit(f"/join/{code}", nickname=nickname)

    @property
    def xsrf(self):
        return self.page.meta("xsrf-token")

    async def _fetch(self, method, path, headers, body=None):
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = await self.http_client.fetch(
            self.base_url + path,
            method=method,
            headers=headers,
            body=body,
            follow_redirects=False,
            raise_error=False,
        )
        if response.code == 599:
            raise response.error
        for line in response.headers.get_list("Set-Cookie"):
            self._keep(line)
        page = Page(response)
        if page.meta("xsrf-token"):
            self.page = page
        return page

    def _keep(self, line):
        for name, morsel in SimpleCookie(line).items():
            if morsel.value in ("", '""'):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


class Page:
    """What came back."""

    def __init__(self, response):
        self.status = response.code
        self.headers = response.headers
        self.location = response.headers.get("Location")
        self.body = (response.body or b"").decode("utf-8", "replace")

    @property
    def text(self):
        """The page as it is read: without tags, entities resolved."""
        return html.unescape(re.sub(r"<[^>]+>", " ", self.body))

    @property
    def json(self):
        return json.loads(self.body)

    def meta(self, name):
        found = re.search(rf'<meta name="{name}" content="([^"]*)"', self.body)
        return html.unescape(found[1]) if found else None

    def __repr__(self):
        return f"<{self.status} {self.location or ''} {self.text[:300]!r}>"
