"""The plan of the activity: actions, agreements, members; the dates to come and what is still worth doing."""

from __future__ import annotations

from collections.abc import Iterator

from cpts_xl.engine.etapes import Const, Debut, Entree, Etape, rangees
from cpts_xl.engine.plan.chantier import Chantier
from cpts_xl.engine.schema.activite import NB_PRIORITES, NB_PROCHAINES

MOIS_DE_PREPARATION = 3
"""Months before the dialogue de gestion when its preparation starts: four or five meetings have to fit in."""

ARRETE = "identite.arrete"


def activite(c: Chantier) -> Iterator[Etape]:
    """Yield the steps of the actions, of the agreements and of the members."""
    for rang in c.rangs("action"):
        cle = f"action.{rang}.id"
        yield c.etape(
            f"action.{rang}.depense",
            "depense_action",
            f"Action, ligne {rang} : dépensé dans l'année",
            cle,
            action=cle,
            debut="identite.debut",
            fin="identite.fin",
            actions=c.colonne("depense", "action"),
            dates=c.colonne("depense", "date"),
            montants=c.colonne("depense", "montant"),
        )
    for rang in c.rangs("convention"):
        i = f"convention.{rang}"
        yield c.etape(
            f"{i}.etat",
            "etat_convention",
            f"Convention, ligne {rang} : état",
            f"{i}.partenaire",
            prise_effet=f"{i}.date",
            terme=f"{i}.fin",
            arrete=ARRETE,
        )
    for rang in c.rangs("adherent"):
        yield from _adherents(c, f"adherent.{rang}", f"Adhérents, ligne {rang}")


def _adherents(c: Chantier, i: str, nom: str) -> Iterator[Etape]:
    cle = f"{i}.profession"
    yield c.etape(
        f"{i}.adherents",
        "adherents_profession",
        f"{nom} : nombre d'adhérents",
        cle,
        profession=cle,
        arrete=ARRETE,
        professions=c.colonne("professionnel", "profession"),
        adhesions=c.colonne("professionnel", "adhesion_debut"),
        departs=c.colonne("professionnel", "adhesion_fin"),
    )
    yield c.etape(
        f"{i}.taux",
        "taux_adhesion",
        f"{nom} : taux d'adhésion",
        cle,
        nombre_adherents=f"{i}.adherents",
        effectif=f"{i}.territoire",
    )
    yield c.etape(
        f"{i}.evolution",
        "evolution_adherents",
        f"{nom} : évolution en un an",
        cle,
        nombre_adherents=f"{i}.adherents",
        precedent=f"{i}.precedent",
    )


def vie(c: Chantier) -> Iterator[Etape]:
    """Yield the totals of the associative life: members of every profession, presences at every meeting."""
    i, nom, professions = "vie.adherents", "Adhérents, toutes professions", c.colonne("adherent", "profession")
    for champ, source, mot in (
        ("nombre", "adherents", "nombre"),
        ("territoire", "territoire", "professionnels du territoire"),
        ("precedent", "precedent", "un an avant"),
    ):
        yield c.etape(
            f"{i}.{champ}",
            "total_liste",
            f"{nom} : {mot}",
            cles=professions,
            nombres=c.colonne("adherent", source),
        )
    yield c.etape(
        f"{i}.taux",
        "taux_adhesion",
        f"{nom} : taux d'adhésion",
        nombre_adherents=f"{i}.nombre",
        effectif=f"{i}.territoire",
    )
    yield c.etape(
        f"{i}.evolution",
        "evolution_adherents",
        f"{nom} : évolution en un an",
        nombre_adherents=f"{i}.nombre",
        precedent=f"{i}.precedent",
    )
    yield c.etape(
        "vie.presences.nombre",
        "total_liste",
        "Présences aux réunions de l'année",
        cles=c.colonne("reunion", "id"),
        nombres=c.colonne("reunion", "presents"),
    )


def rendezvous(c: Chantier) -> Iterator[Etape]:
    """Yield the dated deadlines of the contract year, their order, then the next ones."""
    e = c.etape
    dates: dict[str, tuple[str, dict[str, Entree]]] = {
        "fin_annee": ("dernier_jour", {"fin": "identite.fin"}),
        "anniversaire": ("date_prevue", {"jour": "identite.fin"}),
        "dialogue_preparation": ("date_preparation", {"jour": "identite.dialogue", "mois": Const(MOIS_DE_PREPARATION)}),
        "dialogue": ("date_prevue", {"jour": "identite.dialogue"}),
        "exercice_cloture": ("date_prevue", {"jour": "identite.exercice_cloture"}),
    }
    libelles = rangees("rendezvous", c.droit)
    for code, (regle, entrees) in dates.items():
        i, nom = f"rendezvous.{code}", str(libelles[code]["libelle"])
        yield e(f"{i}.jour", regle, nom, **entrees)
        yield e(f"{i}.etat", "etat_date", f"{nom} : état", jour=f"{i}.jour", arrete=ARRETE)
    for mission in c.droit.missions:
        m = f"mission.{mission.code}"
        for etape in ("demarrage", "deploiement"):
            i = f"rendezvous.{etape}_{mission.code}"
            nom = str(libelles[f"{etape}_{mission.code}"]["libelle"])
            entrees = {
                "engagee": f"{m}.engagee",
                "echeance": f"{m}.echeance_{etape}",
                "date_reelle": f"{m}.{etape}",
                "arrete": ARRETE,
            }
            yield e(f"{i}.jour", "echeance_ouverte", nom, **entrees)
            yield e(f"{i}.etat", "etat_echeance", f"{nom} : état", **entrees)
    for code, mots in libelles.items():
        i, nom = f"rendezvous.{code}", mots["libelle"]
        yield e(f"{i}.jours_restants", "jours_restants", f"{nom} : jours restants", jour=f"{i}.jour", arrete=ARRETE)
        yield e(
            f"{i}.ordre",
            "ordre_date",
            f"{nom} : ordre",
            restants=f"{i}.jours_restants",
            numero=f"{i}.rang",
            colonne_restants=c.colonne("rendezvous", "jours_restants"),
            numeros=c.colonne("rendezvous", "rang"),
        )
    ordres = c.colonne("rendezvous", "ordre")
    for rang in range(1, NB_PROCHAINES + 1):
        i, nom = f"prochaine.{rang}", f"Prochaine date, rang {rang}"
        yield e(f"{i}.jour", "jour_au_rang", nom, rang=f"{i}.code", rangs=ordres, jours=c.colonne("rendezvous", "jour"))
        yield e(
            f"{i}.libelle",
            "texte_au_rang",
            f"{nom} : intitulé",
            rang=f"{i}.code",
            rangs=ordres,
            textes=c.colonne("rendezvous", "libelle"),
        )
        yield e(f"{i}.jours_restants", "jours_restants", f"{nom} : jours restants", jour=f"{i}.jour", arrete=ARRETE)


def priorites(c: Chantier) -> Iterator[Etape]:
    """Yield the order of the indicators by the euros that remain at stake, then the first ones."""
    e = c.etape
    restes, numeros = c.colonne("indicateur", "reste_enjeu"), c.colonne("indicateur", "numero")
    for rang in c.rangs("indicateur"):
        i, cle = f"indicateur.{rang}", f"indicateur.{rang}.id"
        nom = f"Indicateur, ligne {rang}"
        yield e(f"{i}.numero", "numero_dans_colonne", f"{nom} : numéro", cle, nombres=Debut(restes[:rang]))
        yield e(
            f"{i}.priorite",
            "ordre_priorite",
            f"{nom} : priorité",
            cle,
            reste=f"{i}.reste_enjeu",
            numero=f"{i}.numero",
            restes=restes,
            numeros=numeros,
        )
    ordres = c.colonne("indicateur", "priorite")
    textes = {"indicateur": ("id", "indicateur"), "libelle": ("libelle", "intitulé"), "mission": ("mission", "mission"),
              "statut": ("statut", "statut")}  # fmt: skip
    for rang in range(1, NB_PRIORITES + 1):
        i, nom = f"priorite.{rang}", f"Priorité, rang {rang}"
        for code, (champ, mot) in textes.items():
            yield e(
                f"{i}.{code}",
                "texte_au_rang",
                f"{nom} : {mot}",
                rang=f"{i}.code",
                rangs=ordres,
                textes=c.colonne("indicateur", champ),
            )
        yield e(
            f"{i}.reste",
            "montant_au_rang",
            f"{nom} : reste en jeu",
            rang=f"{i}.code",
            rangs=ordres,
            montants=restes,
        )
