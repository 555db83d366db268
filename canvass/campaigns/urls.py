from __future__ import annotations

from django.urls import include, path

from canvass.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.campaign_list, name="list"),
    path("", include("canvass.campaigns.federation.urls")),
    path("new/", views.create, name="create"),
    path("<int:campaign_id>/", views.detail, name="detail"),
    path("<int:campaign_id>/edit/", views.edit, name="edit"),
    path("<int:campaign_id>/numbers/", views.choose_numbers, name="choose-numbers"),
    path("<int:campaign_id>/neighbourhoods/", views.neighbourhoods, name="neighbourhoods"),
    path("<int:campaign_id>/neighbourhoods/add-town/", views.add_town, name="add-town"),
    path(
        "<int:campaign_id>/neighbourhoods/<int:neighbourhood_id>/add/",
        views.add_neighbourhood,
        name="add-neighbourhood",
    ),
    path(
        "<int:campaign_id>/neighbourhoods/<int:neighbourhood_id>/remove/",
        views.drop_neighbourhood,
        name="remove-neighbourhood",
    ),
]
