"""Inviting trainers: who is here, the links that let more in, and what somebody sees who follows one."""

from __future__ import annotations

from models.errors import N_, BadField, NotFound, Taken
from models.invitation import LIFETIME, Invitation
from models.tokens import Purpose
from models.trainer import Trainer

from .accounts import own_path
from .base import Page, Signed
from .refusals import error_of

# Over an invitation that lets nobody in.
HEADINGS = {
    "bad_invitation": N_("No such invitation"),
    "invitation_used": N_("This invitation has been used"),
    "invitation_revoked": N_("This invitation was taken back"),
    "invitation_expired": N_("This invitation is too old"),
}


class Inviting(Signed):
    """A page that shows invitations with their links."""

    def links(self, invitations: list[Invitation]) -> list[tuple[Invitation, str]]:
        tokens, place = self.application.tokens, f"{self.base_url}/invitation"
        return [(one, f"{place}/{tokens.make(Purpose.INVITATION, str(one.uuid))}") for one in invitations]

    def page(self, template: str, **context: object) -> None:
        host, days = self.request.host_name, LIFETIME.days
        super().page(template, reachable=self.reachable, host=host, days=days, **context)


class Trainers(Inviting):
    """Everybody who has an account here; the invitations of whoever looks."""

    async def get(self) -> None:
        trainers = await self.db(Trainer.everybody)
        invitations = await self.db(Invitation.open_by, self.trainer)
        self.page("accounts/trainers.html", trainers=trainers, invitations=self.links(invitations))

    async def post(self) -> None:
        await self.db(Invitation.make, self.trainer)
        self.redirect("/trainers", status=303)


class RevokedInvitation(Signed):
    async def post(self, uuid: str) -> None:
        await self.db(Invitation.revoke, self.trainer, uuid)
        self.redirect(own_path(self.typed("next")["next"], "/trainers"), status=303)


class InvitationPage(Page):
    """What the link leads to. Looking at it uses nothing up: messengers look at links too."""

    async def prepare(self) -> None:
        await super().prepare()
        uuid = self.application.tokens.read(self.path_args[0], Purpose.INVITATION)
        try:
            if uuid is None:
                raise NotFound("bad_invitation")
            self.invitation = await self.db(Invitation.to_use, uuid)
        except NotFound as refused:
            self.lead_on(refused)

    async def get(self, token: str) -> None:
        room = self.invitation.room
        if self.trainer is None:
            return self.page("accounts/invitation.html", invitation=self.invitation)
        if room:
            is_in: bool = await self.db(room.is_run_by, self.trainer.id)
            if is_in:
                return self.redirect(f"/rooms/{room.uuid}")
        self.page("accounts/let_in.html", invitation=self.invitation)

    async def post(self, token: str) -> None:
        """Who is signed in goes into the room; anybody else becomes a trainer first."""
        form = self.typed("name", "email")
        password = self.get_body_argument("password", "", strip=False)
        room = self.invitation.room
        try:
            if self.trainer is None:
                who = form["email"], form["name"], password
                self.trainer = await self.slow(Invitation.register, self.invitation.uuid, *who)
                self.keep("trainer", Purpose.SESSION, [self.trainer.id, self.trainer.session])
            elif room:
                await self.db(Invitation.let_in, self.invitation.uuid, self.trainer)
        except NotFound as refused:  # somebody was faster
            return self.lead_on(refused)
        except (BadField, Taken) as refused:
            self.set_status(error_of(refused, 400)[0])
            field = refused.field if isinstance(refused, BadField) else "email"
            errors = {field: self.sentence(refused)}
            return self.page("accounts/invitation.html", invitation=self.invitation, form=form, errors=errors)
        self.redirect(f"/rooms/{room.uuid}" if room else "/rooms", status=303)

    def lead_on(self, refused: NotFound) -> None:
        """Say why the invitation lets nobody in, and where to go from here."""
        self.set_status(404)
        link = (
            ("/rooms", self.gettext("Your rooms")) if self.trainer else ("/sign-in", self.gettext("Sign in"))
        )
        self.page(
            "error.html",
            status=None,
            heading=self.gettext(HEADINGS.get(refused.code, HEADINGS["bad_invitation"])),
            hint=self.sentence(refused),
            link={"href": link[0], "label": link[1]},
        )
