"""What must hold of drafts when nothing is under way: what was acknowledged is kept or counts, and no other does."""

from __future__ import annotations

from models.draft import Draft
from models.event import Event
from models.extra_time import ExtraTime
from models.message import Message
from models.room import Room
from models.round import Round


def kept_in(room_id):
    """By student, as they are told of it."""
    drafts = Draft.select().join(Round).where((Round.room == room_id) & (Draft.text != ""))
    return {draft.student_id: draft.as_public() for draft in drafts}


def compare_drafts(crowd):
    room = Room.get_by_id(crowd.seat["id"])
    kept = kept_in(room.id)
    for student_id, draft in kept.items():
        assert is_open_for(student_id, draft["round_id"]), f"kept for a round that is over: {draft}"
    answers = Message.select().where((Message.room == room.id) & Message.trainer.is_null())
    stored = {(answer.student_id, answer.ref): answer.text for answer in answers}
    devices = [page.student_id for page in crowd.pages]
    out = {
        event.student_id
        for event in Event.select().where(Event.room == room.id, Event.action == "student_kick")
    }
    for page in crowd.pages:
        sent = {(page.student_id, ref) for ref in page.sent}
        counted = {(page.student_id, ref) for ref in page.drafted} & stored.keys() - sent
        assert room.takes_drafts or not counted
        crowd.counts["drafts counted"] += len(counted)
        # Whose drafts came in which order only they know who write on one device, and a kicked student's are lost.
        may_be = last_ones(page) if devices.count(page.student_id) == 1 and page.student_id not in out else []
        if not may_be or any((page.student_id, one["ref"]) in stored or not one["text"] for one in may_be):
            continue
        told = kept.get(page.student_id)
        if told or room.takes_drafts:
            assert told and {"ref": told["ref"], "text": told["text"]} in [
                {"ref": one["ref"], "text": one["text"]} for one in may_be
            ], f"none of {may_be} is there: {told}"
            crowd.counts["drafts kept"] += 1


def last_ones(page):
    """The draft that was acknowledged last, and those after it of which the server could say nothing."""
    kept = [number for number, one in enumerate(page.drafts) if one["is_kept"]]
    return [one for one in page.drafts[kept[-1] :] if one["is_kept"] is not False] if kept else []


def is_open_for(student_id, round_id):
    own = ExtraTime.get_or_none((ExtraTime.round == round_id) & (ExtraTime.student == student_id))
    return Round.get_by_id(round_id).is_open or (own is not None and own.is_running)
