"""Addresses of agreements."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from evenhand_portal.agreements.amendments import views as amendments
from evenhand_portal.agreements.transfers import views as transfers
from evenhand_portal.agreements.views import (
    clauses,
    drafts,
    home,
    joining,
    paper,
    recording,
    renaming,
    revisions,
    signing,
    starting,
    texts,
    versions,
)

of_version: list[URLPattern | URLResolver] = [
    path("", versions.version, name="version"),
    path("amend/", versions.amend, name="version-amend"),
    path("agreement.pdf", paper.paper, name="version-paper"),
    path("agreement.yaml", paper.text, name="version-text"),
    path("canonical.json", paper.canonical, name="version-canonical"),
    path("contract.pdf", paper.contract, name="version-contract"),
    path("sign/", signing.sign, name="version-sign"),
    path("decline/", signing.decline, name="version-decline"),
    path("delegate/", signing.delegate, name="version-delegate"),
    path("withdraw/", signing.withdraw, name="version-withdraw"),
    path("confirm/", signing.confirm, name="version-confirm"),
    path("object/", amendments.objection, name="version-object"),
]
of_draft: list[URLPattern | URLResolver] = [
    path("", drafts.draft, name="draft"),
    path("offer/", drafts.offer, name="draft-offer"),
    path("notify/", amendments.notify, name="draft-notify"),
    path("drop/", drafts.drop, name="draft-drop"),
    path("undo/", drafts.undo, name="draft-undo"),
    path("clause/", clauses.clause, name="clause"),
    path("clause/new/", clauses.clause_new, name="clause-new"),
    path("clause/rename/", renaming.rename, name="clause-rename"),
    path("text/", texts.draft_text, name="draft-text"),
    path("agreement.yaml", texts.draft_yaml, name="draft-yaml"),
    path("original.pdf", recording.original, name="draft-original"),
    path("record/", recording.record, name="draft-record"),
    path("changes/", versions.draft_changes, name="draft-changes"),
    path("revisions/", revisions.revisions, name="draft-revisions"),
    path("revisions/<int:number>/", revisions.revision, name="draft-revision"),
    path("revisions/<int:number>/return/", revisions.return_to, name="draft-return"),
]
of_agreement: list[URLPattern | URLResolver] = [
    path("", home.agreement, name="agreement"),
    path("copy/", starting.copy, name="agreement-copy"),
    path("transfer/", transfers.transfer, name="transfer"),
    path("transfer/propose/", transfers.propose, name="transfer-propose"),
    path("transfer/<int:transfer>/answer/", transfers.answer, name="transfer-answer"),
    path("transfer/<int:transfer>/withdraw/", transfers.withdraw, name="transfer-withdraw"),
    path("invite/", joining.other_side_asked, name="other-side-invite"),
    path("drafts/<uuid:draft_id>/", include(of_draft)),
    path("versions/", versions.versions, name="versions"),
    path("versions/compare/", versions.compare, name="versions-compare"),
    path("versions/<uuid:version_id>/", include(of_version)),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("agreements/new/", starting.new, name="new"),
    path("agreements/new/template/", starting.new_template, name="new-template"),
    path("agreements/new/document/", starting.new_document, name="new-document"),
    path("agreements/new/contract/", starting.new_contract, name="new-contract"),
    path("table/<str:secret>/", joining.other_side, name="other-side"),
    path("agreements/<uuid:agreement_id>/", include(of_agreement)),
]
