"""Every address of the server, on one page."""

from __future__ import annotations

from typing import Any

from tornado.routing import PathMatches, Rule

from . import (
    account,
    accounts,
    api,
    co_trainers,
    console,
    dashboard,
    erasure,
    health,
    invitations,
    join,
    kiosk,
    protocol,
    results,
    rooms,
    screens,
    turns,
)
from .live.sockets import ScreenSocket, StrangerSocket, StudentSocket, TeacherSocket
from .static import Static, StaticFile

UUID = "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"


def routes(static: Static, role_of: Any) -> list[Any]:
    """The routing table. `role_of(request)`: the role that the request's token names, or None."""
    socket = f"/ws/room/{UUID}/?"
    return [
        (r"/", join.Front),
        (r"/first-run/([^/]+)", accounts.FirstRun),
        (r"/sign-in", accounts.SignIn),
        (r"/sign-out", accounts.SignOut),
        (r"/language", accounts.Language),
        (r"/account", account.Account),
        (r"/account/name", account.AccountName),
        (r"/account/password", account.AccountPassword),
        (r"/account/sign-out-everywhere", account.SignOutEverywhere),
        (r"/trainers", invitations.Trainers),
        (rf"/invitations/{UUID}/revoke", invitations.RevokedInvitation),
        (r"/invitation/([^/]+)", invitations.InvitationPage),
        (r"/rooms/?", dashboard.Dashboard),
        (r"/rooms/new", rooms.NewRoom),
        (rf"/rooms/{UUID}", console.Console),
        (rf"/rooms/{UUID}/ticket", console.ConsoleTicket),
        (rf"/rooms/{UUID}/lead", console.ClassCodeLead),
        (rf"/rooms/{UUID}/copy", rooms.RoomCopy),
        (rf"/rooms/{UUID}/delete", rooms.RoomDeletion),
        (rf"/rooms/{UUID}/co-trainers", co_trainers.CoTrainers),
        (rf"/rooms/{UUID}/co-trainers/remove", co_trainers.RemovedCoTrainer),
        (rf"/rooms/{UUID}/co-trainers/invite", co_trainers.RoomInvitation),
        (rf"/rooms/{UUID}/results", results.ResultsPage),
        (rf"/rooms/{UUID}/results.csv", results.ResultsCsv),
        (rf"/rooms/{UUID}/results.xlsx", results.ResultsXlsx),
        (rf"/rooms/{UUID}/results/rounds/([^/]+)", results.RoundResults),
        (rf"/rooms/{UUID}/results/students/([^/]+)", results.StudentResults),
        (rf"/rooms/{UUID}/students/([^/]+)/erase", erasure.StudentErasure),
        (rf"/rooms/{UUID}/student", join.StudentPage),
        (rf"/rooms/{UUID}/student/ticket", join.StudentTicket),
        (r"/screens", screens.ScreenList),
        (r"/screens/state", screens.ScreenStates),
        (rf"/screens/{UUID}/change", screens.ScreenChange),
        (rf"/screens/{UUID}/revoke", screens.RevokedScreen),
        (r"/pair/?", screens.Pair),
        (r"(?i)/pair/([^/]+)", screens.PairCode),
        (r"/join/?", join.JoinByCode),
        (r"(?i)/join/([^/]+)", join.Join),
        (r"/kiosk/?", kiosk.Kiosk),
        (r"/kiosk/pairing", kiosk.PairingState),
        (r"/kiosk/look", kiosk.Look),
        (r"/kiosk/names", turns.Names),
        (r"/kiosk/turn", turns.Turn),
        (r"/kiosk/answer", turns.TurnAnswer),
        (r"/api/tokens", api.TokensApi),
        (r"/api/rooms", api.RoomsApi),
        (rf"/api/rooms/{UUID}", api.RoomApi),
        (rf"/api/rooms/{UUID}/students", api.StudentsApi),
        (rf"/api/rooms/{UUID}/students/return", api.ReturnApi),
        (rf"/api/rooms/{UUID}/results", api.ResultsApi),
        (r"/docs/protocol", protocol.ProtocolPage),
        (r"/docs/asyncapi.yaml", protocol.DocsFile, {"name": "asyncapi.yaml"}),
        (r"/docs/student.py", protocol.DocsFile, {"name": "clients/student.py"}),
        (r"/docs/board", protocol.DocsFile, {"name": "clients/board.html"}),
        (r"/docs/board.js", protocol.DocsFile, {"name": "clients/board.js"}),
        (r"/docs/board.css", protocol.DocsFile, {"name": "clients/board.css"}),
        (r"/api(?:/.*)?", api.NoCall),
        (r"/healthz", health.Alive),
        (r"/readyz", health.Ready),
        (r"/static/([0-9a-f]+)/(.+)", StaticFile, {"static": static}),
        Rule(SocketOf("teacher", socket, role_of), TeacherSocket),
        Rule(SocketOf("student", socket, role_of), StudentSocket),
        Rule(SocketOf("screen", socket, role_of), ScreenSocket),
        (socket, StrangerSocket),
    ]


class SocketOf(PathMatches):
    """The room's socket, when the request's token names this role."""

    def __init__(self, role: str, pattern: str, role_of: Any) -> None:
        super().__init__(pattern)
        self.role = role
        self.role_of = role_of

    def match(self, request: Any) -> Any:
        found = super().match(request)
        return found if found is not None and self.role_of(request) == self.role else None
