# SPDX-License-Identifier: Apache-2.0
"""The words on the page of an invoice, by language; English where a language has none."""

from collections.abc import Mapping
from typing import Final

_NAMES: Final = (
    *("invoice", "creditNote", "date", "due", "reference", "credits", "item", "days", "quantity", "price", "amount"),
    *("net", "tax", "total", "prorata", "trial", "inHouse", "blocked"),
)
_WORDS: Final = {
    "en": "Invoice|Credit note|Date|Due|Reference|For invoice|Item|Days|Quantity|Price|Amount|Net|Tax"
    "|Total|part of a month|trial|in-house|blocked",
    "de": "Rechnung|Gutschrift|Datum|Fällig|Referenz|Zur Rechnung|Position|Tage|Menge|Preis|Betrag|Netto|USt.|Gesamt|anteilig"
    "|Test|Eigenbedarf|gesperrt",
    "fr": "Facture|Avoir|Date|Échéance|Référence|Pour la facture|Désignation|Jours|Quantité|Prix|Montant|Net|TVA"
    "|Total|au prorata|essai|usage interne|bloqué",
    "nl": "Factuur|Creditnota|Datum|Vervaldatum|Referentie|Bij factuur|Omschrijving|Dagen|Aantal|Prijs|Bedrag|Netto|Btw"
    "|Totaal|naar rato|proef|eigen gebruik|geblokkeerd",
    "it": "Fattura|Nota di credito|Data|Scadenza|Riferimento|Per la fattura|Voce|Giorni|Quantità|Prezzo|Importo|Netto|IVA"
    "|Totale|pro rata|prova|uso interno|bloccato",
    "es": "Factura|Abono|Fecha|Vencimiento|Referencia|De la factura|Concepto|Días|Cantidad|Precio|Importe|Neto|IVA"
    "|Total|prorrateo|prueba|uso interno|bloqueado",
}


def words_in(language: str) -> Mapping[str, str]:
    """By name the words of a language."""
    return dict(zip(_NAMES, _WORDS.get(language, _WORDS["en"]).split("|"), strict=True))
