"""What the house answers to odd questions, whatever page they are put to."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import RequestFactory
from django.urls import reverse
from gunicorn.config import Config
from gunicorn.http.errors import ParseException
from gunicorn.http.parser import RequestParser

from tests.factories import make_organisation, make_user
from tests.permissions.headers import header_faults, page_faults
from volunteers.people.models import Invitation
from volunteers.people.signed_links import read, sign

HUGE = 10**30


@pytest.fixture
def admin(client, db):
    user = make_user(role="admin", organisation=make_organisation(slug="haven"), name="Ada")
    client.force_login(user)
    return user


def test_a_fresh_database_has_no_account(db):
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("path", ["/", "/healthz", "/field/session", "/api/v1/shifts", "/accounts/login/"])
def test_no_other_site_may_read_an_answer(client, db, path):
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    for answer in (client.get(path, headers=headers), client.options(path, headers=headers)):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
    assert settings.WHITENOISE_ALLOW_ALL_ORIGINS is False


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/2fa/", "/accounts/email/", "/accounts/sessions/", "/nowhere"]
)
def test_pages_of_the_library_and_missing_ones_have_the_same_headers(client, admin, path):
    answer = client.get(path)
    assert [*header_faults(answer), *page_faults(answer)] == []
    client.logout()
    assert list(header_faults(client.get(path))) == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/", "/static/js/", "/media/", "/files/", "/.git/HEAD", "/var/", "/.env", "/docs", "/api/v1/docs",
        "/api/v1/openapi.json", "/field/docs", "/field/openapi.json", "/admin/", "/metrics", "/__debug__/",
        "/demo/mailbox/",
        "/static/../canvass/settings.py", "/static/..%2f..%2fcanvass/settings.py",
    ],
)  # fmt: skip
def test_no_folder_file_or_description_of_the_house_is_shown(client, admin, path):
    assert client.get(path).status_code == 404
    assert settings.MEDIA_URL == "/"


def test_an_address_is_decoded_once(client, admin):
    url = reverse("people:members", args=["haven"])
    assert "Ada" in client.get(url + "?q=%41da").content.decode()
    twice = client.get(url + "?q=%2541da").content.decode()
    assert 'value="%41da"' in twice


@pytest.mark.parametrize("text", ["'", "\\", "%", "_", "';--", "') OR 1=1--", '" OR ""="', "ada'||'", "{0.__class__}"])
@pytest.mark.parametrize("where", ["people:members", "people:audit"])
def test_what_is_searched_for_stays_a_text(client, admin, text, where):
    url = reverse(where, args=["haven"])
    assert b"Grace" not in client.get(url, {"q": "Ada"}).content
    make_user(role="volunteer", organisation=admin.memberships.get().organisation, name="Grace")
    answer = client.get(url, {"q": text})
    assert answer.status_code in (200, 422)
    assert b"Grace" not in answer.content


def test_what_no_column_can_hold_is_no_fault(client, admin):
    assert client.get(reverse("people:members", args=["haven"]), {"q": "\x00"}).status_code in (200, 422)


@pytest.mark.parametrize("number", [2**31, 2**63 - 1, 2**63, HUGE])
@pytest.mark.parametrize("name", ["shifts:detail", "turf:walk", "people:role"])
def test_a_number_too_large_for_a_column_is_nobody(client, admin, name, number):
    assert client.get(reverse(name, args=[number])).status_code == 404


def test_the_body_of_a_form_is_not_read_from_its_address(client, admin):
    url = reverse("people:members", args=["haven"])
    client.post(
        url + "?role=admin&email=evil@example.org", {"email": ["a@example.org", "b@example.org"], "role": "volunteer"}
    )
    assert [(row.email, row.role) for row in Invitation.objects.all()] == [("b@example.org", "volunteer")]
    Invitation.objects.all().delete()
    assert client.post(url + "?role=admin&email=evil@example.org", {}).status_code == 422
    assert not Invitation.objects.exists()


def test_a_form_sets_only_what_it_asks_for(client, admin):
    more = {"is_superuser": "on", "is_active": "", "email": "evil@example.org", "id": "1", "password": "x"}
    client.post(reverse("people:profile"), {"name": "Ada B", "phone": "", "language": "en", **more})
    before = admin.email
    admin.refresh_from_db()
    assert (admin.name, admin.email, admin.is_superuser, admin.is_active) == ("Ada B", before, False, True)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.4", "198.51.100.4"),
        (1, "203.0.113.9, 198.51.100.4", "198.51.100.4"),
    ],
)
def test_a_visitor_does_not_choose_their_address(settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": forwarded, "x-real-ip": "203.0.113.8"}, REMOTE_ADDR="192.0.2.1"
    )
    assert get_adapter().get_client_ip(request) == address


def test_a_signed_link_fits_our_key_and_our_one_way_of_signing(settings):
    token = sign("one", 3)
    assert read("one", token) == (3,)
    signer = signing.TimestampSigner(salt="signed-link:one", algorithm="sha1")
    assert read("one", signer.sign_object([3])) is None
    assert read("one", token.rpartition(":")[0]) is None
    assert read("one", token.rpartition(":")[0] + ":") is None
    settings.SECRET_KEY = "another house"
    assert read("one", token) is None


CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
AMBIGUOUS = [
    CHUNKED + b"Content-Length: 4\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd",
]


@pytest.mark.parametrize("raw", AMBIGUOUS)
def test_a_request_whose_end_is_unclear_is_refused(raw):
    with pytest.raises(ParseException):
        next(RequestParser(Config(), iter([raw]), ("192.0.2.1", 1)))


def test_a_request_whose_end_is_clear_is_read():
    request = next(RequestParser(Config(), iter([CHUNKED + b"\r\n4\r\nabcd\r\n0\r\n\r\n"]), ("192.0.2.1", 1)))
    assert request.body.read() == b"abcd"
