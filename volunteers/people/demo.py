"""Short cuts of the demo: sign in without a code, and read the mails. Not routed outside ``CANVASS_DEMO=1``."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from volunteers.people.models import MailboxMail, Membership, User

DEMO_ACCOUNTS = [
    {"email": "vrijwilliger@demo.example", "label": Membership.Role.VOLUNTEER.label},
    {"email": "coordinator@demo.example", "label": Membership.Role.COORDINATOR.label},
    {"email": "admin@demo.example", "label": Membership.Role.ADMIN.label},
    {"email": "koepel@demo.example", "label": _("admin of the umbrella")},
]
LOOPBACK = {"127.0.0.1", "::1", ""}  # "": a unix socket


def _require_demo(request: HttpRequest) -> None:
    if not settings.DEMO or request.META.get("REMOTE_ADDR", "") not in LOOPBACK:
        raise Http404


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    _require_demo(request)
    user = get_object_or_404(User, email=request.POST.get("email", ""), email__endswith="@demo.example")
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("home")


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    _require_demo(request)
    return render(request, "people/mailbox.html", {"mails": MailboxMail.objects.all()[:100]})
