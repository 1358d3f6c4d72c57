"""Writing a file without ever leaving half of it: beside first, then in place in one move."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cpts_xl.errors import EcritureImpossible, raison

if TYPE_CHECKING:
    from types import TracebackType

_CHEMIN_LONG = 240  # Windows s'arrête à 260 caractères sans le préfixe \\?\ ; la marge est pour le nom provisoire
_DISQUE_PLEIN = {errno.ENOSPC, errno.EDQUOT}


def ecriture(vers: Path, *, remplacer: bool = False) -> Ecriture:
    """Return the context manager that gives a temporary path, then puts the file in its place.

    ``with ecriture(vers) as provisoire:`` write to ``provisoire``; nothing is left if the block fails. Keep the
    object to know where the file went: ``travail = ecriture(vers)``, ``with travail as p: …``, ``travail.ecrit``.

    Raises:
        EcritureImpossible: the file exists and ``remplacer`` is false, or the folder cannot be written to.
    """
    return Ecriture(vers, remplacer=remplacer)


class Ecriture:
    """One file being written; ``ecrit`` is the path really written, known once the block has ended."""

    def __init__(self, vers: Path, *, remplacer: bool = False) -> None:
        self.vers, self.remplacer = Path(vers), remplacer
        self.ecrit = self.vers
        self._provisoire = self.vers

    def admettre(self) -> None:
        """Refuse, before a long work, what the writing would refuse at its end; nothing is made on the disk.

        Raises:
            EcritureImpossible: the same refusals as those of the writing, with the same sentences.
        """
        vers = _long(self.vers)
        try:
            if vers.is_dir():
                raise EcritureImpossible(f"« {vers.name} » est un dossier : donner aussi le nom du fichier à écrire.")
            if not self.remplacer and vers.exists():
                raise self._existe()
            _regarder_dossier(vers)
        except OSError as erreur:
            raise self._refus(erreur) from erreur

    def __enter__(self) -> Path:
        self.admettre()
        vers = _long(self.vers)
        try:
            vers.parent.mkdir(parents=True, exist_ok=True)
            # même dossier : un remplacement n'est d'un seul tenant que sur un même disque ;
            # même suffixe : les bibliothèques et LibreOffice reconnaissent un format à son suffixe
            numero, nom = tempfile.mkstemp(prefix="~cpts-", suffix=vers.suffix, dir=vers.parent)
            os.close(numero)
        except OSError as erreur:
            raise self._refus(erreur) from erreur
        self._provisoire = Path(nom)
        return self._provisoire

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if sorte is None:
                self._placer()
            elif isinstance(erreur, OSError) and erreur.errno in _DISQUE_PLEIN:
                raise self._refus(erreur) from erreur
        finally:
            with contextlib.suppress(OSError):
                self._provisoire.unlink(missing_ok=True)

    def _placer(self) -> None:
        provisoire, vers = self._provisoire, _long(self.vers)
        try:
            _fixer(provisoire)
            if self.remplacer:
                os.replace(provisoire, vers)  # noqa: PTH105 - la fonction que les tests font échouer, comme Windows
            else:
                _deposer(provisoire, vers)
        except FileExistsError as erreur:
            raise self._existe() from erreur
        except PermissionError as erreur:
            if not vers.exists():
                raise self._refus(erreur) from erreur
            # Windows refuse de remplacer un fichier ouvert dans Excel ou Word : le travail n'est pas perdu
            self._placer_a_cote(provisoire)
        except OSError as erreur:
            raise self._refus(erreur) from erreur

    def _placer_a_cote(self, provisoire: Path) -> None:
        for rang in range(2, 100):
            voisin = self.vers.with_name(f"{self.vers.stem} ({rang}){self.vers.suffix}")
            try:
                _deposer(provisoire, _long(voisin))
            except FileExistsError:
                continue
            except OSError as erreur:
                raise self._refus(erreur) from erreur
            self.ecrit = voisin
            return
        raise EcritureImpossible(
            f"« {self.vers.name} » est ouvert dans un autre logiciel : le fermer, puis recommencer."
        )

    def _existe(self) -> EcritureImpossible:
        ou = "ce dossier" if self.vers.parent == Path() else f"« {self.vers.parent} »"
        return EcritureImpossible(
            f"« {self.vers.name} » existe déjà dans {ou} : choisir un autre nom, ou demander son remplacement."
        )

    def _refus(self, erreur: OSError) -> EcritureImpossible:
        if erreur.errno in _DISQUE_PLEIN:
            remede = "le disque est plein : libérer de la place"
        elif isinstance(erreur, PermissionError):
            remede = "écriture refusée : fermer le fichier s'il est ouvert, ou choisir un dossier où vous pouvez écrire"
        elif isinstance(erreur, (FileExistsError, NotADirectoryError)):
            remede = "un fichier porte le nom de ce dossier : choisir un autre dossier"
        elif erreur.errno == errno.ENAMETOOLONG:
            remede = "le nom est trop long : le raccourcir"
        else:
            remede = f"{raison(erreur)} : choisir un autre dossier"
        return EcritureImpossible(f"« {self.vers.name} » n'a pas pu être écrit dans « {self.vers.parent} » ; {remede}.")


def _long(chemin: Path) -> Path:
    """Return the path in the form that Windows accepts beyond 260 characters (deep OneDrive folders)."""
    if os.name != "nt":
        return chemin
    absolu = os.path.abspath(chemin)  # noqa: PTH100 - resolve() suivrait les liens de OneDrive
    if len(absolu) < _CHEMIN_LONG or absolu.startswith("\\\\"):
        return chemin
    return Path("\\\\?\\" + absolu)


def _regarder_dossier(vers: Path) -> None:
    """Look at the folder of a file, or at the nearest one that exists: what is missing is made when it is written.

    Raises:
        OSError: no such folder can hold it, or it may not be written to.
    """
    dossier = next((parent for parent in vers.parents if parent.exists()), None)
    if dossier is None:  # un lecteur réseau débranché, sous Windows
        raise FileNotFoundError(errno.ENOENT, "introuvable", str(vers.parent))
    if not dossier.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "pas un dossier", str(dossier))
    if not os.access(dossier, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "refus", str(dossier))


def _fixer(provisoire: Path) -> None:
    """Give the file ordinary rights (mkstemp makes it private) and have it on the disk before it is renamed."""
    if os.name != "nt":
        masque = os.umask(0)
        os.umask(masque)
        provisoire.chmod(0o666 & ~masque)
    with provisoire.open("rb+") as flux:
        os.fsync(flux.fileno())


def _deposer(provisoire: Path, vers: Path) -> None:
    """Move without ever replacing: a file that appeared meanwhile is not ours to erase."""
    if os.name == "nt":
        provisoire.rename(vers)
        return
    try:
        os.link(provisoire, vers)
    except FileExistsError:
        raise
    except OSError as erreur:
        # certains disques (clés, partages) n'ont pas de liens : on vérifie puis on déplace
        if vers.exists():
            raise FileExistsError(errno.EEXIST, "existe", str(vers)) from erreur
        provisoire.rename(vers)
