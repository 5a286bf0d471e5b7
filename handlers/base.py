"""What all pages and all API calls share: who asks, how an answer looks, how an error does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

import msgspec
from tornado.web import HTTPError, RequestHandler

from models.base import job
from models.errors import SENTENCES, BadField, NotAllowed, Refused, Unavailable
from models.tokens import Purpose
from models.trainer import Trainer

from .languages import LANGUAGES
from .refusals import HEADINGS, error_of

if TYPE_CHECKING:
    from server import Rounds

T = TypeVar("T")

log = logging.getLogger("rounds.web")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' ws: wss:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Handler(RequestHandler):
    """The web's side of one request."""

    application: Rounds

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    async def prepare(self) -> None:
        if not self.application.is_own_host(self.request.host):
            raise HTTPError(421, reason="Misdirected Request")

    def head(self, *path: str) -> Any:
        """As GET; Tornado leaves out the body."""
        return self.get(*path)

    async def db(self, work: Callable[..., T], *args: Any) -> T:
        """Run a function of the models in a thread, with a connection of its own."""
        return await asyncio.get_running_loop().run_in_executor(self.application.threads, job, work, *args)

    async def threaded(self, work: Callable[..., T], *args: Any) -> T:
        """Run what takes long, and needs no database, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.application.threads, work, *args)

    async def slow(self, work: Callable[..., T], *args: Any) -> T:
        """The same for work that takes the processor for long (argon2): one at a time, so that it starves nobody."""
        async with self.application.one_slow_job:
            return await self.db(work, *args)

    async def sign_in(self, email: str, password: str) -> Trainer:
        """The trainer with these credentials. Raises NotAllowed `bad_credentials`, TooOften `too_many_attempts`."""
        return await self.try_password(email, Trainer.sign_in, email, password)

    async def try_password(self, email: str, verb: Callable[..., T], *args: Any) -> T:
        """Run a verb that checks the password of that account. Raises what it raises, TooOften `too_many_attempts`."""
        attempts = self.application.attempts
        tried = {"account": email.strip().lower()[:254], "address": str(self.request.remote_ip)}
        attempts.take(**tried)
        try:
            done = await self.slow(verb, *args)
        except BadField:  # it was something else that was wrong
            attempts.give_back(**tried)
            raise
        attempts.give_back(**tried)
        return done

    def guessing(self, kind: str = "code") -> AbstractContextManager[None]:
        """Around what finds something by a code, see Attempts. Raises TooOften `too_many_attempts`."""
        return self.application.attempts.guessing(kind, str(self.request.remote_ip))

    def change(self, room_id: int, verb: Callable[[Any], T]) -> asyncio.Future[T]:
        """Have the models change a room; resolves after COMMIT."""
        return self.application.writer.submit(room_id, verb)

    @property
    def base_url(self) -> str:
        """Where this server is reached from outside, without a slash at the end."""
        return self.application.options.public_url or f"{self.request.protocol}://{self.request.host}"

    def join_url(self, code: str) -> str:
        return f"{self.base_url}/join/{code}"

    @property
    def reachable(self) -> list[str]:
        """This server's addresses for phones, where they cannot reach it by the one that this browser uses."""
        if self.application.options.public_url:
            return []
        return self.application.hosts.reachable(self.request.host)

    def body(self, kind: type[T]) -> T:
        """The request's body, which is JSON, as `kind`. Raises BadValue `bad_value`."""
        try:
            return msgspec.json.decode(self.request.body, type=kind)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise BadField("body", "{error}", error=error) from None

    def socket_path(self, room_uuid: UUID, token: str) -> str:
        return f"/ws/room/{room_uuid}/?token={token}"

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if isinstance(value, Refused | Unavailable):
            return
        if isinstance(value, HTTPError):
            log.info(
                "%s %s: %s",
                self.request.method,
                self.application.loggable(self.request.path),
                value.status_code,
            )
        else:
            log.error(
                "%s %s",
                self.request.method,
                self.application.loggable(self.request.path),
                exc_info=(typ, value, tb),
            )


class Page(Handler):
    """A page for people: HTML, in their language, with the cookies that say who they are."""

    trainer: Trainer | None = None

    async def prepare(self) -> None:
        await super().prepare()
        claims = self.cookie("trainer", Purpose.SESSION)
        if claims:
            self.trainer = await self.db(Trainer.signed_in, *claims)

    @property
    def language(self) -> str:
        chosen = self.get_cookie("language")
        return (
            chosen
            if chosen in dict(LANGUAGES)
            else self.application.languages.best(self.request.headers.get("Accept-Language", ""))
        )

    def gettext(self, text: str) -> str:
        return self.application.languages.gettext(self.language, text)

    def sentence(self, refused: Refused) -> str:
        """Why something was refused, in the language of the page."""
        if isinstance(refused, BadField):
            return self.gettext(refused.reason).format(**refused.reason_values) + "."
        return self.gettext(SENTENCES[refused.code]).format(**refused.values)

    def page(self, template: str, **context: Any) -> None:
        """Answer with a page. The only way to one, with long_page()."""
        self.finish(self.rendering(template, context)())

    async def long_page(self, template: str, **context: Any) -> None:
        """Answer with a page of so many rows that it would hold up the loop: made in a thread."""
        self.finish(await self.threaded(self.rendering(template, context)))

    def rendering(self, template: str, context: dict[str, Any]) -> Callable[[], str]:
        """What makes the page."""
        self.set_header("Cache-Control", "no-store")
        frame: dict[str, Any] = {
            "errors": {},
            "form": {},
            "trainer": self.trainer,
            "xsrf_token": self.xsrf_token.decode(),
            "path": self.request.path,
        }
        return partial(self.application.pages.render, self.language, template, **(frame | context))

    def typed(self, *fields: str) -> dict[str, str]:
        """What came in a form's fields, without what PostgreSQL cannot store."""
        return {field: self.get_body_argument(field, "").replace("\0", "") for field in fields}

    def cookie(self, name: str, purpose: Purpose) -> Any:
        token = self.get_cookie(name)
        return self.application.tokens.read(token, purpose) if token else None

    def keep(self, name: str, purpose: Purpose, claims: Any) -> None:
        """Set a signed cookie that lives as long as its purpose."""
        token = self.application.tokens.make(purpose, claims)
        secure = self.base_url.startswith("https:")
        self.set_cookie(name, token, max_age=purpose.lifetime, httponly=True, samesite="Lax", secure=secure)

    def browser(self) -> UUID:
        """Which browser this is: how a student comes back. A new one gets its cookie."""
        known = self.cookie("browser", Purpose.BROWSER)
        browser = UUID(known) if known else uuid4()
        if not known:
            self.keep("browser", Purpose.BROWSER, str(browser))
        return browser

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        status, code, sentence = error_of(error, status_code)
        self.set_status(status)
        if self.request.headers.get("X-XSRFToken"):  # our own JS asks
            values = error.values if isinstance(error, Refused) else {}
            self.finish({"error": {"code": code, "message": sentence, **values}})
        else:
            heading, hint = self.words(error, status, code)
            reason = error.values.get("reason") if isinstance(error, NotAllowed) else None
            self.page("error.html", status=status, heading=heading, hint=hint, reason=reason)

    def words(self, error: BaseException | None, status: int, code: str) -> tuple[str, str]:
        """What is wrong, and what to do next, in the language of the page."""
        words = HEADINGS.get(code) or HEADINGS.get(status) or HEADINGS[400 if status < 500 else 500]
        hint = self.sentence(error) if isinstance(error, Refused) else self.gettext(words[1])
        return self.gettext(words[0]), hint


class Signed(Page):
    """A page for signed-in trainers; others are sent to sign in, and back."""

    trainer: Trainer

    async def prepare(self) -> None:
        await super().prepare()
        if not self.trainer and not self._finished:
            if self.request.method in ("GET", "HEAD"):
                self.redirect(f"/sign-in?next={self.request.path}")
            else:
                raise HTTPError(401)


class Api(Handler):
    """A call for programs: JSON in and out."""

    def check_xsrf_cookie(self) -> None:
        """Not needed: no cookie is read here, only the Authorization header."""

    async def bearer(self) -> Trainer:
        """The trainer whose token came in the Authorization header. Raises HTTPError 401."""
        kind, _, token = self.request.headers.get("Authorization", "").partition(" ")
        claims = (
            self.application.tokens.read(token.strip(), Purpose.API) if kind.lower() == "bearer" else None
        )
        trainer = await self.db(Trainer.signed_in, *claims) if claims else None
        if trainer is None:
            raise HTTPError(401)
        return trainer

    def answer(self, value: Any, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(msgspec.json.encode(value))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        status, code, sentence = error_of(error, status_code)
        if status == 401:
            self.set_header("WWW-Authenticate", "Bearer")
        values = error.values if isinstance(error, Refused) else {}
        self.answer({"error": {"code": code, "message": sentence, **values}}, status)


class NoPage(Page):
    """Any address that is none of ours."""

    async def prepare(self) -> None:
        await super().prepare()
        raise HTTPError(404)
