// What travels on the socket, and the shapes the pages make of it; read by the type checker only.

export type Phase = "waiting" | "started" | "round_open" | "round_over" | "closed";

export interface Message {
  message_id: number;
  round_id: number | null;
  /** null: the trainer wrote it */
  student_id: number | null;
  nickname: string;
  text: string;
  is_correct: boolean;
  /** the sender's own id of it; only on own messages, never sent by room_state */
  ref?: string;
  /** made here: not acknowledged yet */
  pending?: boolean;
}

export interface User {
  id: number;
  nickname: string;
  is_ready: boolean;
  is_online: boolean;
}

export interface Me {
  role: "student" | "teacher";
  id?: number;
  nickname?: string;
  name?: string;
  is_ready?: boolean;
}

/** Times are ISO 8601 of the server's clock. */
export interface Round {
  round_id: number;
  number: number;
  question: string;
  is_open: boolean;
  opened_at: string;
  deadline: string;
}

/** A row of the results; they come best first. */
export interface Score {
  student_id: number;
  nickname: string;
  correct_answers_count: number;
}

export interface Snapshot {
  title: string;
  answers: "open" | "hidden";
  phase: Phase;
  max_rounds_count: number;
  max_round_time: number;
  me: Me;
  round: Round | null;
  messages: Message[];
  result: Score[] | null;
}

/** A snapshot that is kept up to date: what every element is shown. */
export interface Room extends Snapshot {
  seq: number;
  epoch: string;
  users: User[];
}

interface Sequenced {
  seq?: number;
  prev?: number;
  /** of which history `seq` is a number; goes back to the server with it */
  epoch?: string;
  server_time?: string;
}

export type Frame = Sequenced &
  (
    | { action: "room_state"; message: Snapshot }
    | { action: "room_info"; message: Record<string, unknown> }
    | { action: "user_list" | "users_list"; message: User[] }
    | { action: "user_list_change"; changed: User[]; removed: number[] }
    | { action: "presence"; online: number[]; offline: number[] }
    | { action: "training_start"; phase: Phase }
    | {
        action: "round_new";
        phase: Phase;
        message: Round & { messages: Message[] };
      }
    | { action: "round_close"; phase: Phase; message: { round_id: number; number: number } }
    | { action: "message_send"; message: Message; ref?: string | null }
    | { action: "message_select"; message_ids: number[]; is_correct: boolean }
    | { action: "training_close"; phase: Phase; result: Score[]; message?: { messages: Message[] } }
    | { action: "student_kick" }
    | ErrorFrame
  );

export interface ErrorFrame {
  action: "error";
  request: string | null;
  code: string;
  message: string;
  ref?: string | null;
}

/** Why a page will not connect again. */
export type Ending = "kicked" | "deleted" | "no_room" | "signed_out" | "full";

export type Status =
  | { name: "connecting" }
  | { name: "online" }
  /** since: milliseconds of Date.now() */
  | { name: "offline"; since: number }
  | { name: "ended"; reason: Ending };

/** A message that waits for its acknowledgement. */
export interface Letter {
  ref: string;
  text: string;
  /** the round it answers; null: it answers none */
  round_id: number | null;
}
