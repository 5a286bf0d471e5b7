// A board for one room, given its ws_url (a trainer's or a student's): shows the question, the clock and the answers.
// The protocol stands in asyncapi.yaml, readable at /docs/protocol.

// Close codes after which there is no way back, as people read them.
const FINAL = {
  4400: "This is no address of a room.",
  4401: "The token has expired: get a new address.",
  4403: "You were removed from the room.",
  4404: "There is no such room.",
  4409: "This board is open too often.",
  4410: "The room was deleted.",
  4411: "You are on another device now.",
};
const $ = (id) => document.getElementById(id);

let place = ""; // how far we are in the room's events: the end of the next address
let pause = 500; // ms before the next attempt
let room = null; // what `room_state` said, kept up to date by the events
let ends = 0; // when the round ends, on performance.now()

function connect(url) {
  const socket = new WebSocket(url + place);
  let quiet;
  socket.onmessage = ({ data }) => {
    clearTimeout(quiet);
    quiet = setTimeout(ask, 10_000);
    hear(JSON.parse(data));
    pause = 500;
    $("status").textContent = "";
    show();
  };
  socket.onclose = ({ code }) => {
    clearTimeout(quiet);
    $("status").textContent = FINAL[code] ?? "Connecting again …";
    if (FINAL[code]) return;
    setTimeout(connect, pause * (0.5 + Math.random() / 2), url);
    pause = Math.min(2 * pause, 20_000);
  };
  // a page does not see the server's pings: nothing may mean a frozen line
  function ask() {
    socket.send(JSON.stringify({ action: "heartbeat" }));
    quiet = setTimeout(() => socket.close(), 5_000);
  }
}

function hear(frame) {
  if ("seq" in frame) place = `&since=${frame.seq}&epoch=${frame.epoch}`;
  if ("phase" in frame && room) room.phase = frame.phase;
  switch (frame.action) {
    case "room_state": // replaces all that we knew
      room = frame.message;
      if (room.round) wind(room.round.deadline, frame.server_time);
      break;
    case "round_new": // its messages are those of the round before, now whole
      room.round = frame.message;
      put(frame.message.messages);
      wind(frame.message.deadline, frame.server_time);
      break;
    case "message_send":
      put([frame.message]);
      break;
    case "message_select":
      for (const message of room.messages) {
        if (frame.message_ids.includes(message.message_id)) message.is_correct = frame.is_correct;
      }
      break;
    case "training_close":
      put(frame.message.messages);
      room.result = frame.result;
      break;
  }
}

// A message may come twice: with its event, and with what shows a round's to all.
function put(messages) {
  const ids = new Set(messages.map((message) => message.message_id));
  room.messages = [...room.messages.filter((message) => !ids.has(message.message_id)), ...messages];
}

// The server's clock counts, not ours.
function wind(deadline, serverTime) {
  ends = performance.now() + Date.parse(deadline) - Date.parse(serverTime);
}

function tick() {
  const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
  $("clock").textContent = { round_open: left, round_over: "Time is up" }[room?.phase] ?? "";
}

function show() {
  if (!room) return;
  tick();
  $("title").textContent = room.title;
  const { phase, round, result } = room;
  $("question").textContent =
    phase === "closed" ? "Results" : !round ? "Soon …" : round.question || `Round ${round.number}`;
  const rows = result
    ? result.map((row) => [`${row.nickname}: ${row.correct_answers_count}`, false])
    : room.messages
        .filter((message) => message.round_id === (round?.round_id ?? null))
        .map((message) => [`${message.nickname}: ${message.text}`, message.is_correct]);
  const items = rows.map(([text, isCorrect]) => {
    const item = document.createElement("li");
    item.textContent = text;
    item.classList.toggle("is-correct", isCorrect);
    return item;
  });
  $("answers").replaceChildren(...items);
}

function start(url) {
  document.querySelector("form").hidden = true;
  $("board").hidden = false;
  setInterval(tick, 250);
  connect(url);
}

document.querySelector("form").onsubmit = (event) => {
  event.preventDefault();
  start(event.target.elements.url.value);
};
if (location.hash.startsWith("#ws")) start(location.hash.slice(1));
