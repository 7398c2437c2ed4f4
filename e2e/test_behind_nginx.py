"""Behind nginx, under a sub-path, with two processes on PostgreSQL and Redis: as a prefecture's server runs it."""

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg
import pytest
from e2e.watch import PHONE, open_context
from playwright.sync_api import expect
from tests.serving import Server, free_port

POSTGRES = os.environ.get("GOEN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
REDIS = os.environ.get("GOEN_TEST_REDIS", "redis://127.0.0.1:6379/9")
CONF = Path(__file__).parents[1] / "deploy" / "nginx" / "goen.conf"
WRAPPER = """
daemon off; pid {home}/nginx.pid; error_log {home}/error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{ access_log off; client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;
uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5; include {home}/goen.conf; }}
"""


def nginx_of_the_archive(home: Path, port: int, ports: list[int]) -> subprocess.Popen:
    """Start nginx with the file the archive brings, changed as its first lines say."""
    conf = CONF.read_text().replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = conf.replace("127.0.0.1:8000", f"127.0.0.1:{ports[0]}")
    conf = conf.replace("# server 127.0.0.1:8001", f"server 127.0.0.1:{ports[1]}")
    (home / "goen.conf").write_text(conf.replace("location / {", "location /goen/ {"))
    (home / "nginx.conf").write_text(WRAPPER.format(home=home))
    process = subprocess.Popen(
        ["nginx", "-p", str(home), "-e", str(home / "error.log"), "-c", str(home / "nginx.conf")]
    )
    for _n in range(100):
        try:
            urlopen(f"http://127.0.0.1:{port}/goen/live/clock", timeout=2).read()
        except (URLError, OSError):
            assert process.poll() is None, (home / "error.log").read_text()
            time.sleep(0.05)
        else:
            return process
    raise AssertionError((home / "error.log").read_text())


@pytest.fixture
def site(tmp_path) -> Iterator[tuple[str, dict, list[Server]]]:
    """Serve an event by two processes behind nginx at /goen/."""
    if not shutil.which("nginx"):
        pytest.skip("no nginx here: run ./e2e/browser")
    name = f"goen_e2e_{secrets.token_hex(4)}"
    try:
        admin = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL here (GOEN_TEST_POSTGRES)")
    admin.execute(f"CREATE DATABASE {name}")
    given = {"GOEN_DATABASE_URL": f"{POSTGRES}/{name}", "GOEN_REDIS_URL": REDIS, "GOEN_BASE_PATH": "/goen"}
    one = Server(tmp_path, n_guests=4, settings=given).prepare().start()
    two = Server(tmp_path, settings=given, port=free_port(), stage=one.stage).start()
    port = free_port()
    nginx = nginx_of_the_archive(tmp_path, port, [one.port, two.port])
    yield f"127.0.0.1:{port}", one.stage, [one, two]
    nginx.terminate()
    nginx.wait(timeout=10)
    one.stop()
    two.stop()
    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


def serving(servers: list[Server]) -> Server:
    """Return the process the only phone's socket is at: nginx keeps a phone at one."""
    for server in servers:
        command = ["ss", "-Htn", "state", "established", f"( sport = :{server.port} )"]
        if subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip():
            return server
    raise AssertionError("nobody serves")


def test_under_a_sub_path_a_phone_outlives_the_process_it_was_at(browser, site):
    host, stage, servers = site
    context, watch = open_context(browser, host, PHONE)
    context.add_cookies([{"name": "sessionid", "value": stage["guests"][0], "url": f"http://{host}"}])
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.goto(f"http://{host}/goen/events/hall/boards/{stage['boards'][0]}/")
    box = page.locator(".board-column[data-current] .board-composer")

    box.locator("textarea").fill("一つめの庁舎から")
    box.locator("button").click()
    expect(page.locator(".board-line")).to_have_text("保存済み")
    expect(page.locator(".board-unsent-mark")).to_have_count(0)
    serving(servers).kill()
    box.locator("textarea").fill("もう一つの庁舎から")
    box.locator("button").click()
    expect(page.locator(".board-unsent-mark")).to_have_count(0, timeout=10_000)
    page.reload()
    expect(page.locator(".board-text")).to_have_text(["一つめの庁舎から", "もう一つの庁舎から"])

    outside = [url for url in asked if f"//{host}/goen/" not in url and not url.startswith(("data:", "blob:"))]
    assert outside == []
    assert any(url.startswith("ws:") for url in asked)
    watch.allowed_status, watch.may_lose_server = frozenset({502}), True
    watch.assert_calm()
    page.close()
    context.close()
