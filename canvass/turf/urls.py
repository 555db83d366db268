from __future__ import annotations

from django.urls import path

from canvass.turf import area_views, city_views, edit_views, link_views, map_views, pass_views, sheet_views, views

app_name = "turf"
urlpatterns = [
    path("backdrop/<int:z>/<int:x>/<int:y>.geojson", map_views.backdrop, name="backdrop"),
    path("campaigns/<int:campaign_id>/", city_views.overview, name="overview"),
    path("campaigns/<int:campaign_id>/progress/", city_views.city_progress, name="city-progress"),
    path("campaigns/<int:campaign_id>/plan-all/", city_views.plan_everything, name="plan-all"),
    path("campaigns/<int:campaign_id>/cancel-all/", city_views.cancel_everything, name="cancel-all"),
    path("campaigns/<int:campaign_id>/publish-all/", city_views.publish_everything, name="publish-all"),
    path("campaigns/<int:campaign_id>/areas/new/", area_views.area_new, name="area-new"),
    path("campaigns/<int:campaign_id>/areas/count/", area_views.area_count, name="area-count"),
    path("campaigns/<int:campaign_id>/areas/around/", area_views.area_around, name="area-around"),
    path("campaigns/<int:campaign_id>/areas/<int:area_id>/edit/", area_views.area_edit, name="area-edit"),
    path("campaigns/<int:campaign_id>/areas/<int:area_id>/delete/", area_views.area_delete, name="area-delete"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/", link_views.links, name="links"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/piece/", link_views.link_piece, name="link-piece"),
    path(
        "campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/streets.geojson",
        link_views.link_streets,
        name="link-streets",
    ),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/close/", link_views.link_close, name="link-close"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/add/", link_views.link_add, name="link-add"),
    path(
        "campaigns/<int:campaign_id>/<int:neighbourhood_id>/links/<int:link_id>/lift/",
        link_views.link_lift,
        name="link-lift",
    ),
    path("campaigns/<int:campaign_id>/coverage.geojson", map_views.covered, name="coverage"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/", views.planner, name="plan"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/cut/", views.start, name="start"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/estimate/", views.how_many, name="estimate"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/next-pass/", pass_views.plan_next_pass, name="next-pass"),
    path("campaigns/<int:campaign_id>/<int:neighbourhood_id>/places/", views.meeting_places, name="meeting-places"),
    path("plans/<int:plan_id>/progress/", views.progress, name="progress"),
    path("plans/<int:plan_id>/cancel/", views.cancel, name="cancel"),
    path("plans/<int:plan_id>/publish/", views.publish, name="publish"),
    path("plans/<int:plan_id>/discard/", views.discard, name="discard"),
    path("plans/<int:plan_id>/turfs/", edit_views.turf_list, name="list"),
    path("plans/<int:plan_id>/undo/", edit_views.undo_edit, name="undo"),
    path("plans/<int:plan_id>/redo/", edit_views.redo_edit, name="redo"),
    path("plans/<int:plan_id>/recut/", edit_views.recut_rest, name="recut"),
    path("plans/<int:plan_id>/shapes.geojson", map_views.shapes, name="shapes"),
    path("<int:turf_id>/split/", edit_views.split, name="split"),
    path("<int:turf_id>/join/", edit_views.join, name="join"),
    path("<int:turf_id>/move/", edit_views.move, name="move"),
    path("<int:turf_id>/lock/", edit_views.lock, name="lock"),
    path("<int:turf_id>/rename/", edit_views.rename, name="rename"),
    path("<int:turf_id>/shape.json", map_views.turf_shape, name="shape"),
    path("<int:turf_id>/", sheet_views.at, name="at"),
    path("<int:turf_id>/sheet/", sheet_views.sheet, name="sheet"),
    path("<int:turf_id>/sheet.pdf", sheet_views.pdf, name="sheet-pdf"),
    path("<int:turf_id>/walk.geojson", map_views.walk, name="walk"),
]
