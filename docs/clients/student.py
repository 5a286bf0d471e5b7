"""A student that answers every round: `python student.py URL ROOM_UUID NICKNAME "the answer"`.

Needs `pip install websockets`. The protocol stands in asyncapi.yaml, readable at URL/docs/protocol.
"""

import json
import random
import sys
import time
import urllib.request

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

FINAL = {1009, 4400, 4401, 4403, 4404, 4409, 4410, 4411}  # close codes after which there is no way back
PASSING = {"flooding", "unavailable", "internal"}  # errors after which a second attempt may go well
LARGEST = 16 * 2**20  # bytes of a frame: the state of a long round may be megabytes


def join(server, room_uuid, nickname):
    """Take a seat in the room; gives the address of the socket, which is good for 24 hours."""
    body, headers = json.dumps({"nickname": nickname}).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{server}/api/rooms/{room_uuid}/students", body, headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["ws_url"]


def encoded(request):
    return json.dumps(request, ensure_ascii=False)  # as escapes, long texts would not fit into a frame


class Student:
    """Takes part until the training is closed. `think(question)` gives the text to send in a round."""

    def __init__(self, think):
        self.think, self.result = think, None
        self.waiting = {}  # what is not acknowledged, by its `ref`
        self.place = ""  # how far we are in the room's events: the end of the next address

    def run(self, ws_url, pause=0.5):
        while self.result is None:
            try:
                with connect(ws_url + self.place, max_size=LARGEST) as socket:
                    for request in self.waiting.values():  # again, perhaps: `ref` makes that harmless
                        socket.send(encoded(request))
                    while self.result is None:
                        for request in self.hear(json.loads(socket.recv())):
                            socket.send(encoded(request))
                        pause = 0.5
            except (OSError, WebSocketException) as lost:
                if getattr(getattr(lost, "rcvd", None), "code", None) in FINAL:
                    raise
                print("connecting again:", lost, file=sys.stderr)
                time.sleep(pause * random.uniform(0.5, 1))
                pause = min(2 * pause, 20)
        return self.result

    def hear(self, frame):
        """Take in what the server says; gives the requests to send."""
        action, ref, message = frame["action"], frame.get("ref"), frame.get("message")
        if "seq" in frame:
            self.place = f"&since={frame['seq']}&epoch={frame['epoch']}"
        if action in ("room_state", "training_close"):  # the state replaces all that we knew
            self.result = message["result"] if action == "room_state" else frame["result"]
        if action == "training_start" or (action == "room_state" and not message["me"]["is_ready"]):
            yield {"action": "student_ready", "is_ready": True}
        if action == "round_new" or (action == "room_state" and message["phase"] == "round_open"):
            round = message if action == "round_new" else message["round"]
            answer = {"message": self.think(round["question"]), "round_id": round["round_id"]}
            ref = f"round-{round['round_id']}"  # of the round: one answer is stored, however often this comes
            self.waiting[ref] = {"action": "message_send", "ref": ref, **answer}
            yield self.waiting[ref]
        elif action == "error" and frame["code"] in PASSING:
            raise ConnectionError(message)
        elif self.waiting.pop(ref, None):  # stored, or refused for good
            print(message["text"] if action == "message_send" else f"{frame['code']}: {message}", flush=True)


if __name__ == "__main__":
    server, room_uuid, nickname, text = sys.argv[1:]
    for row in Student(lambda question: text).run(join(server, room_uuid, nickname)):
        print(row["nickname"], row["correct_answers_count"])
