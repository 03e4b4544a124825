"""Finds what could identify somebody without status: numbers, addresses, dates of birth, names.

What was found is never repeated in a message. docs/safety.md says what is found, what is not, and
how often it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of what identifies: how a message names it, and what to write instead."""

    name: str
    instead: str


SIN = Kind("a social insurance number", "take it out")
CLIENT = Kind("an immigration client, file or permit number", "take it out")
DOCUMENT = Kind("the number of an identity document", "take it out")
PHONE = Kind("a telephone number", "take it out")
EMAIL = Kind("an e-mail address", "take it out")
STREET = Kind("a street address", "name the neighbourhood, or the kind of place")
BIRTH = Kind("a date of birth", "take it out, or give an age in tens")
PLATE = Kind("a licence plate", "take it out")
NAME = Kind("a personal name beside words for status or arrest", "write who it was in general")
KINDS = (SIN, CLIENT, DOCUMENT, PHONE, EMAIL, STREET, BIRTH, PLATE, NAME)


class Match(NamedTuple):
    """Where something stands in a text, and what kind of thing it is."""

    start: int
    end: int
    kind: Kind


def find(text: str, known: Iterable[str] = ()) -> tuple[Match, ...]:
    """Everything in a text that could identify somebody, in order; nothing goes on over the end of
    a line. `known` are names of organizations, bodies, offices and officials, in which no personal
    name is looked for."""
    found: list[Match] = []
    taken = bytearray(len(text))
    text = text.translate(_PLAIN)
    bare = _NOBODY.sub(lambda match: " " * len(match[0]), text)
    for rule in _RULES:
        for match in rule.shape.finditer(text if rule.kind is EMAIL else bare):
            start, end = rule.start(match), match.end()
            if start is None or any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Match(start, end, rule.kind))
    found += _names(bare, known)
    return tuple(sorted(found))


_PLAIN = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63\u00ad\u2060"), "-"),
    **dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " "),
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    0x2019: "'",
    **{start + n: str(n) for start in (0xFF10, 0x0660, 0x06F0) for n in range(10)},
}
"""Dashes, spaces, apostrophes and digits of print, and of other scripts, as they are typed; each is
one character."""
_NOBODY = re.compile(
    r"https?://[^\s\"'<>]+"
    r"|(?<!\d)(?:\+?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)\)?[ ./-]{1,2}\d{3}[ ./-]{0,2}\d{4}"
)
"""Numbers that are nobody's: the digits in an address are those of a page, and nobody has a
toll-free line at home."""

# ---------------------------------------------------------------- numbers, dates and places


class Rule(NamedTuple):
    """The shape of something; the words beside it without which it is something else; what it must
    hold; what must stand right before it and is part of it; and words beside it by which it is
    something else. A word may stand `near` characters before it, and half as many after it."""

    kind: Kind
    shape: re.Pattern[str]
    words: re.Pattern[str] | None = None
    holds: Callable[[str], bool] | None = None
    before: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    near: int = 60

    def start(self, match: re.Match[str]) -> int | None:
        """Where that which has the shape starts; None where it is not what it looks like."""
        if self.holds is not None and not self.holds(match[0]):
            return None
        text, start, end = match.string, match.start(), match.end()
        back = max(0, start - _CONTEXT)
        line = text[max(back, text.rfind("\n", back, start) + 1) : start]
        if self.before is not None:
            own = self.before.search(line)
            if own is None:
                return None
            start, line = start - len(own[0]), line[: own.start()]
        beside = max(0, len(line) - self.near)
        after = _CLAUSE.split(text[end : end + self.near // 2], maxsplit=1)[0]
        if self.unless is not None and (
            self.unless.search(line, beside) or self.unless.match(after)
        ):
            return None
        if self.words is None or self.words.search(line, beside) or self.words.search(after):
            return start
        return None


_CONTEXT = 200
"""How far back anything is looked at, so that a line without end takes no time without end."""
_CLAUSE = re.compile(r"\n|;|(?<!\b[A-Z])\.")


def _check_digit(number: str) -> bool:
    """Whether nine digits have the check digit of a social insurance number (Luhn's sum)."""
    digits = [int(one) for one in number if one.isdecimal()]
    doubled = (sum(divmod(2 * one, 10)) if n % 2 else one for n, one in enumerate(digits))
    return any(digits) and sum(doubled) % 10 == 0


def _no_span(number: str) -> bool:
    """Whether eight digits, four and four, are neither two years, nor a year and the number of
    something in it, whichever comes first, nor the first and the last page of something."""
    first, last = (int(half) for half in re.findall(r"\d{4}", number))
    return not (1850 <= first <= 2100 or 1950 <= last <= 2050 or 0 < last - first < 100)


def _no_years(number: str) -> bool:
    """Whether eight digits, four and four, are not two years."""
    return not all(1850 <= int(half) <= 2100 for half in re.findall(r"\d{4}", number))


def _in_canada(number: str) -> bool:
    """Whether ten digits start with the area code of a place in Canada."""
    return number[:3] in _AREAS


_AREAS = frozenset(
    "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 "
    "460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 "
    "778 780 782 807 819 825 867 873 879 902 905 942".split()
)


def _of_both(plate: str) -> bool:
    """Whether something has letters and digits, and does not end in a year."""
    return bool(re.search("[A-Z]", plate) and re.search(r"\d", plate)) and _no_year(plate)


def _no_year(number: str) -> bool:
    """Whether something does not end in a year."""
    return re.search(r"(?:18|19|20)\d\d$", number) is None


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
# No letter before, rather than the start of a word: a key may be `date_of_birth`.
_SIN_WORDS = _words(
    r"(?<![a-z])(?:S\.?I\.?N|N\.?A\.?S)(?![a-z])|social[ _]insurance|assurance[ -]sociale"
    r"|seguro social"
)
_CLIENT_WORDS = _words(
    r"(?<![a-z])(?:UCI|IUC|FOSS|GCMS|client|application|file|case|permit|claim|record"
    r"|demande(?! d'acc)|permis|expediente|permiso|visa|PRRA|ERAR)(?![a-z])"
    r"|(?:num[ée]ro|\bno|n°|son|leur|mon)[ .](?:de )?dossier"
    r"|dossier (?:d'immigration|d'asile|de r[ée]fugi)"
)
_DOCUMENT_WORDS = _words(
    r"passport|passeport|pasaporte|driver'?s? licen[cs]e|permis de conduire"
    r"|health[ _](?:card|number)|assurance[- ]maladie|carte soleil|\bOHIP\b|\bRAMQ\b|\bPHN\b"
    r"|consular|matr[ií]cula"
)
_PHONE_WORDS = _words(
    r"phone|t[ée]l[ée]ph?on|(?<![a-z])(?:t[ée]l|cell?|mobile|mob|landline|local|fax|txt|sms|pager"
    r"|voice ?mail|contact|(?:call|text|reach|ring)(?:ed|s)?|signal|joindre|rejoindre|number"
    r"|num[eé]ro)(?![a-z])|whatsapp|(?<![a-z])(?:appel|llam|cellul)"
)
_BIRTH_WORDS = _words(
    r"(?<!idea )(?<!policy )(?<!campaign )(?<!movement )(?<!coalition )(?<!group )(?<![a-z])born"
    r"(?! (?:of|from|out|before|after|since|between|at a)\b)(?![a-z])"
    r"|(?<![a-z])birth(?:date|day)?(?![ _](?:cert|of |cent|rate|regist))"
    r"|(?<![a-z])(?:d\.?o\.?b|ddn|bday|b-day|née?s?(?! d'))(?![a-z])|(?<!\w)b\. ?$"
    r"|(?<!certificat de )(?<!acte de )(?<!centre de )(?<!extrait de )naissance(?!s| n'| d'une? )"
    r"|(?<![a-z])nacid[oa]|(?<![a-z])naci[oó](?![a-z])|(?<!acta de )nacimiento|fecha_nac|cumplea"
    r"|(?<![a-z])anniversaire(?! (?:de la|du|des)\b)"
)
_MAKES = (
    r"ford|mazda|honda|toyota|hyundai|kia|nissan|chevrolet|chevy|dodge|volkswagen|jetta|subaru|gmc"
    r"|bmw|civic|corolla|jeep|tesla|buick|acura|lexus|mitsubishi"
)
_PLATE_ITSELF = _words(r"(?<![a-z])(?:plates?|plaques?|placas?|immat\w*|ALPR|tag)(?![a-z])")
_PLATE_WORDS = _words(
    rf"{_PLATE_ITSELF.pattern}|(?<![a-z])(?:(?:mini)?vans?|cars?|vehicles?|v[ée]hicules?|trucks?|suv"
    r"|sedan|voitures?|camion\w*|fourgonnette|pick-?up|auto|driv(?:es|ing|er)|carro|coche|taxi"
    rf"|moto\w*|{_MAKES})(?![a-z])"
)
_MONEY = _words(
    r"\$ ?$|(?<![a-z])(?:budget|population|revenue|costs?|spending|residents|habitants|co[uû]ts?"
    r"|d[ée]penses)(?![a-z])[^.;]*$|^ ?(?:\$|dollars|millions?|%|€|residents|people|habitants"
    r"|personnes)"
)
_PRINTED = _words(r"(?<![a-z])(?:ISSN|ISBN|pp?\.|pages?|vol|DOI)(?![a-z])")
_MONTHS = (
    r"(?i:jan(?:uary|vier|v)?|feb(?:ruary)?|f[ée]vr?(?:ier)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai"
    r"|june?|juin|july?|juill?(?:et)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?"
    r"|nov(?:ember|embre)?|dec(?:ember)?|d[ée]c(?:embre)?|enero|febrero|marzo|abril|mayo|junio|julio"
    r"|agosto|septiembre|octubre|noviembre|diciembre)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_STREETS = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Crescent|Cres|Court|Ct|Crt|Lane|Ln"
    r"|Place|Pl|Terrace|Way|Highway|Hwy|Parkway|Pkwy|Circle|Square|Trail|Gardens|Close|Grove|Heights"
    r"|Quay|Row|Mews|Gate|Path|Loop|Landing|Walk|Cove|Manor|Crossing|Rise|Link|Passage)"
)
_RUES = (
    r"(?i:rue|avenue|av\.|boulevard|boul\.|chemin|ch\.|c[ôo]te|place|rang|ruelle|mont[ée]e"
    r"|all[ée]e|route|sentier|promenade|impasse|croissant|terrasse|quai)"
)
_ORDINAL = r"\d+(?:st|nd|rd|th|e|er|re|[A-Z])?"
_OF = r"(?:(?:de|du|des|la|le|les|St|Ste)[ -]|[ld]['\u2019])*"


def _shape(first: str, rest: str, before: str = r"\w.-", after: str = r"\w-") -> re.Pattern[str]:
    """A pattern for what starts with a digit or a letter of `first` and goes on with `rest`, with
    none of `before` and `after` around it. It starts with the character itself, since the search
    for one of a few is far quicker than a look back from every place."""
    return re.compile(rf"{first}(?<![{before}]{first}){rest}(?![{after}]|[.,]\d)")


_DOMAIN = r"(?:ca|com|org|net|info|mx|fr|uk|us|edu|gov|qc|io|co)"
_RULES = (
    Rule(EMAIL, _re(r"@ ?[\w-]+(?: [\w-]+)?(?:\.[\w-]+)+"), before=_re(r"[\w.+%-]+ ?$")),
    Rule(EMAIL, _re(rf"@ ?[\w-]+(?: ?\. ?(?i:{_DOMAIN}))+\b"), before=_re(r"[\w.+%-]+ ?$")),
    Rule(
        EMAIL,
        _re(
            r"[\[({<] ?(?i:a|at|arobase|arroba) ?[\])}>] ?[\w-]+"
            r"(?:(?:\.| ?[\[({<]? ?(?i:dot|point|punto) ?[\])}>]? ?)[\w-]+)+"
        ),
        before=_re(r"[\w.+%-]+ ?$"),
    ),
    Rule(
        EMAIL,
        _re(
            r"a(?i:t|robase|rroba) [\w-]+(?:\.[\w-]+)* (?i:dot|point|punto) "
            rf"(?i:{_DOMAIN})\b"
        ),
        before=_re(r"[\w.+%-]+(?: (?i:dot|point|punto) [\w-]+)* $"),
    ),
    Rule(
        EMAIL,
        _re(rf"A(?:T|ROBASE|RROBA) [\w-]+(?:\.[\w-]+)* (?:DOT|POINT|PUNTO) (?i:{_DOMAIN})\b"),
        before=_re(r"[\w.+%-]+(?: (?i:dot|point|punto) [\w-]+)* $"),
    ),
    # A social insurance number: by its words, or by its check digit.
    Rule(SIN, _shape(r"\d", r"(?:[ .-]{0,2}\d){8}", r"\d.,-"), _SIN_WORDS),
    # Client identifiers, two-four-four or four-four; applications and permits, a letter and nine
    # digits; files of the Immigration and Refugee Board and of the Federal Court.
    Rule(CLIENT, _shape(r"\d", r"\d-\d{4}-\d{4}")),
    Rule(CLIENT, _shape(r"\d", r"\d{3}-\d{4}"), holds=_no_span, unless=_PRINTED),
    Rule(CLIENT, _shape(r"\d", r"\d{3} ?[ -] ?\d{4}", r"\d.-"), _CLIENT_WORDS, _no_years),
    Rule(CLIENT, _shape("[A-Z]", r"[A-Z]?\d{9}")),
    Rule(CLIENT, _shape("[A-Z]", r"[A-Z]?(?:[ -]?\d){9}"), _CLIENT_WORDS),
    Rule(CLIENT, _shape("[A-Z]", r"[A-Z]\d ?- ?\d{2} ?\d{3}")),
    Rule(CLIENT, _shape(r"\d", r"\d{3} ?- ?[A-Z]\d ?- ?\d{5}")),
    Rule(CLIENT, _shape("I", r"MM ?[ -] ?\d{1,5} ?[ -] ?\d{2}")),
    Rule(PHONE, _shape("[2-9]", r"\d{9}", r"\d.-"), _PHONE_WORDS),
    Rule(PHONE, _shape("1", r"[2-9]\d{9}", r"\d.-"), _PHONE_WORDS),
    Rule(PHONE, _shape("[2-9]", r"\d\d[2-9]\d{6}", r"\w.,-"), holds=_in_canada, unless=_MONEY),
    Rule(CLIENT, _shape("[A-Z]", r"[A-Z]{0,2}-?\d{7,11}", r"\w.,-"), _CLIENT_WORDS),
    Rule(CLIENT, _shape(r"\d", r"\d{7,10}", r"\w.,-"), _CLIENT_WORDS, unless=_MONEY),
    Rule(PHONE, _shape("[2-9]", r"\d\d[ ./-]{1,3}[2-9]\d{2}[ ./-]{0,3}\d{4}", r"\w,")),
    Rule(PHONE, _re(r"\([2-9]\d{2}\)[ ./-]{0,3}[2-9]\d{2}[ ./-]{0,3}\d{4}(?![\w-])")),
    Rule(PHONE, _shape("0", r"0[1-9]\d?(?: ?\d){8,11}")),
    Rule(PHONE, _re(r"\+(?<![\w+]\+)\d[\d ().-]{6,16}\d(?!\w)")),
    Rule(PHONE, _shape("[2-9]", r"\d{2}[ .-]\d{4}"), _PHONE_WORDS, unless=_MONEY),
    Rule(PHONE, _shape("[2-9]", r"\d{2}-\d{4}"), holds=_no_year, unless=_PRINTED),
    Rule(
        SIN,
        _shape(r"\d", r"\d\d[ ./-]{0,3}\d{3}[ ./-]{0,3}\d{3}", r"\w.,-"),
        holds=_check_digit,
        unless=_MONEY,
    ),
    Rule(
        BIRTH,
        _shape(
            r"\d",
            r"(?:\d{3} ?[-/. ] ?\d\d?(?: ?[-/. ] ?\d\d?)?|\d{3}[01]\d[0-3]\d"
            r"|\d? ?[-/. ] ?\d\d? ?[-/. ] ?(?:(?:19|20)\d\d|\d\d)|\d?/(?:19|20)\d\d)",
        ),
        _BIRTH_WORDS,
        near=45,
    ),
    Rule(
        BIRTH,
        _shape(r"\d", r"\d(?:\d\d)?", r"\w."),
        _BIRTH_WORDS,
        before=_re(rf"\b\d\d?(?:st|nd|rd|th|er)?[ -](?:of |de )?{_MONTHS}[ -](?:de |of )?$"),
        near=45,
    ),
    Rule(
        BIRTH,
        _shape("[12]", r"\d{3}"),
        _BIRTH_WORDS,
        before=_re(
            rf"\b(?:\d\d?(?:st|nd|rd|th|er)? (?:of |de )?)?{_MONTHS}"
            r"(?: \d\d?(?:st|nd|rd|th)?)?,?(?: de| del| of)? $"
        ),
        near=45,
    ),
    Rule(PLATE, _shape("[A-Z]", r"[A-Z]{1,3}[ .-]?\d{3,5}"), _PLATE_WORDS, _no_year),
    Rule(PLATE, _shape(r"\d", r"\d\d[ -]?[A-Z]{3}"), _PLATE_WORDS),
    Rule(PLATE, _shape("[A-Z]", r"(?:[A-Z]\d[ -]?\d\d[A-Z]|\d\d[ -]?[A-Z]{3})"), _PLATE_WORDS),
    Rule(PLATE, _shape("[A-Z]", r"\d{4,6}[A-Z]?"), _PLATE_ITSELF),
    Rule(
        PLATE,
        _shape("[A-Z0-9]", r"(?=[A-Z0-9 -]{0,6}\d)[A-Z0-9]{1,3}[ -]?[A-Z0-9]{2,4}"),
        _PLATE_ITSELF,
        _of_both,
        near=30,
    ),
    Rule(
        PLATE,
        _shape("[a-z]", r"(?:[a-z]{1,3}[ -]?\d{3,4}|\d\d[ -]?[a-z]{3}|[a-z]\d[ -]?\d\d[a-z])"),
        _PLATE_ITSELF,
        _no_year,
        near=30,
    ),
    Rule(DOCUMENT, _shape("[A-Z]", r"[A-Z]{0,3}[ -]?\d[\d -]{4,14}\d"), _DOCUMENT_WORDS),
    Rule(DOCUMENT, _shape(r"\d", r"[\d -]{5,14}\d(?:[ -]?[A-Z]{2})?"), _DOCUMENT_WORDS),
    Rule(
        STREET,
        _shape(
            r"\d",
            r"\d{0,5}[A-Za-z]?(?:[-/]\d{1,5})?(?:,? | - )"
            rf"(?:(?:[A-ZÀ-Þ][\w'\u2019.-]*|{_ORDINAL}) ){{1,4}}{_STREETS}",
            r"\w.,$-",
            r"\w",
        ),
    ),
    Rule(
        STREET,
        _shape(
            r"\d",
            rf"\d{{0,5}}(?:[A-Za-z]| ?bis| ?ter)?(?:[-/]\d{{1,5}})?,? {_RUES} {_OF}"
            r"(?:[A-ZÀ-Þ][\w'\u2019-]*|\d+(?:e|re|er)\b)",
            r"\w.,$-",
        ),
    ),
    Rule(
        STREET,
        _shape(
            r"\d", r"\d{0,5} (?:Sideroad|Side Road|Concession|Line|Range Road|RR|Township Road) \d+"
        ),
    ),
    Rule(STREET, _re(r"(?i:calle|avenida) [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+){0,3} (?:#|n[oº]\.? ?)?\d+")),
    Rule(STREET, _shape(r"\d", r"\d{0,4},? (?:de la |en la )?(?i:calle|avenida) [A-ZÀ-Þ]\w+")),
    Rule(STREET, _re(r"Rural Route \d+")),
    Rule(STREET, _re(r"R(?<!\w R)(?<!\wR)\.?R\.? ?#? ?\d{1,3}\b")),
    Rule(STREET, _re(r"P\.?O\.? [Bb]ox \d+|C\.P\. \d+|[Cc]ase postale \d+")),
    Rule(
        STREET,
        _shape("[ABCEGHJ-NPRSTVXY]", r"\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d", r"\w-"),
    ),
)

# ---------------------------------------------------------------- names

_STATUS = re.compile(
    "(?:victim|was reported|called police|beaten|asked for papers|undocumented|non-status"
    "|nonstatus|status|illegal|overstay|deport|detain|detention|arrest"
    "|handcuff|removal order|removed from|handed over|handed to|turned over|taken into custody"
    "|holding centre|asylum claim|refugee claim|failed claim|claim of|work permit|study permit|visa"
    "|expired permit|immigration hold|immigration warrant|immigration raid|in hiding|underground"
    "|removal|lost status|permit is expired|permis est expiré|demande d'asile|renvoy|in detention"
    "|permit lapsed|permit ran out|permit expired|the removal of|to immigration|cbsa|asfc|dénonc"
    "|inmigración|no papers|her papers|his papers|their papers|without papers"
    "|sans-papiers|sans papiers|ses papiers|sans statut|sans-statut|statut|expuls|déport|détenu"
    "|détent|arrêté|renvoi|services frontaliers|demandeur d'asile|demandeuse d'asile"
    "|demandeurs d'asile|clandestin|permis de travail|permis d'études|menott|refoul"
    "|indocumentad|sin papeles|detenid|detuv|deportad)"
)
"""Words for status or arrest, in small letters. They may stand within a word."""
_REACH = 90
"""How far from a word for status or arrest a name may stand, in characters of one sentence."""
_TITLES = frozenset(
    "alcalde alcaldesa alderman ambassadeur ambassador attorney auteur auteure author authors "
    "avocat avocate by chair chairman chairwoman chef chercheur chercheuse chief clerk "
    "commandant commandante commissaire commissioner concejal concejala conseiller "
    "conseillère const constable coordinator coroner councillor councillors councilman "
    "councilor councilwoman deputy directeur director directrice historian insp inspecteur "
    "inspector inspectrice journalist journaliste judge juge justice lawyer lawyers maire "
    "mairesse manager mayor minister ministra ministre ministro mla mna mp mpp mémoire "
    "ombudsman ombudsperson par photo photographer porte-parole premier president prof "
    "professeur professeure professor protecteur protectrice président présidente reeve "
    "reporter researcher researchers reviewer scholar secretary senator sergeant sgt "
    "sociologist spokesman spokesperson spokeswoman superintendent supt thesis thèse trustee "
    "trustees".split()
)
_PARTICLES = r"(?:de la|del|de|da|dos|di|la|le|van|von|bin|ibn|al|el|ben|abu|san|santa|y)"
_BEYOND = "\u0100-\u024f\u1e00-\u1eff"  # capital and small letters by turns
_CAPITAL, _SMALL = rf"[A-ZÀ-ÖØ-Þ{_BEYOND}]", rf"[a-zß-öø-ÿ{_BEYOND}]"
_TOKEN = rf"{_CAPITAL}{_SMALL}+(?:['\u2019-]{_CAPITAL}?{_SMALL}+)*"
_FULL = re.compile(
    rf"(?<![\w'\u2019-])({_TOKEN})((?: (?:{_PARTICLES} )?(?:[A-ZÀ-Þ]\. ?)?{_TOKEN}){{0,3}})(?!\w)"
)
_STOP = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])[.!?](?=\s|$)|\n")
_OWN = re.compile("['\u2019]s$")
_WHO = re.compile(r",? (?:who|whose|qui|dont|quien|cuy[oa])\b")
_CALLED = re.compile(
    r"(?i)\b(?:ask(?:ed)?|told|friend|neighbou?r|cousin|uncle|aunt|mother|father|sister|brother"
    r"|named|called|interviewee:?|client:?|petite?|nommée?|prénommée?|mr\.?|mrs\.?|ms\.?|mme"
    r"|demandé à),? $"
)
_GOES_ON = re.compile(r"[a-zà-öø-ÿ,] ?$")
_AFTER_NAME = re.compile(r",? (?:the |an? |le |la |une? )?([\w-]+)(?: ([\w-]+))?")


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and capitalised words that are no part of a personal name."""
    text = files("scorecard.load").joinpath("names.txt").read_text(encoding="utf-8")
    lists = ["\n".join(part.splitlines()[1:]).split() for part in text.split("\n\n")]
    return frozenset(lists[0]), frozenset(lists[1])


_PERSON = re.compile(
    rf"(?:(?:Mr|Mrs|Ms|Mx|Mme|M)\.? )?{_TOKEN}(?: (?:[A-ZÀ-Þ]\. )?{_TOKEN}){{0,2}}"
)


def is_person(office: str) -> bool:
    """Whether what should name an office looks like a person's name instead."""
    if _PERSON.fullmatch(office) is None:
        return False
    given, others = _lists()
    first, *rest = (one.strip(".").lower() for one in office.split())
    if first in _ADDRESSED:
        return bool(rest)
    known = any(one in others or one in _TITLES for one in (first, *rest))
    return bool(rest) and first in given and not known


def is_given_name(word: str) -> bool:
    """Whether a word of more than two letters is a common given name."""
    return len(word) > 2 and word.lower() in _lists()[0]


_ADDRESSED = frozenset(("mr", "mrs", "ms", "mx", "mme", "m"))


def _names(text: str, known: Iterable[str]) -> Iterator[Match]:
    """Personal names in a sentence with a word for status or arrest."""
    given, others = _lists()
    masked = text
    for name in sorted((one for one in known if one), key=len, reverse=True)[:_MOST_KNOWN]:
        masked = masked.replace(name, " " * len(name))
    small, done = _small(text), -1
    for word in _STATUS.finditer(small):
        if word.start() < done:
            continue
        start, done = _sentence(text, word.start(), done)
        sentence = masked[start:done]
        words = [one.span() for one in _STATUS.finditer(small, start, done)]
        words = [(first - start, last - start) for first, last in words]
        for match in _FULL.finditer(sentence):
            if _is_name(match, sentence, words, given, others):
                yield Match(start + match.start(), start + match.end(), NAME)


_MOST_KNOWN = 1000
"""Public names that are looked at; a file has far fewer."""
_LONGEST = 400
"""How far before and after a word for status or arrest a sentence goes on at most."""


def _sentence(text: str, at: int, after: int) -> tuple[int, int]:
    """Where the sentence around a character starts, not before `after`, and where it ends."""
    back = max(0, after, at - _LONGEST)
    first = max(back, text.rfind("\n", back, at) + 1)
    starts = [match.end() for match in _STOP.finditer(text, first, at)]
    end = min(len(text), at + _LONGEST)
    stop = _STOP.search(text, at, end)
    return (starts[-1] if starts else first), (stop.start() if stop else end)


def _small(text: str) -> str:
    """A text in small letters, each character where it was."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _is_name(
    match: re.Match[str],
    sentence: str,
    words: list[tuple[int, int]],
    given: frozenset[str],
    others: frozenset[str],
) -> bool:
    """Whether capitalised words are somebody's name, near a word for status or arrest, and not that
    of somebody in office."""
    tokens = [_OWN.sub("", token.lower()) for token in (match[1], *re.findall(_TOKEN, match[2]))]
    if len(tokens) > 2 and _STATUS.match(tokens[0]):
        tokens = tokens[1:]  # as in "Expulsion de ..."
    if tokens[0] in _TITLES or any(token in others for token in tokens):
        return False
    start, end = match.span()
    person = _GOES_ON.search(sentence, 0, start) and _WHO.match(sentence, end)
    if tokens[0] not in given and not person and not _CALLED.search(sentence, 0, start):
        rest = f"{sentence[:start]} {sentence[end:]}"
        if len(tokens) not in (2, 3) or _is_title(rest):
            return False
    if not any(max(first - end, start - last) <= _REACH for first, last in words):
        return False
    reach = 60 if sentence[max(0, start - 2) : start] == ", " else 30
    before = re.findall(r"[\w-]+", sentence[max(0, start - reach) : start])
    before = before if reach == 60 else before[-3:]
    after = _AFTER_NAME.match(sentence, end)
    around = (*before, *(after.groups("") if after else ()))
    return not any(one.lower() in _TITLES for one in around)


def _is_title(sentence: str) -> bool:
    """Whether a sentence is written like a title, with most of its words capitalised."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) > 2 and 2 * sum(word[0].isupper() for word in words) > len(words)
