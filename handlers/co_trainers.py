"""Who runs a room with its owner: let in by email or by a link, and put out again."""

from __future__ import annotations

from models.co_trainer import CoTrainer
from models.errors import NotFound, Taken
from models.invitation import Invitation
from models.room import Room

from .invitations import Inviting
from .refusals import error_of
from .rooms import whole_number


class CoTrainers(Inviting):
    """The owner's page."""

    async def get(self, uuid: str) -> None:
        await self.show(await self.db(Room.owned, self.trainer, uuid))

    async def post(self, uuid: str) -> None:
        """Let in a trainer who is here already."""
        room, form = await self.db(Room.owned, self.trainer, uuid), self.typed("email")
        try:
            await self.change(room.id, lambda room: CoTrainer.add(room, form["email"]))
        except (NotFound, Taken) as refused:
            if refused.code == "no_such_room":
                raise
            self.set_status(error_of(refused, 400)[0])
            return await self.show(room, form=form, errors={"email": self.sentence(refused)})
        self.redirect(f"/rooms/{room.uuid}/co-trainers", status=303)

    async def show(self, room: Room, **context: object) -> None:
        co_trainers = await self.db(CoTrainer.of_room, room)
        invitations = self.links(await self.db(Invitation.open_into, room))
        self.page(
            "accounts/co_trainers.html",
            room=room,
            co_trainers=co_trainers,
            invitations=invitations,
            **context,
        )


class RemovedCoTrainer(CoTrainers):
    """Puts one out; their console closes at once."""

    async def post(self, uuid: str) -> None:
        room, form = await self.db(Room.owned, self.trainer, uuid), self.typed("trainer")
        trainer_id = whole_number(form["trainer"]) or 0
        if await self.change(room.id, lambda room: CoTrainer.put_out(room, trainer_id)):
            self.application.hub.dismiss(trainer_id, room.id)
            self.application.screens.look_again()
        self.redirect(f"/rooms/{room.uuid}/co-trainers", status=303)


class RoomInvitation(CoTrainers):
    """Makes a link into the room."""

    async def post(self, uuid: str) -> None:
        room = await self.db(Room.owned, self.trainer, uuid)
        await self.db(Invitation.make, self.trainer, room)
        self.redirect(f"/rooms/{room.uuid}/co-trainers", status=303)
