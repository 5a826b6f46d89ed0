### Public data: figures beside questions, and importing them.

## Beside a question

public-data-heading = Public data
public-data-heading-of = Public data: { $label }
public-data-value = { $value } (as of { $day })
public-data-source = Source:
public-data-source-population = Statistics Poland (GUS), the register of municipalities in this program: population on 31 December 2024
public-data-source-area = Head Office of Geodesy and Cartography (GUGiK), the register of municipalities in this program: area on 1 January 2025, km²
public-data-is-same = The answer is the same.
public-data-differs = The answer is a different one: { $own }. It may stay. If the public data are wrong, please give the reason below.
public-data-use = Use this value
public-data-does-not-fit = This question does not take this number: it has too many decimals or is out of range.
public-data-contest = This value is wrong
public-data-contest-hint = Please give your own value as the answer, and the reason here. The experts and administrators of the network may read it.
public-data-contest-reason = Why the value in public data is wrong
public-data-changed = The public data have changed since you opened the page, so they were not used. The other answers are saved. Please look at the new value.
public-data-wrong-without-own = There is a reason, but no value of your own. Give one, or remove the reason
public-data-wrong-of-own = Your answer is the same as in public data. Give another one, or remove the reason
public-data-wrong-changed = The public data have changed since you opened the page. Check whether the reason still holds, and save again

## Beside an answer

public-data-beside-same = As in public data (as of { $day })
public-data-beside-differs = Not as in public data: { $value } there (as of { $day })
public-data-beside-contested = The municipality contests the public data ({ $value }, as of { $day }), because: { $reason }

## Importing

public-data-title = Public data
public-data-intro = Figures from official sources that a municipality may use as its answers. The program knows population and area from the register of municipalities. Others can be imported here from a file.
public-data-file-heading = Import a file
public-data-file = CSV file
public-data-file-hint = Columns: municipality (the seven-character TERYT code), indicator, value, date (the day the figure describes), source. Other columns are passed over. At most { $rows } rows and { $size }. Nothing is imported yet: you first see what changes.
public-data-check = Check the file
public-data-file-missing = Choose a file
public-data-refused = Nothing was imported. Correct the file and choose it again
public-data-faults = What has to be corrected
public-data-faults-first = The first { $count } are shown.
public-data-fault = Row { $row }: { $text }
public-data-fault-in = Row { $row }, column { $column }: { $text }
public-data-fault-empty = there is no figure in the file
public-data-fault-encoding = the file is not saved as UTF-8; in Excel, choose “Save As” and then “CSV UTF-8”
public-data-fault-nul = a NUL character: this is not a CSV file, or it is saved as UTF-16; save it as CSV UTF-8
public-data-fault-unreadable = this place cannot be read; save the file again as CSV UTF-8
public-data-fault-too-large = the file is too large; split it into parts of at most { $rows } rows and { $size }
public-data-fault-too-many-rows = more than { $rows } rows; split the file into parts, each with the header row
public-data-fault-column-missing = this column is missing
public-data-fault-column-twice = this column is there twice
public-data-fault-ragged = there are { $cells } cells, but { $columns } columns in the header; put quotes around a cell that holds the separator
public-data-fault-missing = the cell is empty
public-data-fault-not-a-code = “{ $text }” is not the code of a municipality: a code has digits and letters
public-data-fault-unknown-code = no register has the code “{ $text }”
public-data-fault-lost-zero = no register has the code “{ $text }”; another program may have dropped the zero at its beginning, perhaps { $meant } is meant
public-data-fault-unknown-indicator = “{ $text }” is not an indicator in the list below
public-data-fault-not-a-number = “{ $text }” is not a number
public-data-fault-too-many-decimals = more than { $most } decimal places
public-data-fault-negative = the number is below zero
public-data-fault-not-a-date = “{ $text }” is not a date; write, for example, 2025-12-31 or 31.12.2025
public-data-fault-in-the-future = this day is still to come
public-data-fault-too-long = the text is too long; at most { $most } characters
public-data-fault-twice = this municipality and this indicator are already in row { $row }
public-data-indicators = Indicators that surveys ask for
public-data-indicators-none = No survey asks for an indicator that can be imported.
public-data-column-indicator = Indicator
public-data-column-question = Question
public-data-column-value = Value
public-data-column-day = Day
public-data-column-source = Source
public-data-column-before = Before
public-data-column-figure = Value in public data
public-data-column-reason = Reason
public-data-column-when = When
public-data-of-denominator = denominator: { $label }
public-data-values = Imported figures
public-data-values-none = No figures have been imported yet.
public-data-values-first = The first { $shown } of { $all } are shown.
public-data-contests = Values that municipalities contest
public-data-contests-none = No municipality contests public data.
public-data-preview-title = What the file changes
public-data-preview-counts = New figures: { $new }. Changed: { $changed }. Unchanged: { $unchanged }.
public-data-preview-outside = Figures of municipalities outside the network: { $count }. They will not be imported.
public-data-preview-nothing = This file changes nothing.
public-data-preview-not-yet = Nothing is imported yet.
public-data-preview-changed-since = Somebody has changed the data since the file was checked. This is what the file changes now.
public-data-preview-new = New figures
public-data-preview-changed = Changed figures
public-data-take = Import all figures
public-data-back = Back without importing
public-data-taken = Figures imported: { $count }.
public-data-taken-before = Nothing is waiting to be imported: the file was imported before, or a day has passed since it was checked.
