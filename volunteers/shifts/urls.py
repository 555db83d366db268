from __future__ import annotations

from django.urls import path

from volunteers.shifts import views

app_name = "shifts"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<int:campaign_id>/", views.new, name="new"),
    path("<int:shift_id>/", views.detail, name="detail"),
    path("<int:shift_id>/edit/", views.edit, name="edit"),
    path("<int:shift_id>/cancel/", views.cancel, name="cancel"),
    path("<int:shift_id>/sign-up/", views.sign_up, name="sign-up"),
    path("<int:shift_id>/cancel-sign-up/", views.cancel_sign_up, name="cancel-sign-up"),
    path("<int:shift_id>/duos/", views.make_duos, name="make-duos"),
    path("<int:shift_id>/move/", views.move, name="move"),
    path("duos/<int:duo_id>/hand-out/", views.hand_out, name="hand-out"),
    path("assignments/<uuid:assignment_id>/take-back/", views.take_back, name="take-back"),
]
