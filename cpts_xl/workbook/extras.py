"""What a user added to a workbook of ours: sheets, cells, notes, drawings, links, rules, names; nothing left unsaid."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from cpts_xl import formats
from cpts_xl.workbook.signature import refuser
from cpts_xl.workbook.xlsx_lu import Cellule, ClasseurLu, FeuilleLue, Valeur, lettres, lire, position

OCTETS_IMAGE, OCTETS_PARTIE, OBJETS = 5_000_000, 16_000_000, 20_000
LIEN = "lien"
EMU_PAR_PIXEL, PIXELS = 9525, 20_000

_SANS_ENTITE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_IMAGES = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"))
_ECHAPPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CADRES = {"chart": "graphique", "chartex": "graphique", "diagram": "diagramme", "slicer": "segment",
           "timeslicer": "chronologie", "ole": "objet incorporé"}  # fmt: skip
_FONDS = {"picture": "image de fond", "legacyDrawingHF": "image d'en-tête ou de pied de page",
          "sparkline": "courbe dans une cellule"}  # fmt: skip
_REGLES = {"dataBar": "barres de données", "colorScale": "nuances de couleurs", "iconSet": "jeu d'icônes",
           "duplicateValues": "valeurs en double", "uniqueValues": "valeurs uniques", "top10": "premières valeurs",
           "aboveAverage": "écart à la moyenne"}  # fmt: skip
_SUIVIS = {"comments", "threadedComment", "hyperlink", "image", "printerSettings", "ctrlProp", "control", "oleObject",
           "package", "slicer", "table", "timeline"}  # fmt: skip
_BALISES = ("row", "col", "mergeCell", "hyperlink", "conditionalFormatting", "dataValidation", "control", "oleObject",
            *_FONDS)  # fmt: skip


class CelluleAjoutee(NamedTuple):
    """One cell that the user filled; a date whose format shows an hour comes as a ``datetime``."""

    feuille: str
    adresse: str
    valeur: Valeur
    formule: str | None
    format: str


class FeuilleAjoutee(NamedTuple):
    """One sheet of the user; ``sorte`` is ``worksheet``, or ``chartsheet``, ``dialogsheet``… which hold no cell.

    ``largeurs`` are (first column, last column, width or None, hidden), columns counted from 1.
    """

    nom: str
    sorte: str
    cellules: tuple[CelluleAjoutee, ...]
    largeurs: tuple[tuple[int, int, float | None, bool], ...]
    fusionnees: tuple[str, ...]
    lignes_masquees: tuple[int, ...]
    masquee: bool


class Note(NamedTuple):
    """One note, or one whole thread of comments, its messages under each other."""

    feuille: str
    adresse: str
    auteur: str
    texte: str


class Dessin(NamedTuple):
    """One drawn object; ``texte`` is what it says, or the title of a chart; shift and size are in pixels.

    ``octets`` is None unless it is a PNG, JPEG, GIF or BMP image of at most 5 MB.
    """

    feuille: str
    ancre: str
    nature: str
    nom: str
    description: str
    octets: bytes | None
    extension: str
    texte: str = ""
    decalage: tuple[int, int] = (0, 0)
    taille: tuple[int, int] = (0, 0)


class NomAjoute(NamedTuple):
    """One defined name and what it stands for; ``Feuille!Nom`` when it belongs to one sheet."""

    nom: str
    cible: str


class Divers(NamedTuple):
    """Anything else, in words: links, rules, tables, controls, pictures behind or inside cells."""

    feuille: str
    sorte: str
    lieu: str
    detail: str


@dataclass(frozen=True, slots=True)
class Ajouts:
    """All that a user added to a workbook of ours."""

    feuilles: tuple[FeuilleAjoutee, ...] = ()
    notes: tuple[Note, ...] = ()
    images: tuple[Dessin, ...] = ()
    cellules: tuple[CelluleAjoutee, ...] = ()
    noms: tuple[NomAjoute, ...] = ()
    divers: tuple[Divers, ...] = ()

    @property
    def vide(self) -> bool:
        """Tell whether the user added nothing."""
        return self == Ajouts()


def inventaire(
    chemin: Path,
    classeur: ClasseurLu,
    connues: Mapping[str, frozenset[str]],
    *,
    noms_connus: frozenset[str] = frozenset(),
    graphiques_connus: frozenset[str] = frozenset(),
    notes_connues: frozenset[str] = frozenset(),
    regles_connues: frozenset[str] = frozenset(),
) -> Ajouts:
    """Return all that the user added to the workbook ``chemin``, already read as ``classeur``.

    ``connues`` gives, for each sheet of ours under the name it has in the file, the cells that the tool knows; every
    other sheet is the user's. What is ours besides cells: defined names, alt texts or titles of drawings (LibreOffice
    drops the alt text of a chart: give both), texts of notes, texts or formulas of conditional formats.

    Raises:
        ClasseurIllisible: a part of the file is dangerous, or does not make sense.
    """
    connus = _Connus(
        frozenset(nom.casefold() for nom in noms_connus),
        *(frozenset(map(_plat, textes)) for textes in (graphiques_connus, notes_connues, regles_connues)),
    )
    try:
        with zipfile.ZipFile(chemin) as archive:
            return _Inventaire(_Paquet(chemin, archive), classeur, connues, connus).dresser()
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError, zipfile.BadZipFile, zlib.error) as erreur:
        motif = f"contenu incohérent ({erreur}) ; l'ouvrir dans Excel, l'enregistrer de nouveau, puis recommencer"
        raise refuser(chemin, motif) from erreur
    except OSError as erreur:
        raise refuser(chemin, f"lecture impossible ({erreur.strerror or erreur})") from erreur


class _Connus(NamedTuple):
    noms: frozenset[str]
    dessins: frozenset[str]
    notes: frozenset[str]
    regles: frozenset[str]


class _Lien(NamedTuple):
    genre: str
    cible: str


class _Paquet:
    """The parts of a file: sizes bounded, no entity, nothing fetched."""

    def __init__(self, chemin: Path, archive: zipfile.ZipFile) -> None:
        self.chemin, self.archive, self.noms = chemin, archive, frozenset(archive.namelist())

    def octets(self, partie: str, limite: int) -> bytes | None:
        """Return the bytes of a part, or None when it is missing or larger than the limit."""
        if partie not in self.noms:
            return None
        with self.archive.open(partie) as flux:
            octets = flux.read(limite + 1)
        return octets if len(octets) <= limite else None

    def arbre(self, partie: str, *, tolerant: bool = False) -> Any:
        octets, nom = self.octets(partie, OCTETS_PARTIE), posixpath.basename(partie)
        if octets is None:
            raise refuser(self.chemin, f"sa partie {nom} manque ou est démesurée ; l'enregistrer de nouveau dans Excel")
        if any(marque in octets for marque in _DOCTYPE):
            raise refuser(self.chemin, f"sa partie {nom} contient des entités XML ; ne pas l'ouvrir")
        return etree.fromstring(octets, etree.XMLParser(recover=tolerant, **_SANS_ENTITE))

    def liens(self, partie: str) -> dict[str, _Lien]:
        """Return the relationships of a part by id, the place of internal targets made whole."""
        dossier, nom = posixpath.split(partie)
        relations, liens = f"{dossier}/_rels/{nom}.rels", {}
        for balise in self.arbre(relations) if relations in self.noms else ():
            cible = balise.get("Target", "")
            if balise.get("TargetMode") != "External":
                cible = posixpath.normpath(posixpath.join("/", dossier, cible)).lstrip("/")
            liens[balise.get("Id", "")] = _Lien(balise.get("Type", "").rpartition("/")[2], cible)
        return liens

    def elements(self, partie: str, balises: Iterable[str]) -> Iterator[tuple[str, Any]]:
        """Yield each element of a sheet once complete, with its name, then forget it."""
        with self.archive.open(partie) as flux:
            for _, element in etree.iterparse(flux, events=("end",), tag=["{*}" + b for b in balises], **_SANS_ENTITE):
                yield element.tag.rpartition("}")[2], element
                element.clear(keep_tail=False)
                while (precedent := element.getprevious()) is not None:
                    precedent.getparent().remove(precedent)


class _Inventaire:
    """The walk through the workbook; what is found piles up in its lists."""

    def __init__(
        self, paquet: _Paquet, classeur: ClasseurLu, connues: Mapping[str, frozenset[str]], connus: _Connus
    ) -> None:
        self.paquet, self.classeur, self.connues, self.connus = paquet, classeur, connues, connus
        self.feuilles: list[FeuilleAjoutee] = []
        self.cellules: list[CelluleAjoutee] = []
        self.notes: list[Note] = []
        self.dessins: list[Dessin] = []
        self.divers: list[Divers] = []
        self.personnes: dict[str, str] = {}
        self.reconnus: set[str] = set()
        self.series: ClasseurLu | None = None

    def dresser(self) -> Ajouts:
        liens = self.paquet.liens("xl/workbook.xml")
        for genre, cible in liens.values():
            if genre == "person":
                personnes = self.paquet.arbre(cible).iter("{*}person")
                self.personnes |= {p.get("id", ""): p.get("displayName", "") for p in personnes}
        for balise in self.paquet.arbre("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            _Feuille(self, self.classeur.feuilles[balise.get("name", "")], liens[_relation(balise)]).relever()
            if len(self.notes) + len(self.dessins) + len(self.divers) > OBJETS:
                raise refuser(self.paquet.chemin, f"il contient plus de {OBJETS} notes, dessins ou liens ; en retirer")
        noms = tuple(
            NomAjoute(nom, cible)
            for nom, cible in self.classeur.noms.items()
            if (nu := nom.rpartition("!")[2].casefold()) not in self.connus.noms
            and not nu.startswith(("_xl", "excel_builtin"))  # zones d'impression et filtres : posés par le tableur
        )
        return Ajouts(
            tuple(self.feuilles), tuple(self.notes), tuple(self.dessins), tuple(self.cellules), noms, tuple(self.divers)
        )

    def cellule(self, feuille: str, cellule: Cellule) -> CelluleAjoutee:
        valeur = cellule.valeur
        if isinstance(valeur, dt.date) and "h" in cellule.format.lower():
            # la lecture ordinaire ne garde que le jour : l'heure est dans le numéro de série
            self.series = self.series or lire(self.paquet.chemin, dates=False)
            serie = self.series.feuilles[feuille].cellules[cellule.adresse].valeur
            if isinstance(serie, Fraction):
                minuit = dt.datetime.combine(valeur, dt.time())
                valeur = minuit + dt.timedelta(seconds=round(serie % 1 * 86_400))
        return CelluleAjoutee(feuille, cellule.adresse, valeur, cellule.formule, cellule.format)


class _Feuille:
    """One sheet, ours or the user's, and all the parts that hang on it."""

    def __init__(self, tout: _Inventaire, lue: FeuilleLue, lien: _Lien) -> None:
        self.tout, self.lue, self.lien, self.paquet = tout, lue, lien, tout.paquet
        self.nom, self.liens = lue.nom, tout.paquet.liens(lien.cible)
        self.notre = tout.connues.get(lue.nom)
        self.largeurs: list[tuple[int, int, float | None, bool]] = []
        self.fusionnees: list[str] = []
        self.objets: set[str] = set()
        self.doublees: set[str] = set()

    def divers(self, sorte: str, lieu: str, detail: str) -> None:
        self.tout.divers.append(Divers(self.nom, sorte, lieu, detail))

    def relever(self) -> None:
        riches = any(nom.lower().startswith("xl/richdata/") for nom in self.paquet.noms)
        for genre, element in self.paquet.elements(self.lien.cible, (*_BALISES, *(["c"] if riches else []))):
            self._element(genre, element)
        pleines = (c for c in self.lue.cellules.values() if c.formule or c.valeur not in (None, ""))
        ajoutees = [self.tout.cellule(self.nom, c) for c in pleines if c.adresse not in (self.notre or ())]
        if self.notre is not None:
            self.tout.cellules += ajoutees
        else:
            masquees = tuple(sorted(self.lue.lignes_masquees))
            self.tout.feuilles.append(
                FeuilleAjoutee(self.nom, self.lien.genre, tuple(ajoutees), tuple(self.largeurs), tuple(self.fusionnees),
                               masquees, self.lue.visible != "visible")
            )  # fmt: skip
        self._notes()
        for genre, cible in self.liens.values():
            if genre == "drawing":
                self._dessins(cible)
            elif genre == "vmlDrawing":
                self._vml(cible)
            elif genre == "table" and self.notre is None:
                tableau = self.paquet.arbre(cible)
                self.divers("tableau", tableau.get("ref", ""), tableau.get("displayName", ""))
            elif genre == "pivotTable":
                croise = self.paquet.arbre(cible)
                lieux = [lieu.get("ref", "") for lieu in croise.iterfind("{*}location")]
                self.divers("tableau croisé dynamique", "".join(lieux), croise.get("name", ""))
            elif genre not in _SUIVIS:
                self.divers("contenu que l'outil ne connaît pas", "", genre)

    def _element(self, genre: str, e: Any) -> None:
        if genre == "col":
            cachee = e.get("hidden") in {"1", "true"} or e.get("width") == "0"
            largeur = float(e.get("width")) if e.get("width") else None
            self.largeurs.append((int(e.get("min") or 1), int(e.get("max") or 1), largeur, cachee))
        elif genre == "mergeCell":
            self.fusionnees.append(e.get("ref", ""))
        elif genre == "c" and e.get("vm"):
            self.divers("image ou donnée liée dans une cellule", e.get("r", ""), "")
        elif genre == "hyperlink":
            self._hyperlien(e)
        elif genre == "conditionalFormatting":
            self._mise_en_forme(e)
        elif genre == "dataValidation" and self.notre is None:
            self.divers("validation", _plage(e), " ; ".join(_formules(e)) or e.get("prompt", ""))
        elif genre in {"control", "oleObject"} and (numero := e.get("shapeId", "")) not in self.objets:
            self.objets.add(numero)  # l'objet et son repli, pour les vieux Excel, portent le même numéro
            nature = "contrôle" if genre == "control" else "objet incorporé"
            self.divers(nature, "", e.get("name") or e.get("progId", ""))
        elif genre in _FONDS:
            self.divers(_FONDS[genre], _plage(e), " ; ".join(_formules(e)))

    def _hyperlien(self, e: Any) -> None:
        externe = self.liens.get(_relation(e), _Lien("", "")).cible
        dedans = e.get("location", "")
        adresse = e.get("ref", "")
        if externe or (dedans and adresse not in (self.notre or ())):
            self.divers(LIEN, adresse, f"{externe}#{dedans}" if dedans else externe)

    def _mise_en_forme(self, e: Any) -> None:
        for regle in e.iterfind("{*}cfRule"):
            if regle.get("id") in self.doublees:
                continue
            self.doublees |= {suite.text for suite in regle.iterfind("{*}extLst/{*}ext/{*}id")}
            sorte = regle.get("type", "")
            signature = regle.get("text") or " ; ".join(_formules(regle)) or _REGLES.get(sorte, sorte)
            if self.notre is None or _plat(signature) not in self.tout.connus.regles:
                self.divers("mise en forme conditionnelle", _plage(e), signature)

    def _notes(self) -> None:
        fils: dict[str, list[tuple[str, str, str]]] = {}
        for genre, cible in self.liens.values():
            for message in self.paquet.arbre(cible).iter("{*}threadedComment") if genre == "threadedComment" else ():
                auteur = self.tout.personnes.get(message.get("personId", ""), "")
                texte = message.findtext("{*}text") or ""
                fils.setdefault(message.get("ref", ""), []).append((auteur, message.get("dT", "")[:10], texte))
        for genre, cible in self.liens.values():
            racine = self.paquet.arbre(cible) if genre == "comments" else None
            if racine is None:
                continue
            auteurs = [balise.text or "" for balise in racine.iterfind("{*}authors/{*}author")]
            for balise in racine.iterfind("{*}commentList/{*}comment"):
                rang, adresse = int(balise.get("authorId") or 0), balise.get("ref", "")
                auteur = auteurs[rang].strip() if 0 <= rang < len(auteurs) else ""
                if adresse in fils and auteur.startswith("tc="):
                    continue  # la note que lisent les Excel d'avant les fils de discussion
                self._note(adresse, auteur, _texte(balise.find("{*}text")))
        for adresse, messages in fils.items():
            if len(messages) == 1:
                self._note(adresse, messages[0][0], messages[0][2])
            else:
                self._note(adresse, messages[0][0], "\n".join(_message(*message) for message in messages))

    def _note(self, adresse: str, auteur: str, texte: str) -> None:
        position(adresse)
        if texte.strip() and _plat(texte) not in self.tout.connus.notes:
            self.tout.notes.append(Note(self.nom, adresse, auteur, texte))

    def _vml(self, partie: str) -> None:
        # Excel écrit du VML qui n'est pas toujours du XML ; les contrôles déjà relevés dans la feuille y reviennent
        racine = None if self.objets else self.paquet.arbre(partie, tolerant=True)
        for donnees in () if racine is None else racine.iter("{*}ClientData"):
            if donnees.get("ObjectType") != "Note":
                mots = " ".join(" ".join(t for boite in donnees.itersiblings("{*}textbox", preceding=True)
                                         for t in boite.itertext()).split())  # fmt: skip
                self.divers("contrôle", "", mots or donnees.get("ObjectType", ""))

    def _dessins(self, partie: str) -> None:
        liens = self.paquet.liens(partie)
        for ancre in self.paquet.arbre(partie).iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
            for objet in ancre.iter("{*}pic", "{*}graphicFrame", "{*}sp", "{*}cxnSp", "{*}contentPart"):
                replis = (parent.tag.rpartition("}")[2] for parent in objet.iterancestors())
                if not {"Fallback", "graphicFrame"} & set(replis):
                    self._dessin(ancre, objet, liens)

    def _dessin(self, ancre: Any, objet: Any, liens: Mapping[str, _Lien]) -> None:
        balise, fiche = objet.tag.rpartition("}")[2], next(objet.iter("{*}cNvPr"), None)
        fiche = {} if fiche is None else fiche
        if fiche.get("id") in self.objets:
            return  # l'image d'un contrôle ou d'un objet incorporé, déjà relevé
        octets, extension, nature = None, "", "forme"
        texte = "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in objet.iter("{*}p"))
        if balise == "pic":
            nature = "image"
            cible = next((liens[i].cible for b in objet.iter("{*}blip") if (i := _relation(b)) in liens), "")
            octets, extension = self._image(cible)
        elif balise == "graphicFrame":
            donnees = next(objet.iter("{*}graphicData"), None)
            nature = _CADRES.get("" if donnees is None else donnees.get("uri", "").rpartition("/")[2], "objet")
            texte = self._titre(liens, donnees) if nature == "graphique" else ""
        elif any(b.get("txBox") in {"1", "true"} for b in objet.iter("{*}cNvSpPr")):
            nature = "zone de texte"
        lieu, decalage = _place(ancre)
        dessin = Dessin(self.nom, lieu, nature, fiche.get("name", ""), fiche.get("descr", ""), octets, extension, texte,
                        decalage, _taille(ancre, objet))  # fmt: skip
        connu = {_plat(dessin.description), _plat(texte)} & self.tout.connus.dessins
        if connu and not connu & self.tout.reconnus:
            self.tout.reconnus |= connu  # une seule fois : une copie de notre graphique est un ajout
            return
        self.tout.dessins.append(dessin)
        for clic in objet.iter("{*}hlinkClick"):
            if cible := liens.get(_relation(clic), _Lien("", "")).cible:
                self.divers(f"lien posé sur {nature} « {dessin.nom} »", lieu, cible)

    def _image(self, partie: str) -> tuple[bytes | None, str]:
        octets = self.paquet.octets(partie, OCTETS_IMAGE)
        for magie, extension in _IMAGES:
            if octets and octets.startswith(magie):
                return octets, extension
        return None, posixpath.splitext(partie)[1].lstrip(".").lower()

    def _titre(self, liens: Mapping[str, _Lien], donnees: Any) -> str:
        parties = (liens[i].cible for b in donnees if (i := _relation(b)) in liens)
        for partie in parties:
            if partie in self.paquet.noms:
                for titre in self.paquet.arbre(partie).iterfind("{*}chart/{*}title"):
                    return "".join(t.text or "" for t in titre.iter("{*}t", "{*}v"))
        return ""


def _relation(balise: Any) -> str:
    """Return the id of the part that an element refers to, whatever the edition of the standard."""
    return next((v for n, v in balise.attrib.items() if n.endswith(("relationships}id", "relationships}embed"))), "")


def _plat(texte: str) -> str:
    """Return a text as it is compared: programs do not keep its spaces and ends of lines alike."""
    return " ".join(texte.split())


def _texte(balise: Any) -> str:
    """Return the text of a note, its phonetic guide left out."""
    morceaux = () if balise is None else (*balise.iterfind("{*}t"), *balise.iterfind("{*}r/{*}t"))
    return _ECHAPPE.sub(lambda trouve: chr(int(trouve[1], 16)), "".join(m.text or "" for m in morceaux))


def _message(auteur: str, jour: str, texte: str) -> str:
    try:
        quand = f" ({formats.jour(dt.date.fromisoformat(jour))})"
    except ValueError:
        quand = ""
    return f"{auteur or 'Anonyme'}{quand} : {texte}"


def _plage(balise: Any) -> str:
    """Return the cells of a rule: an attribute, or an element in what Excel added in 2010."""
    return balise.get("sqref") or balise.findtext("{*}sqref") or ""


def _formules(balise: Any) -> list[str]:
    noms = {"formula", "formula1", "formula2", "f"}
    return [e.text for e in balise.iter() if e.text and e.text.strip() and e.tag.rpartition("}")[2] in noms]


def _place(ancre: Any) -> tuple[str, tuple[int, int]]:
    """Return the cell of an anchor and the shift inside it, in pixels; a drawing may be placed on no cell."""
    coin, absolu = ancre.find("{*}from"), ancre.find("{*}pos")
    if coin is not None:
        colonne, ligne, droite, bas = (int(coin.findtext(f"{{*}}{n}") or 0) for n in ("col", "row", "colOff", "rowOff"))
        lieu = f"{lettres(min(max(colonne, 0), 16_383) + 1)}{min(max(ligne, 0), 1_048_575) + 1}"
        return lieu, (_pixels(droite), _pixels(bas))
    return "A1", (0, 0) if absolu is None else (_pixels(absolu.get("x")), _pixels(absolu.get("y")))


def _taille(ancre: Any, objet: Any) -> tuple[int, int]:
    etendues = (*objet.iterfind("{*}spPr/{*}xfrm/{*}ext"), *ancre.iterfind("{*}ext"))
    return next(((_pixels(e.get("cx")), _pixels(e.get("cy"))) for e in etendues), (0, 0))


def _pixels(emu: str | int | None) -> int:
    return min(max(int(emu or 0) // EMU_PAR_PIXEL, 0), PIXELS)
