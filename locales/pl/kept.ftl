### Nic z tego, co wpisano, nie ginie: zapis w tle, koniec logowania, strony, które czekają na ponowne zalogowanie.

## Strona przyszła po wygaśnięciu logowania

kept-sign-in-title = Sesja wygasła. Wpisane odpowiedzi są zachowane.
kept-sign-in-text = Zostaną zapisane, gdy ta sama osoba zaloguje się w tej przeglądarce. Czekają 24 godziny.
kept-saved = Odpowiedzi wysłane po wygaśnięciu sesji są zapisane.
kept-title = Odpowiedzi, które czekają
kept-own = Te odpowiedzi wysłano po wygaśnięciu sesji. Nie zapisaliśmy ich automatycznie, bo trzeba coś wybrać albo poprawić.
kept-look = Zobacz i zapisz odpowiedzi z { $time }
kept-others = W tej przeglądarce czekają odpowiedzi, które wpisała inna osoba, zanim wygasła jej sesja. Na tym koncie nie zostały zapisane. Zapiszą się, gdy tamta osoba zaloguje się tutaj do { $time }.
kept-none = W tej przeglądarce nie czekają żadne odpowiedzi.

## Koniec logowania

kept-session-until = Bez dalszej pracy sesja wygaśnie o
kept-session-then = Co zostanie wysłane później, zapisze się po ponownym zalogowaniu.
kept-session-ending = Sesja wkrótce wygaśnie, o
kept-session-stay = Przedłuż sesję
kept-session-last = Tej sesji nie można już przedłużyć. Co zostanie wysłane po jej końcu, zapisze się po ponownym zalogowaniu. Sesja wygaśnie o

## Zapis w tle

kept-autosave-more = Z odpowiedzi wynika jeszcze jedno pytanie: pojawi się po zapisaniu strony
kept-autosave-wrong = Nie zapisano jeszcze wszystkiego. Pytania do poprawienia: { $numbers }
kept-autosave-conflict = Ktoś inny odpowiedział w tym czasie na pytanie z tej strony. Obie odpowiedzi są zachowane.
kept-autosave-compare = Porównaj odpowiedzi
kept-autosave-here = Brak połączenia. Odpowiedzi są zachowane na tym urządzeniu i zostaną wysłane, gdy połączenie wróci.
kept-autosave-nowhere = Brak połączenia. Proszę nie zamykać tej strony: odpowiedzi zostaną wysłane, gdy połączenie wróci.
kept-autosave-again = Przywrócono odpowiedzi zachowane na tym urządzeniu
kept-autosave-signed-out = Sesja wygasła. Odpowiedzi są zachowane na tym urządzeniu: proszę zapisać stronę i zalogować się ponownie.

## Długość tekstu

kept-count-left = Pozostało znaków:
kept-count-over = Znaki ponad limit:
