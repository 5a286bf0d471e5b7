"""A trainer's own account: name, password, and the end of every session."""

from __future__ import annotations

from models.errors import BadField, NotAllowed, TooOften
from models.tokens import Purpose

from .base import Signed
from .refusals import error_of

DONE = ("name", "password")


class Account(Signed):
    async def get(self) -> None:
        changed = self.get_query_argument("changed", "")
        self.show(changed=changed if changed in DONE else "")

    def show(self, changed: str = "", **context: object) -> None:
        context.setdefault("form", {"name": self.trainer.name})
        self.page("accounts/account.html", changed=changed, **context)


class AccountName(Account):
    async def post(self) -> None:
        form = self.typed("name")
        try:
            await self.db(self.trainer.rename, form["name"])
        except BadField as bad:
            self.set_status(400)
            return self.show(form=form, errors={bad.field: self.sentence(bad)})
        self.redirect("/account?changed=name", status=303)


class AccountPassword(Account):
    """A new password: this browser stays signed in, everything else of this trainer's ends."""

    async def post(self) -> None:
        old, new = (self.get_body_argument(name, "", strip=False) for name in ("password", "new_password"))
        try:
            await self.try_password(self.trainer.email, self.trainer.change_password, old, new)
        except (BadField, NotAllowed, TooOften) as refused:
            self.set_status(error_of(refused, 400)[0])
            field = refused.field if isinstance(refused, BadField) else "password"
            return self.show(errors={field: self.sentence(refused)})
        self.keep("trainer", Purpose.SESSION, [self.trainer.id, self.trainer.session])
        self.application.hub.dismiss(self.trainer.id)
        self.redirect("/account?changed=password", status=303)


class SignOutEverywhere(Account):
    """Everywhere: here too."""

    async def post(self) -> None:
        await self.db(self.trainer.sign_out_everywhere)
        self.application.hub.dismiss(self.trainer.id)
        self.clear_cookie("trainer")
        self.redirect("/sign-in", status=303)
