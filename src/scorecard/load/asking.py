"""Asks a web server for one address, and reads nothing but its head. The one module that uses the
network; only `check --links` imports it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from threading import Event, Timer
from typing import Any, Literal
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from .links import Answer, Fault, is_private

TIME_OUT = 10.0
"""Seconds to wait for a connection, and for each part of an answer."""
MOST_SECONDS = 30.0
"""Seconds that one answer may take in all, however slowly it comes."""


class _Private(Exception):
    """A connection that leads into a private network, although the name did not say so."""


def resolve(name: str, port: int) -> tuple[str, ...]:
    """The addresses that a host name stands for; OSError or UnicodeError where there are none."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return tuple(str(one[4][0]) for one in found)


class Asker:
    """Asks for one address at a time, as a program that says its name. What is private is never
    asked: neither by its name, nor by what its name stands for when it is asked."""

    def __init__(
        self,
        agent: str,
        *,
        private: Callable[[str], bool] = is_private,
        resolved: Callable[[str, int], tuple[str, ...]] = resolve,
    ) -> None:
        self._agent, self._private, self._resolved = agent, private, resolved

    def __call__(self, method: Literal["HEAD", "GET"], url: str) -> Answer | Fault:
        late, sockets = Event(), list[socket.socket]()

        def connected(one: socket.socket) -> None:
            sockets.append(one)
            if self._private(one.getpeername()[0]):
                raise _Private

        def cut() -> None:
            late.set()
            for one in sockets:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

        timer = Timer(MOST_SECONDS, cut)
        timer.daemon = True
        timer.start()
        try:
            return self._answer(method, url, connected)
        except (_Private, requests.RequestException, HTTPError, HTTPException) as error:
            return Fault("time-out") if late.is_set() else fault(error)
        except (OSError, ValueError):
            return Fault("broken")
        finally:
            timer.cancel()

    def _answer(
        self, method: str, url: str, connected: Callable[[socket.socket], None]
    ) -> Answer | Fault:
        """The head of an answer. The adapter is asked itself, since a session would read the whole
        page of a redirect before it is told not to follow it."""
        with requests.Session() as session:
            session.headers.update({"User-Agent": self._agent, "Accept-Encoding": "identity"})
            # Without this, whatever ~/.netrc or the address holds would be sent as a password.
            session.auth = lambda prepared: prepared
            try:
                prepared = session.prepare_request(requests.Request(method, url))
                name, port = _host(prepared.url or "")
            except (requests.RequestException, HTTPError, ValueError):
                return Fault("address")
            settings = session.merge_environment_settings(prepared.url, {}, True, None, None)
            refused = self._refused(name, port, bool(_proxy(prepared.url, settings["proxies"])))
            if refused is not None:
                return refused
            with (
                _adapter(connected) as adapter,
                adapter.send(prepared, timeout=TIME_OUT, **settings) as response,
            ):
                head = response.headers
                again = seconds(head.get("Retry-After"), datetime.now(UTC))
                return Answer(response.status_code, head.get("Location"), again)

    def _refused(self, name: str, port: int, proxied: bool) -> Fault | None:
        """Why a host is not asked; behind a proxy, which finds hosts itself, a name may be unknown
        here."""
        if self._private(name):
            return Fault("private")
        try:
            addresses = self._resolved(name, port)
        except (OSError, UnicodeError):
            return None if proxied else Fault("name")
        return Fault("private") if any(map(self._private, addresses)) else None


def _host(url: str) -> tuple[str, int]:
    """The host of an address that was prepared, and its port."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise ValueError("no host")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _proxy(url: str | None, proxies: Any) -> Any:
    return requests.utils.select_proxy(url or "", proxies)


def seconds(stated: str | None, now: datetime) -> float | None:
    """In how many seconds a server may be asked again, which it says as a number or as a date."""
    if stated is None:
        return None
    text = stated.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
        return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def fault(error: BaseException) -> Fault:
    """What kept an answer away."""
    if isinstance(error, _Private):
        return Fault("private")
    if isinstance(error, requests.Timeout):
        return Fault("time-out")
    if isinstance(error, requests.exceptions.SSLError):
        return Fault("tls")
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Fault("address")
    inner = error.args[0] if error.args else None
    reason = getattr(inner, "reason", None)
    if isinstance(reason, NameResolutionError):
        return Fault("name")
    return Fault("refused") if isinstance(reason, NewConnectionError) else Fault("broken")


def _adapter(connected: Callable[[socket.socket], None]) -> Any:
    """An adapter that shows every connection before anything is asked over it; not those to a
    proxy, which may well stand in a private network."""

    def shown(kind: Any) -> Any:
        class Shown(kind):  # type: ignore[misc]  # the library is typed as anything
            def connect(self) -> None:
                super().connect()
                connected(self.sock)

        return Shown

    class Plain(HTTPConnectionPool):  # type: ignore[misc]
        ConnectionCls = shown(HTTPConnection)

    class Encrypted(HTTPSConnectionPool):  # type: ignore[misc]
        ConnectionCls = shown(HTTPSConnection)

    adapter = HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {"http": Plain, "https": Encrypted}
    return closing(adapter)
