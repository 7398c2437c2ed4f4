"""Identity providers that run in the test: OpenID Connect over HTTP on this machine, and SAML with real signatures."""

import base64
import datetime as dt
import hashlib
import json
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree  # noqa: TID253 - a test of XML signatures
from onelogin.saml2.utils import OneLogin_Saml2_Utils

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OpenIDProvider:
    """Discovery, authorisation with PKCE, token, user info and keys; vouches for ``person`` at once."""

    client_id, secret = "goen", "a shared secret"

    def __init__(self):
        self.person = {"sub": "u-1", "preferred_username": "sato", "name": "佐藤 花子", "email": "sato@example.jp"}
        self.codes, self.asked = {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def authorise(self, address):
        """Answer the browser that came with a request: the address it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.client_id
        assert asked["code_challenge_method"] == "S256"
        self.codes["code-1"] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode({'code': 'code-1', 'state': asked['state']})}"

    def answer(self, path, form):
        """Return status and JSON of one call from the server."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            found = {f"{name}_endpoint": f"{self.url}/{end}" for name, end in ends.items()}
            return 200, {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **found}
        if path == "/token":
            verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            is_right = self.codes.pop(form.get("code"), None) == base64.urlsafe_b64encode(verifier).decode().rstrip("=")
            if not is_right or form.get("client_secret") != self.secret:
                return 400, {"error": "invalid_grant"}
            claims = {**self.person, "iss": self.url, "aud": self.client_id, "iat": _now(), "exp": _now() + 60}
            token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
            return 200, {"access_token": "t", "token_type": "Bearer", "id_token": token}
        if path == "/userinfo":
            return 200, self.person
        return 404, {}

    def _handler(provider):  # noqa: N805 - the class below is the one with a self
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._say(provider.answer(self.path, {}))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._say(provider.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()}))

            def _say(self, answer):
                status, content = answer
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            def log_message(self, *_args):
                pass

        return Handler


class SamlProvider:
    """Answers a request for authentication with a signed assertion, as a SAML identity provider does."""

    entity_id, sso_url = "https://idp.example/metadata", "https://idp.example/sso"

    def __init__(self):
        self.person = {"urn:oasis:names:tc:SAML:attribute:subject-id": "u-1@example.jp", "urn:oid:2.5.4.4": "佐藤"}
        self.key = KEY.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        self.certificate = _certificate().public_bytes(serialization.Encoding.PEM).decode()

    def metadata(self):
        body = "".join(self.certificate.splitlines()[1:-1])
        return f"""<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{self.entity_id}">
<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing">
<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{body}</X509Certificate></X509Data></KeyInfo>
</KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{self.sso_url}"/>
</IDPSSODescriptor></EntityDescriptor>"""

    def answer(self, address, *, sign=True):
        """Return where to post the answer to a request, and the form to post."""
        asked = parse_qs(urlsplit(address).query)
        request = etree.fromstring(zlib.decompress(base64.b64decode(asked["SAMLRequest"][0]), -15))
        back = request.get("AssertionConsumerServiceURL")
        xml = self._response(request.get("ID"), back, request.findtext("{*}Issuer"))
        if sign:
            whole = etree.fromstring(xml)
            assertion = whole.find("{*}Assertion")
            signed = OneLogin_Saml2_Utils.add_sign(etree.tostring(assertion), self.key, self.certificate)
            whole.replace(assertion, etree.fromstring(signed))
            xml = etree.tostring(whole)
        return back, {"SAMLResponse": base64.b64encode(xml).decode(), "RelayState": asked.get("RelayState", [""])[0]}

    def _response(self, to, back, audience):
        now = dt.datetime.now(dt.UTC)
        at, until = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (now, now + dt.timedelta(minutes=5)))
        said = "".join(
            f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
            for name, value in self.person.items()
        )
        return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
 ID="_r1" Version="2.0" IssueInstant="{at}" Destination="{back}" InResponseTo="{to}"><saml:Issuer>{self.entity_id}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_a1" Version="2.0" IssueInstant="{at}"><saml:Issuer>{self.entity_id}</saml:Issuer>
<saml:Subject><saml:NameID>u-1</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{back}" InResponseTo="{to}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
</saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{at}" SessionIndex="1"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement>{said}</saml:AttributeStatement></saml:Assertion></samlp:Response>""".encode()


def _certificate():
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key())
    made = made.serial_number(1).not_valid_before(start).not_valid_after(start + dt.timedelta(days=30))
    return made.sign(KEY, hashes.SHA256())


def _now():
    return int(dt.datetime.now(dt.UTC).timestamp())
