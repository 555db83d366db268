from __future__ import annotations

from django.urls import path

from canvass.turf import map_views, views

app_name = "turf"
urlpatterns = [
    path("backdrop/<int:z>/<int:x>/<int:y>.geojson", map_views.backdrop, name="backdrop"),
    path("campaigns/<int:campaign_id>/", views.overview, name="overview"),
    path("campaigns/<int:campaign_id>/coverage.geojson", map_views.covered, name="coverage"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/", views.planner, name="plan"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/cut/", views.start, name="start"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/estimate/", views.how_many, name="estimate"),
    path("plans/<int:plan_id>/progress/", views.progress, name="progress"),
    path("plans/<int:plan_id>/cancel/", views.cancel, name="cancel"),
    path("plans/<int:plan_id>/publish/", views.publish, name="publish"),
    path("plans/<int:plan_id>/discard/", views.discard, name="discard"),
    path("plans/<int:plan_id>/shapes.geojson", map_views.shapes, name="shapes"),
    path("<int:turf_id>/rename/", views.rename, name="rename"),
    path("<int:turf_id>/sheet/", views.sheet, name="sheet"),
    path("<int:turf_id>/walk.geojson", map_views.walk, name="walk"),
]
