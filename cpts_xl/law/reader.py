"""From one TOML file to the records of one act. Every refusal names file, key and remedy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cpts_xl.errors import TexteInvalide
from cpts_xl.law.bloc import Bloc
from cpts_xl.law.fiches import fiche, lit_cle, lit_code, lit_parametres, lit_rangee
from cpts_xl.law.grammaire import lit_toml
from cpts_xl.law.model import (
    TAILLES,
    Abrogation,
    Acte,
    Ligne,
    Maintien,
    Mission,
    Parametre,
    Seuil,
    Texte,
    codes_de_ligne,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

VOLETS = ("fonctionnement", "fixe", "variable", "snp")
FAMILLES = ("fonctionnement", "mission", "supplement_snp", "crise_variable")
CONDITIONS = ("", "supplement_snp", "plan_redaction", "plan_mise_a_jour", "crise_reconnue")

_ORIGINE = ("article", "source", "statut", "verifie_le", "note")
_CLES = {
    "texte": ("nom", "titre", "court", "signature", "effet", "effet_statut", "source", "note"),
    "mission": ("code", "libelle", "socle", "apres", *_ORIGINE),
    "ligne": (
        "code",
        "libelle",
        "mission",
        "volet",
        "famille",
        "condition",
        "apres",
        "unite",
        "montants",
        *_ORIGINE,
    ),
    "seuil": ("taille", "libelle", "valeur", "comprise", "unite", *_ORIGINE),
    "parametre": (
        "cle",
        "libelle",
        "unite",
        "valeur",
        "montants",
        "valeurs",
        "noms",
        "mots_admis",
        *_ORIGINE,
    ),
    "maintien": ("lignes", *_ORIGINE),
    "abroge": ("ligne", "cle", *_ORIGINE),
}


def lit_acte(fichier: str, contenu: str) -> Acte:
    """Return the act written in a file; raise TexteInvalide at its first fault."""
    tables = lit_toml(fichier, contenu)
    for nom in tables:
        if nom not in _CLES:
            raise TexteInvalide(f"{fichier}, [{nom}] : bloc inconnu. Blocs admis : {', '.join(_CLES)}.")
    if "texte" not in tables:
        raise TexteInvalide(
            f"{fichier}, [texte] : bloc manquant. Commencer le fichier par [texte], son nom, son effet."
        )
    texte = _texte(Bloc(fichier, "[texte]", tables["texte"], _CLES["texte"]))
    missions, lignes, seuils, parametres, places = [], [], [], [], {}
    for bloc in _blocs(fichier, tables, "mission"):
        mission, parametre = _mission(bloc, texte)
        missions.append(mission)
        parametres.append(parametre)
        places[mission.code] = bloc.chaine_ou_vide("apres")
    for bloc in _blocs(fichier, tables, "ligne"):
        ligne = _ligne(bloc)
        lignes.append(ligne)
        parametres += lit_rangee(bloc, texte, ("montant", ligne.code), "montants")
        places[ligne.code] = bloc.chaine_ou_vide("apres")
    for bloc in _blocs(fichier, tables, "seuil"):
        seuil = _seuil(bloc, texte)
        seuils.append(seuil)
        parametres.append(seuil.parametre)
    for bloc in _blocs(fichier, tables, "parametre"):
        parametres += lit_parametres(bloc, texte)
    maintiens = [un for bloc in _blocs(fichier, tables, "maintien") for un in _maintiens(bloc)]
    abrogations = [_abrogation(bloc, texte) for bloc in _blocs(fichier, tables, "abroge")]
    codes = [parametre.code for parametre in parametres] + [maintien.code for maintien in maintiens]
    codes += [code for abrogation in abrogations for code in abrogation.codes]
    for rang, code in enumerate(codes):
        if code in codes[:rang]:
            raise TexteInvalide(
                f"{fichier}, clé « {code} » : écrite deux fois dans ce texte. N'en garder qu'une : un texte "
                "donne, maintient ou abroge une clé, une seule fois."
            )
    return Acte(
        texte,
        tuple(missions),
        tuple(lignes),
        tuple(seuils),
        tuple(parametres),
        tuple(maintiens),
        tuple(abrogations),
        places,
    )


def _blocs(fichier: str, tables: dict[str, Any], nom: str) -> Iterator[Bloc]:
    suite = tables.get(nom, [])
    if not isinstance(suite, list):
        raise TexteInvalide(f"{fichier}, [{nom}] : ce bloc se répète. L'ouvrir par des doubles crochets : [[{nom}]].")
    for rang, table in enumerate(suite, start=1):
        yield Bloc(fichier, f"[[{nom}]] n° {rang}", table, _CLES[nom])


def _texte(bloc: Bloc) -> Texte:
    signature = bloc.jour("signature") if bloc.a("signature") else None
    if signature and not bloc.fichier.startswith(f"{signature.isoformat()}_"):
        raise bloc.refus(
            "signature",
            f"le nom du fichier ne commence pas par la date de signature {signature.isoformat()}",
            f"Renommer le fichier en {signature.isoformat()}_….toml, ou corriger la date.",
        )
    return Texte(
        nom=bloc.chaine("nom"),
        titre=bloc.chaine("titre"),
        court=bloc.chaine("court"),
        signature=signature,
        effet=bloc.jour("effet"),
        effet_statut=bloc.statut("effet_statut"),
        source=bloc.chaine("source"),
        fichier=bloc.fichier,
        note=bloc.chaine_ou_vide("note"),
    )


def _mission(bloc: Bloc, texte: Texte) -> tuple[Mission, Parametre]:
    mission = Mission(lit_code(bloc, "code"), bloc.chaine("libelle"), bloc.booleen("socle"), texte.effet)
    return mission, fiche(
        bloc,
        texte,
        ("mission", mission.code),
        libelle=f"Mission « {mission.libelle} »",
        valeur="socle" if mission.socle else "optionnelle",
        unite="nature",
        statut=bloc.statut(),
    )


def _ligne(bloc: Bloc) -> Ligne:
    ligne = Ligne(
        code=lit_code(bloc, "code"),
        libelle=bloc.chaine("libelle"),
        mission=bloc.chaine_ou_vide("mission"),
        volet=_parmi(bloc, "volet", VOLETS),
        famille=_parmi(bloc, "famille", FAMILLES),
        condition=_parmi(bloc, "condition", CONDITIONS),
    )
    if ligne.volet == "variable" and not ligne.mission:
        raise bloc.refus("mission", "manquante", "Une ligne variable paie les indicateurs d'une mission : la dire.")
    if (ligne.volet == "variable") != (ligne.code == f"{ligne.mission}_variable"):
        raise bloc.refus(
            "code",
            f"« {ligne.code} », volet {ligne.volet}, mission « {ligne.mission} »",
            "Les indicateurs d'une mission paient une ligne variable et une seule, qui s'appelle du code de la mission "
            "suivi de _variable : acces_variable. Reprendre ce code, ou choisir un autre volet.",
        )
    return ligne


def _seuil(bloc: Bloc, texte: Texte) -> Seuil:
    taille = bloc.entier("taille")
    if str(taille) not in TAILLES:
        raise bloc.refus("taille", f"taille {taille} inconnue", f"Écrire une taille de {TAILLES[0]} à {TAILLES[-1]}.")
    valeur = bloc.entier("valeur")
    parametre = fiche(
        bloc,
        texte,
        ("seuil_taille", str(taille)),
        libelle=bloc.chaine("libelle"),
        valeur=Fraction(valeur),
        unite=bloc.unite(),
        statut=bloc.statut(),
    )
    return Seuil(taille, valeur, bloc.booleen("comprise"), parametre)


def _maintiens(bloc: Bloc) -> list[Maintien]:
    article, source = bloc.origine()
    jour, note = bloc.jour("verifie_le"), bloc.chaine_ou_vide("note")
    return [
        Maintien(code, article, source, statut, jour, note)
        for ligne in bloc.chaines("lignes")
        for code, statut in zip(codes_de_ligne(ligne), bloc.statuts(TAILLES), strict=True)
    ]


def _abrogation(bloc: Bloc, texte: Texte) -> Abrogation:
    if bloc.a("ligne") == bloc.a("cle"):
        raise bloc.refus("ligne", "ligne et clé à la fois, ou aucune des deux", "Écrire ce qui est abrogé, une fois.")
    ligne = bloc.chaine_ou_vide("ligne")
    cle = () if ligne else lit_cle(bloc)
    if cle and cle[0] in {"montant", "seuil_taille"}:
        raise bloc.refus("cle", f"« {cle[0]} » ne s'abroge pas seul", "Abroger la ligne, ou réécrire les seuils.")
    codes = codes_de_ligne(ligne) if ligne else ("|".join(cle),)
    article, source = bloc.origine()
    jour, note = bloc.jour("verifie_le"), bloc.chaine_ou_vide("note")
    return Abrogation(codes, ligne, texte, article, source, bloc.statut(), jour, note)


def _parmi(bloc: Bloc, cle: str, mots: tuple[str, ...]) -> str:
    valeur = bloc.chaine_ou_vide(cle) if "" in mots else bloc.chaine(cle)
    if valeur not in mots:
        raise bloc.refus(cle, f"« {valeur} » inconnu", f"Choisir entre {', '.join(mot for mot in mots if mot)}.")
    return valeur
