### Public data: figures beside questions, and importing them.

## Beside a question

public-heading = Public data
public-heading-of = Public data: { $label }
public-value = { $value } (as of { $day })
public-source = Source:
public-source-population = Statistics Poland (GUS), the register of municipalities in this program: population on 31 December 2024
public-source-area = Head Office of Geodesy and Cartography (GUGiK), the register of municipalities in this program: area on 1 January 2025, km²
public-is-same = The answer is the same.
public-differs = The answer is another one: { $own }. It may stay; if the public data are wrong, please say why.
public-use = Use this value
public-does-not-fit = This question does not take this number: it has too many decimals or is out of range.
public-contest = This value is wrong
public-contest-hint = Please give your own value as the answer, and the reason here. The experts and administrators of the network will read it.
public-contest-reason = Why the public value is wrong
public-changed = The public data have changed since you opened the page, so they were not used. Everything else is saved. Please look at the new value.
public-wrong-without-own = Give your own value, or remove the reason: the public value itself stays as it is
public-wrong-of-own = Your answer is the same as the public value. Give another one, or remove the reason
public-wrong-changed = The public value has changed since you opened the page. Check whether the reason still holds, and save again

## Beside an answer

public-beside-same = As in public data (as of { $day })
public-beside-differs = Not as in public data: { $value } there (as of { $day })
public-beside-contested = The municipality contests the public data ({ $value }, as of { $day }), because: { $reason }

## Importing

public-title = Public data
public-intro = Figures from official sources that a municipality may use as its answers. The program knows population and area from the register of municipalities; others can be imported here from a file.
public-file-heading = Import a file
public-file = CSV file
public-file-hint = Columns: municipality (the seven characters of TERYT), indicator, value, date (the day the figure describes), source. Other columns are passed over. At most { $rows } rows and { $size }. You will first see what changes.
public-check = Check the file
public-file-missing = First choose a file
public-refused = Nothing was imported. Correct the file and choose it again
public-faults = What has to be corrected
public-faults-first = The first { $count } are shown.
public-fault = Row { $row }: { $text }
public-fault-in = Row { $row }, column { $column }: { $text }
public-fault-empty = there is no figure in the file
public-fault-encoding = the file is not saved as UTF-8; in Excel: Save As, CSV UTF-8
public-fault-nul = a NUL character: this is no CSV file, or it is saved as UTF-16; save it as CSV UTF-8
public-fault-unreadable = this place cannot be read; save the file again as CSV UTF-8
public-fault-too-large = the file is too large; split it into parts of at most { $rows } rows and { $size }
public-fault-too-many-rows = more than { $rows } rows; split the file into parts, each with the header row
public-fault-column-missing = this column is missing
public-fault-column-twice = this column stands twice
public-fault-ragged = there are { $cells } cells, and { $columns } columns in the header; put quotes around a cell that holds the separator
public-fault-missing = the cell is empty
public-fault-not-a-code = “{ $text }” is no code of a municipality: a code has digits and letters
public-fault-unknown-code = no register has the code “{ $text }”
public-fault-lost-zero = no register has the code “{ $text }”; a program may have dropped the zero at its beginning: { $meant }
public-fault-unknown-indicator = “{ $text }” is no indicator of the list below
public-fault-not-a-number = “{ $text }” is not a number
public-fault-too-many-decimals = more than { $most } decimal places
public-fault-negative = the number is below zero
public-fault-not-a-date = “{ $text }” is not a day; write for example 2025-12-31 or 31.12.2025
public-fault-in-the-future = this day is still to come
public-fault-too-long = the text is too long; at most { $most } characters
public-fault-twice = this municipality and this indicator stand in row { $row } already
public-indicators = Indicators that surveys ask for
public-indicators-none = No survey asks for an indicator that can be imported.
public-column-indicator = Indicator
public-column-question = Question
public-column-value = Value
public-column-day = Day
public-column-source = Source
public-column-before = Before
public-column-figure = Public value
public-column-reason = Reason
public-column-when = When
public-of-denominator = denominator: { $label }
public-values = Imported figures
public-values-none = No figures have been imported yet.
public-values-first = The first { $shown } of { $all } are shown.
public-contests = Contested by municipalities
public-contests-none = No municipality contests public data.
public-preview-title = What the file changes
public-preview-counts = New figures: { $new }. Changed: { $changed }. Unchanged: { $unchanged }.
public-preview-outside = Figures of municipalities outside the network: { $count }. They will not be imported.
public-preview-nothing = This file changes nothing.
public-preview-not-yet = Nothing is imported yet.
public-preview-changed-since = Somebody has changed the data since the file was checked. This is what it changes now.
public-preview-new = New
public-preview-changed = Changed
public-take = Import all
public-back = Back without importing
public-taken = Figures imported: { $count }.
public-taken-before = Nothing waits to be imported: the file was imported before, or a day has passed since it was checked.
