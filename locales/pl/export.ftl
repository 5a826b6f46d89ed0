### Pobieranie wyników.

export-title = Pobierz wyniki
export-xlsx = XLSX
export-xlsx-text = Skoroszyt dla Excela i LibreOffice: liczby są liczbami, kody zachowują zera na początku, nie ma formuł. Najlepszy wybór na początek.
export-csv-excel = CSV dla polskiego Excela
export-csv-excel-text = Otwiera się jednym kliknięciem: średniki, przecinek dziesiętny, polskie litery.
export-csv-open = CSV (otwarte dane)
export-csv-open-text = Dla programów: przecinki, kropka dziesiętna, kody zamiast zdań, pełna dokładność.
export-more = Układ długi, jeden wiersz na odpowiedź:
export-long = CSV (otwarte dane)
export-long-excel = CSV dla polskiego Excela
export-codebook = opis kolumn
export-matrix = Sama tabela z tej strony:
export-charts = Wykresy PNG:
export-chart-distribution = rozkład wyników
export-chart-dimensions = wymiary
export-chart-png = Wykres PNG
export-chart-svg = Wykres SVG
