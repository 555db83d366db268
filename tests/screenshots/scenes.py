"""Pages that only a row of deeds leads to: signing in with a code, and the second step."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from tests.screenshots.camera import Camera

MAIN = "main form .btn-main"
PERIOD = 30


def without_an_app(camera: Camera) -> None:
    """Signing in by a mailed code, and the way to a second step."""
    page = camera.watched(camera.new_context().new_page())
    ask_code(camera, page, f"zonder.app.{size(camera)}@demo.example", picture=True)
    page.goto(f"{camera.url}/accounts/2fa/")
    camera.take(page, "second-step-off")
    page.goto(f"{camera.url}/accounts/2fa/totp/activate/")
    camera.take(page, "second-step-turn-on")
    page.locator("input[name='code']").fill("000000")
    _send(page)
    camera.take(page, "second-step-turn-on-error")
    page.context.close()


def with_an_app(camera: Camera, *, secret: str, spare: str) -> None:
    """Signing in with both steps, and what can then be changed."""
    page = camera.watched(camera.new_context().new_page())
    ask_code(camera, page, f"met.app.{size(camera)}@demo.example", picture=False)
    camera.take(page, "second-step-at-sign-in")
    page.locator("input[name='code']").fill(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
    _send(page)
    if not page.url.endswith("/outcomes/home/"):
        camera.problems.append(f"{camera.kind.folder}: signing in with both steps led to {page.url}")
    # A code of the app works once; the package asks for another before anything is changed.
    page.goto(f"{camera.url}/accounts/2fa/recovery-codes/")
    camera.take(page, "second-step-once-more")
    page.locator("input[name='code']").fill(spare)
    _send(page)
    for name, path in {
        "second-step-on": "",
        "second-step-codes": "recovery-codes/",
        "second-step-new-codes": "recovery-codes/generate/",
        "second-step-turn-off": "totp/deactivate/",
    }.items():
        answer = page.goto(f"{camera.url}/accounts/2fa/{path}")
        if camera.expect(name, answer, path=f"/accounts/2fa/{path}", status=200):
            camera.take(page, name)
    page.context.close()


def size(camera: Camera) -> str:
    return "phone" if camera.kind.phone else "desk"


def ask_code(camera: Camera, page: Page, email: str, *, picture: bool) -> None:
    page.goto(f"{camera.url}/accounts/login/code/")
    if picture:
        camera.take(page, "sign-in-ask-code")
    page.locator("input[type='email']").fill(email)
    _send(page)
    if picture:
        camera.take(page, "sign-in-code")
        page.locator("input[name='code']").fill("000000")
        _send(page)
        camera.take(page, "sign-in-code-error")
    page.locator("input[name='code']").fill(_mailed_code(camera, page, email))
    _send(page)


def _mailed_code(camera: Camera, page: Page, email: str) -> str:
    answer = page.context.request.get(f"{camera.url}/demo/mailbox/")
    mails = [mail for mail in answer.text().split("<article")[1:] if email in mail]
    found = re.search(r"\b\d{6}\b", mails[0]) if mails else None
    if found is None:
        raise RuntimeError(f"no code for {email} in the demo mailbox")
    return found.group()


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.locator(MAIN).first.click()
