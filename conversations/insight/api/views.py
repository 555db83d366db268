from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from conversations.insight.api.access import get_organisation_to_connect, get_token_to_revoke
from conversations.insight.api.forms import TokenForm
from conversations.insight.api.tokens import MOST_A_MINUTE, NameTakenError, make_token, revoke_token
from conversations.insight.models import ApiToken
from volunteers.people.http import SignedInRequest


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def tokens(request: SignedInRequest, slug: str) -> HttpResponse:
    """The list; a new token stands on the answer to the form and nowhere else, so that no page shows it again."""
    organisation = get_organisation_to_connect(request.user, slug)
    form, fresh = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, fresh = make_token(
                organisation=organisation, by=request.user, now=timezone.now(), **form.cleaned_data
            )
            form = TokenForm()
        except NameTakenError:
            form.add_error("name", _("A token of this name still works. Give this one another name."))
    context = {
        "organisation": organisation,
        "form": form,
        "fresh": fresh,
        "tokens": list(ApiToken.objects.filter(organisation=organisation).select_related("made_by")[:50]),
        "today": timezone.localdate(),
        "most": MOST_A_MINUTE,
    }
    return render(request, "insight/api/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def revoke(request: SignedInRequest, api_token_id: int) -> HttpResponse:
    token = get_token_to_revoke(request.user, api_token_id)
    revoke_token(token=token, by=request.user, now=timezone.now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("insight:api-tokens", slug=token.organisation.slug)
