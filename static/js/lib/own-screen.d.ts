// What the server tells a trainer of one of their classroom screens; read by the type checker only.

export interface OwnScreen {
  uuid: string;
  name: string;
  mode: "projector" | "shared";
  who: "code" | "list";
  zoom: "s" | "m" | "l";
  theme: "light" | "dark";
  /** empty: the browser's */
  language: string;
  hides_code: "yes" | "no";
  /** the uuid of what was put on it; empty: whatever its trainer runs */
  room: string;
  room_title: string;
  state: "online" | "asleep" | "offline";
  /** from here on, words in the page's language; empty: nothing to tell */
  state_words: string;
  seen: string;
  shows: string;
  shown_title: string;
  shown_uuid: string;
  note: string;
  device: string;
}
