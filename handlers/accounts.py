"""First run, sign in, sign out, and the language."""

from __future__ import annotations

from models.errors import BadField, NotAllowed, Refused, TooOften
from models.tokens import Purpose
from models.trainer import Trainer

from .base import Page
from .languages import LANGUAGES


class FirstRun(Page):
    """Makes the first trainer, for whoever holds the link that the server printed."""

    async def prepare(self) -> None:
        await super().prepare()
        if await self.db(Trainer.anybody):
            self.redirect("/rooms" if self.trainer else "/sign-in")
        elif self.application.tokens.read(self.path_args[0], Purpose.FIRST_RUN) is None:
            self.set_status(404)
            self.page("accounts/not_ready.html")

    async def get(self, token: str) -> None:
        self.page("accounts/first_run.html")

    async def post(self, token: str) -> None:
        form = self.typed("name", "email")
        password = self.get_body_argument("password", "", strip=False)
        try:
            self.trainer = await self.slow(Trainer.create_first, form["email"], form["name"], password)
        except BadField as bad:
            self.set_status(400)
            return self.page("accounts/first_run.html", form=form, errors={bad.field: self.sentence(bad)})
        except Refused:  # somebody was faster
            return self.redirect("/sign-in")
        self.keep("trainer", Purpose.SESSION, [self.trainer.id, self.trainer.session])
        self.redirect("/rooms", status=303)


class SignIn(Page):
    async def get(self) -> None:
        self.page("accounts/sign_in.html", form={"next": own_path(self.get_query_argument("next", ""))})

    async def post(self) -> None:
        form = self.typed("email", "next")
        password = self.get_body_argument("password", "", strip=False)
        try:
            trainer = await self.sign_in(form["email"], password)
        except (NotAllowed, TooOften) as refused:
            self.set_status(429 if isinstance(refused, TooOften) else 403)
            return self.page("accounts/sign_in.html", form=form, errors={"": self.sentence(refused)})
        self.keep("trainer", Purpose.SESSION, [trainer.id, trainer.session])
        self.redirect(own_path(form["next"]), status=303)


class SignOut(Page):
    async def post(self) -> None:
        self.clear_cookie("trainer")
        self.redirect("/sign-in", status=303)


class Language(Page):
    """Remembers the language that somebody chose."""

    async def post(self) -> None:
        form = self.typed("language", "next")
        if form["language"] in dict(LANGUAGES):
            self.set_cookie("language", form["language"], max_age=Purpose.BROWSER.lifetime, samesite="Lax")
        self.redirect(own_path(form["next"], "/"), status=303)


def own_path(path: str, otherwise: str = "/rooms") -> str:
    """`path` when it leads to a page of this server; a link must not send people elsewhere."""
    return (
        path
        if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
        else otherwise
    )
