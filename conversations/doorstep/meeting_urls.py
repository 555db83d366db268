"""Around the walk: joining at the meeting place, paper, and reports of feeling unsafe."""

from __future__ import annotations

from django.urls import path

from conversations.doorstep import joining, keying_views, paper_views, report_views

urlpatterns = [
    path("join/<str:token>/", joining.join, name="join"),
    path("reports/<int:shift_id>/", report_views.reports, name="reports"),
    path("reports/<int:shift_id>/<uuid:report_id>/", report_views.call_back, name="report"),
    path("paper/shift/<int:shift_id>/", paper_views.sheets, name="sheets"),
    path("paper/shift/<int:shift_id>/sheets.pdf", paper_views.sheets_pdf, name="sheets-pdf"),
    path("paper/turf/<int:turf_id>/", keying_views.sheet_of_turf, name="paper-turf"),
    path("paper/<uuid:assignment_id>/", keying_views.sheet, name="paper"),
    path("paper/<uuid:assignment_id>/<int:walker_id>/", keying_views.key_in, name="key-in"),
    path("paper/<uuid:assignment_id>/<int:walker_id>/rows/", keying_views.rows, name="key-rows"),
    path("paper/<uuid:assignment_id>/<int:walker_id>/slip/", keying_views.slip, name="key-slip"),
]
