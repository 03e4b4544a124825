"""Whether the web addresses in the data still answer: which there are, what is asked next, and what
the answers mean. Asking itself is handed in, so that nothing here opens a connection."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from ..model.problem import Problem
from .document import Document

MOST_REDIRECTS = 10
BRIEF = 30
"""Seconds that a server may ask for before it is asked once more; longer is not now."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
AT_ONCE = 6
"""Hosts that are asked at one time."""
TROUBLES = 2
"""Failures of a host in a row after which the rest of its addresses are not asked."""
LONGEST = 2000
"""Characters of an address; nothing longer is followed."""
SHOWN = 120
"""Characters of an address that a message shows."""

HEAD_REFUSED = frozenset({400, 403, 404, 405, 500, 501})
"""What servers answer that do not know HEAD; GET decides."""
GONE = {404: "not found", 410: "gone"}
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
LATER = frozenset({429, 503})

Code = Literal[
    "answers",
    "dead-link",
    "moved-link",
    "link-loop",
    "no-answer",
    "refused-link",
    "private-link",
]


class Link(NamedTuple):
    """A web address in a file, and where it stands."""

    url: str
    path: str
    line: int
    column: int


class Answer(NamedTuple):
    """What a server answered: its status, where it leads, and in how many seconds it may be asked
    again."""

    status: int
    location: str | None = None
    retry_after: float | None = None


class Fault(NamedTuple):
    """Why there is no answer. `broken` is a connection that broke off, perhaps over HEAD alone;
    `private` an address of this machine or of a private network, which is never asked."""

    kind: Literal["time-out", "name", "refused", "tls", "broken", "address", "private"]


class Request(NamedTuple):
    """What to ask next, after so many seconds."""

    method: Literal["HEAD", "GET"]
    url: str
    wait: float = 0


class Step(NamedTuple):
    """A request and what came of it."""

    request: Request
    answer: Answer | Fault


class Outcome(NamedTuple):
    """What is to be said of an address: a code, what is wrong, and what would be right."""

    code: Code
    wrong: str = ""
    right: str = ""


ANSWERS = Outcome("answers")
Ask = Callable[[Literal["HEAD", "GET"], str], Answer | Fault]


# ---------------------------------------------------------------- which there are


def links(document: Document) -> Iterator[Link]:
    """Every address of a source or an organization in a file, with its line and column."""

    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Link]:
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, one in steps:
            if isinstance(one, dict | list):
                yield from walk(one, (*path, step))
            elif step in ("url", "archive") and isinstance(one, str):
                url = one.strip()
                if url.startswith(("http://", "https://")):
                    yield Link(url, document.path, *document.at((*path, step)))

    if isinstance(document.data, dict | list):
        yield from walk(document.data, ())


def asked(url: str) -> str:
    """An address as it is asked for: a part of a page is the page."""
    return url.partition("#")[0]


def host(url: str) -> str:
    """The host of an address, whichever way it is written; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


# ---------------------------------------------------------------- whom never to ask

_HERE = ("local", "localhost", "internal", "intranet", "lan", "home.arpa")
_TRANSLATED = IPv6Network("64:ff9b::/96")


def is_private(name: str) -> bool:
    """Whether a host is this machine or in a private network, as its name or its address says."""
    name = name.partition("%")[0].rstrip(".").lower()
    try:
        return _is_inside(ip_address(name))
    except ValueError:
        return "." not in name or name.endswith(tuple(f".{one}" for one in _HERE))


def _is_inside(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is None and address in _TRANSLATED:
            within = IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return _is_inside(within)
    return not address.is_global or address.is_multicast


# ---------------------------------------------------------------- what is asked next


def decide(url: str, history: tuple[Step, ...]) -> Request | Outcome:
    """What to ask next of an address, or what it came to: HEAD first, GET where HEAD is refused;
    redirects one by one; a server that asks for a little time is given it once."""
    if not history:
        return Request("HEAD", url)
    request, answer = history[-1]
    if isinstance(answer, Fault):
        if answer.kind == "broken" and request.method == "HEAD":
            return Request("GET", request.url)
        return _of_fault(answer, history)
    if request.method == "HEAD" and answer.status in HEAD_REFUSED:
        return Request("GET", request.url)
    if answer.status in LATER:
        waited = any(step.request.wait for step in history)
        if not waited and answer.retry_after is not None and answer.retry_after <= BRIEF:
            return request._replace(wait=max(answer.retry_after, PAUSE))
        return _no_answer(f"answers {answer.status}, not now", history)
    if answer.status in REDIRECTS and answer.location is not None:
        return _redirected(history, answer.location)
    return _judged(history, answer.status)


def _redirected(history: tuple[Step, ...], location: str) -> Request | Outcome:
    to = target(history[-1].request.url, location)
    if to is None:
        wrong = f"{_named(history)} leads to what is no web address"
        return Outcome("dead-link", wrong, FIND)
    if to in {step.request.url for step in history}:
        return Outcome("link-loop", f"{_named(history)} leads round in a circle", OPEN)
    if len(_chain(history)) > MOST_REDIRECTS:
        wrong = f"{_named(history)} leads on more than {MOST_REDIRECTS} times"
        return Outcome("link-loop", wrong, OPEN)
    return Request("HEAD", to)


def target(url: str, location: str) -> str | None:
    """Where a redirect leads; None where that is no web address. A header comes as Latin-1,
    whatever its bytes meant: what is not UTF-8 stays as bytes, in percent."""
    try:
        raw = location.strip().encode("latin-1", "ignore")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = quote(raw, safe="!#$%&'()*+,/:;=?@[]~")
        text = "".join(one if one.isprintable() and one != " " else quote(one) for one in text)
        to = asked(urljoin(url, text))
        return to if host(to) and to.lower().startswith(("http://", "https://")) else None
    except ValueError:
        return None


# ---------------------------------------------------------------- what the answers mean

FIND = "look for its new address or an archived copy"
OPEN = "open it in a browser"
LATER_OR_OPEN = "ask again later, or open it in a browser"


def _judged(history: tuple[Step, ...], status: int) -> Outcome:
    """What an answer means that leads nowhere else."""
    said = _named(history)
    if status < 400:
        return _moved(history) or ANSWERS
    if status in GONE:
        return Outcome("dead-link", f"{said} answers {status}, {GONE[status]}", FIND)
    if 500 <= status < 600:
        return _no_answer(f"answers {status}, an error of the server", history)
    return Outcome("refused-link", f"{said} answers {status}, but not to a program", OPEN)


def _moved(history: tuple[Step, ...]) -> Outcome | None:
    """Whether a page that answers stands at another address for good, or gave way to a front
    page."""
    chain = _chain(history)
    start, end = history[0].request.url, history[-1].request.url
    if chain and len(urlsplit(start).path) > 1 and urlsplit(end)[2:4] in (("", ""), ("/", "")):
        wrong = f"{_named(history)} and may be gone: it is a front page"
        return Outcome("moved-link", wrong, FIND)
    new = None
    for at, status in enumerate(chain.values(), 1):
        if status not in PERMANENT:
            break
        new = [*chain, end][at]
    if new is None or new == start:
        return None
    return Outcome(
        "moved-link", f"`{_cut(start)}` has moved for good", f"write {_cut(new, LONGEST)}"
    )


def _of_fault(fault: Fault, history: tuple[Step, ...]) -> Outcome:
    """What it means that there is no answer."""
    said = _named(history)
    if fault.kind == "private":
        wrong = f"{said} is of this machine or a private network, and is never asked"
        return Outcome("private-link", wrong, "give an address that others can open")
    if fault.kind == "address":
        return Outcome("dead-link", f"{said} cannot be asked for: it is no address", FIND)
    return _no_answer(_FAULTS[fault.kind], history)


_FAULTS = {
    "time-out": "did not answer in time",
    "name": "has a host that cannot be found",
    "refused": "has a host that takes no connection",
    "tls": "has a certificate or an encryption that cannot be trusted",
    "broken": "broke the connection off",
}


def _no_answer(what: str, history: tuple[Step, ...]) -> Outcome:
    return Outcome("no-answer", f"{_named(history)} {what}", LATER_OR_OPEN)


def _chain(history: tuple[Step, ...]) -> dict[str, int]:
    """The addresses that led on to another, each with its status."""
    return {
        step.request.url: step.answer.status
        for step in history
        if isinstance(step.answer, Answer)
        and step.answer.status in REDIRECTS
        and step.answer.location is not None
    }


def _named(history: tuple[Step, ...]) -> str:
    """The address, and the one that it leads to."""
    start, end = history[0].request.url, history[-1].request.url
    return f"`{_cut(start)}`" if start == end else f"`{_cut(start)}` leads to `{_cut(end)}`, which"


def _cut(url: str, most: int = SHOWN) -> str:
    return url if len(url) <= most else f"{url[: most - 1]}…"


# ---------------------------------------------------------------- in turn


class Clock(NamedTuple):
    """The time in seconds, and how to wait."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class Turns:
    """Asks each host one thing at a time, with a pause between; a host that failed again and again
    is left alone, and its last failure holds for the rest of its addresses."""

    def __init__(self, ask: Ask, clock: Clock) -> None:
        self._ask, self._clock = ask, clock
        self._guard = Lock()
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._free: dict[str, float] = {}
        self._troubles: Counter[str] = Counter()
        self._last: dict[str, Answer | Fault] = {}

    def ask(self, request: Request) -> Answer | Fault:
        name = host(request.url)
        with self._guard:
            lock = self._locks[name]
        with lock:
            if self._troubles[name] >= TROUBLES:
                return self._last[name]
            wait = max(self._free.get(name, 0) - self._clock.now(), request.wait)
            if wait > 0:
                self._clock.sleep(wait)
            answer = self._ask(request.method, request.url)
            self._note(name, answer)
            return answer

    def _note(self, name: str, answer: Answer | Fault) -> None:
        """Remember when a host may be asked again, and whether it fails."""
        if isinstance(answer, Answer):
            failed = answer.status == 429
            self._last[name] = answer._replace(retry_after=None)
        else:
            failed = answer.kind in ("time-out", "name", "refused")
            self._last[name] = answer
            if answer.kind in ("private", "address"):
                return  # nothing was asked
        self._troubles[name] = self._troubles[name] + 1 if failed else 0
        self._free[name] = self._clock.now() + PAUSE


def follow(url: str, turns: Turns) -> Outcome:
    """What one address comes to."""
    history: tuple[Step, ...] = ()
    while isinstance(after := decide(url, history), Request):
        history = (*history, Step(after, turns.ask(after)))
    return after


def ask_all(
    urls: Iterable[str], ask: Ask, clock: Clock, at_once: int = AT_ONCE
) -> Iterator[tuple[str, Outcome]]:
    """What each address comes to, as it becomes known; a few hosts at once. When whoever asks goes
    away, nothing more is begun."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        by_host[host(url)].append(url)
    left = deque(sorted(by_host.values(), key=len, reverse=True))
    found: SimpleQueue[tuple[str, Outcome | Exception]] = SimpleQueue()
    turns, stop = Turns(ask, clock), Event()

    def work() -> None:
        with suppress(IndexError):
            while True:
                for url in left.popleft():
                    if stop.is_set():
                        return
                    try:
                        found.put((url, follow(url, turns)))
                    except Exception as error:
                        found.put((url, error))

    for _ in range(min(at_once, len(left))):
        Thread(target=work, daemon=True).start()
    try:
        for _ in range(sum(map(len, by_host.values()))):
            url, outcome = _next(found)
            if isinstance(outcome, Exception):
                raise outcome
            yield url, outcome
    finally:
        stop.set()


def _next(found: SimpleQueue[Any]) -> Any:
    """The next result, waited for in short spells, which a key can interrupt on every system."""
    while True:
        with suppress(Empty):
            return found.get(timeout=0.2)


def problem(link: Link, outcome: Outcome) -> Problem:
    """What is to be said of an address, at its line and column."""
    return Problem(
        link.path, link.line, link.column, outcome.code, outcome.wrong, outcome.right, warning=True
    )
