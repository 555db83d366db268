from __future__ import annotations

from django.urls import path

from volunteers.shifts import meeting_views, views

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
    path("<int:shift_id>/roll-call/", meeting_views.roll_call, name="roll-call"),
    path("<int:shift_id>/people/<int:user_id>/code/", meeting_views.show_code, name="show-code"),
    path("<int:shift_id>/people/<int:user_id>/phone-lost/", meeting_views.phone_lost, name="phone-lost"),
    path("codes/<uuid:pass_id>/", meeting_views.pass_state, name="pass-state"),
    path("duos/<int:duo_id>/hand-out/", views.hand_out, name="hand-out"),
    path("assignments/<uuid:assignment_id>/take-back/", views.take_back, name="take-back"),
]
