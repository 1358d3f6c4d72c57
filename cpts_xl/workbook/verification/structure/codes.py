"""What a number format shows of a number: nothing, other digits, another scale, another unit, or the number itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from cpts_xl.workbook.verification.structure.jours import faux_jour, nomme_un_mois
from cpts_xl.workbook.verification.structure.torts import Tort
from cpts_xl.workbook.verification.structure.unites import autre_monnaie, autre_unite, dit_mille, puissance

_JETONS = re.compile(
    r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(General|Standard)|(AM/PM|A/P|B[12])|([0#?])|(.)',
    re.IGNORECASE | re.DOTALL,
)
_PLACE, _TEXTE, _POINT, _FRACTION, _PUISSANCE = "\x00\x01\x02\x03\x04"
"""What stands for a digit, « @ », the decimal point, a fraction or a power of ten in the order of a section."""
_MARQUES = str.maketrans("", "", _PLACE + _TEXTE + _POINT + _FRACTION + _PUISSANCE)
_ENTRE = re.compile(rf"(?<={_PLACE})[^{_PLACE}]+(?={_PLACE})")
_DEVANT = re.compile(rf"[^\w.,{_PLACE}]*[.,·٫]{_PLACE}")
_MILLIERS_ADMIS = re.compile(rf"[\s'’ʼ{_POINT}]*|{_PUISSANCE}[+-]")
"""What may stand between two digits: a space or an apostrophe, the decimal point, a power of ten."""
_NON_NOMBRES = frozenset({"code", "choix", "texte", "libre"})
"""Kinds whose numbers are read as words: a phone number or a SIRET may be cut by any sign."""
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_DEVISE = re.compile(r"\$([^-\]]*)(?:-(.*))?")
_CLAIRES = frozenset({
    "white", "blanc", "yellow", "jaune",
    *(f"{mot}{rang}" for mot in ("color", "couleur") for rang in (2, 6, 19, 20, 27, 34, 36)),
})  # fmt: skip
"""The colours that do not read on white paper: white, the yellows, the palest of the palette."""
_SOSIES = re.compile(rf"(?<=[{_PLACE},.])[OoΟОо]+(?![^\W\d_])|(?<![^\W\d_])[lIΙІ]+(?=[{_PLACE},.])|[\u202d\u202e]")
"""Letters that read as a zero behind the digits, as a one before them, and the signs that turn what follows round."""


@dataclass(slots=True)
class Section:
    """One section of a format, taken apart."""

    places: int = 0
    general: bool = False
    texte: bool = False
    date: bool = False
    pourcent: bool = False
    virgules: int = 0
    ordre: str = ""
    """What it writes, in order: the literal characters as they are, the rest by a mark each."""
    decimales: int = 0
    couleur: str = ""
    lettres: str = ""
    """The letters of a day or of an hour as they are, a space for all the rest: « dd mm yyyy »."""
    region: str = ""
    """What follows « $ » and « - » between brackets: a language, a calendar."""
    calendrier: str = ""
    """« B1 » or « B2 », when it names the calendar of the days."""
    condition: tuple[str, Fraction] | None = None

    @property
    def invisible(self) -> bool:
        """Return whether it writes in the colour of the paper."""
        return self.couleur in _CLAIRES

    @property
    def litteral(self) -> str:
        """Return the characters that the section writes by itself."""
        return self.ordre.translate(_MARQUES)

    @property
    def autour(self) -> tuple[str, str]:
        """Return what the section writes before its first digit, and after the last one."""
        avant, _, reste = self.ordre.partition(_PLACE)
        return avant.translate(_MARQUES), reste.rpartition(_PLACE)[2].translate(_MARQUES)

    def ecrit(self, texte: str) -> str:
        """Return what a section of texts shows of one."""
        return self.ordre.replace(_TEXTE, texte).translate(_MARQUES)


def sections(code: str) -> list[Section]:
    """Return the sections of a format, four at most."""
    trouvees, section, apres_point = [], Section(), False
    for cite, echappe, _, repete, crochet, general, moment, place, autre in _JETONS.findall(code[:2_000]):
        section.lettres += autre.lower() if autre.isalpha() else " "
        if autre == ";":
            trouvees.append(section)
            section, apres_point = Section(), False
        elif general:
            section.general = True
            section.ordre += _PLACE
        elif moment:
            section.date = section.date or "/" in moment
            section.calendrier = section.calendrier if "/" in moment else moment.upper()
        elif place:
            section.places += 1
            section.ordre += _PLACE
            section.virgules = 0
            section.decimales += apres_point
        elif crochet:
            _crochet(section, crochet)
        elif cite or echappe:
            section.ordre += cite or echappe
        elif repete.isdigit():
            section.ordre += repete  # recopié jusqu'au bord de la cellule, il se lit comme un chiffre du nombre
        elif autre:
            apres_point = _signe(section, autre, apres_point=apres_point)
    return [*trouvees, section][:4]


def _crochet(section: Section, contenu: str) -> None:
    if (condition := _CONDITION.fullmatch(contenu.strip())) is not None:
        section.condition = (condition[1], Fraction(condition[2]))
    elif (devise := _DEVISE.fullmatch(contenu)) is not None:
        section.ordre += devise[1]
        section.region += devise[2] or ""
    elif set(contenu.lower()) <= set("hms"):
        section.date = True
        section.lettres += f"h{contenu.lower()} "
    elif contenu.startswith("~"):
        section.region += contenu  # LibreOffice nomme ainsi un calendrier
    else:
        section.couleur = contenu.lower().replace(" ", "")


def _signe(section: Section, signe: str, *, apres_point: bool) -> bool:
    """Take one plain character; return whether the decimal point was met."""
    if signe == ".":
        section.ordre += _POINT
        return True
    if signe == "%":
        section.pourcent = True
    elif signe == "@":
        section.texte = True
        section.ordre += _TEXTE
    elif signe == ",":
        section.virgules += bool(section.places)
    elif signe.lower() in "dmyhsaj" and signe.isalpha():
        section.date = True
    elif signe == "/" and section.places:
        section.ordre += _FRACTION  # non cité, il calcule une fraction
    else:
        section.ordre += _PUISSANCE if signe in "Ee" else signe
    return apres_point


def section_de(code: str, valeur: Fraction) -> tuple[Section, int]:
    """Return the section that shows a value, and its rank."""
    toutes = sections(code)
    if any(s.condition for s in toutes):
        for rang, section in enumerate(toutes):
            if section.condition is None or _vraie(section.condition, valeur):
                return section, rang
        return toutes[-1], len(toutes) - 1
    rang = 0
    if valeur < 0 and len(toutes) > 1:
        rang = 1
    elif valeur == 0 and len(toutes) > 2:  # noqa: PLR2004  (la troisième est celle du zéro)
        rang = 2
    return toutes[rang], rang


def _montre(section: Section) -> bool:
    """Return whether a section shows something of the number."""
    return bool(section.places or section.general or section.texte or section.date)


def separe(section: Section) -> bool:
    """Return whether signs written between the digits, or a comma before them, make them read as another number.

    « #","##0 » shows 27 640 as « 27,640 », « 0"/"0 » shows 12 as « 1/2 ». A space or an apostrophe groups thousands,
    and a fraction is computed: they change nothing.
    """
    entre = (trou for trou in _ENTRE.findall(section.ordre) if _FRACTION not in trou)
    return _DEVANT.match(section.ordre) is not None or any(_MILLIERS_ADMIS.fullmatch(trou) is None for trou in entre)


def section_du_texte(code: str) -> Section | None:
    """Return the section that a text is shown by: the fourth, else the last when it has « @ »; None: shown as it is."""
    toutes = sections(code)
    return toutes[-1] if len(toutes) > 3 or toutes[-1].texte else None  # noqa: PLR2004  (la quatrième est celle du texte)


@lru_cache(maxsize=4_096)
def altere_le_texte(code: str) -> bool:
    """Return whether a format hides a text, shows other words in its place, or adds words to it."""
    section = section_du_texte(code)
    if section is None:
        return False
    if section.invisible or any(c.isalnum() for c in section.litteral):
        return True
    return not _montre(section)


def _vraie(condition: tuple[str, Fraction], valeur: Fraction) -> bool:
    signe, borne = condition
    return {"<": valeur < borne, "<=": valeur <= borne, ">": valeur > borne, ">=": valeur >= borne,
            "=": valeur == borne, "<>": valeur != borne}[signe]  # fmt: skip


@lru_cache(maxsize=4_096)
def tort(code: str, genre: str, valeur: Fraction) -> Tort | None:  # noqa: C901, PLR0911, PLR0912  (un tort, un motif)
    """Return how a format misleads about one value of a kind (« montant », « taux »… or "" when unknown), or None."""
    if code in {"General", "@", ""} or (code.startswith("#") and code[1:].isdecimal()):
        return None
    section, rang = section_de(code, valeur)
    montre = _montre(section)
    # « B2 » choisit le calendrier d'une date ; ailleurs, il s'écrit comme un autre chiffre
    chiffres = any(c.isnumeric() for c in section.litteral) or bool(section.calendrier and not section.date)
    chiffres = chiffres or (montre and _SOSIES.search(section.ordre) is not None)
    if not montre:
        if chiffres:
            return Tort.AUTRE
        if valeur == 0 and any(_montre(autre) for autre in sections(code)):
            return None  # un tiret, ou rien, à la place d'un zéro : usage ordinaire
        return Tort.MOTS if any(c.isalpha() for c in section.litteral) else Tort.RIEN
    if section.invisible and valeur != 0:
        return Tort.RIEN
    if chiffres or (section.date and nomme_un_mois(section.litteral)):
        return Tort.AUTRE
    if section.date and genre == "jour":
        return faux_jour(code, section.lettres, section.region, section.calendrier)
    if section.date:
        return Tort.DATE if genre in {"montant", "taux", "entier", "nombre"} else None
    if genre not in _NON_NOMBRES and valeur != 0 and separe(section):
        return Tort.AUTRE
    autour = section.autour
    if section.virgules and valeur != 0:
        return None if puissance(*autour) == section.virgules else Tort.ECHELLE
    if dit_mille(genre, *autour):
        return Tort.ECHELLE
    if section.pourcent and genre in {"montant", "entier", "nombre"}:
        return Tort.POURCENT
    if genre == "taux" and not section.pourcent and section.places:
        sans_dire = "%" in section.litteral or "€" in section.litteral or section.decimales < 2  # noqa: PLR2004
        return Tort.TAUX if sans_dire else None
    moins = "-" in section.litteral or "−" in section.litteral or "(" in section.litteral
    if valeur > 0 and ("-" in section.litteral.lstrip()[:1] or "−" in section.litteral.lstrip()[:1]):
        return Tort.SIGNE
    if valeur < 0 and rang == 1 and not moins and not section.couleur and not section.general:
        return Tort.SIGNE
    if genre == "montant" and autre_monnaie(section.litteral, autour[1]):
        return Tort.MONNAIE
    return Tort.UNITE if autre_unite(genre, autour[1]) else None
