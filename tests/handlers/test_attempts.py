"""A password cannot be guessed by trying, and one who tries does not lock out the others."""

from models.trainer import Trainer
from tests.lesson import EMAIL, PASSWORD


async def try_it(lesson, email, password):
    status, answer = await lesson.call("POST", "/api/tokens", {"email": email, "password": password})
    return status, answer.get("error", {}).get("code")


async def test_after_ten_wrong_passwords_an_account_waits_and_the_others_do_not(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    Trainer.register("other@school.org", "Иван", PASSWORD)
    for _ in range(10):
        assert await try_it(lesson, EMAIL, "wrong") == (401, "bad_credentials")
    assert await try_it(lesson, f" {EMAIL.upper()}", "wrong") == (429, "too_many_attempts")
    assert (await try_it(lesson, "other@school.org", PASSWORD))[0] == 201


async def test_right_passwords_are_not_counted(lesson):
    Trainer.register(EMAIL, "Ольга", PASSWORD)
    for _ in range(12):
        assert (await try_it(lesson, EMAIL, PASSWORD))[0] == 201
