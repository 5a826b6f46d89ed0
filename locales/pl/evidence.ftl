### Co stoi za odpowiedzią: źródło, dzień, linki, pliki.

## Przy pytaniu

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

## Strona plików do odpowiedzi

evidence-title = Pliki do odpowiedzi
evidence-none = Nie ma jeszcze plików.
evidence-file = Dodaj plik
evidence-file-hint = PDF, PNG, JPEG, XLSX, DOCX, ODS, ODT, CSV lub TXT, do { $size }; najwyżej { $files } plików do jednej odpowiedzi. Pliki tej samooceny mogą zająć jeszcze { $room }.
evidence-add-file = Dodaj plik
evidence-remove = Usuń
evidence-back = Wróć do pytania
evidence-shut = Samoocena jest złożona albo edycja zamknięta: pliki można czytać, ale już nie zmieniać.
evidence-wrong-no-file = Proszę najpierw wybrać plik
evidence-wrong-empty = W tym pliku nic nie ma. Proszę go sprawdzić i wybrać inny.
evidence-wrong-too-large = Plik jest za duży. Najwyżej { $size }: proszę go zmniejszyć, na przykład podzielić na części.
evidence-wrong-kind = Tego pliku nie przyjmujemy: zarówno treść, jak i nazwa muszą wskazywać na jeden z wymienionych rodzajów. Proszę zapisać go na przykład jako PDF i wybrać jeszcze raz.
evidence-wrong-too-many = Plików jest już { $files }. Proszę najpierw usunąć któryś albo połączyć kilka w jeden PDF.
evidence-wrong-no-room = Pliki tej samooceny zajęły całe dostępne miejsce. Usunięte też się liczą, bo zostają w historii. Proszę podać link zamiast pliku.

## Poprzednia edycja

evidence-last-edition = { $campaign }, złożono { $time }:
evidence-use-again = Użyj ponownie
evidence-from-last-edition = Poprzednia edycja: { $campaign }
