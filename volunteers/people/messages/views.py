"""What a person decides about messages: preferences, unsubscribing, and this browser's web push."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volunteers.people.http import SignedInRequest
from volunteers.people.messages import devices, preferences, pushing
from volunteers.people.messages.forms import PreferencesForm
from volunteers.people.messages.unsubscribe import read_token
from volunteers.people.models import Membership
from volunteers.people.policy import COORDINATING

ONE_CLICK = "One-Click"


@require_http_methods(["GET", "POST"])
@login_required
def own_preferences(request: SignedInRequest) -> HttpResponse:
    user = request.user
    coordinates = Membership.objects.filter(user=user, role__in=COORDINATING).exists()
    form = PreferencesForm(request.POST or None, own=preferences.settings_of(user), coordinates=coordinates)
    if request.method == "POST" and form.is_valid():
        preferences.save_preferences(
            user=user,
            quiet_from=form.cleaned_data["quiet_from"],
            quiet_until=form.cleaned_data["quiet_until"],
            mail_off=form.off("mail"),
            push_off=form.off("push"),
        )
        messages.success(request, _("Saved."))
        return redirect("messages:preferences")
    context = {
        "form": form,
        "devices": user.push_devices.count(),
        "push": {"key": pushing.server_key(), "worker": "worker.js"} if pushing.is_on() else None,
    }
    return render(request, "people/messages/preferences.html", context, status=422 if form.errors else 200)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """No sign-in: the signed link is the proof. A GET only asks, since mail scanners follow links (RFC 8058)."""
    found = read_token(signed)
    if found is None:
        raise Http404
    user, kind = found
    context = {"kind": kind, "done": False, "everything": False}
    if request.method == "POST":
        if request.POST.get("undo"):
            preferences.resume_mail(user=user, kinds=[kind.code])
            return redirect("messages:unsubscribe", signed=signed)
        everything = bool(request.POST.get("everything"))
        preferences.stop_mail(user=user, kinds=preferences.optional_kinds() if everything else [kind.code])
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return HttpResponse(status=200, content_type="text/plain; charset=utf-8")
        context |= {"done": True, "everything": everything}
    return render(request, "people/messages/unsubscribe.html", context)


@require_GET
@never_cache
def push_worker(request: HttpRequest) -> HttpResponse:
    """A worker of its own, for the pages under this path; the phone app's lives under /field and stays as it is."""
    return render(
        request,
        "people/messages/worker.js",
        {"product_name": settings.PRODUCT_NAME},
        content_type="text/javascript; charset=utf-8",
    )


@require_POST
@login_required
def subscribe(request: SignedInRequest) -> JsonResponse:
    device = devices.read_subscription(request.body)
    if device is None:
        return JsonResponse({"error": "subscription"}, status=400)
    devices.add_device(user=request.user, device=device)
    return JsonResponse({"devices": request.user.push_devices.count()})


@require_POST
@login_required
def forget(request: SignedInRequest) -> JsonResponse:
    """This browser wants no more push; without an address: none of this person's browsers."""
    endpoint = devices.read_endpoint(request.body)
    devices.drop_devices(user=request.user, endpoint=endpoint)
    return JsonResponse({"devices": request.user.push_devices.count()})
