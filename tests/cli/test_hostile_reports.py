"""What attackers found in compare, export, list and completion, each with its smallest case."""

from __future__ import annotations

import pytest

from build import ROOT

HEAD = "format: city/1\nname: Sam\nkind: municipality\n"
FACT = """\
facts:
  f:
    claim: A claim.
    effect: adopts
    date: 2020
    confidence: high
    sources: {SOURCE}
    scores: {nc-scope: {level: 2, why: w}}
"""


def put(root, name: str, text: str):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "extra",
    [
        "sources: {s: {title: T, publisher: P, date: 2020, archive: 'javascript:alert(1)'}}\n"
        "organizations: {o: {name: O, does: d, sources: s}}\n",
        "replies: [{sent: 2026-01, office: o, sources: {title: T, publisher: P, date: 2020, "
        "url: 'javascript:alert(1)'}}]\n",
        "organizations: {o: {name: O, does: d, sources: {title: T, publisher: P, date: 2020, "
        "url: 'data:x'}}}\n",
        "not_applicable: {doc-municipal-id: {why: w, sources: {title: T, publisher: P, "
        "date: 2020, url: 'vbscript:x'}}}\n",
    ],
)
def test_every_address_is_that_of_a_web_page(run, tmp_path, extra):
    put(tmp_path, "cities/sam.yaml", HEAD + extra)
    done = run("check", "cities/sam.yaml", cwd=tmp_path)
    assert done.code == 1
    assert "error[bad-url]" in done.stdout


def test_the_addresses_of_a_rubric_are_checked_too(run, tmp_path):
    text = (ROOT / "tests/golden/data/rubrics/sample.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "components:\n", "sources: {s: {title: T, url: 'javascript:x'}}\ncomponents:\n", 1
    )
    put(tmp_path, "rubrics/mine.yaml", text)
    assert "error[bad-url]" in run("check", "rubrics/mine.yaml", cwd=tmp_path).stdout


def test_markdown_makes_links_of_web_pages_only():
    from scorecard.report.markdown import address, escaped

    assert address("https://a.example/x(1)") == "<https://a.example/x%281%29>"
    assert address("javascript:alert(1)") == "javascript:alert(1)"
    assert escaped("HTTPS://evil.example") == "HTTPS\\://evil.example"
    assert escaped("www.evil.example") == "www\\.evil.example"
    assert escaped("x@evil.example") == "x\\@evil.example"


@pytest.mark.parametrize("name", ["$(touch x)", "\\$(x)", "a b", "-x", "a;b", "`x`", "a'b"])
def test_an_id_is_nothing_that_a_shell_acts_on(run, tmp_path, name):
    from scorecard.cli.complete import _matching

    assert _matching([name, f"sam/{name}"], "") == []
    quoted = "'" + name.replace("'", "''") + "'"
    put(tmp_path, "cities/sam.yaml", f"{HEAD}bodies: {{{quoted}: {{name: N, kind: k}}}}\n")
    assert "error[bad-id]" in run("check", "cities/sam.yaml", cwd=tmp_path).stdout


def test_a_body_with_a_file_of_its_own_is_not_denied(run):
    """Asked for by its city, or as a body of it, it shows what its own file holds."""
    for name in ("vancouver/transit-police", "vancouver"):
        text = run("compare", name, "--on", "nc-status-checks").stdout
        assert "Metro Vancouver Transit Police (Vancouver)" in text
    twice = run("compare", "toronto", "toronto/toronto-police", "--on", "nc-scope").stdout
    rows = [line for line in twice.splitlines() if line.startswith("Toronto ")]
    assert len(rows) == len(set(rows))


def test_two_reports_never_share_a_file(run, tmp_path):
    body = "bodies: {police: {name: Police, kind: municipality}}\n"
    put(tmp_path, "cities/sam.yaml", HEAD + body)
    put(tmp_path, "cities/sam-police.yaml", HEAD)
    done = run("export", "sam/police", "sam-police", "-o", "out/", cwd=tmp_path)
    assert (done.code, done.stdout) == (2, "")
    assert not (tmp_path / "out").exists()


def test_what_is_not_text_is_written_as_far_as_it_is(run, tmp_path):
    done = run("export", "toronto", "--contact", "bad\udcff", "-o", "t.html", cwd=tmp_path)
    assert (done.code, "Traceback" in done.stderr) == (0, False)
    assert "Tell bad" in (tmp_path / "t.html").read_text(encoding="utf-8")


def test_a_report_never_replaces_data_through_a_link(run, tmp_path):
    data = put(tmp_path, "cities/sam.yaml", HEAD)
    (tmp_path / "evil.html").symlink_to(data)
    done = run("export", "toronto", "-o", "evil.html", cwd=tmp_path)
    assert done.code == 2
    assert data.read_text() == HEAD


def test_an_output_without_a_name_is_refused(run):
    for command in (("export", "toronto"), ("compare",), ("list",)):
        assert run(*command, "-o", "").code == 2


def test_places_that_were_not_asked_for_are_not_read(run, tmp_path):
    put(tmp_path, "cities/bad.yaml", "format: city/1\nname: [\n")
    done = run("compare", "toronto", "hamilton", cwd=tmp_path)
    assert (done.code, done.stderr) == (0, "")


def test_a_place_typed_twice_is_compared_once(run, tmp_path):
    put(tmp_path, "cities/caf\u00e9.yaml", HEAD)
    done = run("compare", "caf\u00e9", "cafe\u0301", cwd=tmp_path)
    assert done.stdout.startswith("1 place compared")


@pytest.mark.parametrize("name", ["a\\b.yaml", "a\u200bb.yaml", "a\u00a0b.yaml"])
def test_a_file_whose_name_nobody_can_type_is_reported(run, tmp_path, name):
    put(tmp_path, f"cities/{name}", HEAD)
    done = run("check", cwd=tmp_path)
    assert done.code == 1
    assert "error[wrong-suffix] this file is not read" in done.stdout
    assert run("compare", cwd=tmp_path).code == 0


def test_check_of_a_folder_by_name_sees_what_nobody_would_read(run, tmp_path):
    put(tmp_path, "cities/sam.yaml", HEAD)
    put(tmp_path, "cities/y.yml", HEAD)
    for path in ("cities", ".", "cities/"):
        assert "wrong-suffix" in run("check", path, cwd=tmp_path).stdout


def test_check_of_a_translation_checks_it_beside_its_original(run, tmp_path):
    put(tmp_path, "cities/sam.yaml", HEAD)
    put(tmp_path, "cities/sam.fr.yaml", "format: translation/1\nnom: Sam\n")
    done = run("check", "cities/sam.fr.yaml", cwd=tmp_path)
    assert "cities/sam.fr.yaml:2:1: error[not-in-original]" in done.stdout


def test_where_only_the_bounds_of_a_kind_tell_the_direction():
    """Police: 10 or more is level 0, under 10 the best; fewer is better."""
    from build import rubric
    from scorecard.analysis.across import fewer_is_better

    scale = (
        rubric("""\
        format: rubric/1
        title: One
        version: "1"
        grades: [municipality, police-service]
        tracks: {practice: 1}
        bands: {A: 0}
        components:
          c:
            title: C
            criteria:
              q:
                question: Q?
                weight: 1
                practice:
                  measure: {kind: count, units: [things]}
                  0: {from: 0, under: 5, by_kind: {police-service: {from: 10}}}
                  4: {from: 5, by_kind: {police-service: {under: 10}}}
        """)
        .criteria["q"]
        .practice
    )
    assert fewer_is_better(scale, "police-service")
    assert not fewer_is_better(scale, "municipality")


def test_a_rubric_under_which_nothing_applies_is_an_answer(run, tmp_path):
    text = (ROOT / "tests/golden/data/rubrics/sample.yaml").read_text(encoding="utf-8")
    text = text.replace("grades: [municipality]", "grades: [island]")
    put(tmp_path, "rubrics/mine.yaml", text)
    applies = "".join(
        f"  {name}: {{why: w, sources: {{title: T, publisher: P, date: 2020}}}}\n"
        for name in ("checks", "telling", "trained", "card", "heard")
    )
    put(
        tmp_path,
        "cities/isle.yaml",
        f"{HEAD.replace('municipality', 'island')}not_applicable:\n{applies}",
    )
    for command in (
        ("grade", "isle"),
        ("export", "isle"),
        ("compare", "isle"),
        ("explain", "isle"),
    ):
        done = run(*command, cwd=tmp_path)
        assert (done.code, "Traceback" in done.stderr) == (0, False), done.stderr


def test_a_pipe_that_closes_is_no_problem_of_the_data(tmp_path):
    import subprocess
    import sys

    script = f"set -o pipefail; {sys.executable} -m scorecard export toronto | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
