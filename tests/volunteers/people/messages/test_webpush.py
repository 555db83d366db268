"""Against the worked example of RFC 8291 (appendix A), and with a browser's side of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.volunteers.people.messages.browser import Browser
from volunteers.people.messages.webpush import CURVE, Device, b64, encrypt, private_key, proof, public_bytes, unb64

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    device = Device(
        endpoint="https://push.example.net/push/1",
        p256dh=unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth=unb64("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    scalar = int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        device,
        key=ec.derive_private_key(scalar, CURVE),
        salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
        "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_browser_reads_what_was_meant_for_it():
    browser = Browser("https://push.example.net/push/1")
    assert (
        browser.decrypt(encrypt("Morgen om zes uur: één duo".encode(), browser.device)) == "Morgen om zes uur: één duo"
    )


def test_the_senders_proof_names_the_service_and_an_end_and_bears_the_key():
    key = private_key(b"k" * 32)
    header = proof("https://push.example.net:8443/push/1", key=key, contact="https://canvass.example.org", now=NOW)
    token, public = header.removeprefix("vapid t=").split(", k=")
    signed, signature = token.rsplit(".", 1)
    raw = unb64(signature)
    dss = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.public_key().verify(dss, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(unb64(signed.split(".")[1]))
    assert unb64(public) == public_bytes(key)
    assert claims == {
        "aud": "https://push.example.net:8443",
        "exp": int(NOW.timestamp()) + 12 * 3600,
        "sub": "https://canvass.example.org",
    }
