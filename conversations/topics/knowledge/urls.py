"""Part of the addresses of topics: same namespace, under /topics/."""

from __future__ import annotations

from django.urls import path

from conversations.topics.knowledge.views import drafts, files, items, learning, library, sharing

ITEM, DRAFT = "items/<int:item_id>/", "items/<int:item_id>/draft/"
VERSION = "items/<int:item_id>/versions/<int:number>/"
urlpatterns = [
    path("training/", learning.home, name="training"),
    path("library/", library.library, name="library"),
    path("library/export/", files.export, name="export"),
    path("library/import/", files.send, name="import"),
    path("library/import/look/", files.look, name="import-look"),
    path("library/import/drop/", files.drop, name="import-drop"),
    path("items/new/", items.create, name="item-new"),
    path(ITEM, items.detail, name="item"),
    path(ITEM + "read/", learning.read, name="read"),
    path(ITEM + "tick/", learning.tick_line, name="tick"),
    path(ITEM + "done/", learning.finish, name="lesson-done"),
    path(ITEM + "print/", learning.print_cards, name="item-print"),
    path(ITEM + "compare/", items.compare_versions, name="item-compare"),
    path(ITEM + "archive/", items.archive, name="item-archive"),
    path(ITEM + "new-version/", items.new_version, name="item-version-new"),
    path(ITEM + "offer/", sharing.offer, name="item-offer"),
    path(ITEM + "worked/", sharing.mark_item, name="item-mark"),
    path(VERSION, items.version, name="item-version"),
    path(VERSION + "fork/", sharing.fork, name="item-fork"),
    path(DRAFT, drafts.editor, name="item-draft"),
    path(DRAFT + "titles/", drafts.titles, name="item-titles"),
    path(DRAFT + "publish/", drafts.publish, name="item-publish"),
    path(DRAFT + "discard/", drafts.discard, name="item-discard"),
    path(DRAFT + "add/<slug:part_kind>/", drafts.add, name="part-add"),
    path(DRAFT + "parts/<slug:code>/", drafts.edit, name="part"),
    path(DRAFT + "parts/<slug:code>/move/", drafts.move, name="part-move"),
    path(DRAFT + "parts/<slug:code>/remove/", drafts.remove, name="part-remove"),
    path("items/offers/<int:item_offer_id>/answer/", sharing.answer, name="item-offer-answer"),
    path("items/offers/<int:item_offer_id>/withdraw/", sharing.withdraw, name="item-offer-withdraw"),
    path("marks/<int:mark_id>/take-back/", sharing.take_back, name="mark-take-back"),
    path("guides/<int:guide_id>/read/", learning.read_guide, name="guide-read"),
    path("guides/<int:guide_id>/worked/", sharing.mark_guide, name="guide-mark"),
]
