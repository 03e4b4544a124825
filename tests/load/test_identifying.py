"""What could identify somebody: where it is found, what answers it, and that nothing repeats it."""

from __future__ import annotations

import pytest
from loading import FACT, HEAD, check, data_folder, library, said

from scorecard.load.identifying import BIRTH, CLIENT, EMAIL, KINDS, NAME, PHONE, SIN, find

SECRET = "416-555-0142"


def kinds(text, *known):
    return [match.kind for match in find(text, known)]


def found(text, *known):
    return [text[match.start : match.end] for match in find(text, known)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # 0 4 6 4 5 4 2 8 6, every second doubled and its digits added: 0+8+6+8+5+8+2+7+6 = 50.
        ("046 454 286", SIN),
        ("046454286", SIN),
        ("SIN 123 456 789", SIN),  # a wrong check digit, beside the word
        ("1234-5678", CLIENT),
        ("98-7654-3210", CLIENT),
        ("416-555-0142", PHONE),
        ("(416) 555-0142", PHONE),
        ("someone@made-up.example", EMAIL),
        ("someone [at] made-up (dot) example", EMAIL),
        ("born on 3 May 1990", BIRTH),
        ("Rosa was deported.", NAME),
    ],
)
def test_kinds(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "123 456 789",  # the check digit would be 2
        "000 000 000",
        "2014-2015",
        "1-800-555-0142",
        "https://news.example/2014/4165550142",
        "Councillor Rosa Example asked whether people were deported.",
        "No plate, no name, no number.",
    ],
)
def test_what_is_none(text):
    assert kinds(text) == []


def test_a_name_that_is_known_to_be_public_is_none():
    text = "Rosa Example, of a group for migrants, spoke against deportation."
    assert found(text) == ["Rosa Example"]
    assert found(text, "Rosa Example") == []


def test_every_kind_says_what_to_write_instead():
    assert all(kind.name and kind.instead for kind in KINDS)
    assert len({kind.name for kind in KINDS}) == len(KINDS)


# ---------------------------------------------------------------- in a file


def test_a_number_broken_over_two_lines_is_found_where_it_starts(tmp_path):
    text = FACT.replace("claim: A claim.", "claim: >-\n      Call 416\n      555-0142 today.")
    problems = check(tmp_path, text + "    context: No question asks it.\n")
    assert said(problems) == [(8, 12, "identifying")]


def test_comments_go_on_over_lines_too(tmp_path):
    text = FACT.replace("facts:", "# told by 416\n# 555-0142\nfacts:")
    problems = check(tmp_path, text + "    context: No question asks it.\n")
    assert said(problems) == [(5, 11, "identifying")]


def test_what_stands_in_two_entries_is_not_joined(tmp_path):
    text = HEAD + "population: {2016: 416555, 2021: 142000, source: s}\n"
    text += "sources: {s: {title: T, publisher: P, date: 2020}}\n"
    assert said(check(tmp_path, text)) == []


def test_keys_are_looked_at(tmp_path):
    text = FACT.replace("  f:", "  call-416-555-0142:")
    problems = check(tmp_path, text + "    context: No question asks it.\n")
    assert said(problems) == [(6, 8, "identifying")]


def test_escapes_hide_nothing(tmp_path):
    text = FACT.replace("A claim.", r'"Call \x34\x31\x36-555-0142."')
    problems = check(tmp_path, text + "    context: No question asks it.\n")
    assert said(problems) == [(7, 12, "identifying")]


def test_a_file_that_is_no_yaml_is_looked_at(tmp_path):
    problems = check(tmp_path, f"{HEAD}facts: [\n# {SECRET}\n")
    assert "identifying" in [problem.code for problem in problems]
    assert SECRET not in "".join(map(str, problems))


def test_nothing_that_was_found_is_repeated(tmp_path):
    text = FACT.replace("period: 2020", f"period: {SECRET}").replace("  f:", "  f:  # x")
    text = text.replace("sources: s\n", f"sources: call {SECRET}\n    {SECRET}: x\n")
    problems = check(tmp_path, text)
    assert len(problems) > 2
    assert SECRET not in "".join(map(str, problems))


def test_a_rubric_is_looked_at(tmp_path):
    from loading import RUBRIC

    problems = check(tmp_path, RUBRIC.replace("A small", f"{SECRET}, a small"), "rubrics")
    assert [problem.code for problem in problems] == ["identifying"]


# ---------------------------------------------------------------- what answers it

PUBLIC = "    public: The line of a public office.\n"


def test_the_fact_itself_answers(tmp_path):
    text = FACT.replace("A claim.", f"The office takes calls at {SECRET}.")
    assert said(check(tmp_path, text + PUBLIC + "    context: An office.\n")) == []


def test_an_empty_reason_answers_nothing(tmp_path):
    text = FACT.replace("A claim.", f"The office takes calls at {SECRET}.")
    problems = check(tmp_path, text + '    public: ""\n    context: An office.\n')
    assert "identifying" in [problem.code for problem in problems]


def test_another_fact_does_not_answer(tmp_path):
    other = FACT.partition("facts:\n")[2].replace("  f:", "  g:")
    text = FACT + f"    context: Call {SECRET}.\n{other}{PUBLIC}    context: An office.\n"
    assert said(check(tmp_path, text)) == [(12, 19, "identifying")]


def test_what_stands_above_the_next_fact_is_of_that_one(tmp_path):
    other = FACT.partition("facts:\n")[2].replace("  f:", "  g:") + "    context: None.\n"
    text = f"{FACT}{PUBLIC}    context: An office.\n\n  # {SECRET}\n{other}"
    assert said(check(tmp_path, text)) == [(15, 5, "identifying")]


def test_a_source_is_answered_by_no_fact(tmp_path):
    text = FACT.replace("A page", f"Call {SECRET}")
    problems = check(tmp_path, text + PUBLIC + "    context: An office.\n")
    assert said(problems) == [(4, 27, "identifying")]


def test_a_translation_is_answered_by_its_original(tmp_path, run):
    path = data_folder(
        tmp_path, FACT.replace("A claim.", f"Call {SECRET}.") + PUBLIC + "    context: An office.\n"
    )
    french = path.with_name("sampleton.fr.yaml")
    text = f"format: translation/1\nof: x\nfacts: {{f: {{claim: Appelez au {SECRET}.}}}}\n"
    french.write_text(text, encoding="utf-8")
    data = library(tmp_path)
    assert "identifying" not in [one.code for one in data.check(data.everything())]
    path.write_text(path.read_text().replace(PUBLIC, ""))
    data = library(tmp_path)
    assert [one.path for one in data.check(data.everything()) if one.code == "identifying"] == [
        "cities/sampleton.fr.yaml",
        "cities/sampleton.yaml",
    ]


def test_the_command_names_the_kind_and_never_the_number(tmp_path, run):
    data_folder(tmp_path, FACT + f"    context: Call {SECRET}.\n")
    done = run("check", cwd=tmp_path)
    assert done.code == 1
    assert "cities/sampleton.yaml:12:19: error[identifying]" in done.stdout
    assert "a telephone number" in done.stdout
    assert SECRET not in done.stdout + done.stderr


def test_the_officials_a_file_lists_are_public(tmp_path):
    text = FACT.replace("A claim.", "Rosa Example was asked about a deportation.")
    text += "    context: An account.\n"
    assert said(check(tmp_path, text)) == [(7, 12, "identifying")]
    assert said(check(tmp_path, text + "officials: [Rosa Example]\n")) == []


# ---------------------------------------------------------------- what an attack found


@pytest.mark.parametrize(
    "claim",
    [
        ">-\n      She said 416-555-\n      0142: call me.",  # a line that looks like an entry
        "Call 416\u2009555\u20090142.",  # thin spaces
        "Call 416\u2212555\u22120142.",  # minus signs
        "Call \uff14\uff11\uff16-555-0142.",  # full-width digits
        "She was ne\u0301e le 3 mars 1987.",  # an accent of its own
        "Nguy\u1ec5n V\u0103n Example was arrested.",
    ],
)
def test_print_and_other_scripts_hide_nothing(tmp_path, claim):
    text = FACT.replace("A claim.", claim) + "    context: No question asks it.\n"
    assert "identifying" in [problem.code for problem in check(tmp_path, text)]


def test_a_word_on_the_key_above_stands_beside_the_value(tmp_path):
    problems = check(tmp_path, HEAD + "birth:\n  date: 1987-03-04\n")
    assert "identifying" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2020}}", "date: |\n  Call 416\n  555 0142\n}}"),
        ("period: 2020", "figure: {count: 046 454 286}\n    period: 2020"),
        ("confidence: high", f"confidence: {'a' * 30} {SECRET}"),
    ],
)
def test_no_part_of_it_is_repeated(tmp_path, before, after):
    text = FACT.replace(before, after) + "    context: None.\n"
    shown = "".join("".join(one for one in str(p) if one.isalnum()) for p in check(tmp_path, text))
    assert "555014" not in shown
    assert "4645428" not in shown


def test_one_fact_does_not_answer_for_another_on_its_line(tmp_path):
    one = "period: 2020, seen_by: own, confidence: high, sources: s, context: None."
    head = FACT.partition("facts:\n")[0]
    a, b = f"claim: One., public: A line., {one}", f"claim: Call {SECRET}., {one}"
    flow = f"facts: {{a: {{{a}}}, b: {{{b}}}}}\n"
    assert [p.code for p in check(tmp_path, head + flow)] == ["identifying"]


def test_in_a_file_with_an_error_no_fact_answers(tmp_path):
    text = FACT.replace("A claim.", f"Call {SECRET}.") + PUBLIC + "    context: None.\n"
    assert said(check(tmp_path, text)) == []
    codes = [problem.code for problem in check(tmp_path, f"{text}surprise: x\n")]
    assert sorted(codes) == ["identifying", "unknown-key"]
