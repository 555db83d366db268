from __future__ import annotations

from django.urls import path

from conversations.insight.api import views

urlpatterns = [
    path("tokens/<slug:slug>/", views.tokens, name="api-tokens"),
    path("tokens/<int:api_token_id>/revoke/", views.revoke, name="api-token-revoke"),
]
