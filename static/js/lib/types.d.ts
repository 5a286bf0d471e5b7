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
  /** the trainer wrote it in the student's place */
  by_trainer?: boolean;
  /** only trainers still see it */
  is_removed?: boolean;
  /** only trainers get it, of students' answers: equal ones have the same */
  card?: string;
  /** the sender's own id of it; only on own messages, never sent by room_state */
  ref?: string;
  /** made here: not acknowledged yet */
  pending?: boolean;
  /** made here: it will not be taken before the pause ends */
  waiting?: boolean;
  /** made here: there is no connection that could take it */
  offline?: boolean;
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
  /** with it another phone becomes this student */
  return_code?: string;
  /** what the server has of an answer that is not sent yet, of the round that is open for this student */
  draft?: Draft;
}

/** What is written and not sent. */
export interface Draft {
  round_id: number;
  text: string;
  /** under which it will be sent */
  ref: string | null;
  /** rising from draft to draft; only on what the server has */
  number?: number | null;
}

/** A round as one student played it. */
export interface AnsweredRound {
  round_id: number;
  number: number;
  question: string;
  /** the student's own, oldest first */
  messages: Message[];
  /** texts that were marked, as far as the student may see them */
  right: string[];
}

/** The room's settings, as the customer's document names them. */
export interface Info {
  connection_uuid: string;
  max_students_count: number;
  max_rounds_count: number;
  max_round_time: number;
  is_started: boolean;
  is_finished: boolean;
  trainer: number;
  id: number;
  title: string;
  answers: "open" | "hidden";
  /** of the server: another one has other pages, too */
  version: string;
}

/** Times are ISO 8601 of the server's clock. */
export interface Round {
  round_id: number;
  number: number;
  question: string;
  is_open: boolean;
  opened_at: string;
  /** for this member: who has extra time has another one */
  deadline: string;
  /** only trainers get them: answers that will do, */
  accepted?: string[];
  /** and the cards that match one */
  accepted_cards?: string[];
}

/** A question prepared for the training. */
export interface Question {
  id: number;
  text: string;
  accepted: string[];
  /** seconds; null: the room's */
  max_time: number | null;
  /** the round that used it */
  round_id: number | null;
}

/** A student who was put out just now. */
export interface Kicked {
  id: number;
  nickname: string;
  reason: string;
  /** so long it can be undone */
  until: string;
}

/** A student's own time for the last round. */
export interface Extra {
  student_id: number;
  deadline: string;
}

/** How the room is run. */
export interface Settings {
  is_locked: boolean;
  is_blind: boolean;
  is_polite: boolean;
  /** what is written, and not sent, counts when time is up */
  takes_drafts: boolean;
}

/** Two cards that may mean the same; likeness up to 100. */
export interface CardPair {
  cards: [string, string];
  likeness: number;
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
  settings: Settings;
  /** since when the clock stands still */
  paused_at: string | null;
  questions?: Question[];
  kicked?: Kicked[];
  extras?: Extra[];
  /** only screens get it: how many have answered in the last round */
  answered?: number;
}

/** A snapshot that is kept up to date: what every element is shown. For students what only trainers get is empty. */
export interface Room extends Snapshot {
  seq: number;
  epoch: string;
  users: User[];
  questions: Question[];
  kicked: Kicked[];
  extras: Extra[];
  /** the numbers of the students who are writing just now */
  writing: number[];
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
    | { action: "room_info"; message: Info }
    | { action: "heartbeat"; version: string }
    | { action: "user_list" | "users_list"; message: User[] }
    | { action: "user_list_change"; changed: User[]; removed: number[] }
    | { action: "presence"; online: number[]; offline: number[] }
    | { action: "training_start"; phase: Phase }
    | {
        action: "round_new";
        phase: Phase;
        message: Round & { messages: Message[] };
      }
    | {
        action: "round_close";
        phase: Phase;
        message: { round_id: number; number: number };
        extras?: Extra[];
        /** to a screen: the marks of that round */
        correct_ids?: number[];
      }
    | {
        action: "round_time";
        phase: Phase;
        round_id: number;
        deadline: string;
        /** whose time alone; none: everybody's */
        student_id?: number | null;
        extras?: Extra[];
      }
    | {
        action: "round_question";
        round_id: number;
        question: string;
        accepted?: string[];
        accepted_cards?: string[];
      }
    | { action: "training_pause"; paused_at: string }
    | { action: "training_resume"; deadline: string | null; extras?: Extra[] }
    /** messages: only for a screen, when names may be shown again */
    | { action: "room_change"; message: Settings; messages?: Message[] }
    | { action: "answered"; round_id: number; count: number }
    | { action: "questions"; message: Question[] }
    | { action: "message_send"; message: Message; ref?: string | null }
    | { action: "message_draft"; round_id: number; ref: string | null }
    | { action: "student_record"; message: AnsweredRound[] }
    | { action: "student_code"; id: number; return_code: string }
    | { action: "message_select"; message_ids: number[]; is_correct: boolean }
    | { action: "message_group"; message_ids: number[]; card: string }
    | { action: "message_remove"; message_id: number }
    | { action: "near_misses"; round_id: number | null; pairs: CardPair[] }
    | { action: "training_close"; phase: Phase; result: Score[]; message?: { messages: Message[] } }
    | { action: "student_kick"; reason?: string }
    | { action: "student_moved" }
    | { action: "student_kicked"; message: Kicked }
    | { action: "student_erase"; id: number }
    | { action: "students_writing"; message: number[] }
    | { action: "room_delete" }
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
export type Ending = "kicked" | "moved" | "deleted" | "no_room" | "signed_out" | "full" | "revoked";

/** The way to a room's socket; idle: there is no room to be in, ask again; null: no answer that means anything, try later. */
export type Ticket = { url: string } | { refused: Ending } | { idle: true } | null;

export type Status =
  | { name: "connecting" }
  | { name: "online" }
  /** there is a connection, and no room to be in */
  | { name: "idle" }
  /** since: milliseconds of Date.now() */
  | { name: "offline"; since: number }
  | { name: "ended"; reason: Ending };

/** A message that waits for its acknowledgement. */
export interface Letter {
  ref: string;
  text: string;
  /** the round it answers; null: it answers none */
  round_id: number | null;
  /** when it was written: milliseconds of Date.now() */
  at: number;
}
