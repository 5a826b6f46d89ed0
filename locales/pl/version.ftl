### Wersje ankiety w trwającej edycji i wybór oficjalnego wyniku.

version-title = Wersja ankiety
version-of = Ankieta: { $survey }, wersja { $version }
version-newer = Ta edycja ma nowszą wersję ankiety: { $version }. Bez przejścia na tę wersję nie można złożyć samooceny. Wpisane odpowiedzi zostają.
version-look = Zobacz, co się zmieni
version-move-title = Przejście na wersję { $version }
version-move-text = Przejście zmieni pytania tej samooceny. Dotychczasowe odpowiedzi zostaną zachowane do przeczytania, także te, które nie przechodzą do nowej wersji.
version-changed = Odpowiedzi zmieniły się od otwarcia tej strony. Nic jeszcze nie zostało zrobione: proszę przejrzeć zmiany i potwierdzić jeszcze raz.
version-kept = Pytania, które zachowują odpowiedzi: { $count }.
version-recoded = Odpowiedzi odczytane po nowemu
version-again = Pytania, na które trzeba odpowiedzieć jeszcze raz
version-new = Nowe pytania
version-gone = Pytania, których już nie ma
version-reworded = Pytania o zmienionej treści (odpowiedzi zostają)
version-your-answer = Odpowiedź gminy:
version-read-as = W nowej wersji:
version-stay = Zostań na razie przy obecnej wersji
version-earlier = Odpowiedzi w poprzednich wersjach
version-earlier-text = Te odpowiedzi były zapisane przed przejściem na nowszą wersję ankiety. Można je tylko czytać.
version-none-earlier = Samoocena od początku jest w tej wersji.
version-until = Wersja { $version }, do: { $time }

## Administrator

version-give-title = Nowa wersja ankiety
version-give-text = Edycja korzysta teraz z wersji { $version }. Gminy, które już zaczęły, zostają przy niej, dopóki same nie przejdą na nową. Wersji nie można zmienić, gdy ktoś złożył samoocenę.
version-give-which = Wersja
version-give-none = Nie ma innej wersji tej ankiety.
version-bridge = Plik przejścia (nieobowiązkowy)
version-bridge-hint = Treść pliku, który mówi, jak odczytać dawne odpowiedzi. Bez niego przechodzą odpowiedzi na pytania o tym samym identyfikatorze i tych samych punktach.
version-bridge-faults = Plik przejścia wymaga poprawek. Błędy są wypisane przy polu.
version-bridge-long = Plik przejścia jest za długi. Proszę go skrócić.
version-official-title = Oficjalny wynik
version-official-text = Oficjalny wynik decyduje o porównaniach i miejscach. Drugi wynik zostaje obok, w wynikach i plikach.
version-official-declared = Wynik własny gminy
version-official-verified = Wynik zweryfikowany przez ekspertów; gdzie go nie ma, wynik własny
version-official-missing = Proszę wybrać, który wynik jest oficjalny
