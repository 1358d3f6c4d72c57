"""The optional signature: Ed25519 over what a workbook is, its model, its inputs and its day of accounts.

It signs neither the file, which dies at the first save, nor what the file says of itself: the model and the inputs are
hashed anew by whoever checks. A copied signature fails; a signature taken away only leaves a workbook without one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from cpts_xl import __version__
from cpts_xl.constats import Cause, Constat, Gravite
from cpts_xl.errors import CptsError, SaisieInvalide, raison
from cpts_xl.workbook.empreinte.etat import EtatModele, encre_lue, version_dite
from cpts_xl.workbook.empreinte.partie import Empreintes, poser_la_partie
from cpts_xl.workbook.empreinte.porteurs import NOMS_DE_PROPRIETES
from cpts_xl.workbook.recu.reader import Lecture

ENONCE = "cpts_xl déclaration 1"
"""First line of what is signed."""
CHIFFRES_DE_CLE = 16
_ABSENTE = 'la bibliothèque « cryptography » n\'est pas installée : pip install "cpts-xl[signature]"'


class Verdict(StrEnum):
    """What a signature is worth."""

    ABSENTE = "absente"
    VALIDE = "valide"
    CLE_INCONNUE = "valide, clé inconnue"
    AUTRE_CLE = "autre clé"
    FAUSSE = "fausse"
    COPIEE = "copiée"
    NON_VERIFIEE = "non vérifiée"


@dataclass(frozen=True, slots=True)
class EtatSignature:
    """What the check of a signature gives: a verdict, a French sentence, the findings."""

    verdict: Verdict
    phrase: str
    constats: tuple[Constat, ...] = ()


def creer_cles() -> tuple[bytes, bytes]:
    """Return a new pair: private key, public key, both as PEM.

    Raises:
        CptsError: the library « cryptography » is missing.
    """
    ed25519, serie = _bibliotheque()
    privee = ed25519.Ed25519PrivateKey.generate()
    return (
        privee.private_bytes(serie.Encoding.PEM, serie.PrivateFormat.PKCS8, serie.NoEncryption()),
        privee.public_key().public_bytes(serie.Encoding.PEM, serie.PublicFormat.SubjectPublicKeyInfo),
    )


def enonce(empreintes: Empreintes) -> bytes:
    """Return the canonical statement that is signed: version, model, inputs, day of the accounts."""
    dits = ("version", "modele", "saisies", "arrete")
    return "\n".join([ENONCE, *(f"{nom}={getattr(empreintes, nom)}" for nom in dits)]).encode()


def signer(octets: bytes, lecture: Lecture, etat: EtatModele, cle_privee: bytes) -> bytes:
    """Return the same workbook, signed: only our XML part and the document properties change.

    Raises:
        CptsError: the library « cryptography » is missing.
        SaisieInvalide: the key cannot be read, or the model is not one that the tool writes.
    """
    if etat.altere:
        raise SaisieInvalide(f"« {lecture.classeur.chemin.name} » ne peut être signé. {etat.phrase}")
    privee = _cle(cle_privee, privee=True)
    _, serie = _bibliotheque()
    cle = privee.public_key().public_bytes(serie.Encoding.Raw, serie.PublicFormat.Raw).hex()
    dit = Empreintes(
        version=version_dite(lecture.classeur) or __version__, encre=str(encre_lue(lecture.classeur)),
        modele=etat.empreinte, saisies=etat.saisies, arrete=_arrete(lecture), cle=cle,
        textes=str(lecture.classeur.proprietes.get("cpts_xl_empreinte_textes", "")),
    )  # fmt: skip
    dit = replace(dit, signature=privee.sign(enonce(dit)).hex())
    proprietes = {nom: getattr(dit, champ) for champ, nom in NOMS_DE_PROPRIETES.items() if champ != "textes"}
    return poser_la_partie(octets, dit, proprietes)


def verifier_signature(lecture: Lecture, etat: EtatModele, cle_publique: bytes | None = None) -> EtatSignature:
    """Return what the signature of a workbook already read is worth; ``cle_publique`` is the PEM that is trusted.

    Raises:
        SaisieInvalide: ``cle_publique`` is not a public key.
    """
    dit = etat.porteurs.signees
    if dit is None:
        return _absente(attendue=cle_publique is not None)
    try:
        juste = _juste(dit)
    except CptsError as erreur:
        phrase = f"Signature non vérifiée : {erreur}."
        return EtatSignature(
            Verdict.NON_VERIFIEE, phrase, (Constat(Gravite.A_REGARDER, phrase, cause=Cause.SIGNATURE),)
        )
    if not juste:
        refus = "La signature n'est pas celle de ce qu'elle déclare : elle est fausse, ou altérée."
        return _refus(Verdict.FAUSSE, refus)
    if ecarts := list(_ecarts(dit, lecture, etat)):
        return _refus(Verdict.COPIEE, f"La signature porte sur autre chose que ce classeur : {', '.join(ecarts)}.")
    return _de_qui(dit, cle_publique)


def _absente(*, attendue: bool) -> EtatSignature:
    """Return the state of a workbook without signature: only a finding when a key was given to check one."""
    manque = Constat(
        Gravite.A_REGARDER, "Une signature était attendue : elle manque, ou a été retirée.", cause=Cause.SIGNATURE,
        remede="Ne s'appuyer que sur le modèle reconnu par son empreinte.",
    )  # fmt: skip
    return EtatSignature(Verdict.ABSENTE, "Ce classeur n'est pas signé.", (manque,) if attendue else ())


def _de_qui(dit: Empreintes, cle_publique: bytes | None) -> EtatSignature:
    """Return the state of a right signature: by the key that is trusted, by another, or by one that nothing attests."""
    if cle_publique is None:
        phrase = f"Signature juste, d'une clé que rien n'atteste ({dit.cle[:CHIFFRES_DE_CLE]})."
        conseil = Constat(
            Gravite.INFORMATION, phrase, cause=Cause.SIGNATURE, remede="Donner la clé publique par --cle-publique."
        )
        return EtatSignature(Verdict.CLE_INCONNUE, phrase, (conseil,))
    _, serie = _bibliotheque()
    attendue = _cle(cle_publique, privee=False).public_bytes(serie.Encoding.Raw, serie.PublicFormat.Raw).hex()
    if attendue != dit.cle:
        quoi = f"lue {dit.cle[:CHIFFRES_DE_CLE]}, attendue {attendue[:CHIFFRES_DE_CLE]}"
        return _refus(Verdict.AUTRE_CLE, f"La signature est d'une autre clé que celle qui est attendue ({quoi}).")
    return EtatSignature(Verdict.VALIDE, "Signé par la clé attendue : modèle, saisies et date d'arrêté inchangés.")


def _refus(verdict: Verdict, phrase: str) -> EtatSignature:
    remede = "Demander à la CPTS un classeur signé de nouveau, ou ne pas tenir compte de la signature."
    return EtatSignature(verdict, phrase, (Constat(Gravite.BLOQUANT, phrase, cause=Cause.SIGNATURE, remede=remede),))


def _ecarts(dit: Empreintes, lecture: Lecture, etat: EtatModele) -> Any:
    """Yield what was signed and is not what the workbook holds, named with eight digits of each."""
    version = version_dite(lecture.classeur)
    if dit.modele != etat.empreinte:
        yield f"un autre modèle (signé {dit.modele[:8]}, lu {etat.empreinte[:8]})"
    if dit.saisies != etat.saisies:
        yield f"d'autres saisies (signées {dit.saisies[:8]}, lues {etat.saisies[:8]})"
    if dit.arrete != _arrete(lecture):
        yield f"une autre date d'arrêté (signée {dit.arrete or 'absente'}, lue {_arrete(lecture) or 'absente'})"
    if version and dit.version != version:
        yield f"une autre version de l'outil (signée {dit.version or 'absente'}, lue {version})"


def _arrete(lecture: Lecture) -> str:
    arrete = lecture.dossier.identite.get("arrete")
    return arrete.isoformat() if isinstance(arrete, date) else ""


def _juste(dit: Empreintes) -> bool:
    """Return whether a signature is that of the statement, by the key that goes with it."""
    ed25519, _ = _bibliotheque()
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  (là si la bibliothèque y est)

    try:
        publique = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(dit.cle))
        publique.verify(bytes.fromhex(dit.signature), enonce(dit))
    except (ValueError, InvalidSignature):
        return False
    return True


def _bibliotheque() -> tuple[Any, Any]:
    try:
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  (facultative)
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    except ImportError as erreur:
        raise CptsError(_ABSENTE) from erreur
    return ed25519, serialization


def _cle(pem: bytes, *, privee: bool) -> Any:
    ed25519, serie = _bibliotheque()
    quoi = "privée" if privee else "publique"
    try:
        cle = serie.load_pem_private_key(pem, None) if privee else serie.load_pem_public_key(pem)
    except (ValueError, TypeError) as erreur:  # TypeError : une clé protégée par un mot de passe
        raise SaisieInvalide(f"ce n'est pas une clé {quoi} de « cpts-xl cle ». En choisir une autre.") from erreur
    attendu = ed25519.Ed25519PrivateKey if privee else ed25519.Ed25519PublicKey
    if not isinstance(cle, attendu):
        raise SaisieInvalide(f"cette clé {quoi} n'est pas de la sorte Ed25519. En faire une par « cpts-xl cle ».")
    return cle


def lire_cle(chemin: Path, *, privee: bool) -> bytes:
    """Return the bytes of a key file.

    Raises:
        SaisieInvalide: it cannot be read, or does not hold a key of that kind.
    """
    try:
        with chemin.open("rb") as flux:
            octets = flux.read(10_001)
    except OSError as erreur:
        raise SaisieInvalide(f"{chemin.name} : clé illisible ({raison(erreur)}). Vérifier le chemin.") from erreur
    if len(octets) > 10_000:  # noqa: PLR2004  (une clé tient en deux cents octets)
        raise SaisieInvalide(f"{chemin.name} n'est pas une clé : le fichier est bien trop grand.")
    try:
        _cle(octets, privee=privee)
    except SaisieInvalide as erreur:
        raise SaisieInvalide(f"{chemin.name} : {erreur}") from erreur
    except CptsError:  # la bibliothèque manque : qui signe ou vérifie le dira
        pass
    return octets
