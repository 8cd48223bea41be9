"""Packs from OCI registries, beside a registry that speaks the protocol over TLS."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.server
import io
import json
import shutil
import ssl
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from riveter.pack_fetching import oci
from riveter.pack_fetching.model import FetchError
from tests.pack_fetching.conftest import PACK, RULES, Riveter, use

pytest.importorskip("oras", reason="oras is not installed: python -m pip install 'riveter[oci]'")
LOGIN = base64.b64encode(b"me:geheim1").decode()
MANIFEST = "application/vnd.oci.image.manifest.v1+json"


def digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


class Registry:
    """A registry on this machine, with one artifact `policies/team`."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.manifests: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.host = ""
        self.challenge = ""
        """What it asks for; `Basic …`, or `Bearer …` for a token from `/token`."""
        self.asked: list[tuple[str, str]] = []
        """Each request: its path, and its credentials."""

    def blob(self, data: bytes, media: str = "application/octet-stream", **notes: str) -> dict[str, Any]:
        """Store a blob and return its descriptor."""
        self.blobs[digest(data)] = data
        return {"mediaType": media, "digest": digest(data), "size": len(data), "annotations": notes}

    def file(self, name: str, text: str) -> dict[str, Any]:
        return self.blob(text.encode(), **{"org.opencontainers.image.title": name})

    def tag(self, name: str, *layers: dict[str, Any]) -> str:
        """Store a manifest under a tag and return its digest."""
        text = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST, "layers": layers}).encode()
        self.manifests[name] = self.manifests[digest(text)] = text
        return digest(text)


def archive(*members: tuple[str, str], links: tuple[tuple[str, str], ...] = ()) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as made:
        for name, text in members:
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            made.addfile(member, io.BytesIO(text.encode()))
        for name, target in links:
            member = tarfile.TarInfo(name)
            member.type = tarfile.SYMTYPE
            member.linkname = target
            made.addfile(member)
    return data.getvalue()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """A running registry."""
    made = Registry()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, _, name = self.path.removeprefix("/v2/policies/team/").partition("/")
            credentials = self.headers.get("Authorization", "")
            made.asked.append((self.path, credentials))
            if self.path.startswith("/token?"):
                known = credentials == f"Basic {LOGIN}"
                self.send_response(200 if known else 401)
                self.end_headers()
                self.wfile.write(b'{"token": "t0ken"}' if known else b"{}")
                return
            if made.challenge and credentials != {"Basic": f"Basic {LOGIN}"}.get(made.challenge[:5], "Bearer t0ken"):
                self.send_response(401)
                self.send_header("WWW-Authenticate", made.challenge)
                self.end_headers()
                return
            if self.path in made.moved:
                self.send_response(307)
                self.send_header("Location", made.moved[self.path])
                self.end_headers()
                return
            data = {"blobs": made.blobs, "manifests": made.manifests}.get(kind, {}).get(name)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", MANIFEST)
            self.end_headers()
            self.wfile.write(data or b"{}")

        def log_message(self, *_: object) -> None: ...

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("NO_PROXY", "localhost")
    made.host = f"localhost:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def source(registry: Registry, tag: str = "1.4") -> str:
    return f"{{oci: '{registry.host}/policies/team:{tag}'}}"


def test_single_files_make_a_pack(project: Path, registry: Registry, riveter: Riveter) -> None:
    pin = registry.tag("1.4", registry.file("pack.yml", PACK), registry.file("rules/buckets.yml", RULES))
    use(project, source(registry))
    done = riveter("packs", "update")
    assert (done.code, done.err) == (0, "")
    assert pin in (project / "riveter.lock").read_text()
    assert "buckets-are-named" in riveter("scan", ".").out


def test_what_oras_pushes_makes_a_pack(project: Path, registry: Registry, riveter: Riveter) -> None:
    # It gives single files the media type of an archive, and folders no mark that they are one.
    single, folder = "application/vnd.oci.image.layer.v1.tar", "application/vnd.oci.image.layer.v1.tar+gzip"
    title = "org.opencontainers.image.title"
    registry.tag(
        "1.4",
        registry.blob(PACK.encode(), single, **{title: "pack.yml"}),
        registry.blob(archive(("rules/buckets.yml", RULES)), folder, **{title: "rules"}),
        registry.blob(b"# Ours", "text/markdown", **{title: "README.md"}),
    )
    use(project, source(registry))
    done = riveter("packs", "update")
    assert (done.code, done.err) == (0, "")
    assert "buckets-are-named" in riveter("scan", ".").out


def test_its_name_is_a_name_for_commands(project: Path, registry: Registry, riveter: Riveter, tmp_path: Path) -> None:
    registry.tag("1.4", registry.file("pack.yml", PACK), registry.file("rules/buckets.yml", RULES))
    use(project, source(registry), "terraform-hygiene")
    assert riveter("packs", "update").code == 0
    shutil.rmtree(tmp_path / "cache")  # another machine
    missing = riveter("scan", "-p", "team")
    assert missing.code == 2
    assert "riveter packs install" in missing.err
    assert riveter("packs", "install").code == 0
    registry.blobs.clear()  # a scan asks nobody
    registry.manifests.clear()
    done = riveter("scan", "-p", "team", "-f", "json")
    assert (done.code, done.err) == (1, "")
    assert {item["rule_id"] for item in json.loads(done.out)["findings"]} == {"buckets-are-named"}
    assert "From riveter.yml:\n  team " in riveter("packs").out
    assert "buckets-are-named" in riveter("packs", "show", "team").out
    assert "Buckets must have a name" in riveter("explain", "buckets-are-named").out


@pytest.mark.parametrize("scheme", ["Basic", "Bearer"])
def test_it_is_read_with_the_credentials_of_docker(
    project: Path, registry: Registry, riveter: Riveter, tmp_path: Path, scheme: str
) -> None:
    registry.tag("1.4", registry.file("pack.yml", PACK), registry.file("rules/buckets.yml", RULES))
    address = f'https://{registry.host}/token",service="here' if scheme == "Bearer" else "the registry of a team"
    registry.challenge = f'{scheme} realm="{address}"'
    use(project, source(registry))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "answers with status 401\n  docker login may be needed." in done.err
    login = tmp_path / "home" / ".docker" / "config.json"
    login.parent.mkdir()
    login.write_text(json.dumps({"auths": {registry.host: {"auth": LOGIN}}}))
    registry.asked.clear()
    done = riveter("packs", "update")
    assert (done.code, done.err) == (0, "")
    assert "geheim1" not in done.out + (project / "riveter.lock").read_text()
    used = {credentials for path, credentials in registry.asked if not path.startswith("/token")}
    assert used == {"", f"Basic {LOGIN}" if scheme == "Basic" else "Bearer t0ken"}
    login.write_text(json.dumps({"auths": {registry.host: {"auth": base64.b64encode(b"me:other").decode()}}}))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "docker login may be needed." in done.err


def test_a_pack_that_cannot_be_used_is_not_pinned(project: Path, registry: Registry, riveter: Riveter) -> None:
    registry.tag("1.4", registry.file("pack.yml", PACK), registry.file("buckets.yml", RULES))
    use(project, source(registry))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "There is no rule file `rules/buckets.yml`" in done.err
    assert "the pack has errors" in done.err
    assert not (project / "riveter.lock").exists()


def test_an_archive_makes_a_pack_and_only_its_plain_files_count(
    project: Path, registry: Registry, riveter: Riveter, tmp_path: Path
) -> None:
    data = archive(
        ("./pack.yml", PACK),
        ("rules/buckets.yml", RULES),
        ("../escaped.yml", RULES),
        ("/tmp/absolute.yml", RULES),
        ("run.py", "import os"),
        links=(("rules/link.yml", "/etc/passwd"),),
    )
    registry.tag("1.4", registry.blob(data, "application/vnd.oci.image.layer.v1.tar+gzip"))
    use(project, source(registry))
    assert riveter("packs", "update").code == 0
    assert "buckets-are-named" in riveter("scan", ".").out
    found = [path for path in (tmp_path / "cache" / "riveter" / "packs").rglob("*") if path.is_file()]
    assert sorted(path.name for path in found) == ["buckets.yml", "pack.yml"]


def test_a_tag_that_moves_changes_nothing_before_an_update(
    project: Path, registry: Registry, riveter: Riveter, tmp_path: Path
) -> None:
    files = registry.file("pack.yml", PACK)
    first = registry.tag("1.4", files, registry.file("rules/buckets.yml", RULES))
    use(project, source(registry))
    assert riveter("packs", "update").code == 0
    second = registry.tag("1.4", files, registry.file("rules/buckets.yml", RULES.replace("is_not_empty", "not_exists")))
    for path in (tmp_path / "cache" / "riveter" / "packs").rglob("*.yml"):
        path.unlink()
    assert first in riveter("packs", "install").out
    assert riveter("scan", ".").code == 1
    done = riveter("packs", "update")
    assert second in done.out
    assert riveter("scan", ".").code == 0


def test_a_registry_that_gives_other_content_is_refused(project: Path, registry: Registry, riveter: Riveter) -> None:
    rules = registry.file("rules/buckets.yml", RULES)
    pin = registry.tag("1.4", registry.file("pack.yml", PACK), rules)
    use(project, source(registry))
    registry.blobs[rules["digest"]] = RULES.replace("is_not_empty", "not_exists").encode()
    done = riveter("packs", "update")
    assert done.code == 2
    assert "more than it announced" in done.err or "not what its digest says" in done.err
    registry.manifests[pin] = b"{}"
    with pytest.raises(FetchError, match="another manifest"):
        oci.fetch(_source(registry), pin)


def _source(registry: Registry) -> Any:
    from riveter.rules.packs.sources import PackSource

    return PackSource("oci", f"{registry.host}/policies/team:1.4")


def test_a_way_that_leads_to_http_is_not_taken(project: Path, registry: Registry, riveter: Riveter) -> None:
    rules = registry.file("rules/buckets.yml", RULES)
    registry.tag("1.4", registry.file("pack.yml", PACK), rules)
    registry.moved[f"/v2/policies/team/blobs/{rules['digest']}"] = f"http://{registry.host}/elsewhere"
    use(project, source(registry))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "InvalidSchema" in done.err


def test_what_is_not_there_is_said_at_once(project: Path, registry: Registry, riveter: Riveter) -> None:
    use(project, source(registry, "9"))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "answers with status 404" in done.err


@pytest.mark.parametrize(
    "manifest",
    [b"[]", b"{", b'{"layers": [{"size": "x"}]}', b'{"manifests": []}', b'{"layers": [{"size": 30000000}]}', b"1" * 5_000_000],
    ids=["list", "cut off", "no number", "index", "large", "larger"],
)  # fmt: skip
def test_a_strange_manifest_is_an_error(project: Path, registry: Registry, riveter: Riveter, manifest: bytes) -> None:
    registry.manifests["1.4"] = manifest
    use(project, source(registry))
    done = riveter("packs", "update")
    assert done.code == 2
    assert "Error: " in done.err
    assert "Traceback" not in done.err


def test_an_archive_that_grows_is_refused(project: Path, registry: Registry, riveter: Riveter) -> None:
    data = gzip.compress(b"\0" * 512 + bytes(200 * 2**20), 1)
    registry.tag("1.4", registry.blob(data, "application/vnd.oci.image.layer.v1.tar+gzip"))
    use(project, source(registry))
    done = riveter("packs", "update")
    assert done.code == 2


def test_without_the_library_the_error_names_it(
    project: Path, riveter: Riveter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "oras.provider", None)
    use(project, "{oci: 'registry.example.com/policies/team:1'}")
    done = riveter("packs", "update")
    assert done.code == 2
    assert "pip install 'riveter[oci]'" in done.err
