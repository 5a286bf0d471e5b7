// What `/kiosk/look` answers to a classroom's screen; read by the type checker only.

/** How the trainer wants the screen. */
export interface ScreenSettings {
  name: string;
  mode: "projector" | "shared";
  who: "code" | "list";
  zoom: "s" | "m" | "l";
  theme: "light" | "dark";
  /** empty: the browser's */
  language: string;
  hides_code: boolean;
}

/** A way in: a code, the address that holds it, and the same as a picture. */
export interface WayIn {
  code: string;
  join_url: string;
  /** an <svg>, as text */
  qr: string;
}

export interface Seen {
  /** stands for all of this but the url: another one means another picture */
  have: string;
  /** of the server */
  version: string;
  screen: ScreenSettings;
  room: (WayIn & { uuid: string; title: string }) | null;
  /** the room that comes, when none is shown */
  next: { title: string } | null;
  /** whose class it is, with the code that leads to whatever room it has */
  trainer: WayIn & { name: string };
  /** the room's socket, with a ticket of a minute */
  url?: string;
}
