from __future__ import annotations

from django.urls import path

from conversations.insight.cards import views

app_name = "card"
# No slash behind the first: it is printed on every card.
urlpatterns = [
    path("card", views.start, name="start"),
    path("card/kept", views.kept, name="kept"),
    path("card/change", views.change, name="change"),
    path("card/erase", views.erase, name="erase"),
    path("card/answer", views.answer, name="answer"),
    path("card/remind", views.remind, name="remind"),
    path("card/no-code", views.no_code, name="no-code"),
    path("card/door", views.door, name="door"),
]
