"""Find, on any page, a control whose use makes the script run again."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

ZONES = ("stMain", "stSidebar")
VOLET, CONTENU_DU_VOLET = "stPopover", "stPopoverBody"
OUVERTURE_MS = 600
_OPTION = "[role=listbox] [role=option]"


def _cliquer(cible: Locator) -> None:
    cible.click(timeout=5_000)


def _boutons(page: Page, groupe: Locator) -> None:
    libres = groupe.locator("button:not([data-selected=true])")
    _cliquer(libres.first if libres.count() else groupe.locator("button").first)


def _radio(page: Page, groupe: Locator) -> None:
    _cliquer(groupe.locator("label:has(input:not(:checked))").first)


def _case(page: Page, groupe: Locator) -> None:
    _cliquer(groupe.locator("label").first)


def _bouton(page: Page, groupe: Locator) -> None:
    _cliquer(groupe.locator("button").first)


def _liste(page: Page, groupe: Locator) -> None:
    _cliquer(groupe.locator("input").first)
    page.wait_for_selector(_OPTION, timeout=5_000)
    libres = page.locator(f"{_OPTION}:not([aria-selected=true])")
    page.wait_for_timeout(OUVERTURE_MS // 2)
    _cliquer(libres.first)


def _curseur(page: Page, groupe: Locator) -> None:
    poignee = groupe.locator("[role=slider], input[type=range]").first
    avant = poignee.get_attribute("aria-valuenow")
    poignee.press("ArrowRight")
    if poignee.get_attribute("aria-valuenow") == avant:
        poignee.press("ArrowLeft")


def _texte(page: Page, groupe: Locator) -> None:
    champ = groupe.locator("textarea").first
    champ.press("End")
    champ.type("a")
    champ.press("Control+Enter")


@dataclass(frozen=True)
class Genre:
    """A kind of control: how Streamlit marks it, and how one uses it."""

    testid: str
    utiliser: Callable[[Page, Locator], None]


GENRES = (
    Genre("stButtonGroup", _boutons),
    Genre("stRadio", _radio),
    Genre("stCheckbox", _case),
    Genre("stSelectbox", _liste),
    Genre("stMultiSelect", _liste),
    Genre("stSlider", _curseur),
    Genre("stButton", _bouton),
    Genre("stTextArea", _texte),
)


@dataclass(frozen=True)
class Commande:
    """One control of one page."""

    genre: Genre
    zone: str
    rang: int
    volet: int | None = None

    @property
    def nom(self) -> str:
        """Name for the report."""
        return f"{self.genre.testid} n° {self.rang + 1} ({self.zone})"

    def utiliser(self, page: Page) -> None:
        """Use the control as somebody would."""
        groupes = _groupes(page, self.zone, self.genre)
        if self.volet is not None and not groupes.nth(self.rang).is_visible():
            _ouvrir_volet(page, self.volet)
        self.genre.utiliser(page, groupes.nth(self.rang))


def _groupes(page: Page, zone: str, genre: Genre) -> Locator:
    return page.locator(f"[data-testid={zone}] [data-testid={genre.testid}]")


def _ouvrir_volet(page: Page, rang: int) -> None:
    _cliquer(page.locator(f"[data-testid={VOLET}] button").nth(rang))
    page.wait_for_selector(f"[data-testid={CONTENU_DU_VOLET}]", timeout=5_000)
    page.wait_for_timeout(OUVERTURE_MS)


def _visibles(page: Page, zone: str, volet: int | None = None) -> list[Commande]:
    return [
        Commande(genre, zone, rang, volet)
        for genre in GENRES
        for rang in range(_groupes(page, zone, genre).count())
        if _groupes(page, zone, genre).nth(rang).is_visible()
    ]


def commandes(page: Page) -> list[Commande]:
    """Controls that can be seen and used on a page; failing that, those of its popovers."""
    trouvees = [commande for zone in ZONES for commande in _visibles(page, zone)]
    volets = page.locator(f"[data-testid={VOLET}] button").count()
    for volet in range(0 if trouvees else volets):
        _ouvrir_volet(page, volet)
        trouvees += _visibles(page, CONTENU_DU_VOLET, volet)
        page.keyboard.press("Escape")
    return trouvees
