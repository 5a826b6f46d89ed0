### Downloading results.

export-title = Download the results
export-xlsx = XLSX
export-xlsx-text = A workbook for Excel and LibreOffice: numbers are numbers, codes keep their leading zeros, there are no formulas. The best one to start with.
export-csv-excel = CSV for Polish Excel
export-csv-excel-text = Opens with one click: semicolons, decimal comma, Polish letters.
export-csv-open = CSV (open data)
export-csv-open-text = For programs: commas, decimal point, codes instead of sentences, full precision.
export-more = Long layout, one row per answer:
export-long = CSV (open data)
export-long-excel = CSV for Polish Excel
export-codebook = description of the columns
export-matrix = Only the table on this page:
export-charts = Charts as PNG:
export-chart-distribution = distribution of the scores
export-chart-dimensions = dimensions
export-chart-png = Chart as PNG
export-chart-svg = Chart as SVG
