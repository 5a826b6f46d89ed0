## Co stoi za odpowiedzią: źródło, dzień, linki, pliki

evidence-add = Uwaga, źródło i dowody (nieobowiązkowe)
evidence-source = Skąd pochodzi odpowiedź
evidence-as-of = Dzień, którego dotyczy (dzień.miesiąc.rok)
evidence-grade = Na czym się opiera
evidence-grade-statement = Oświadczenie urzędu
evidence-grade-document = Dokument wewnętrzny
evidence-grade-published = Opublikowane: każdy może sprawdzić
evidence-grade-audited = Sprawdzone przez kogoś spoza urzędu
evidence-links = Linki, każdy w osobnym wierszu
evidence-files = Pliki
evidence-to-files = Zapisz i dodaj pliki
evidence-of-question = do pytania { $number }
fill-in-wrong-too-many-links = Podaj najwyżej { $most } linków, każdy w osobnym wierszu.
fill-in-wrong-not-a-web-address = „{ $text }” to nie adres strony. Wpisz adres, który zaczyna się od https:// lub http://, każdy w osobnym wierszu.

## Strona plików do odpowiedzi

evidence-title = Pliki do odpowiedzi
evidence-none = Nie ma jeszcze plików.
evidence-file = Dodaj plik
evidence-file-hint = PDF, PNG, JPEG, XLSX, DOCX, ODS, ODT, CSV lub TXT, do { $size }; najwyżej { $files } plików do odpowiedzi. Pliki tej samooceny mogą zająć jeszcze { $room }.
evidence-add-file = Dodaj plik
evidence-remove = Usuń
evidence-back = Wróć do pytania
evidence-shut = Samoocena jest złożona albo edycja zamknięta: pliki można czytać, ale już nie zmieniać.
evidence-wrong-no-file = Najpierw wybierz plik
evidence-wrong-empty = W tym pliku nic nie ma. Sprawdź go i wybierz inny.
evidence-wrong-too-large = Plik jest za duży. Zmniejsz go, na przykład podziel na części: najwyżej { $size }.
evidence-wrong-kind = Tego pliku nie przyjmujemy: zarówno treść, jak i nazwa muszą wskazywać na jeden z wymienionych rodzajów. Zapisz go na przykład jako PDF i wybierz jeszcze raz.
evidence-wrong-too-many = Plików jest już { $files }. Najpierw usuń któryś albo połącz kilka w jeden PDF.
evidence-wrong-no-room = Pliki tej samooceny zajęły całe dostępne miejsce. Usunięte też się liczą, bo zostają w historii. Podaj zamiast pliku link.

## Poprzednia edycja i to, co warto sprawdzić

evidence-last-edition = { $campaign }, złożono { $time }:
evidence-use-again = Użyj ponownie
evidence-from-last-edition = Poprzednia edycja: { $campaign }
checks-confirm-title = Sprzeczności
checks-check-title = Do sprawdzenia
checks-hint-title = Warto lepiej uzasadnić
checks-question = { $section }, pytanie { $number }
checks-number = Pytanie { $number }
checks-contradictions = Te odpowiedzi są sprzeczne z innymi. Są zapisane; prosimy je sprawdzić.
checks-unlike-before = Teraz podano { $now }, a w poprzedniej edycji { $before }. Czy jednostka się zgadza?
checks-unlike-peers = Liczba bardzo różni się od podanych przez podobne wielkością gminy (liczba gmin: { $peers }). Czy jest poprawna?
checks-without-evidence = Ta odpowiedź liczy się do poziomu { $level }. Podaj, skąd pochodzi, albo dodaj link lub plik.
checks-confirm = Sprzeczności wymienione wyżej sprawdzono; te odpowiedzi są poprawne.
checks-confirm-missing = Usuń sprzeczności albo potwierdź, że odpowiedzi są poprawne
