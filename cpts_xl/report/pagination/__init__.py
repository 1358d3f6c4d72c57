"""Page numbers and PDF, through LibreOffice where it is installed."""

from __future__ import annotations

from cpts_xl.bureautique import trouver_soffice
from cpts_xl.report.pagination.pages import pages_dans, pages_des_titres, signets
from cpts_xl.report.pagination.pdf import en_pdf

__all__ = ["en_pdf", "pages_dans", "pages_des_titres", "signets", "trouver_soffice"]
