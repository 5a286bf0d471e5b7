"""What a client knows of a room: the present state, changed by every event after it. No server code is used."""

from __future__ import annotations


class Picture:
    """The room as this audience sees it."""

    def __init__(self, role, student_id=None):
        self.role, self.student_id = role, student_id
        self.is_hidden = False
        self.phase, self.round, self.result = None, None, None
        self.messages = {}
        self.users = {}
        # (round then open, message): the marks that were told.
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
            "messages": self.messages,
            "users": self.users,
        }

    def _room_state(self, frame):
        state = frame["message"]
        self.is_hidden = state["answers"] == "hidden"
        self.phase, self.result = state["phase"], state["result"]
        self.round = essence(state["round"])
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
        kept = {message["round_id"] for message in opened["messages"]}
        kept |= {before["round_id"]} if before else {None}
        self.messages = {id: message for id, message in self.messages.items() if message["round_id"] in kept}
        self.messages |= {message["message_id"]: message for message in opened["messages"]}
        return self._leaks(opened["messages"])

    def _round_close(self, frame):
        if self.round["round_id"] == frame["message"]["round_id"]:
            self.round = self.round | {"is_open": False}

    def _message_send(self, frame):
        message = frame["message"]
        if "seq" in frame:  # else: the answer to a `ref` sent before, which may be of any round
            self.messages[message["message_id"]] = message
        return self._leaks([message])

    def _message_select(self, frame):
        for message_id in frame["message_ids"]:
            self.marked.append((self.round and self.round["round_id"], message_id))
            if message_id in self.messages:
                is_correct = frame["is_correct"]
                self.messages[message_id] = self.messages[message_id] | {"is_correct": is_correct}

    def _training_close(self, frame):
        self.phase, self.result = "closed", frame["result"]
        self.messages |= {message["message_id"]: message for message in frame["message"]["messages"]}
        self.round = self.round and self.round | {"is_open": False}

    def _leaks(self, messages):
        """Other students' answers to the question that a hidden room is still at."""
        if not self.is_hidden or self.role == "teacher" or self.phase == "closed" or not self.round:
            return []
        secret = [m for m in messages if m["round_id"] == self.round["round_id"]]
        return [f"not to be seen yet: {m}" for m in secret if m["student_id"] not in (None, self.student_id)]


def essence(round):
    """A round without what tests turn: its clock."""
    return round and {name: round[name] for name in ("round_id", "number", "question", "is_open")}
