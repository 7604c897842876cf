"""The workshop: a process beside the server, where heavy work is done, one job at a time.

The interpreter that serves pages does one thing at a time: during a second of heavy work there,
nobody's page moves. `concurrent.futures.ProcessPoolExecutor` would not do: its processes run the
main script again, which is Streamlit, or the script of a page; it can't stop a job that does not
end; and they outlive a server that was killed.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import TypeVar

from fabrique_dash.donnees import ouvrier
from fabrique_dash.donnees.ouvrier import envoyer, recevoir

Rendu = TypeVar("Rendu")
_TROP_LONG = "le travail n’était pas fini après {} secondes"
_INTERROMPU = "le programme qui faisait le travail s’est arrêté"


class TravailImpossible(RuntimeError):
    """A job did not end in time, or its process died; the message is in French."""


class _Mort(Exception):
    """The process ended during a job."""


class Atelier:
    """A process that does jobs in turn; it is replaced if it dies or takes too long over one.

    Safe between threads: who comes while a job is done waits for its turn.
    """

    def __init__(self, passager: bool = False) -> None:
        """Prepare; the process is started by `ouvrir`, or by the first job.

        Args:
            passager: whether the process ends with each job, and gives its memory back.
        """
        self._passager = passager
        self._tour = threading.Lock()
        self._processus: subprocess.Popen[bytes] | None = None
        self._modules: tuple[str, ...] = ()

    def ouvrir(self, *modules: str) -> None:
        """Start the process now; it loads these modules first, and so will those that replace it.

        Nobody waits: the process gets ready by itself.
        """
        with self._tour:
            self._modules = modules
            self._present()

    def fermer(self) -> None:
        """End the process at once, with what it was doing; a later job starts another."""
        processus, self._processus = self._processus, None
        if processus is not None:
            _achever(processus)

    def faire(self, fonction: Callable[..., Rendu], *arguments: object, delai: float) -> Rendu:
        """Have a function called by the process, and return what it returns.

        Args:
            fonction: a function of a module; what it raises is raised.
            arguments: what it is given; pickle must be able to copy it.
            delai: seconds that it may take, its turn not counted.

        Raises:
            TravailImpossible: it did not end in time, or its process died twice.
        """
        with self._tour:
            try:
                return self._faire(fonction, arguments, delai)
            finally:
                if self._passager:
                    self.fermer()

    def _faire(
        self, fonction: Callable[..., Rendu], arguments: tuple[object, ...], delai: float
    ) -> Rendu:
        try:
            return self._essayer(fonction, arguments, delai)
        except _Mort:  # perhaps before this job: another may do it
            pass
        try:
            return self._essayer(fonction, arguments, delai)
        except _Mort as erreur:
            raise TravailImpossible(_INTERROMPU) from erreur

    def _essayer(
        self, fonction: Callable[..., Rendu], arguments: tuple[object, ...], delai: float
    ) -> Rendu:
        processus = self._present()
        entree, sortie = processus.stdin, processus.stdout
        assert entree is not None and sortie is not None
        depasse = threading.Event()

        def arreter() -> None:
            depasse.set()
            processus.kill()

        minuteur = threading.Timer(delai, arreter)
        minuteur.daemon = True
        minuteur.start()
        try:
            envoyer(entree, (fonction, arguments))
            reussi, rendu = recevoir(sortie)
        except (EOFError, OSError, ValueError) as erreur:  # the last: its pipes are closed
            if self._processus is not processus:  # closed on purpose
                raise TravailImpossible(_INTERROMPU) from erreur
            self.fermer()
            if depasse.is_set():
                raise TravailImpossible(_TROP_LONG.format(round(delai))) from erreur
            raise _Mort from erreur
        finally:
            minuteur.cancel()
        if not reussi:
            raise rendu
        resultat: Rendu = rendu
        return resultat

    def _present(self) -> subprocess.Popen[bytes]:
        """Return the process, a new one if there is none alive."""
        ancien = self._processus
        if ancien is not None and ancien.poll() is None:
            return ancien
        if ancien is not None:
            _achever(ancien)
        self._processus = subprocess.Popen(
            [sys.executable, "-m", ouvrier.__name__, *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # It must find the same modules as this one, the functions that it is sent among them.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        return self._processus


def _achever(processus: subprocess.Popen[bytes]) -> None:
    processus.kill()
    processus.wait()
    for flux in (processus.stdin, processus.stdout):
        if flux is not None:
            with suppress(OSError):  # what it had not read is lost with it
                flux.close()


@cache
def atelier() -> Atelier:
    """Return this process's workshop; it ends with this process."""
    return _qui_finit_avec_celui_ci()


@cache
def atelier_des_longs() -> Atelier:
    """Return another one, for jobs of seconds: no picture nor control of data waits for them.

    Such jobs are few, and take hundreds of megabytes: its process lasts as long as one.
    """
    return _qui_finit_avec_celui_ci(passager=True)


@cache
def atelier_des_fichiers() -> Atelier:
    """Return another one, for files that people send: its process holds one of them, then ends."""
    return _qui_finit_avec_celui_ci(passager=True)


def _qui_finit_avec_celui_ci(passager: bool = False) -> Atelier:
    nouveau = Atelier(passager)
    atexit.register(nouveau.fermer)
    return nouveau
