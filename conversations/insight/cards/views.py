"""The resident's pages: see, correct, erase, answer. The code comes in the body of a POST, never in an address."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from canvass.campaigns.do_not_ring import lift_wish, record_wishes
from canvass.places.models import Address
from conversations.insight.cards.correcting import correct
from conversations.insight.cards.erasing import erase as erase_card
from conversations.insight.cards.forms import NUMBERS, AnswersForm, CorrectionForm, DoorForm, ReminderForm
from conversations.insight.cards.kept import lines_of, when
from conversations.insight.cards.limits import note_door
from conversations.insight.cards.lookup import Found, State, look_up
from conversations.insight.cards.page import Page, resident_page, with_card
from conversations.insight.cards.reminders import forget_contact, has_contact, remember_contact
from conversations.insight.cards.residence import find_doors
from conversations.insight.comparison.answers import NOW, NothingAsked, follow_up_of, record_answer


@require_GET
@resident_page
def start(page: Page) -> HttpResponse:
    return page.show("start")


@require_GET
@resident_page
def no_code(page: Page) -> HttpResponse:
    return page.show("no_code")


@with_card
def kept(page: Page, found: Found) -> HttpResponse:
    return _kept(page, found)


@with_card
def change(page: Page, found: Found) -> HttpResponse:
    if found.talk is None:
        return _kept(page, found)
    sent = "save" in page.request.POST
    now_kept = CorrectionForm.as_it_is(found.talk)
    form = CorrectionForm(page.request.POST if sent else now_kept, talk=found.talk, texts=page.texts)
    if sent and form.is_valid():
        correct(hashed=found.hash, correction=form.correction())
        return _kept(page, look_up(page.code), done="changed")
    chosen = page.request.POST.getlist("values") if sent else now_kept["values"]
    context = {"form": form, "sent": sent, "statement": found.talk.statement, "chosen": chosen, "numbers": NUMBERS}
    return page.show("change", campaign=found.campaign, status=422 if sent else 200, **context)


@with_card
def erase(page: Page, found: Found) -> HttpResponse:
    """Asked twice: the first POST shows the question, the second answers it."""
    if found.state is State.ERASED or found.campaign is None:
        return _kept(page, found)
    if page.request.POST.get("sure") != "yes":
        return page.show("erase", campaign=found.campaign, found=found)
    gone = erase_card(code=page.code, hashed=found.hash, campaign=found.campaign)
    return _kept(page, look_up(page.code), done="erased_now" if gone else "erased_ahead")


@with_card
def answer(page: Page, found: Found) -> HttpResponse:
    form = AnswersForm(page.request.POST)
    asked = follow_up_of(code_hash=found.hash, today=timezone.localdate())
    if asked is None or asked.wave is None or not form.is_valid():
        return _kept(page, found)
    try:
        record_answer(code_hash=found.hash, wave=asked.wave, answers=form.answers())
    except NothingAsked:
        return _kept(page, found)
    return _kept(page, found, done="ask_thanks")


@with_card
def remind(page: Page, found: Found) -> HttpResponse:
    if "stop" in page.request.POST:
        forget_contact(code=page.code)
        return _kept(page, found, done="remind_stopped")
    today = timezone.localdate()
    asked = follow_up_of(code_hash=found.hash, today=today)
    form = ReminderForm(page.request.POST, texts=page.texts)
    if asked is None or today >= asked.opens_on or not form.is_valid():
        return _kept(page, found, remind_form=form, status=422)
    remember_contact(
        code=page.code, campaign=asked.campaign, email=form.cleaned_data["email"], language=page.language,
        on=asked.opens_on, today=today,
    )  # fmt: skip
    return _kept(page, found, done="remind_done")


@require_http_methods(["GET", "POST"])
@resident_page
def door(page: Page) -> HttpResponse:
    """A wish about a door needs no card: address, then the question, then the answer."""
    if page.request.method == "GET":
        return page.show("door", form=DoorForm())
    form = DoorForm(page.request.POST)
    if note_door(address=page.address, now=timezone.now()):
        return page.show("door", form=form, problem="door_limited", status=429)
    doors = find_doors(**form.asked()) if form.is_valid() else []
    if len(doors) != 1:
        problem = "door_several" if doors else "door_missing"
        return page.show("door", form=form, problem=problem, status=422)
    done = _wish(doors[0], page.request.POST.get("wish", ""))
    return page.show("door", form=form, door=doors[0], done=done)


def _wish(address: Address, wish: str) -> str:
    """The answer is the same whether or not there was a wish: nobody learns what a neighbour asked."""
    if wish == "stop":
        record_wishes(address_ids=[address.pk], on=timezone.localdate())
        return "door_stopped"
    if wish == "lift":
        lift_wish(address_id=address.pk)
        return "door_lifted"
    return ""


def _kept(page: Page, found: Found, *, done: str = "", status: int = 200, **context: Any) -> HttpResponse:
    talk, texts = found.talk, page.texts
    if talk is not None:
        context |= {"lines": lines_of(talk, texts), "when": when(talk, texts, own_words=page.own_words)}
        context |= _follow_up(page, found)
    return page.show("kept", campaign=found.campaign, found=found, done=done, status=status, **context)


def _follow_up(page: Page, found: Found) -> dict[str, Any]:
    today = timezone.localdate()
    asked = follow_up_of(code_hash=found.hash, today=today)
    if asked is None:
        return {}
    return {
        "asked": asked.wave is not None,
        "later": page.day(asked.opens_on) if today < asked.opens_on else "",
        "may_remind": today < asked.opens_on and int(NOW) in asked.answered,
        "reminded": has_contact(code=page.code),
        "talk": found.talk,
        "numbers": NUMBERS,
    }
