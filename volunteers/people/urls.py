from __future__ import annotations

from django.urls import path

from volunteers.people import views
from volunteers.people.auditing import views as auditing
from volunteers.people.bulk import urls as bulk
from volunteers.people.federation import urls as federation
from volunteers.people.joining import urls as joining

app_name = "people"
urlpatterns = [
    *federation.urlpatterns,
    path("organisations/<slug:slug>/members/", views.member_list, name="members"),
    path("organisations/<slug:slug>/log/", auditing.log, name="audit"),
    path("members/<int:membership_id>/role/", views.member_role, name="role"),
    path("members/<int:membership_id>/end/", views.member_end, name="end"),
    path("invitations/<int:invitation_id>/withdraw/", views.invitation_revoke, name="invitation-revoke"),
    path("invitations/<uuid:token>/", views.invitation_accept, name="invitation"),
    path("account/", views.profile, name="profile"),
    *joining.urlpatterns,
    *bulk.urlpatterns,
    path("jobs/<uuid:job_id>/", views.job_progress, name="job"),
    path("jobs/<uuid:job_id>/cancel/", views.job_cancel, name="job-cancel"),
]
