"""`check --links`, against a server on this machine, which it would never ask otherwise."""

from __future__ import annotations

import builtins
import json
import re
import socket
import struct
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scorecard.cli import links as command
from scorecard.load import asking
from scorecard.load.asking import Asker, seconds
from scorecard.load.links import Answer, Clock, Fault

HUGE = 10**9


class Handler(BaseHTTPRequestHandler):
    """One page for each thing that a server can do."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.reply()

    def do_GET(self):
        self.reply()

    def head(self, status, headers=(), length=0):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def reply(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        page = self.path.partition("?")[0].strip("/")
        if page.isdigit():
            self.head(int(page))
        elif page == "moved":
            self.head(301, [("Location", "/200")])
        elif page == "for-now":
            self.head(302, [("Location", "/200")])
        elif page == "circle":
            self.head(302, [("Location", "/circle")])
        elif page == "no-head":
            self.head(405 if self.command == "HEAD" else 200)
        elif page == "later":
            self.head(429, [("Retry-After", "3600")])
        elif page == "soon":
            again = self.server.asked[:-1] and self.server.asked[-2][1] == self.path
            self.head(200) if again else self.head(503, [("Retry-After", "2")])
        elif page == "odd":
            self.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9\xff\r\n\r\n")
            self.close_connection = True
        elif page == "inward":
            self.head(302, [("Location", "http://10.0.0.1/secret")])
        elif page == "huge":
            self.head(200 if self.command == "GET" else 405, length=HUGE)
            self.flood()
        elif page == "huge-redirect":
            self.head(302, [("Location", "/200")], HUGE)
            self.flood()
        elif page == "reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            socket.socket(fileno=self.connection.detach()).close()
        elif page == "slow":
            self.server.stop.wait(10)
        elif page == "drip":
            with self.quietly():
                while not self.server.stop.wait(0.05):
                    self.wfile.write(b"H")
        else:
            self.head(200)

    def flood(self):
        if self.command == "GET" or self.path == "/huge-redirect":
            with self.quietly():
                while self.server.sent < HUGE:
                    self.server.sent += self.wfile.write(b"x" * 65536)

    @contextmanager
    def quietly(self):
        try:
            yield
        except OSError:
            self.close_connection = True


@pytest.fixture
def server(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.handle_error = lambda *_: None
    made.asked, made.sent, made.stop = [], 0, threading.Event()
    made.url = f"http://127.0.0.1:{made.server_port}"
    thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.stop.set()
    made.shutdown()
    made.server_close()


def open_asker(agent="test"):
    """One that may ask this machine, but no other of a private network."""
    return Asker(agent, private=lambda name: name.startswith("10."))


class Time:
    def __init__(self):
        self.now, self.waits, self.guard = 0.0, [], threading.Lock()

    def sleep(self, seconds):
        with self.guard:
            self.now += seconds
            self.waits.append(seconds)


@pytest.fixture
def time(monkeypatch):
    made = Time()
    monkeypatch.setattr(command, "CLOCK", Clock(lambda: made.now, made.sleep))
    return made


@pytest.fixture
def unguarded(monkeypatch, time):
    """The command as it is, but that it may ask this machine, and need not wait."""
    monkeypatch.setattr(asking, "Asker", open_asker)


CITY = """\
format: city/1
name: Lakeside
kind: municipality
organizations:
"""
SOURCE = "{title: A page, publisher: A group, date: 2020}"


def city(folder, *urls, more=""):
    """A city file with a group for each address; the first stands in line 5."""
    path = folder / "cities" / "lakeside.yaml"
    path.parent.mkdir(exist_ok=True)
    lines = (
        f"  s{at}: {{name: A group, does: It helps., url: {json.dumps(url)}, sources: {SOURCE}}}\n"
        for at, url in enumerate(urls)
    )
    path.write_text(CITY + "".join(lines) + more, encoding="utf-8")
    return path


def said(done):
    """The line, the code and the words of every problem."""
    found = re.findall(r":(\d+):\d+: warning\[([a-z-]+)\] (.*)", done.stdout)
    return [(int(line), code, words) for line, code, words in found]


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        ("200", Answer(200)),
        ("404", Answer(404)),
        ("410", Answer(410)),
        ("403", Answer(403)),
        ("moved", Answer(301, "/200")),
        ("for-now", Answer(302, "/200")),
        ("later", Answer(429, None, 3600.0)),
        ("odd", Answer(302, "/caf\xe9\xff")),
        ("reset", Fault("broken")),
    ],
)
def test_what_a_server_answers(server, page, answer):
    assert open_asker()("HEAD", f"{server.url}/{page}") == answer


def test_it_says_its_name_and_nothing_about_who_runs_it(server, monkeypatch, tmp_path):
    """Neither what ~/.netrc holds nor what the address does."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    open_asker(command.AGENT)("GET", f"{server.url}/200")
    open_asker(command.AGENT)("GET", server.url.replace("//", "//me:secret@") + "/200")
    for _, _, headers in server.asked:
        assert re.match(r"scorecard/\d+\.\d+\.\d+ \(", headers["User-Agent"])
        assert {"Authorization", "Cookie", "Referer"}.isdisjoint(headers)
    assert len(server.asked) == 2


@pytest.mark.parametrize("page", ["huge", "huge-redirect"])
def test_no_page_is_read_however_long(server, page):
    """What was sent is what the system takes on the way, and far from all."""
    assert isinstance(open_asker()("GET", f"{server.url}/{page}"), Answer)
    server.stop.wait(0.2)
    assert server.sent < HUGE / 10


def test_a_slow_server_is_not_waited_for(server, monkeypatch):
    monkeypatch.setattr(asking, "TIME_OUT", 0.1)
    assert open_asker()("HEAD", f"{server.url}/slow") == Fault("time-out")


def test_nor_one_that_answers_a_letter_at_a_time(server, monkeypatch):
    monkeypatch.setattr(asking, "MOST_SECONDS", 0.3)
    assert open_asker()("HEAD", f"{server.url}/drip") == Fault("time-out")


def test_a_port_where_nobody_listens():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{one.getsockname()[1]}/"
        assert open_asker()("HEAD", url) == Fault("refused")


def test_a_host_without_an_address(server):
    def unknown(name, port):
        raise socket.gaierror(-2, "Name or service not known")

    asker = Asker("test", resolved=unknown)
    assert asker("HEAD", "https://nowhere.example/") == Fault("name")


def test_a_server_without_a_certificate(server):
    url = server.url.replace("http:", "https:")
    assert open_asker()("HEAD", url) == Fault("tls")


@pytest.mark.parametrize(
    "url",
    ["https://", "http://[", "http://*.example/", "http://a.example:99999/", "ftp://a.example"],
)
def test_what_is_no_address(url):
    assert Asker("test", resolved=lambda name, port: ())("HEAD", url) == Fault("address")


def test_letters_of_any_alphabet_in_an_address(server):
    """The path in UTF-8, the name of the host as DNS knows it."""
    open_asker()("HEAD", f"{server.url}/café?q=é#part")
    assert server.asked[0][1] == "/caf%C3%A9?q=%C3%A9"
    names = []

    def resolved(name, port):
        names.append(name)
        raise socket.gaierror

    Asker("test", resolved=resolved)("HEAD", "https://café.example/")
    assert names == ["xn--caf-dma.example"]


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("\u0661", None),
        (format_datetime(datetime(2026, 1, 1, 0, 0, 9, tzinfo=UTC), usegmt=True), 9.0),
        (format_datetime(datetime(2025, 1, 1, tzinfo=UTC), usegmt=True), 0.0),
    ],
)
def test_when_a_server_may_be_asked_again(stated, found):
    assert seconds(stated, datetime(2026, 1, 1, tzinfo=UTC)) == found
    assert timedelta(seconds=found or 0) < timedelta(days=1)


# ---------------------------------------------------------------- whom it never asks


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://a.local/",
    ],
)
def test_this_machine_is_not_asked(url, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    assert Asker("test")("HEAD", url) == Fault("private")


def test_nor_a_name_that_stands_for_it(server):
    asker = Asker("test", resolved=lambda name, port: ("8.8.8.8", "127.0.0.1"))
    assert asker("HEAD", "http://innocent.example/") == Fault("private")
    assert server.asked == []


def test_nor_a_name_that_stood_for_another_a_moment_ago(server, monkeypatch):
    """The name is looked up a second time when the connection is made; nothing is sent over it."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda name, *more, **also: real("127.0.0.1", *more, **also)
    )
    asker = Asker("test", resolved=lambda name, port: ("8.8.8.8",))
    url = f"http://innocent.example:{server.server_port}/"
    assert asker("HEAD", url) == Fault("private")
    assert server.asked == []


# ---------------------------------------------------------------- the command


def test_each_kind_of_answer_at_its_line(run, server, unguarded, tmp_path):
    pages = "200 404 410 moved for-now circle no-head reset 403 later odd inward soon 500".split()
    path = city(tmp_path, *(f"{server.url}/{page}" for page in pages))
    done = run("check", path, "--links")
    url = re.escape(server.url)
    expected = {
        6: ("dead-link", f"`{url}/404` answers 404, not found; look for its new address.*"),
        7: ("dead-link", f"`{url}/410` answers 410, gone; .*"),
        8: ("moved-link", f"`{url}/moved` has moved for good; write {url}/200"),
        10: ("link-loop", f"`{url}/circle` leads round in a circle; open it in a browser"),
        12: ("no-answer", f"`{url}/reset` broke the connection off; ask again later.*"),
        13: ("refused-link", f"`{url}/403` answers 403, but not to a program; open it.*"),
        14: ("no-answer", f"`{url}/later` answers 429, not now; .*"),
        16: ("private-link", f"`{url}/inward` leads to `http://10.0.0.1/secret`, which is of .*"),
        18: ("no-answer", f"`{url}/500` answers 500, an error of the server; .*"),
    }
    found = {line: (code, words) for line, code, words in said(done)}
    assert found.keys() == expected.keys()
    for line, (code, words) in expected.items():
        assert found[line][0] == code
        assert re.fullmatch(words, found[line][1]), found[line]
    assert "/caf%E9%FF" in [one[1] for one in server.asked]
    assert done.code == 0
    assert "1 file checked: 0 errors, 9 warnings" in done.stderr
    assert (
        "14 web addresses: 5 answer, 1 moved, 2 dead, 1 lead nowhere, 3 did not answer now, "
        "1 refuse programs, 1 private, and not asked\n"
    ) in done.stderr


def test_it_waits_between_two_requests_to_one_host(run, server, unguarded, time, tmp_path):
    run("check", city(tmp_path, *(f"{server.url}/200?{at}" for at in range(3))), "--links")
    assert [path for _, path, _ in server.asked] == ["/200?0", "/200?1", "/200?2"]
    assert len(time.waits) == 2
    assert all(0 < wait <= 1 for wait in time.waits)


def test_an_address_in_two_places_is_asked_once_and_told_twice(run, server, unguarded, tmp_path):
    path = city(tmp_path, f"{server.url}/410", f"{server.url}/410#part")
    assert [line for line, *_ in said(run("check", path, "--links"))] == [5, 6]
    assert [one[0] for one in server.asked] == ["HEAD"]


def test_warnings_count_where_it_is_strict(run, server, unguarded, tmp_path):
    path = city(tmp_path, f"{server.url}/410")
    assert run("check", path, "--links").code == 0
    assert run("check", path, "--links", "--strict").code == 1
    assert run("check", city(tmp_path, f"{server.url}/200"), "--links", "--strict").code == 0


def test_errors_of_the_data_count_as_ever(run, server, unguarded, tmp_path):
    path = city(tmp_path, f"{server.url}/200", more="no_such_key: 1\n")
    done = run("check", path, "--links")
    assert done.code == 1
    assert "1 web address: 1 answer" in done.stderr


def test_what_could_identify_somebody_is_not_repeated(run, server, unguarded, tmp_path):
    """An address that ends in somebody's e-mail, which `check` found in the same file."""
    more = "facts: {}\n# write to jane.roe.1987@mail.example\n"
    path = city(tmp_path, f"{server.url}/410?jane.roe.1987@mail.example", more=more)
    done = run("check", path, "--links")
    assert "identifying" in done.stdout
    assert "dead-link" in done.stdout
    assert "jane" not in done.stdout + done.stderr


def test_without_addresses_there_is_nothing_to_ask(run, unguarded, tmp_path):
    done = run("check", city(tmp_path, more="  {}\n"), "--links")
    assert (done.code, done.stdout) == (0, "")
    assert (
        done.stderr
        == "scorecard: 1 file checked: 0 errors, 0 warnings\nscorecard: 0 web addresses\n"
    )


def test_where_nothing_answers_it_asks_whether_one_is_online(run, time, monkeypatch, tmp_path):
    monkeypatch.setattr(asking, "Asker", lambda agent: lambda method, url: Fault("name"))
    done = run("check", city(tmp_path, "https://a.example/", "https://b.example/"), "--links")
    assert "2 did not answer now; is this computer online?" in done.stderr


def test_after_ctrl_c_what_was_found_is_told(run, time, monkeypatch, tmp_path):
    """The third address is where somebody loses patience."""

    def some(urls, ask, clock):
        from scorecard.load.links import Outcome

        for at, url in enumerate(urls):
            if at == 2:
                raise KeyboardInterrupt
            yield url, Outcome("dead-link", f"`{url}` answers 404, not found", "look")

    monkeypatch.setattr(command, "ask_all", some)
    urls = [f"https://{name}.example/" for name in "abcde"]
    done = run("check", city(tmp_path, *urls), "--links")
    assert [line for line, *_ in said(done)] == [5, 6]
    assert done.code == 130
    assert "2 dead, 3 not asked, because it was broken off" in done.stderr


def test_it_says_seldom_how_far_it_is(run, time, monkeypatch, tmp_path):
    """A hundred addresses of one host, a second apart: a line after each half minute."""
    monkeypatch.setattr(asking, "Asker", lambda agent: lambda method, url: Answer(200))
    urls = [f"https://a.example/{at}" for at in range(100)]
    done = run("check", city(tmp_path, *urls), "--links")
    assert "asking for 100 web addresses at 1 host" in done.stderr
    assert 1 <= len(re.findall(r"\d+ of 100 asked", done.stderr)) <= 4


def test_a_missing_library_is_told_before_anything_is_checked(run, monkeypatch, tmp_path):
    real = builtins.__import__

    def without(name, *more, **also):
        if name == "requests" or name.startswith("requests."):
            raise ModuleNotFoundError("No module named 'requests'", name="requests")
        return real(name, *more, **also)

    monkeypatch.delitem(sys.modules, "scorecard.load.asking")
    monkeypatch.setattr("scorecard.load.asking", None, raising=False)
    monkeypatch.delattr("scorecard.load.asking")
    monkeypatch.setattr(builtins, "__import__", without)
    done = run("check", city(tmp_path, "https://a.example"), "--links")
    assert (done.code, done.stdout) == (2, "")
    assert (
        'requests, which is not installed: pip install "sanctuary-scorecard[links]"' in done.stderr
    )


def test_without_the_option_no_connection_is_opened(run, monkeypatch, tmp_path):
    def refuse(*_, **__):
        pytest.fail("a socket was opened")

    for name in ("socket", "getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    path = city(tmp_path, "https://a.example/", "http://127.0.0.1/")
    assert run("check", path).code == 0
    assert run("check", path, "--strict").code == 0
