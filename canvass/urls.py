"""Every address of the product on one page; who may reach what stands in tests/permissions/."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from canvass.core import views as core
from conversations.insight.api.endpoints import api
from volunteers.people import demo
from volunteers.people.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    # Nobody has a password: one signs in with a code from the mail.
    re_path("^accounts/password/", core.nothing_here),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("volunteers.people.urls")),
    path("", include("volunteers.shifts.people.urls")),
    path("messages/", include("volunteers.people.messages.urls")),
    path("places/", include("canvass.places.urls")),
    path("campaigns/", include("canvass.campaigns.urls")),
    path("turf/", include("canvass.turf.urls")),
    path("shifts/", include("volunteers.shifts.urls")),
    path("field/", include("conversations.doorstep.urls")),
    path("outcomes/", include("conversations.insight.urls")),
    path("", include("conversations.insight.cards.urls")),
    path("topics/", include("conversations.topics.urls")),
    path("api/v1/", api.urls),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/sign-in/", demo.sign_in, name="demo-sign-in"),
        path("demo/mailbox/", demo.mailbox, name="demo-mailbox"),
    ]
