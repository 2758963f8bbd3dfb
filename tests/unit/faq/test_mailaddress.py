import pytest

from faq.mailaddress import is_mail_address, masked


@pytest.mark.parametrize("good", ["a@b.de", "petra.lindner+chat@rathaus.stadt.example", "x_1@xn--mnchen-3ya.de"])
def test_addresses(good: str) -> None:
    assert is_mail_address(good)


@pytest.mark.parametrize(
    "bad",
    [
        "", "a", "@b.de", "a@", "a@b", "a@b.", "a@.de", "a b@c.de", "a@b.de ", "a@b.de\n", "a@b.de\r\nBcc: c@d.de",
        "Petra <a@b.de>", "a@b@c.de", "a,c@b.de", "ä@b.de", "a@bü.de", ".a@b.de", "a.@b.de", "a..b@c.de",
        "a@b.de>", "<a@b.de", '"a"@b.de', "a@[127.0.0.1]", "a" * 65 + "@b.de", "a@" + "b" * 250 + ".de",
    ],
)  # fmt: skip
def test_what_is_none(bad: str) -> None:
    assert not is_mail_address(bad)


def test_shortened_its_owner_still_knows_it() -> None:
    assert masked("kim@example.org") == "k…@example.org"
