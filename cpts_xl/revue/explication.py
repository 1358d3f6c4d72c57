"""Where a number comes from: a tree of sentences, down to what was declared and to what the texts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cpts_xl.engine.resultat import EtapeCalculee, Resultat
from cpts_xl.engine.sources import Source
from cpts_xl.formats import nombre
from cpts_xl.revue.designation import Carte
from cpts_xl.revue.libelles import champ_de, genre_de, libelle_de, montrer, montrer_lue
from cpts_xl.revue.lignes_libres import contenu, ligne_libre
from cpts_xl.rules.genres import afficher
from cpts_xl.rules.genres import genre_de as genre_d_unite
from cpts_xl.rules.lectures import STATUTS
from cpts_xl.workbook import sheets
from cpts_xl.workbook.french import en_francais
from cpts_xl.workbook.recu.layout_recu import LayoutRecu
from cpts_xl.workbook.recu.read import Lecture
from cpts_xl.workbook.verification import encre_de, memes
from cpts_xl.workbook.verification.formules import Formules, equivalentes
from cpts_xl.workbook.verification.versions import correction_de, phrase_de

VOIR = "voir plus haut"
ATTENTION = "ATTENTION"
PROFONDEUR_MAX = 200
"""Beyond, a tree is cut: no real number of a contract comes from so far."""
LIGNES_MAX = 15
"""Rows of a column told one by one; the others are told by their number."""


@dataclass(frozen=True, slots=True)
class Arbre:
    """A node: its sentence, the sentences under it, and where it comes from. ``ident`` is "" for a cell not ours."""

    titre: str
    phrases: tuple[str, ...] = ()
    enfants: tuple[Arbre, ...] = ()
    ident: str = ""

    @property
    def alerte(self) -> bool:
        """Return whether the file does not hold, there, what is computed."""
        return any(phrase.startswith(ATTENTION) for phrase in self.phrases)

    def parcours(self) -> Iterator[Arbre]:
        """Yield this node, then all that is under it."""
        yield self
        for enfant in self.enfants:
            yield from enfant.parcours()


def expliquer(lecture: Lecture, resultat: Resultat, cellule: str, *, profondeur: int | None = None) -> Arbre:
    """Return where a number comes from; ``cellule`` is an address with its sheet, a name, a step or a label.

    An input explains what it is and who reads it; a cell that the tool did not write is said to be so. ``profondeur``
    is how many levels are told under the first (all of them by default).

    Raises:
        SaisieInvalide: nothing bears that name; the nearest ones are told.
    """
    carte = Carte(lecture, resultat)
    designe = carte.designer(cellule)
    if not designe.ident:
        return _etrangere(lecture, resultat, *(designe.place or ("", "")))
    limite = PROFONDEUR_MAX if profondeur is None else max(0, profondeur)
    arbre = _Conteur(carte, limite).conter(designe.ident)
    if designe.ident not in resultat.par_id:
        arbre = Arbre(arbre.titre, (*arbre.phrases, *_lecteurs(carte, designe.ident)), arbre.enfants, arbre.ident)
    return Arbre(arbre.titre, (designe.par, *arbre.phrases), arbre.enfants, arbre.ident) if designe.par else arbre


def _etrangere(lecture: Lecture, resultat: Resultat, feuille: str, adresse: str) -> Arbre:
    """Return what can be said of a cell that holds none of our inputs nor steps: a free row, or not ours at all."""
    cellule = lecture.classeur.feuilles[feuille].cellule(adresse)
    dit = [] if cellule is None else contenu(cellule)
    libre = ligne_libre(lecture, resultat, feuille, adresse)
    if libre is not None:
        titre = f"{feuille}!{adresse}, colonne « {libre.titre} » : ligne libre, rien n'y est déclaré."
        return Arbre(titre, (*libre.phrases, *dit))
    titre = f"{feuille}!{adresse} : cette cellule n'est pas un calcul ni une saisie que l'outil connaisse"
    if cellule is None:
        return Arbre(titre, ("Elle est vide.",))
    if feuille == sheets.BAREME:
        par_cle = "Les calculs lisent cette feuille par sa clé, dans la colonne A : expliquer le montant qui s'en sert."
        return Arbre(titre, (*dit, par_cle))
    return Arbre(titre, (*(dit or ["Elle est vide."]), "Rien de ce que l'outil calcule ne la lit."))


def _lecteurs(carte: Carte, ident: str) -> list[str]:
    """Return who reads an input: the steps downstream, with their cells."""
    lecteurs = [c for c in carte.resultat.pleines if _lit(c, ident)]
    if not lecteurs:
        return ["Aucun calcul ne la lit : elle renseigne le rapport."]
    dits = [f"{c.etape.libelle}{_entre(carte, c.etape.id)}" for c in lecteurs[:LIGNES_MAX]]
    reste = f" et {nombre(len(lecteurs) - LIGNES_MAX)} autres" if len(lecteurs) > LIGNES_MAX else ""
    return [f"Lue par {nombre(len(lecteurs))} calcul{'s' * (len(lecteurs) > 1)} : {' ; '.join(dits)}{reste}."]


def _lit(calculee: EtapeCalculee, ident: str) -> bool:
    return any(ident == e or (isinstance(e, tuple) and ident in e) for e in calculee.etape.entrees.values())


def _entre(carte: Carte, ident: str) -> str:
    place = carte.places.get(ident)
    return f" ({place[0]}!{place[1]})" if place else ""


class _Conteur:
    """One telling: what was already said is not said twice."""

    def __init__(self, carte: Carte, profondeur: int) -> None:
        self.carte, self.resultat, self.profondeur = carte, carte.resultat, profondeur
        self.encre = encre_de(carte.lecture)
        self.correction = correction_de(carte.lecture.classeur, carte.resultat)
        self.ecrit = carte.resultat if self.correction is None else self.correction.alors
        """The dossier as the version that wrote the file computes it."""
        self.formules = Formules(LayoutRecu(self.ecrit, carte.lecture), self.encre)
        self.dits: set[str] = set()

    def conter(self, ident: str, niveau: int = 0) -> Arbre:
        titre = f"{self._ou(ident)}{libelle_de(self.resultat, ident)} = {montrer(self.resultat, ident)}"
        calculee = self.resultat.par_id.get(ident)
        if calculee is None:
            return Arbre(titre, tuple(self._saisie(ident)), (), ident)
        if calculee.vide:
            return Arbre(titre, ("La ligne est vide : rien n'y est calculé.",), (), ident)
        if ident in self.dits:
            return Arbre(f"{titre} ({VOIR})", (), (), ident)
        self.dits.add(ident)
        statut = STATUTS[calculee.statut]
        phrases = [calculee.phrase, f"Texte : {calculee.reference}. Statut : {statut}.", *self._stockee(calculee)]
        if niveau >= self.profondeur:
            return Arbre(titre, (*phrases, "La suite est plus profonde que ce qui est demandé."), (), ident)
        return Arbre(titre, tuple(phrases), tuple(self._enfants(calculee, niveau + 1)), ident)

    def _ou(self, ident: str) -> str:
        place = self.carte.places.get(ident)
        return f"{place[0]}!{place[1]} : " if place else ""

    def _saisie(self, ident: str) -> Iterator[str]:
        """Yield who declared an input and what was typed; a fixed word says that it is one."""
        champ, place = champ_de(ident), self.carte.places.get(ident)
        if champ is None:
            yield "Mot fixe, que l'outil écrit d'après les textes."
            return
        if place is None:
            yield "Saisie absente du fichier reçu."
            return
        cellule = self.carte.lecture.classeur.feuilles[place[0]].cellule(place[1])
        ou = f"feuille « {place[0]} », cellule {place[1]}"
        if cellule is None or cellule.valeur in {None, ""}:
            yield f"Saisie laissée vide par la CPTS ({ou})."
        elif cellule.formule:
            formule = en_francais(cellule.formule.strip("{}"))
            donne = montrer_lue(champ.genre, cellule.valeur)
            yield f"Déclarée par la CPTS ({ou}) par une formule, {formule}, qui donne « {donne} »."
        else:
            yield f"Déclarée par la CPTS ({ou}) ; tapé : « {montrer_lue(champ.genre, cellule.valeur)} »."

    def _stockee(self, calculee: EtapeCalculee) -> Iterator[str]:
        """Yield that the file does not hold what the tool computes, when it is so."""
        place = self.carte.places.get(calculee.etape.id)
        if place is None:
            yield "Le fichier reçu ne montre pas ce calcul."
            return
        cellule = self.carte.lecture.classeur.feuilles[place[0]].cellule(place[1])
        stockee = cellule.valeur if cellule else None
        ecrite = self.ecrit.par_id[calculee.etape.id]
        if not memes(stockee, calculee.valeur, self.encre):
            genre = calculee.etape.regle.retour
            lu, du = montrer_lue(genre, stockee), afficher(genre, calculee.valeur)
            yield f"{ATTENTION} : le fichier porte {lu}, et non {du}, en {place[0]}!{place[1]}."
            if self.correction is not None and memes(stockee, ecrite.valeur, self.encre):
                yield f"{ATTENTION} : {phrase_de(self.correction.version, calculee.etape.regle.nom)}"
        lue, due = cellule.formule if cellule else None, self.formules.due(ecrite.etape)
        if lue is not None and due is not None and not equivalentes(lue, due, place[0]):
            yield (
                f"{ATTENTION} : la formule de {place[0]}!{place[1]} a été modifiée : {en_francais(lue)}, "
                f"au lieu de {en_francais(due)}."
            )
        if cellule is not None and cellule.formule is None and stockee is not None:
            yield f"{ATTENTION} : {place[0]}!{place[1]} ne porte plus de formule, mais une valeur tapée."

    def _enfants(self, calculee: EtapeCalculee, niveau: int) -> Iterator[Arbre]:
        lignes = _lignes_retenues(calculee)
        for argument in calculee.etape.regle.arguments:
            entree = calculee.etape.entrees.get(argument.nom)
            if isinstance(entree, str):
                if entree in self.resultat.par_id or champ_de(entree):  # un mot fixe n'apprend rien au lecteur
                    yield self.conter(entree, niveau)
            elif isinstance(entree, tuple):
                yield self._colonne(argument.libelle, entree, lignes, niveau)
        for source in calculee.sources:
            yield self._parametre(source)

    def _parametre(self, source: Source) -> Arbre:
        """Return a parameter of law: its value in its unit, its text, article and status."""
        parametre = self.resultat.droit.parametres.get(source.code)
        valeur = afficher(genre_d_unite(parametre.unite if parametre else ""), source.valeur)
        statut = STATUTS.get(source.statut, source.statut)
        return Arbre(f"Paramètre du droit : {source.libelle} = {valeur}", (f"{source.reference}. Statut : {statut}.",))

    def _colonne(self, libelle: str, entree: tuple[str, ...], lignes: list[int] | None, niveau: int) -> Arbre:
        """Return a column: how many cells, and, one by one, those that the computation retains."""
        v = self.resultat.valeurs
        pleins = [i for i in entree if v.get(i) is not None and v.get(i) != ""]
        places = [self.carte.places[i] for i in entree if i in self.carte.places]
        ou = f"{places[0][0]}!{places[0][1]}:{places[-1][1]}" if places else "hors du fichier"
        titre = f"{libelle} : {nombre(len(pleins))} valeur{'s' * (len(pleins) > 1)} ({ou})"
        if lignes is not None and len(lignes) < len(pleins):
            titre += f", dont {nombre(len(lignes))} retenue{'s' * (len(lignes) > 1)}"
            pleins = [entree[n] for n in lignes if entree[n] in set(pleins)]
        if not any(genre_de(self.resultat, i).numerique for i in pleins[:1]):
            return Arbre(titre)
        enfants = tuple(self.conter(i, niveau + 1) for i in pleins[:LIGNES_MAX]) if niveau < self.profondeur else ()
        reste = len(pleins) - len(enfants)
        return Arbre(titre, (f"{reste} autres valeurs, lues de même.",) if enfants and reste else (), enfants)


def _lignes_retenues(calculee: EtapeCalculee) -> list[int] | None:
    """Return the rows of the columns that answer the criteria of a rule, or None when it has no criterion.

    A criterion is a word given apart that a column of words holds: the mission of the line, for instance.
    """
    arguments, lues = calculee.etape.regle.arguments, calculee.entrees
    cles = {str(lues[a.nom]).casefold() for a in arguments
            if not a.genre.liste and isinstance(lues.get(a.nom), str | Fraction)}  # fmt: skip
    filtres = [
        [n for n, valeur in enumerate(lues[a.nom] or ()) if str(valeur).casefold() in cles]
        for a in arguments
        if a.genre.liste and not a.genre.numerique and lues.get(a.nom)
    ]
    utiles = [set(filtre) for filtre in filtres if filtre]
    if not utiles:
        return None
    return sorted(set.intersection(*utiles))
