"""Short cuts of the demo: sign in without a code, and read the mails. Not routed outside ``CANVASS_DEMO=1``."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from volunteers.people.models import MailboxMail, Membership, User
from volunteers.people.reach import widen

DOMAIN = "demo.example"
Role = Membership.Role


@dataclass(frozen=True)
class DemoAccount:
    """A sign-in that the demo prints and offers as a button: one per role, and one above them."""

    box: str
    name: str
    role: Membership.Role
    of_umbrella: bool = False

    @property
    def email(self) -> str:
        return f"{self.box}@{DOMAIN}"

    @property
    def label(self) -> object:
        return _("admin of the umbrella") if self.of_umbrella else self.role.label


DEMO_ACCOUNTS = (
    DemoAccount("vrijwilliger", "Samira Haddou", Role.VOLUNTEER),
    DemoAccount("coordinator", "Fatima Yilmaz", Role.COORDINATOR),
    DemoAccount("admin", "Joost van Dalen", Role.ADMIN),
    DemoAccount("koepel", "Marijke de Boer", Role.ADMIN, of_umbrella=True),
)
LOOPBACK = {"127.0.0.1", "::1", ""}  # "": a unix socket


def _require_demo(request: HttpRequest) -> None:
    if not settings.DEMO or request.META.get("REMOTE_ADDR", "") not in LOOPBACK:
        raise Http404


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    _require_demo(request)
    user = get_object_or_404(User, email=request.POST.get("email", ""), email__endswith=f"@{DOMAIN}")
    widen(request.session)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    _require_demo(request)
    return render(request, "people/mailbox.html", {"mails": MailboxMail.objects.all()[:100]})
