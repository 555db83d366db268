from __future__ import annotations

from django.urls import path

from volunteers.shifts.evening import guest_views, people_views, views

urlpatterns = [
    path("<int:shift_id>/duos/", views.make_duos, name="make-duos"),
    path("<int:shift_id>/undo/", views.undo, name="undo"),
    path("<int:shift_id>/rematch/", views.rematch, name="rematch"),
    path("<int:shift_id>/turfs/", views.turfs, name="turfs"),
    path("<int:shift_id>/turfs/all/", views.hand_out_every, name="hand-out-all"),
    path("duos/<int:duo_id>/hand-out/", views.hand_out, name="hand-out"),
    path("assignments/<uuid:assignment_id>/take-back/", views.take_back, name="take-back"),
    path("campaigns/<int:campaign_id>/show-up/", views.show_up, name="show-up"),
    path("<int:shift_id>/who/<str:key>/", people_views.person, name="person"),
    path("<int:shift_id>/who/<str:key>/move/", people_views.move, name="move"),
    path("<int:shift_id>/who/<str:key>/wish/", people_views.wish, name="wish"),
    path("<int:shift_id>/walk-ins/", guest_views.code, name="walk-in-code"),
    path("<int:shift_id>/walk-ins/add/", guest_views.add, name="add-guest"),
    path("walk-in/<str:code>/", guest_views.come_in, name="walk-in"),
    path("tonight/<str:ticket>/", guest_views.tonight, name="guest"),
    path("my-wishes/", people_views.my_wishes, name="my-wishes"),
]
