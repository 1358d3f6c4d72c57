"""One sheet, ours or the user's, and all the parts that hang on it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cpts_xl.workbook.extras.balises import formules, message, place, plage, plat, relation, taille, texte
from cpts_xl.workbook.extras.modele import LIEN, Dessin, Divers, FeuilleAjoutee, Note
from cpts_xl.workbook.extras.paquet import Lien
from cpts_xl.workbook.xlsx.lu import FeuilleLue, position

if TYPE_CHECKING:
    from cpts_xl.workbook.extras import Inventaire

OCTETS_IMAGE = 5_000_000
_IMAGES = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"))
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


class Feuille:
    """One sheet, ours or the user's, and all the parts that hang on it."""

    def __init__(self, tout: Inventaire, lue: FeuilleLue, lien: Lien) -> None:
        self.tout, self.lue, self.lien, self.paquet = tout, lue, lien, tout.paquet
        self.nom, self.liens = lue.nom, tout.paquet.liens(lien.cible)
        self.notre = tout.connues.get(lue.nom)
        self.largeurs: list[tuple[int, int, float | None, bool]] = []
        self.fusionnees: list[str] = []
        self.objets: set[str] = set()
        self.doublees: set[str] = set()

    def divers(self, sorte: str, lieu: str, detail: str) -> None:
        """Note something that is neither a cell, a note nor a drawing."""
        self.tout.divers.append(Divers(self.nom, sorte, lieu, detail))

    def relever(self) -> None:
        """Walk through the sheet and its parts; what is found piles up in the inventory."""
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
            self.divers("validation", plage(e), " ; ".join(formules(e)) or e.get("prompt", ""))
        elif genre in {"control", "oleObject"} and (numero := e.get("shapeId", "")) not in self.objets:
            self.objets.add(numero)  # l'objet et son repli, pour les vieux Excel, portent le même numéro
            nature = "contrôle" if genre == "control" else "objet incorporé"
            self.divers(nature, "", e.get("name") or e.get("progId", ""))
        elif genre in _FONDS:
            self.divers(_FONDS[genre], plage(e), " ; ".join(formules(e)))

    def _hyperlien(self, e: Any) -> None:
        externe = self.liens.get(relation(e), Lien("", "")).cible
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
            signature = regle.get("text") or " ; ".join(formules(regle)) or _REGLES.get(sorte, sorte)
            if self.notre is None or plat(signature) not in self.tout.connus.regles:
                self.divers("mise en forme conditionnelle", plage(e), signature)

    def _notes(self) -> None:
        fils: dict[str, list[tuple[str, str, str]]] = {}
        for genre, cible in self.liens.values():
            for dit in self.paquet.arbre(cible).iter("{*}threadedComment") if genre == "threadedComment" else ():
                auteur = self.tout.personnes.get(dit.get("personId", ""), "")
                corps = dit.findtext("{*}text") or ""
                fils.setdefault(dit.get("ref", ""), []).append((auteur, dit.get("dT", "")[:10], corps))
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
                self._note(adresse, auteur, texte(balise.find("{*}text")))
        for adresse, messages in fils.items():
            if len(messages) == 1:
                self._note(adresse, messages[0][0], messages[0][2])
            else:
                self._note(adresse, messages[0][0], "\n".join(message(*dit) for dit in messages))

    def _note(self, adresse: str, auteur: str, texte: str) -> None:
        position(adresse)
        if texte.strip() and plat(texte) not in self.tout.connus.notes:
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

    def _dessin(self, ancre: Any, objet: Any, liens: Mapping[str, Lien]) -> None:
        balise, fiche = objet.tag.rpartition("}")[2], next(objet.iter("{*}cNvPr"), None)
        fiche = {} if fiche is None else fiche
        if fiche.get("id") in self.objets:
            return  # l'image d'un contrôle ou d'un objet incorporé, déjà relevé
        octets, extension, nature = None, "", "forme"
        texte = "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in objet.iter("{*}p"))
        if balise == "pic":
            nature = "image"
            cible = next((liens[i].cible for b in objet.iter("{*}blip") if (i := relation(b)) in liens), "")
            octets, extension = self._image(cible)
        elif balise == "graphicFrame":
            donnees = next(objet.iter("{*}graphicData"), None)
            nature = _CADRES.get("" if donnees is None else donnees.get("uri", "").rpartition("/")[2], "objet")
            texte = self._titre(liens, donnees) if nature == "graphique" else ""
        elif any(b.get("txBox") in {"1", "true"} for b in objet.iter("{*}cNvSpPr")):
            nature = "zone de texte"
        lieu, decalage = place(ancre)
        dessin = Dessin(self.nom, lieu, nature, fiche.get("name", ""), fiche.get("descr", ""), octets, extension, texte,
                        decalage, taille(ancre, objet))  # fmt: skip
        connu = {plat(dessin.description), plat(texte)} & self.tout.connus.dessins
        if connu and not connu & self.tout.reconnus:
            self.tout.reconnus |= connu  # une seule fois : une copie de notre graphique est un ajout
            return
        self.tout.dessins.append(dessin)
        for clic in objet.iter("{*}hlinkClick"):
            if cible := liens.get(relation(clic), Lien("", "")).cible:
                self.divers(f"lien posé sur {nature} « {dessin.nom} »", lieu, cible)

    def _image(self, partie: str) -> tuple[bytes | None, str]:
        octets = self.paquet.octets(partie, OCTETS_IMAGE)
        for magie, extension in _IMAGES:
            if octets and octets.startswith(magie):
                return octets, extension
        return None, posixpath.splitext(partie)[1].lstrip(".").lower()

    def _titre(self, liens: Mapping[str, Lien], donnees: Any) -> str:
        parties = (liens[i].cible for b in donnees if (i := relation(b)) in liens)
        for partie in parties:
            if partie in self.paquet.noms:
                for titre in self.paquet.arbre(partie).iterfind("{*}chart/{*}title"):
                    return "".join(t.text or "" for t in titre.iter("{*}t", "{*}v"))
        return ""
