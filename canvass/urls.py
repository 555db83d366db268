"""Every address of the product on one page; who may reach what stands in tests/permissions/."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from canvass.core import views as core
from volunteers.people import demo
from volunteers.people.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/sign-in/", demo.sign_in, name="demo-sign-in"),
        path("demo/mailbox/", demo.mailbox, name="demo-mailbox"),
    ]
for prefix, module in [
    ("", "volunteers.people.urls"),
    ("places/", "canvass.places.urls"),
    ("campaigns/", "canvass.campaigns.urls"),
    ("turf/", "canvass.turf.urls"),
    ("shifts/", "volunteers.shifts.urls"),
    ("field/", "conversations.doorstep.urls"),
    ("outcomes/", "conversations.insight.urls"),
]:
    if find_spec(module):
        urlpatterns.append(path(prefix, include(module)))
