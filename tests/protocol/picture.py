"""What a client knows of a room: the present state, changed by every event after it. No server code is used."""

from __future__ import annotations


class Picture:
    """The room as this audience sees it."""

    def __init__(self, role, student_id=None):
        self.role, self.student_id = role, student_id
        self.is_hidden = False
        self.phase, self.round, self.result = None, None, None
        self.settings, self.paused_at = None, None
        # As the state had it: of what is written after that only whoever wrote it is told.
        self.draft = None
        # Only trainers are told: students' own time, by id, and who was put out just now.
        self.extras, self.kicked = {}, {}
        self.questions = None
        # Only screens are told: how many have answered the present round.
        self.answered = None
        self.messages = {}
        self.users = {}
        # (the last round then, message): the marks that were told before the close.
        self.marked = []

    def take(self, frame):
        """Follow one frame; gives what this audience should not have been told."""
        step = getattr(self, f"_{frame['action']}", None)
        faults = step(frame) if step else None
        self.phase = frame.get("phase", self.phase)
        return faults or []

    @property
    def present(self):
        """What two clients of one member must agree on when nothing is under way."""
        return {
            "phase": self.phase,
            "round": self.round,
            "result": self.result,
            "settings": self.settings,
            "paused_at": self.paused_at,
            "extras": self.extras,
            "kicked": {id: its for id, its in self.kicked.items() if id not in self.users},
            "questions": self.questions,
            "messages": self.messages,
            "users": self.users,
        }

    def _room_state(self, frame):
        state = frame["message"]
        self.is_hidden = state["answers"] == "hidden"
        self.phase, self.result = state["phase"], state["result"]
        self.round = essence(state["round"])
        self.settings, self.paused_at = state["settings"], state["paused_at"]
        self.draft = state["me"].get("draft")
        self._extras(state)
        self.kicked = {kicked["id"]: kicked for kicked in state.get("kicked", ())}
        self.questions, self.answered = state.get("questions"), state.get("answered")
        self.messages = {message["message_id"]: message for message in state["messages"]}
        return self._leaks(state["messages"])

    def _user_list(self, frame):
        self.users = {user["id"]: user for user in frame["message"]}

    def _user_list_change(self, frame):
        self.users.update({user["id"]: user for user in frame["changed"]})
        for student_id in frame["removed"]:
            self.users.pop(student_id, None)

    def _presence(self, frame):
        for student_id in (*frame["online"], *frame["offline"]):
            if student_id in self.users:
                self.users[student_id] = self.users[student_id] | {"is_online": student_id in frame["online"]}

    def _round_new(self, frame):
        opened = frame["message"]
        self.phase, before, self.round = "round_open", self.round, essence(opened)
        self.extras, self.answered = {}, 0 if self.role == "screen" else None
        kept = {message["round_id"] for message in opened["messages"]}
        kept |= {before["round_id"]} if before else {None}
        self.messages = {id: message for id, message in self.messages.items() if message["round_id"] in kept}
        self.messages |= {message["message_id"]: message for message in opened["messages"]}
        return self._leaks(opened["messages"])

    def _round_close(self, frame):
        self._extras(frame)
        if self.round["round_id"] == frame["message"]["round_id"]:
            self.round = self.round | {"is_open": False}
        if "correct_ids" not in frame:
            return []
        for message_id in frame["correct_ids"]:
            if message_id in self.messages:  # else it was taken away since
                self.messages[message_id] = self.messages[message_id] | {"is_correct": True}
        return [] if self.role == "screen" else [f"for screens alone: {frame}"]

    def _round_time(self, frame):
        self._extras(frame)
        if self._is_mine(frame):
            self.round = self.round | {"is_open": True, "deadline": frame["deadline"]}
        return self._theirs(frame)

    def _round_question(self, frame):
        self.round = self.round | {name: frame[name] for name in ASKED if name in frame}
        return self._theirs(frame)

    def _training_pause(self, frame):
        self.paused_at = frame["paused_at"]

    def _training_resume(self, frame):
        self.paused_at = None
        self._extras(frame)
        if frame["deadline"]:
            self.round = self.round | {"deadline": frame["deadline"]}

    def _room_change(self, frame):
        self.settings = frame["message"]
        if self.role == "screen" and self.settings["is_blind"]:
            self.messages = {id: nameless(message) for id, message in self.messages.items()}
        self.messages |= {message["message_id"]: message for message in frame.get("messages", ())}
        return self._leaks(frame.get("messages", ()))

    def _student_kicked(self, frame):
        self.kicked[frame["message"]["id"]] = frame["message"]
        return self._theirs(frame)

    def _students_writing(self, frame):
        return self._theirs(frame)

    def _answered(self, frame):
        if self.round["round_id"] == frame["round_id"]:
            self.answered = frame["count"]
        return [] if self.role == "screen" else [f"for screens alone: {frame}"]

    def _message_send(self, frame):
        message = frame["message"]
        # Else: the answer to a `ref` sent before, which may be of any round; or, to a trainer, one put back of a round
        # of which nothing is kept any more.
        if "seq" in frame and (self.role != "teacher" or message["round_id"] in self._rounds()):
            self.messages[message["message_id"]] = message
        return self._leaks([message])

    def _message_group(self, frame):
        for message_id in frame["message_ids"]:
            if message_id in self.messages:
                self.messages[message_id] = self.messages[message_id] | {"card": frame["card"]}
        return [] if self.role == "teacher" else [f"for trainers alone: {frame}"]

    def _message_remove(self, frame):
        removed = self.messages.pop(frame["message_id"], None)
        if removed and self.role == "teacher":
            self.messages[frame["message_id"]] = removed | {"is_removed": True, "is_correct": False}

    def _questions(self, frame):
        self.questions = frame["message"]
        return [] if self.role == "teacher" else [f"for trainers alone: {frame}"]

    def _message_select(self, frame):
        if self.role == "screen" and self.settings["is_blind"]:
            return [f"not while marking is blind: {frame}"]
        marked = [self.messages[id] for id in frame["message_ids"] if id in self.messages]
        if any(self._is_unrevealed(message) for message in marked):
            return [f"not while the round is open: {frame}"]
        for message_id in frame["message_ids"]:
            if self.phase != "closed":  # then all may be seen
                self.marked.append((self.round and self.round["round_id"], message_id))
            if message_id in self.messages:
                is_correct = frame["is_correct"]
                self.messages[message_id] = self.messages[message_id] | {"is_correct": is_correct}

    def _training_close(self, frame):
        self.phase, self.result = "closed", frame["result"]
        self.messages |= {message["message_id"]: message for message in frame["message"]["messages"]}
        self.round = self.round and self.round | {"is_open": False}
        self.paused_at, self.extras = None, {}

    def _rounds(self):
        """Those of which messages are kept, and the present one."""
        kept = {message["round_id"] for message in self.messages.values()}
        return kept | {self.round and self.round["round_id"]}

    def _extras(self, frame):
        if "extras" in frame:
            self.extras = {extra["student_id"]: extra["deadline"] for extra in frame["extras"]}

    def _is_mine(self, frame):
        """Is it about everybody's clock, or this student's?"""
        return frame.get("student_id") in (None, self.student_id)

    def _theirs(self, frame):
        """What only trainers should be told."""
        told = {"extras", "accepted", "accepted_cards"} & frame.keys() or (
            not self._is_mine(frame) or frame["action"] in ("student_kicked", "students_writing")
        )
        return [f"for trainers alone: {frame}"] if told and self.role != "teacher" else []

    def _is_unrevealed(self, message):
        """Is it an answer of which a screen must not tell yet whether it is right?"""
        its = self.round and self.round["is_open"] and message["round_id"] == self.round["round_id"]
        return bool(its and self.role == "screen")

    def _leaks(self, messages):
        """Other students' answers to the question that a hidden room is still at; on a screen, what marking hides."""
        is_blind = self.role == "screen" and self.settings["is_blind"]
        if is_blind and any(message["student_id"] or message["is_correct"] for message in messages):
            return [f"not while marking is blind: {messages}"]
        if any(message["is_correct"] and self._is_unrevealed(message) for message in messages):
            return [f"not while the round is open: {messages}"]
        if self.role != "teacher" and any("card" in message for message in messages):
            return [f"for trainers alone: {messages}"]
        if not self.is_hidden or self.role == "teacher" or self.phase == "closed" or not self.round:
            return []
        secret = [m for m in messages if m["round_id"] == self.round["round_id"]]
        return [f"not to be seen yet: {m}" for m in secret if m["student_id"] not in (None, self.student_id)]


ASKED = ("question", "accepted", "accepted_cards")


def essence(round):
    """A round without the messages that come with a new one, and without what says nothing new."""
    kept = ("round_id", "number", "deadline", "is_open", *ASKED)
    return round and {name: round[name] for name in kept if name in round}


def nameless(message):
    """As a screen shows it while it must tell neither who wrote it nor whether it is right."""
    unknown = {"student_id": None, "nickname": "", "is_correct": False}
    return message | unknown if message["student_id"] else message
