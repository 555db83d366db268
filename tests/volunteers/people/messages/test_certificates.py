"""What we call over TLS must show a certificate that the machine trusts; else nothing is sent."""

from __future__ import annotations

import ipaddress
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from urllib.error import URLError

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.mail import EmailMessage

from volunteers.people.messages import pushing
from volunteers.people.messages.smtp import CarefulBackend


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """For 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "self-signed.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def served(certificate):
    """Starts a server with that certificate and one handler; what it was told stands in ``heard``."""
    servers, heard = [], []

    def start(handler, *, at_once):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass

        server = Server(("127.0.0.1", 0), handler)
        server.heard, server.context = heard, context
        if at_once:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return server.server_address[1], heard

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class Web(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


class Mail(socketserver.StreamRequestHandler):
    """Just enough of SMTP to be asked for STARTTLS."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip():
            if line.upper().startswith(b"EHLO"):
                self.wfile.write(b"250-here\r\n250 STARTTLS\r\n")
            elif line.upper() == b"STARTTLS":
                self.wfile.write(b"220 go on\r\n")
                secure = self.server.context.wrap_socket(self.connection, server_side=True)
                self.server.heard.append(secure.recv(100))
                return
            else:
                self.server.heard.append(line)
                self.wfile.write(b"250 ok\r\n")


def test_web_push_trusts_no_certificate_that_signed_itself(served):
    port, heard = served(Web, at_once=True)
    with pytest.raises(URLError, match="certificate verify failed"):
        pushing.opener.open(f"https://127.0.0.1:{port}/push", timeout=5)
    assert heard == []


@pytest.mark.parametrize("at_once", [True, False])
def test_mail_trusts_no_certificate_that_signed_itself(served, at_once):
    port, heard = served(Mail, at_once=at_once)
    backend = CarefulBackend(
        host="127.0.0.1", port=port, use_ssl=at_once, use_tls=not at_once, username="u", password="p", timeout=5
    )
    with pytest.raises(ssl.SSLCertVerificationError):
        backend.send_messages([EmailMessage("Hello", "secret", "a@example.org", ["b@example.org"])])
    assert not [line for line in heard if b"AUTH" in line or b"secret" in line]
