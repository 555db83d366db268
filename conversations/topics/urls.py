from __future__ import annotations

from django.urls import include, path

from conversations.topics.views import drafts, guides, sharing, statements, topics, versions, words

app_name = "topics"
WORDS = "<int:topic_id>/words/<str:kind>/"
urlpatterns = [
    path("", topics.topic_list, name="list"),
    path("new/", topics.create, name="create"),
    path("<int:topic_id>/", topics.detail, name="detail"),
    path("<int:topic_id>/edit/", topics.edit, name="edit"),
    path("<int:topic_id>/archive/", topics.archive, name="archive"),
    path("<int:topic_id>/statement/", statements.create, name="statement-new"),
    path("statements/<int:statement_id>/", statements.edit, name="statement"),
    path("statements/<int:statement_id>/spelling/", statements.correct, name="statement-spelling"),
    path(WORDS, words.word_list, name="words"),
    path(WORDS + "<int:word_id>/", words.edit, name="word"),
    path(WORDS + "<int:word_id>/move/", words.move, name="word-move"),
    path(WORDS + "<int:word_id>/retire/", words.retire, name="word-retire"),
    path("", include("conversations.topics.knowledge.urls")),
    path("guides/", guides.guide_list, name="guides"),
    path("guides/new/", guides.create, name="guide-new"),
    path("guides/<int:guide_id>/", guides.detail, name="guide"),
    path("guides/<int:guide_id>/edit/", guides.edit, name="guide-edit"),
    path("guides/<int:guide_id>/archive/", guides.archive, name="guide-archive"),
    path("guides/<int:guide_id>/draft/", guides.draft, name="guide-draft"),
    path("guides/<int:guide_id>/compare/", versions.compare_versions, name="compare"),
    path("guides/<int:guide_id>/offer/", sharing.offer, name="offer"),
    path("offers/<int:offer_id>/answer/", sharing.answer, name="offer-answer"),
    path("offers/<int:offer_id>/withdraw/", sharing.withdraw, name="offer-withdraw"),
    path("versions/<int:version_id>/", versions.detail, name="version"),
    path("versions/<int:version_id>/fork/", sharing.fork, name="fork"),
    path("lines/<int:line_id>/spelling/", versions.correct, name="line-spelling"),
    path("drafts/<int:draft_id>/", drafts.editor, name="draft"),
    path("drafts/<int:draft_id>/publish/", drafts.publish, name="publish"),
    path("drafts/<int:draft_id>/discard/", drafts.discard, name="discard"),
    path("steps/<int:step_id>/", drafts.edit_step, name="step"),
    path("steps/<int:step_id>/move/", drafts.move, name="step-move"),
    path("steps/<int:step_id>/remove/", drafts.remove, name="step-remove"),
]
