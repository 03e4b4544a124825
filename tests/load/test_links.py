"""What an answer of a web server means, and in what order and how fast servers are asked; nothing
here opens a connection."""

from __future__ import annotations

from threading import Lock

import pytest

from build import document
from scorecard.load.links import (
    ANSWERS,
    MOST_REDIRECTS,
    PAUSE,
    Answer,
    Clock,
    Fault,
    Outcome,
    Turns,
    ask_all,
    follow,
    is_private,
    links,
    problem,
    target,
)

HERE = "https://lakeside.example/page"


class Time:
    """A clock that goes on only while somebody waits."""

    def __init__(self):
        self.now, self.waits = 0.0, []

    def sleep(self, seconds):
        self.now += seconds
        self.waits.append(seconds)

    def clock(self):
        return Clock(lambda: self.now, self.sleep)


class Web:
    """A web as a table: what is answered to a method and an address, or to an address."""

    def __init__(self, **pages):
        self.pages, self.asked, self.time = {}, [], Time()
        self.pages.update(pages)

    def __call__(self, method, url):
        self.asked.append((method, url, self.time.now))
        found = self.pages.get((method, url), self.pages.get(url, Answer(404)))
        return found.pop(0) if isinstance(found, list) else found

    def follow(self, url=HERE):
        return follow(url, Turns(self, self.time.clock()))


def web(pages):
    made = Web()
    made.pages = pages
    return made


# ---------------------------------------------------------------- what an answer means


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (Answer(200), "answers", ""),
        (Answer(204), "answers", ""),
        (Answer(404), "dead-link", "answers 404, not found"),
        (Answer(410), "dead-link", "answers 410, gone"),
        (Answer(401), "refused-link", "answers 401, but not to a program"),
        (Answer(403), "refused-link", "answers 403, but not to a program"),
        (Answer(451), "refused-link", "answers 451, but not to a program"),
        (Answer(405), "refused-link", "answers 405, but not to a program"),
        (Answer(999), "refused-link", "answers 999, but not to a program"),
        (Answer(500), "no-answer", "answers 500, an error of the server"),
        (Answer(503), "no-answer", "answers 503, not now"),
        (Answer(429), "no-answer", "answers 429, not now"),
        (Answer(429, retry_after=3600), "no-answer", "answers 429, not now"),
        (Fault("time-out"), "no-answer", "did not answer in time"),
        (Fault("name"), "no-answer", "has a host that cannot be found"),
        (Fault("refused"), "no-answer", "takes no connection"),
        (Fault("tls"), "no-answer", "cannot be trusted"),
        (Fault("broken"), "no-answer", "broke the connection off"),
        (Fault("address"), "dead-link", "it is no address"),
        (Fault("private"), "private-link", "is never asked"),
        (Answer(301), "answers", ""),  # leads nowhere: shows what it has
    ],
)
def test_what_an_answer_means(answer, code, words):
    outcome = web({HERE: answer}).follow()
    assert outcome.code == code
    assert words in outcome.wrong
    assert (outcome == ANSWERS) == (not outcome.wrong) == (not outcome.right)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_where_head_is_refused_get_decides(status):
    made = web({("HEAD", HERE): Answer(status), ("GET", HERE): Answer(200)})
    assert made.follow() == ANSWERS
    assert [method for method, *_ in made.asked] == ["HEAD", "GET"]


def test_a_connection_that_breaks_off_over_head_is_tried_with_get():
    made = web({("HEAD", HERE): Fault("broken"), ("GET", HERE): Answer(200)})
    assert made.follow() == ANSWERS


def test_what_answers_to_head_is_not_asked_again():
    made = web({HERE: Answer(200)})
    made.follow()
    assert made.asked == [("HEAD", HERE, 0)]


# ---------------------------------------------------------------- where it leads


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_is_named(status):
    outcome = web({HERE: Answer(status, "/new"), "https://lakeside.example/new": Answer(200)})
    assert outcome.follow() == Outcome(
        "moved-link", f"`{HERE}` has moved for good", "write https://lakeside.example/new"
    )


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_is_elsewhere_for_now_is_not(status):
    made = web({HERE: Answer(status, "/now"), "https://lakeside.example/now": Answer(200)})
    assert made.follow() == ANSWERS


def test_the_new_address_is_that_before_the_first_passing_redirect():
    """301 to /b, which leads to /c for now: /b is what to write."""
    at = "https://lakeside.example/"
    pages = {HERE: Answer(301, "/b"), at + "b": Answer(302, "/c"), at + "c": Answer(200)}
    assert web(pages).follow().right == f"write {at}b"
    pages = {HERE: Answer(302, "/b"), at + "b": Answer(301, "/c"), at + "c": Answer(200)}
    assert web(pages).follow() == ANSWERS


def test_a_page_that_moved_to_one_that_is_gone_is_dead():
    made = web({HERE: Answer(301, "/new")})
    assert made.follow().code == "dead-link"
    assert "leads to `https://lakeside.example/new`, which answers 404" in made.follow().wrong


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("front", ["https://lakeside.example/", "https://lakeside.example"])
def test_a_page_that_gave_way_to_a_front_page_may_be_gone(status, front):
    outcome = web({HERE: Answer(status, front), front: Answer(200)}).follow()
    assert (outcome.code, outcome.right) == (
        "moved-link",
        "look for its new address or an archived copy",
    )
    assert "may be gone: it is a front page" in outcome.wrong


def test_a_front_page_that_leads_to_a_front_page_is_no_loss():
    made = web(
        {"http://a.example": Answer(302, "https://a.example/"), "https://a.example/": Answer(200)}
    )
    assert made.follow("http://a.example") == ANSWERS


def test_a_circle_is_found_and_ends():
    made = web({HERE: Answer(302, "/b"), "https://lakeside.example/b": Answer(302, "/page")})
    assert made.follow().code == "link-loop"
    assert len(made.asked) == 2
    assert web({HERE: Answer(301, HERE)}).follow().code == "link-loop"


def test_redirects_are_followed_ten_times_and_no_more():
    def steps(number):
        pages = {f"https://a.example/{at}": Answer(302, f"/{at + 1}") for at in range(number)}
        return web(pages | {f"https://a.example/{number}": Answer(200)})

    assert steps(MOST_REDIRECTS).follow("https://a.example/0") == ANSWERS
    outcome = steps(MOST_REDIRECTS + 1).follow("https://a.example/0")
    assert outcome.code == "link-loop"
    assert "more than 10 times" in outcome.wrong


def test_an_endless_chain_ends():
    class Endless(Web):
        def __call__(self, method, url):
            self.asked.append((method, url, 0))
            return Answer(302, f"{url}x")

    made = Endless()
    assert made.follow().code == "link-loop"
    assert len(made.asked) == MOST_REDIRECTS + 1


def test_a_head_refused_on_the_way_is_no_circle():
    """The page that a redirect leads to is asked twice, and leads on."""
    new = "https://lakeside.example/new"
    pages = {HERE: Answer(301, "/new"), ("HEAD", new): Answer(405), ("GET", new): Answer(200)}
    assert web(pages).follow().right == f"write {new}"


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("/b", "https://lakeside.example/b"),
        ("b?c=1#d", "https://lakeside.example/b?c=1"),
        ("//other.example/x", "https://other.example/x"),
        ("HTTP://other.example/", "HTTP://other.example/"),
        ("/caf\u00c3\u00a9", "https://lakeside.example/caf%C3%A9"),  # UTF-8, read as Latin-1
        ("/caf\u00e9", "https://lakeside.example/caf%E9"),  # Latin-1
        ("/a b\x01", "https://lakeside.example/a%20b%01"),
        ("/%C3%A9", "https://lakeside.example/%C3%A9"),
        ("mailto:x@lakeside.example", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", HERE),  # as browsers read it
        ("https://[", None),
        ("http://[::1", None),
    ],
)
def test_where_a_redirect_leads(location, to):
    found = target(HERE, location)
    assert found == (to if to is None else to.replace("%C3%A9", "é") if "Ã" in location else to)


def test_what_leads_to_no_web_address_is_dead_and_not_followed():
    made = web({HERE: Answer(302, "file:///etc/passwd")})
    assert made.follow().code == "dead-link"
    assert len(made.asked) == 1


# ---------------------------------------------------------------- servers that ask for time


@pytest.mark.parametrize("status", [429, 503])
def test_a_little_time_is_given_once(status):
    made = web({HERE: [Answer(status, retry_after=7), Answer(200)]})
    assert made.follow() == ANSWERS
    assert made.time.waits == [7]
    made = web({HERE: [Answer(status, retry_after=7), Answer(status, retry_after=7)]})
    assert made.follow().code == "no-answer"
    assert made.time.waits == [7]


def test_a_longer_time_is_not_waited_for():
    made = web({HERE: [Answer(429, retry_after=31)]})
    assert made.follow().code == "no-answer"
    assert made.time.waits == []


# ---------------------------------------------------------------- one at a time, with a pause


def test_one_host_is_asked_with_a_pause_between():
    urls = [f"https://{host}.example/{at}" for at in range(3) for host in ("a", "www.a")]
    made = web(dict.fromkeys(urls, Answer(200)))
    assert dict(ask_all(urls, made, made.time.clock())) == dict.fromkeys(urls, ANSWERS)
    assert [when for *_, when in made.asked] == [at * PAUSE for at in range(6)]


def test_a_host_is_never_asked_twice_at_once_even_after_a_redirect():
    """Ten hosts all lead to one; while it is being asked, nobody else asks it."""
    at_work, worst, guard = 0, 0, Lock()

    def ask(method, url):
        nonlocal at_work, worst
        if "shared" not in url:
            return Answer(302, f"https://shared.example/{url[8]}")
        with guard:
            at_work += 1
            worst = max(worst, at_work)
        for _ in range(1000):
            pass
        with guard:
            at_work -= 1
        return Answer(200)

    urls = [f"https://{name}.example/" for name in "abcdefghij"]
    found = dict(ask_all(urls, ask, Time().clock()))
    assert (len(found), worst) == (10, 1)


def test_each_address_is_asked_once():
    made = web({HERE: Answer(200)})
    assert list(ask_all([HERE, HERE], made, made.time.clock())) == [(HERE, ANSWERS)]
    assert len(made.asked) == 1


@pytest.mark.parametrize("trouble", [Fault("name"), Fault("time-out"), Answer(429)])
def test_a_host_that_fails_twice_in_a_row_is_left_alone(trouble):
    urls = [f"https://a.example/{at}" for at in range(5)]
    made = web(dict.fromkeys(urls, trouble))
    found = dict(ask_all(urls, made, made.time.clock()))
    assert {one.code for one in found.values()} == {"no-answer"}
    assert len(made.asked) == 2


def test_a_host_that_recovers_is_asked_on():
    urls = [f"https://a.example/{at}" for at in range(4)]
    made = web(dict(zip(urls, [Fault("time-out"), Answer(200)] * 2, strict=True)))
    ask_all(urls, made, made.time.clock())
    codes = [one.code for _, one in ask_all(urls, made, made.time.clock())]
    assert codes == ["no-answer", "answers"] * 2


def test_what_goes_wrong_while_asking_is_not_lost():
    def broken(method, url):
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        list(ask_all([HERE], broken, Time().clock()))


def test_nothing_more_is_begun_once_nobody_listens():
    urls = [f"https://a.example/{at}" for at in range(50)]
    made = web(dict.fromkeys(urls, Answer(200)))
    # A sleep that really waits for the reader, as a real clock would.
    from threading import Event

    go_on = Event()
    clock = Clock(lambda: 0.0, lambda seconds: go_on.wait(5))
    asking = ask_all(urls, made, clock)
    next(asking)
    asking.close()
    go_on.set()
    assert len(made.asked) <= 3


# ---------------------------------------------------------------- whom never to ask


@pytest.mark.parametrize(
    "name",
    "localhost printer nas.local a.localhost x.internal home.lan 127.0.0.1 127.9.9.9 10.0.0.1 "
    "172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 ::1 :: "
    "fe80::1 fe80::1%eth0 fd00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: "
    "LOCALHOST nas.LOCAL. 2130706433".split(),
)
def test_this_machine_and_private_networks(name):
    assert is_private(name)


@pytest.mark.parametrize(
    "name",
    "lakeside.example localhost.example local.example 8.8.8.8 172.32.0.1 192.169.0.1 "
    "2606:4700::1111 ::ffff:8.8.8.8 xn--caf-dma.example".split(),
)
def test_everybody_else(name):
    assert not is_private(name)


# ---------------------------------------------------------------- which there are


def test_every_address_of_a_file_with_its_line_and_column():
    read = document(
        """\
        format: city/1
        name: Lakeside
        kind: municipality
        sources:
          page:
            title: A page
            url: https://a.example/1
            archive: https://archive.example/1
          url: {title: Called url, url: "ftp://a.example"}
        organizations:
          friends: {name: Friends, does: Help., url: https://friends.example}
        facts:
          one:
            claim: See https://not.example and archive it.
            sources:
              - page
              - {title: Inline, url: "https://a.example/2"}
        """
    )
    assert [(one.url, one.line, one.column) for one in links(read)] == [
        ("https://a.example/1", 7, 10),
        ("https://archive.example/1", 8, 14),
        ("https://friends.example", 11, 46),
        ("https://a.example/2", 17, 30),
    ]


def test_a_problem_is_a_warning_at_its_place():
    read = document("sources: {a: {title: A, url: https://a.example}}")
    (link,) = links(read)
    assert str(problem(link, Outcome("dead-link", "it is gone", "look"))) == (
        "file.yaml:1:30: warning[dead-link] it is gone; look"
    )


def test_an_empty_file_has_none():
    assert list(links(document(""))) == []
