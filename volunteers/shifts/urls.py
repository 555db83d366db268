from __future__ import annotations

from django.urls import include, path

from volunteers.shifts import meeting_views, views

app_name = "shifts"
urlpatterns = [
    path("", include("volunteers.shifts.calendar.urls")),
    path("", include("volunteers.shifts.evening.urls")),
    path("<int:shift_id>/", views.detail, name="detail"),
    path("<int:shift_id>/roll-call/", meeting_views.roll_call, name="roll-call"),
    path("<int:shift_id>/people/<int:user_id>/code/", meeting_views.show_code, name="show-code"),
    path("<int:shift_id>/people/<int:user_id>/phone-lost/", meeting_views.phone_lost, name="phone-lost"),
    path("codes/<uuid:pass_id>/", meeting_views.pass_state, name="pass-state"),
]
