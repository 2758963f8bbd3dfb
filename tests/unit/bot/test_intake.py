"""What the intake writes down of a citizen's event."""

from __future__ import annotations

from bot.dialogue.events import Attachment, DeliveryFailed, Pressed, Said, came_on

PHOTO = Attachment(kind="photo", ref="file-id", name="Erika.jpg", mime="image/jpeg", size=7)
PLACE = Attachment(kind="location", latitude=51.0, longitude=7.0)


def test_the_channel_is_written_down() -> None:
    event = came_on(Said(id="e", text="Hallo", attachments=(PHOTO,)), "telegram")
    assert event == Said(id="e", text="Hallo", attachments=(PHOTO,), channel="telegram")
    assert came_on(Pressed(id="p", row="r", choice="yes"), "web").channel == "web"  # type: ignore[union-attr]


def test_of_files_that_are_not_taken_only_the_kind_is_kept() -> None:
    event = came_on(Said(id="e", text="Hallo", attachments=(PHOTO, PLACE)), "telegram", files=False)
    assert isinstance(event, Said)
    assert event.attachments == (Attachment(kind="photo"), Attachment(kind="location"))
    assert event.text == "Hallo"


def test_what_is_no_citizens_stays_as_it_is() -> None:
    failed = DeliveryFailed(id="d", delivery="r.0", reason="blocked")
    assert came_on(failed, "telegram", files=False) is failed
