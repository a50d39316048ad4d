"""What a document says about itself."""

from __future__ import annotations

from hashlib import sha256

from evenhand.render.imprint import imprint_of
from evenhand.terms.agreement import Agreement
from evenhand.terms.document import read_agreement


def test_an_agreement_that_was_never_written_has_no_source():
    imprint = imprint_of(Agreement(agreement="Care", reference="C-1"))
    assert [each.name for each in imprint.attachments] == ["canonical.json"]
    assert imprint.identity == sha256(imprint.attachments[0].content).hexdigest()
    assert (imprint.dated, imprint.reference) == (None, "C-1")


def test_the_source_is_attached_as_it_is():
    text = "agreement: Care  # remark\nterm: {from: 2026-03-01}\n"
    imprint = imprint_of(read_agreement(text, file="somewhere/care.yaml")[0])
    source, form = imprint.attachments
    assert (source.name, source.media_type, source.relation) == (
        "agreement.yaml",
        "application/yaml",
        "source",
    )
    assert source.content.decode() == text
    assert (form.name, form.relation) == ("canonical.json", "data")
    assert str(imprint.dated) == "2026-03-01"
