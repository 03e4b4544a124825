"""Chromium without a window, driven over its two pipes with the standard library alone."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from select import select
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
PATIENCE = 30
"""For how many seconds a silent browser is waited for."""


def found() -> str | None:
    """The path of a Chromium; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One Chromium with one page open. It reads commands on descriptor 3 and answers on 4, each
    message JSON that ends in a zero byte."""

    def __init__(self, program: str) -> None:
        self.profile = tempfile.mkdtemp(prefix="scorecard-browser-")
        theirs_in, self.to = os.pipe()
        self.back, theirs_out = os.pipe()
        # The shell puts the pipes where the browser looks for them.
        line = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        profile = f"--user-data-dir={self.profile}"
        self.process = subprocess.Popen(
            ["bash", "-c", line, program, *QUIET, profile, "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.number, self.rest, self.session = 0, b"", ""
        self.requests: list[str] = []
        page = self.say("Target.createTarget", url="about:blank")["targetId"]
        attached = self.say("Target.attachToTarget", targetId=page, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.say(f"{domain}.enable")

    def close(self) -> None:
        """End the browser, and remove what it wrote."""
        self.session = ""
        try:
            self.say("Browser.close")
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait(10)
            os.close(self.to)
            os.close(self.back)
        shutil.rmtree(self.profile, ignore_errors=True)

    def say(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer; fails where the browser refuses."""
        self.number += 1
        message: dict[str, Any] = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data) :]
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result

    def next(self) -> dict[str, Any]:
        """The next message; requests are noted as they pass."""
        while b"\0" not in self.rest:
            assert select([self.back], [], [], PATIENCE)[0], "the browser does not answer"
            more = os.read(self.back, 1 << 20)
            assert more, "the browser ended"
            self.rest += more
        one, self.rest = self.rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(one)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message

    def open(self, path: Path, *, width: int = 1280, dark: bool = False) -> None:
        """Open a file as a screen of this width shows it, once it has loaded."""
        self.look(width, dark)
        self.requests.clear()
        self.say("Page.navigate", url=path.as_uri())
        while self.next().get("method") != "Page.loadEventFired":
            pass

    def look(self, width: int, dark: bool) -> None:
        """Set the width of the screen and the theme."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.say("Emulation.setEmulatedMedia", media="screen", features=[scheme])
        self.say(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def value(self, expression: str) -> Any:
        """What an expression comes to in the page."""
        answer = self.say(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def pdf(self, width: float, height: float) -> bytes:
        """The page printed on paper of this size in inches, with the margins it asks for."""
        self.say("Emulation.setEmulatedMedia", media="")
        answer = self.say(
            "Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=False
        )
        return base64.b64decode(answer["data"])
