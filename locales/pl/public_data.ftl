### Dane publiczne: liczby przy pytaniach i ich wczytywanie.

## Przy pytaniu

public-heading = Dane publiczne
public-heading-of = Dane publiczne: { $label }
public-value = { $value } (stan na { $day })
public-source = Źródło:
public-source-population = GUS, rejestr gmin w tym programie: ludność na 31 grudnia 2024 r.
public-source-area = GUGiK, rejestr gmin w tym programie: powierzchnia na 1 stycznia 2025 r., km²
public-is-same = Odpowiedź jest taka sama.
public-differs = Odpowiedź jest inna: { $own }. Można ją zostawić; jeśli dane publiczne są błędne, proszę napisać dlaczego.
public-use = Użyj tej wartości
public-does-not-fit = To pytanie nie przyjmuje takiej liczby: ma za dużo miejsc po przecinku albo jest poza zakresem.
public-contest = Ta wartość jest błędna
public-contest-hint = Własną wartość proszę wpisać w odpowiedzi, a tu powód. Powód przeczytają eksperci i administratorzy sieci.
public-contest-reason = Dlaczego wartość publiczna jest błędna
public-changed = Dane publiczne zmieniły się od otwarcia strony, więc nie zostały użyte. Reszta jest zapisana. Proszę spojrzeć na nową wartość.
public-wrong-without-own = Podaj własną wartość albo usuń powód: sama wartość publiczna pozostaje bez zmian
public-wrong-of-own = Odpowiedź jest taka sama jak wartość publiczna. Podaj inną albo usuń powód
public-wrong-changed = Wartość publiczna zmieniła się od otwarcia strony. Sprawdź, czy powód jest nadal aktualny, i zapisz jeszcze raz

## Przy odpowiedzi

public-beside-same = Zgodnie z danymi publicznymi (stan na { $day })
public-beside-differs = Inaczej niż w danych publicznych: tam { $value } (stan na { $day })
public-beside-contested = Gmina kwestionuje dane publiczne ({ $value }, stan na { $day }), ponieważ: { $reason }

## Wczytywanie

public-title = Dane publiczne
public-intro = Liczby z oficjalnych źródeł, których gmina może użyć jako odpowiedzi. Ludność i powierzchnię program zna z rejestru gmin; pozostałe można tu wczytać z pliku.
public-file-heading = Wczytaj plik
public-file = Plik CSV
public-file-hint = Kolumny: municipality (siedem znaków TERYT), indicator, value, date (dzień, którego dotyczy liczba), source. Inne kolumny są pomijane. Najwyżej { $rows } wierszy i { $size }. Najpierw zobaczysz, co się zmieni.
public-check = Sprawdź plik
public-file-missing = Najpierw wybierz plik
public-refused = Nic nie zostało wczytane. Popraw plik i wybierz go jeszcze raz
public-faults = Co trzeba poprawić
public-faults-first = Pokazano pierwszych { $count }.
public-fault = Wiersz { $row }: { $text }
public-fault-in = Wiersz { $row }, kolumna { $column }: { $text }
public-fault-empty = w pliku nie ma żadnej liczby
public-fault-encoding = plik nie jest zapisany jako UTF-8; w Excelu: Zapisz jako, CSV UTF-8
public-fault-nul = znak NUL: to nie jest plik CSV albo jest zapisany jako UTF-16; zapisz go jako CSV UTF-8
public-fault-unreadable = tego miejsca nie da się odczytać; zapisz plik jeszcze raz jako CSV UTF-8
public-fault-too-large = plik jest za duży; podziel go na części, najwyżej { $rows } wierszy i { $size } w każdej
public-fault-too-many-rows = więcej niż { $rows } wierszy; podziel plik na części, każdą z wierszem nagłówka
public-fault-column-missing = brakuje tej kolumny
public-fault-column-twice = ta kolumna jest dwa razy
public-fault-ragged = komórek jest { $cells }, a kolumn w nagłówku { $columns }; jeśli w komórce jest znak rozdzielający, ujmij ją w cudzysłów
public-fault-missing = komórka jest pusta
public-fault-not-a-code = „{ $text }” nie jest kodem gminy: kod to cyfry i litery
public-fault-unknown-code = żaden rejestr nie zna kodu „{ $text }”
public-fault-lost-zero = żaden rejestr nie zna kodu „{ $text }”; program mógł usunąć zero z początku: { $meant }
public-fault-unknown-indicator = „{ $text }” nie jest wskaźnikiem z poniższej listy
public-fault-not-a-number = „{ $text }” nie jest liczbą
public-fault-too-many-decimals = więcej niż { $most } miejsc po przecinku
public-fault-negative = liczba jest ujemna
public-fault-not-a-date = „{ $text }” nie jest dniem; wpisz na przykład 2025-12-31 albo 31.12.2025
public-fault-in-the-future = ten dzień jeszcze nie nadszedł
public-fault-too-long = tekst jest za długi; najwyżej { $most } znaków
public-fault-twice = ta gmina i ten wskaźnik są już w wierszu { $row }
public-indicators = Wskaźniki, o które pytają ankiety
public-indicators-none = Żadna ankieta nie pyta o wskaźnik, który można wczytać.
public-column-indicator = Wskaźnik
public-column-question = Pytanie
public-column-value = Wartość
public-column-day = Dzień
public-column-source = Źródło
public-column-before = Dotychczas
public-column-figure = Wartość publiczna
public-column-reason = Powód
public-column-when = Kiedy
public-of-denominator = mianownik: { $label }
public-values = Wczytane liczby
public-values-none = Nie wczytano jeszcze żadnych liczb.
public-values-first = Pokazano pierwszych { $shown } z { $all }.
public-contests = Gminy kwestionują
public-contests-none = Żadna gmina nie kwestionuje danych publicznych.
public-preview-title = Co zmieni plik
public-preview-counts = Nowych liczb: { $new }. Zmienionych: { $changed }. Bez zmian: { $unchanged }.
public-preview-outside = Liczb z gmin spoza sieci: { $count }. Nie zostaną wczytane.
public-preview-nothing = Ten plik niczego nie zmienia.
public-preview-not-yet = Nic nie jest jeszcze wczytane.
public-preview-changed-since = Od sprawdzenia pliku ktoś zmienił dane. Oto, co plik zmieni teraz.
public-preview-new = Nowe
public-preview-changed = Zmienione
public-take = Wczytaj wszystkie
public-back = Wróć bez wczytywania
public-taken = Wczytano liczb: { $count }.
public-taken-before = Nic nie czeka na wczytanie: plik został już wczytany albo minął dzień od sprawdzenia.
