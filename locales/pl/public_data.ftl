### Dane publiczne: liczby przy pytaniach i ich wczytywanie.

## Przy pytaniu

public-data-heading = Dane publiczne
public-data-heading-of = Dane publiczne: { $label }
public-data-value = { $value } (stan na { $day })
public-data-source = Źródło:
public-data-source-population = GUS, rejestr gmin w tym programie: ludność na 31 grudnia 2024 r.
public-data-source-area = GUGiK, rejestr gmin w tym programie: powierzchnia na 1 stycznia 2025 r., km²
public-data-is-same = Odpowiedź jest taka sama.
public-data-differs = Odpowiedź jest inna: { $own }. Można ją zostawić. Jeśli dane publiczne są błędne, proszę poniżej podać powód.
public-data-use = Użyj tej wartości
public-data-does-not-fit = To pytanie nie przyjmuje takiej liczby: ma za dużo miejsc po przecinku albo jest poza zakresem.
public-data-contest = Ta wartość jest błędna
public-data-contest-hint = Własną wartość proszę wpisać w odpowiedzi, a tu powód. Powód mogą przeczytać eksperci i administratorzy sieci.
public-data-contest-reason = Dlaczego wartość w danych publicznych jest błędna
public-data-changed = Dane publiczne zmieniły się od otwarcia strony, więc nie zostały użyte. Pozostałe odpowiedzi są zapisane. Proszę spojrzeć na nową wartość.
public-data-wrong-without-own = Jest powód, ale nie ma własnej wartości. Proszę ją podać albo usunąć powód
public-data-wrong-of-own = Odpowiedź jest taka sama jak w danych publicznych. Proszę podać inną albo usunąć powód
public-data-wrong-changed = Dane publiczne zmieniły się od otwarcia strony. Proszę sprawdzić, czy powód jest nadal aktualny, i zapisać jeszcze raz

## Przy odpowiedzi

public-data-beside-same = Zgodnie z danymi publicznymi (stan na { $day })
public-data-beside-differs = Inaczej niż w danych publicznych: tam { $value } (stan na { $day })
public-data-beside-contested = Gmina kwestionuje dane publiczne ({ $value }, stan na { $day }), ponieważ: { $reason }

## Wczytywanie

public-data-title = Dane publiczne
public-data-intro = Liczby z oficjalnych źródeł, których gmina może użyć jako odpowiedzi. Ludność i powierzchnię program zna z rejestru gmin. Pozostałe można tu wczytać z pliku.
public-data-file-heading = Wczytaj plik
public-data-file = Plik CSV
public-data-file-hint = Kolumny: municipality (siedmioznakowy kod TERYT), indicator, value, date (dzień, którego dotyczy liczba), source. Inne kolumny są pomijane. Najwyżej { $rows } wierszy i { $size }. Nic nie zostanie jeszcze wczytane: najpierw widać, co się zmieni.
public-data-check = Sprawdź plik
public-data-file-missing = Proszę wybrać plik
public-data-refused = Nic nie zostało wczytane. Proszę poprawić plik i wybrać go jeszcze raz
public-data-faults = Co trzeba poprawić
public-data-faults-first = Pokazano pierwszych { $count }.
public-data-fault = Wiersz { $row }: { $text }
public-data-fault-in = Wiersz { $row }, kolumna { $column }: { $text }
public-data-fault-empty = w pliku nie ma żadnej liczby
public-data-fault-encoding = plik nie jest zapisany jako UTF-8; w Excelu można wybrać „Zapisz jako”, a potem „CSV UTF-8”
public-data-fault-nul = znak NUL: to nie jest plik CSV albo jest zapisany jako UTF-16; proszę zapisać go jako CSV UTF-8
public-data-fault-unreadable = tego miejsca nie da się odczytać; proszę zapisać plik jeszcze raz jako CSV UTF-8
public-data-fault-too-large = plik jest za duży; proszę podzielić go na części, najwyżej { $rows } wierszy i { $size } w każdej
public-data-fault-too-many-rows = więcej niż { $rows } wierszy; proszę podzielić plik na części, każdą z wierszem nagłówka
public-data-fault-column-missing = brakuje tej kolumny
public-data-fault-column-twice = ta kolumna występuje dwa razy
public-data-fault-ragged = komórek jest { $cells }, a kolumn w nagłówku { $columns }; komórkę, w której jest znak rozdzielający, trzeba ująć w cudzysłów
public-data-fault-missing = komórka jest pusta
public-data-fault-not-a-code = „{ $text }” nie jest kodem gminy: kod to cyfry i litery
public-data-fault-unknown-code = żaden rejestr nie zna kodu „{ $text }”
public-data-fault-lost-zero = żaden rejestr nie zna kodu „{ $text }”; inny program mógł usunąć zero z początku, może chodzi o { $meant }
public-data-fault-unknown-indicator = „{ $text }” nie jest wskaźnikiem z poniższej listy
public-data-fault-not-a-number = „{ $text }” nie jest liczbą
public-data-fault-too-many-decimals = więcej niż { $most } miejsc po przecinku
public-data-fault-negative = liczba jest ujemna
public-data-fault-not-a-date = „{ $text }” nie jest datą; proszę wpisać na przykład 2025-12-31 albo 31.12.2025
public-data-fault-in-the-future = ten dzień jeszcze nie nadszedł
public-data-fault-too-long = tekst jest za długi; najwyżej { $most } znaków
public-data-fault-twice = ta gmina i ten wskaźnik są już w wierszu { $row }
public-data-indicators = Wskaźniki, o które pytają ankiety
public-data-indicators-none = Żadna ankieta nie pyta o wskaźnik, który można wczytać.
public-data-column-indicator = Wskaźnik
public-data-column-question = Pytanie
public-data-column-value = Wartość
public-data-column-day = Dzień
public-data-column-source = Źródło
public-data-column-before = Dotychczas
public-data-column-figure = Wartość w danych publicznych
public-data-column-reason = Powód
public-data-column-when = Kiedy
public-data-of-denominator = mianownik: { $label }
public-data-values = Wczytane liczby
public-data-values-none = Nie wczytano jeszcze żadnych liczb.
public-data-values-first = Pokazano pierwszych { $shown } z { $all }.
public-data-contests = Wartości, które gminy kwestionują
public-data-contests-none = Żadna gmina nie kwestionuje danych publicznych.
public-data-preview-title = Co zmieni plik
public-data-preview-counts = Nowe liczby: { $new }. Zmienione: { $changed }. Bez zmian: { $unchanged }.
public-data-preview-outside = Liczby gmin spoza sieci: { $count }. Nie zostaną wczytane.
public-data-preview-nothing = Ten plik niczego nie zmienia.
public-data-preview-not-yet = Nic nie jest jeszcze wczytane.
public-data-preview-changed-since = Od sprawdzenia pliku ktoś zmienił dane. Poniżej jest to, co plik zmieni teraz.
public-data-preview-new = Nowe liczby
public-data-preview-changed = Zmienione liczby
public-data-take = Wczytaj wszystkie liczby
public-data-back = Wróć bez wczytywania
public-data-taken = Wczytane liczby: { $count }.
public-data-taken-before = Nic nie czeka na wczytanie: plik został już wczytany albo od sprawdzenia minęła doba.
